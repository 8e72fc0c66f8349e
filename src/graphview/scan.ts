// Where the nodes of a binary GraphDef lie, and where their names, ops and inputs: one walk over the bytes, attributes passed over unread.
import type { Limits } from '../graphdef/limits.ts';

/** Places in the file, an entry a node or an input. */
export interface Raw {
  readonly count: number;
  readonly nodeStart: Uint32Array;
  readonly nodeEnd: Uint32Array;
  readonly nameStart: Uint32Array;
  readonly nameEnd: Uint32Array;
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
/** Letters of proper names of nodes, and those that they begin with. */
const PROPER = Uint8Array.from({ length: 256 }, (_, code) => (/[A-Za-z0-9_.\\/>-]/.test(String.fromCharCode(code)) ? 1 : 0));
const FIRST = /[A-Za-z0-9.]/;

/** A column that grows. */
class Column {
  private data = new Uint32Array(4096);
  length = 0;

  push(value: number): void {
    if (this.length === this.data.length) {
      const more = new Uint32Array(2 * this.length);
      more.set(this.data);
      this.data = more;
    }
    this.data[this.length++] = value;
  }

  done(): Uint32Array<ArrayBuffer> {
    return this.data.subarray(0, this.length);
  }
}

/** Null for anything but a GraphDef of nodes with proper names and ops, whose control inputs come last. */
export function scan(bytes: Uint8Array, limits: Limits): Raw | null {
  return new Scan(bytes, limits).whole();
}

class Scan {
  private at = 0;
  private isOdd = false;
  private readonly nodeStart = new Column();
  private readonly nodeEnd = new Column();
  private readonly nameStart = new Column();
  private readonly nameEnd = new Column();
  private readonly opStart = new Column();
  private readonly opEnd = new Column();
  private readonly start = new Column();
  private readonly inputStart = new Column();
  private readonly inputEnd = new Column();
  private functions = 0;
  private producer = 0;
  private minConsumer = 0;

  constructor(
    private readonly bytes: Uint8Array,
    private readonly limits: Limits,
  ) {
    this.start.push(0);
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
    const { nodeStart, functions, producer, minConsumer } = this;
    if (this.isOdd || this.at !== end || nodeStart.length === 0 || nodeStart.length > this.limits.nodes) return null;
    return {
      count: nodeStart.length, nodeStart: nodeStart.done(), nodeEnd: this.nodeEnd.done(), nameStart: this.nameStart.done(), nameEnd: this.nameEnd.done(),
      opStart: this.opStart.done(), opEnd: this.opEnd.done(), start: this.start.done(), inputStart: this.inputStart.done(), inputEnd: this.inputEnd.done(),
      functions, producer: producer || before, minConsumer,
    };
  }

  private varint(): number {
    const { bytes } = this;
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
    this.nodeStart.push(this.at);
    this.nodeEnd.push(last);
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
        this.inputStart.push(from);
        this.inputEnd.push(this.at);
      }
    }
    this.isOdd ||= this.at !== last || nameTo === nameAt || opTo === opAt;
    for (let i = nameAt; i < nameTo; i++) if (!PROPER[bytes[i]]) this.isOdd = true;
    this.isOdd ||= !FIRST.test(String.fromCharCode(bytes[nameAt]));
    this.nameStart.push(nameAt);
    this.nameEnd.push(nameTo);
    this.opStart.push(opAt);
    this.opEnd.push(opTo);
    this.start.push(this.inputStart.length);
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
