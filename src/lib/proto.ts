/** Protocol buffers by hand: the few messages that kernels make, field by field. Whole files: graphdef/. */

const utf8 = new TextEncoder();

/** Writes the fields of one message, in the order they are given. */
export class ProtoWriter {
  private bytes = new Uint8Array(64);
  private at = 0;

  private room(n: number): void {
    if (this.at + n <= this.bytes.length) return;
    const grown = new Uint8Array(Math.max(this.bytes.length * 2, this.at + n));
    grown.set(this.bytes);
    this.bytes = grown;
  }

  /** A whole number, not negative, below 2^53. */
  private varint(value: number): void {
    this.room(10);
    let v = value;
    while (v >= 128) {
      this.bytes[this.at++] = (v % 128) | 128;
      v = Math.floor(v / 128);
    }
    this.bytes[this.at++] = v;
  }

  int(field: number, value: number): this {
    this.varint(field * 8);
    this.varint(value);
    return this;
  }
  float(field: number, value: number): this {
    this.varint(field * 8 + 5);
    this.room(4);
    new DataView(this.bytes.buffer).setFloat32(this.at, value, true);
    this.at += 4;
    return this;
  }
  double(field: number, value: number): this {
    this.varint(field * 8 + 1);
    this.room(8);
    new DataView(this.bytes.buffer).setFloat64(this.at, value, true);
    this.at += 8;
    return this;
  }
  data(field: number, value: Uint8Array): this {
    this.varint(field * 8 + 2);
    this.varint(value.length);
    this.room(value.length);
    this.bytes.set(value, this.at);
    this.at += value.length;
    return this;
  }
  text(field: number, value: string): this { return this.data(field, utf8.encode(value)); }
  message(field: number, write: (inner: ProtoWriter) => void): this {
    const inner = new ProtoWriter();
    write(inner);
    return this.data(field, inner.done());
  }
  /** A packed list. */
  doubles(field: number, values: readonly number[]): this { return this.data(field, new Uint8Array(Float64Array.from(values).buffer)); }

  done(): Uint8Array { return this.bytes.slice(0, this.at); }
}

/** One field of a message: a number (of its kind) or bytes. */
export interface ProtoField { readonly number: number; readonly value: number | Uint8Array; readonly raw: DataView | null }

/** The fields of a message in order. Throws RangeError where the bytes end too early. */
export function* protoFields(bytes: Uint8Array): Generator<ProtoField> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let at = 0;
  const varint = (): number => {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const b = view.getUint8(at++);
      value += (b & 127) * scale;
      if (b < 128) return value;
    }
  };
  while (at < bytes.length) {
    const key = varint();
    const number = Math.floor(key / 8);
    switch (key % 8) {
      case 0: yield { number, value: varint(), raw: null }; break;
      case 1: yield { number, value: view.getFloat64(at, true), raw: new DataView(bytes.buffer, bytes.byteOffset + at, 8) }; at += 8; break;
      case 5: yield { number, value: view.getFloat32(at, true), raw: new DataView(bytes.buffer, bytes.byteOffset + at, 4) }; at += 4; break;
      case 2: {
        const length = varint();
        if (at + length > bytes.length) throw new RangeError('a field is longer than its message');
        yield { number, value: bytes.subarray(at, at + length), raw: null };
        at += length;
        break;
      }
      default: throw new RangeError(`wire type ${key % 8}`);
    }
  }
}
