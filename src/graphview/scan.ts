// Where the nodes of a binary GraphDef lie, and where their names, ops and inputs: one walk over the bytes, attributes passed over unread.
import type { Limits } from '../graphdef/limits.ts';

/** Places in the file, an entry a node or an input. */
export interface Raw {
  readonly count: number;
  readonly nodeStart: Uint32Array;
  readonly nodeEnd: Uint32Array;
  readonly nameStart: Uint32Array;
  readonly nameEnd: Uint32Array;
  /** the last '/' of the name; 0 for none */
  readonly slash: Uint32Array;
  readonly opStart: Uint32Array;
  readonly opEnd: Uint32Array;
  /** inputs of node i: start[i] … start[i + 1] - 1 */
  readonly start: Uint32Array<ArrayBuffer>;
  readonly inputStart: Uint32Array;
  readonly inputEnd: Uint32Array;
  readonly functions: number;
  readonly producer: number;
  readonly minConsumer: number;
}

// Fields of GraphDef, then of NodeDef.
const NODE = 1;
const LIBRARY = 2;
const VERSION = 3;
const VERSIONS = 4;
const NAME = 1;
const OP = 2;
const INPUT = 3;
const BYTES = 2;
const VARINT = 0;
const CARET = 94;
const SLASH = 47;
/** Letters of proper names of nodes: 2 where a name may begin with it, else 1. */
const PROPER = Uint8Array.from({ length: 256 }, (_, code) => {
  const letter = String.fromCharCode(code);
  return /[A-Za-z0-9.]/.test(letter) ? 2 : /[_\\/>-]/.test(letter) ? 1 : 0;
});

/** Null for anything but a GraphDef of nodes with proper names and ops, whose control inputs come last. */
export function scan(bytes: Uint8Array, limits: Limits): Raw | null {
  return new Scan(bytes, limits).whole();
}

/** The same with room for `most`. */
function grown(old: Uint32Array<ArrayBuffer>, most: number): Uint32Array<ArrayBuffer> {
  const more = new Uint32Array(most);
  more.set(old);
  return more;
}

class Scan {
  private at = 0;
  private isOdd = false;
  private count = 0;
  private nodeStart: Uint32Array<ArrayBuffer>;
  private nodeEnd: Uint32Array<ArrayBuffer>;
  private nameStart: Uint32Array<ArrayBuffer>;
  private nameEnd: Uint32Array<ArrayBuffer>;
  private slash: Uint32Array<ArrayBuffer>;
  private opStart: Uint32Array<ArrayBuffer>;
  private opEnd: Uint32Array<ArrayBuffer>;
  private start: Uint32Array<ArrayBuffer>;
  private inputs = 0;
  private inputStart: Uint32Array<ArrayBuffer>;
  private inputEnd: Uint32Array<ArrayBuffer>;
  private functions = 0;
  private producer = 0;
  private minConsumer = 0;

  constructor(
    private readonly bytes: Uint8Array,
    private readonly limits: Limits,
  ) {
    const room = (): Uint32Array<ArrayBuffer> => new Uint32Array(Math.max(16, Math.min(2 ** 20, bytes.length >> 6)));
    this.nodeStart = room();
    this.nodeEnd = room();
    this.nameStart = room();
    this.nameEnd = room();
    this.slash = room();
    this.opStart = room();
    this.opEnd = room();
    this.start = new Uint32Array(this.nodeStart.length + 1);
    this.inputStart = room();
    this.inputEnd = room();
  }

