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
  const end = bytes.length;
  let at = 0;
  let isOdd = false;
  const varint = (): number => {
    let [value, scale] = [0, 1];
    for (let i = 0; i < 10; i++) {
      const byte = at < end ? bytes[at] : 0;
      isOdd ||= at >= end;
      at += 1;
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
      scale *= 128;
    }
    isOdd = true;
    return 0;
  };
  /** Passes over what is in a field; its bytes end at `at`. */
  const skip = (wire: number, within: number): void => {
    if (wire === BYTES) {
      const size = varint(); // it moves `at`, too
      at += size;
    } else if (wire === VARINT) varint();
    else if (wire === 1) at += 8;
    else if (wire === 5) at += 4;
    else isOdd = true;
    isOdd ||= at > within;
  };
  const [nodeStart, nodeEnd, nameStart, nameEnd, opStart, opEnd, start, inputStart, inputEnd] = Array.from({ length: 9 }, () => new Column());
  start.push(0);
  let [functions, producer, minConsumer, before] = [0, 0, 0, 0];

  const node = (last: number): void => {
    let [nameAt, nameTo, opAt, opTo] = [0, 0, 0, 0];
    let late = false;
    while (at < last && !isOdd) {
      const tag = bytes[at++];
      if (tag === (NAME << 3 | BYTES) || tag === (OP << 3 | BYTES) || tag === (INPUT << 3 | BYTES)) {
        const size = varint();
        const from = at;
        at += size;
        if (at > last || size > limits.textBytes) { isOdd = true; return; }
        if (tag >> 3 === NAME) [nameAt, nameTo] = [from, at];
        else if (tag >> 3 === OP) [opAt, opTo] = [from, at];
        else {
          const control = bytes[from] === CARET;
          isOdd ||= late && !control;
          late = control;
          inputStart.push(from);
          inputEnd.push(at);
        }
      } else if (tag < 0x80 && tag >> 3 > INPUT) skip(tag & 7, last);
      else if (tag >= 0x80) { at -= 1; skip(varint() % 8, last); }
      else isOdd = true;
    }
    isOdd ||= at !== last || nameTo === nameAt || opTo === opAt;
    for (let i = nameAt; i < nameTo; i++) isOdd ||= !PROPER[bytes[i]];
    isOdd ||= !FIRST.test(String.fromCharCode(bytes[nameAt]));
    nameStart.push(nameAt);
    nameEnd.push(nameTo);
    opStart.push(opAt);
    opEnd.push(opTo);
    start.push(inputStart.length);
  };

  while (at < end && !isOdd) {
    const tag = varint();
    const [field, wire] = [Math.floor(tag / 8), tag & 7];
    if (field === VERSION && wire === VARINT) { before = varint(); continue; }
    if ((field !== NODE && field !== LIBRARY && field !== VERSIONS) || wire !== BYTES) return null;
    const size = varint();
    const last = at + size;
    if (isOdd || last > end) return null;
    if (field === NODE) {
      nodeStart.push(at);
      nodeEnd.push(last);
      if (nodeStart.length > limits.nodes) return null;
      node(last);
    } else {
      while (at < last && !isOdd) {
        const inner = varint();
        const [number, kind] = [Math.floor(inner / 8), inner & 7];
        if (field === LIBRARY) {
          functions += number === 1 ? 1 : 0;
          skip(kind, last);
        } else if (kind === VARINT && number === 1) producer = varint();
        else if (kind === VARINT && number === 2) minConsumer = varint();
        else skip(kind, last);
      }
      isOdd ||= at !== last;
    }
  }
  if (isOdd || at !== end || nodeStart.length === 0) return null;
  return {
    count: nodeStart.length, nodeStart: nodeStart.done(), nodeEnd: nodeEnd.done(), nameStart: nameStart.done(), nameEnd: nameEnd.done(),
    opStart: opStart.done(), opEnd: opEnd.done(), start: start.done(), inputStart: inputStart.done(), inputEnd: inputEnd.done(),
    functions, producer: producer || before, minConsumer,
  };
}
