/** A binary GraphDef of any size, as a leaky loop of a perceptron makes it: written byte by byte, since the writers make an object a node. */

/** Bytes that grow, with the length of a message put before it once it is known. */
class Writer {
  bytes = new Uint8Array(64 * 2 ** 20);
  at = 0;

  /** Makes room for a node. */
  room(): void {
    if (this.at + 4096 < this.bytes.length) return;
    const more = new Uint8Array(2 * this.bytes.length);
    more.set(this.bytes);
    this.bytes = more;
  }
  byte(value: number): void {
    this.bytes[this.at++] = value;
  }
  /** A field that holds what `inside` writes: at most 16,383 bytes. */
  message(field: number, inside: () => void): void {
    this.byte((field << 3) | 2);
    const before = this.at;
    this.at += 2;
    inside();
    const size = this.at - before - 2;
    if (size < 128) {
      this.bytes.copyWithin(before + 1, before + 2, this.at);
      this.bytes[before] = size;
      this.at -= 1;
    } else {
      this.bytes[before] = (size & 127) | 128;
      this.bytes[before + 1] = size >> 7;
    }
  }
  word(field: number, text: string): void {
    this.byte((field << 3) | 2);
    this.byte(text.length);
    for (let i = 0; i < text.length; i++) this.byte(text.charCodeAt(i));
  }
}

const FLOAT = 1;

/** A node of the leaky loop; `value`: a constant with its value written out. */
export interface LeakyNode {
  readonly name: string;
  readonly op: string;
  readonly inputs: readonly string[];
  readonly type: string;
  readonly value: boolean;
}

/** A variable, and then a constant, its product with the variable and a sum, again and again. */
export function leaky(nodes: number, put: (node: LeakyNode) => void): void {
  put({ name: 'w', op: 'VariableV2', inputs: [], type: 'dtype', value: false });
  put({ name: 'w/read', op: 'Identity', inputs: ['w'], type: 'T', value: false });
  const numbered = (base: string, k: number): string => (k === 0 ? base : `${base}_${k}`);
  for (let i = 2, k = 0; i < nodes; i += 3, k++) {
    const [a, b, c] = [numbered('Const', k), numbered('MatMul', k), numbered('add', k)];
    put({ name: a, op: 'Const', inputs: [], type: 'dtype', value: k % 8 === 0 });
    if (i + 1 < nodes) put({ name: b, op: 'MatMul', inputs: [a, 'w/read'], type: 'T', value: false });
    if (i + 2 < nodes) put({ name: c, op: 'AddV2', inputs: [b, a], type: 'T', value: false });
  }
}

/** The file of the leaky loop. */
export function bigFile(nodes: number): Uint8Array<ArrayBuffer> {
  const out = new Writer();
  leaky(nodes, ({ name, op, inputs, type, value }) => {
    out.room();
    out.message(1, () => {
      out.word(1, name);
      out.word(2, op);
      for (const input of inputs) out.word(3, input);
      out.message(5, () => {
        out.word(1, type);
        out.message(2, () => {
          out.byte(0x30);
          out.byte(FLOAT);
        });
      });
      if (!value) return;
      out.message(5, () => {
        out.word(1, 'value');
        out.message(2, () => out.message(8, () => {
          out.byte(0x08);
          out.byte(FLOAT);
          out.message(2, () => out.message(2, () => {
            out.byte(0x08);
            out.byte(64);
          }));
          out.message(4, () => (out.at += 256));
        }));
      });
    });
  });
  return out.bytes.slice(0, out.at);
}