  whole(): Raw | null {
    const end = this.bytes.length;
    let before = 0;
    while (this.at < end && !this.isOdd) {
      const tag = this.varint();
      const [field, wire] = [Math.floor(tag / 8), tag & 7];
      if (field === VERSION && wire === VARINT) {
        before = this.varint();
        continue;
      }
      if ((field !== NODE && field !== LIBRARY && field !== VERSIONS) || wire !== BYTES) return null;
      const size = this.varint();
      const last = this.at + size;
      if (this.isOdd || last > end) return null;
      if (field === NODE) this.node(last);
      else this.other(field, last);
    }
    const { count, inputs, functions, producer, minConsumer } = this;
    if (this.isOdd || this.at !== end || count === 0 || count > this.limits.nodes) return null;
    const done = (column: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> => column.subarray(0, count);
    return {
      count, nodeStart: done(this.nodeStart), nodeEnd: done(this.nodeEnd), nameStart: done(this.nameStart), nameEnd: done(this.nameEnd), slash: done(this.slash),
      opStart: done(this.opStart), opEnd: done(this.opEnd), start: this.start.subarray(0, count + 1),
      inputStart: this.inputStart.subarray(0, inputs), inputEnd: this.inputEnd.subarray(0, inputs),
      functions, producer: producer || before, minConsumer,
    };
  }

  private varint(): number {
    const { bytes } = this;
    // Nearly all are of one byte.
    if (this.at < bytes.length && bytes[this.at] < 0x80) return bytes[this.at++];
    let [value, scale] = [0, 1];
    for (let i = 0; i < 10; i++) {
      if (this.at >= bytes.length) break;
      const byte = bytes[this.at++];
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
      scale *= 128;
    }
    this.isOdd = true;
    return 0;
  }

  /** Passes over what is in a field of a message that ends at `last`. */
  private skip(wire: number, last: number): void {
    if (wire === BYTES) {
      const size = this.varint();
      this.at += size;
    } else if (wire === VARINT) this.varint();
    else if (wire === 1) this.at += 8;
    else if (wire === 5) this.at += 4;
    else this.isOdd = true;
    this.isOdd ||= this.at > last;
  }

  private node(last: number): void {
    const { bytes, limits } = this;
    if (this.count === this.nodeStart.length) this.growNodes();
    const i = this.count++;
    this.nodeStart[i] = this.at;
    this.nodeEnd[i] = last;
    let [nameAt, nameTo, opAt, opTo] = [0, 0, 0, 0];
    let late = false;
    while (this.at < last && !this.isOdd) {
      const tag = this.varint();
      const field = Math.floor(tag / 8);
      if (field > INPUT) {
        this.skip(tag & 7, last);
        continue;
      }
      const size = this.varint();
      const from = this.at;
      this.at += size;
      if (field === 0 || (tag & 7) !== BYTES || this.at > last || size > limits.textBytes) this.isOdd = true;
      else if (field === NAME) [nameAt, nameTo] = [from, this.at];
      else if (field === OP) [opAt, opTo] = [from, this.at];
      else {
        const control = bytes[from] === CARET;
        this.isOdd ||= late && !control;
        late = control;
        if (this.inputs === this.inputStart.length) this.growInputs();
        this.inputStart[this.inputs] = from;
        this.inputEnd[this.inputs++] = this.at;
      }
    }
    this.isOdd ||= this.at !== last || nameTo === nameAt || opTo === opAt || PROPER[bytes[nameAt]] !== 2;
    let slash = 0;
    for (let k = nameAt; k < nameTo; k++) {
      const letter = bytes[k];
      if (letter === SLASH) slash = k;
      else if (PROPER[letter] === 0) this.isOdd = true;
    }
    this.nameStart[i] = nameAt;
    this.nameEnd[i] = nameTo;
    this.slash[i] = slash;
    this.opStart[i] = opAt;
    this.opEnd[i] = opTo;
    this.start[i + 1] = this.inputs;
  }

  private growNodes(): void {
    const most = 2 * this.nodeStart.length;
    this.nodeStart = grown(this.nodeStart, most);
    this.nodeEnd = grown(this.nodeEnd, most);
    this.nameStart = grown(this.nameStart, most);
    this.nameEnd = grown(this.nameEnd, most);
    this.slash = grown(this.slash, most);
    this.opStart = grown(this.opStart, most);
    this.opEnd = grown(this.opEnd, most);
    this.start = grown(this.start, most + 1);
  }

  private growInputs(): void {
    const most = 2 * this.inputStart.length;
    this.inputStart = grown(this.inputStart, most);
    this.inputEnd = grown(this.inputEnd, most);
  }

  /** The library of functions, which are counted, or the versions. */
  private other(field: number, last: number): void {
    while (this.at < last && !this.isOdd) {
      const tag = this.varint();
      const [number, wire] = [Math.floor(tag / 8), tag & 7];
      if (field === LIBRARY && number === 1) this.functions += 1;
      if (field === VERSIONS && wire === VARINT && number === 1) this.producer = this.varint();
      else if (field === VERSIONS && wire === VARINT && number === 2) this.minConsumer = this.varint();
      else this.skip(wire, last);
    }
    this.isOdd ||= this.at !== last;
  }
}
