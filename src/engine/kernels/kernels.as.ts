/**
 * The engine's kernels, AssemblyScript compiled to WebAssembly SIMD at build time. Not TypeScript: `*.as.ts` is left to asc.
 *
 * Every sum runs over its index in ascending order with one float32 rounding after each product and each addition, lanes
 * run over independent outputs: the results equal the reference evaluator bit for bit on every machine.
 * All pointers are byte addresses in the one memory that the graph's columns live in (see heap.ts for the layout).
 */

import { crossEntropy } from './functions.as';
import { matmul, rows4 } from './matmul.as';
import { fillProducts, listOf, rowOfProducts, usable } from './product-tables.as';

export { adam, crossEntropy, exp, log } from './functions.as';
export { matmul } from './matmul.as';

// Offsets inside a node chunk; must equal columns.ts.
const CHUNK_BITS: i32 = 16;
const CHUNK_MASK: i32 = (1 << CHUNK_BITS) - 1;
const VALUE: i32 = 4 << CHUNK_BITS;
const EDGE: i32 = 8 << CHUNK_BITS;
const BLOCK: i32 = 10 << CHUNK_BITS;
const BLOCK_BITS: i32 = 6;
const DISTANT: i32 = 0xffff;
const CLASS_MASK: i32 = 0xffffff;
const EDGE_CHUNK_BITS: i32 = 18;
const EDGE_CHUNK_MASK: i32 = (1 << EDGE_CHUNK_BITS) - 1;
// Record of a class for the interpreter: 12 int32 words.
const CLASS_BYTES: i32 = 48;

// Codes of op classes; must equal codes.ts.
const CODE_CONST: i32 = 1;
const CODE_COPY: i32 = 2;
const CODE_MATMUL: i32 = 3;
const CODE_BINARY: i32 = 4;
const CODE_ZERO: i32 = 5;
const CODE_XENT: i32 = 6;
const CODE_ADDN: i32 = 7;
const CODE_SCALAR: i32 = 8;
// Of a class record the last words: whether it is a placeholder's; data and control inputs together.
const PLACEHOLDER: i32 = 40;
const EDGES: i32 = 44;
// Bits of a mask; must equal masks.ts.
const NEEDED: u32 = 2 << 24;
const FED: u32 = 4 << 24;

/** Addresses of the tables: chunk bases, edge chunk bases, class records. Set once, and when the class table moves. */
let chunks: i32 = 0;
let edges: i32 = 0;
let classes: i32 = 0;
export function setTables(chunkTable: i32, edgeTable: i32, classTable: i32): void {
  chunks = chunkTable; edges = edgeTable; classes = classTable;
}

// @ts-ignore: decorator
@inline
function valueOf(id: i32): i32 {
  return load<i32>(load<i32>(chunks + ((id >> CHUNK_BITS) << 2)) + VALUE + ((id & CHUNK_MASK) << 2));
}
/** Address of the value that an edge word names: node id in the high 28 bits, output in bits 1..3, control in bit 0. */
// @ts-ignore: decorator
@inline
function inputOf(edgeBase: i32, index: i32): i32 {
  const word = load<u32>(edgeBase + (index << 2));
  return valueOf(<i32>(word >> 4));
}

// @ts-ignore: decorator
@inline
function apply(op: i32, x: f32, y: f32): f32 {
  return op == 0 ? x + y : op == 1 ? x - y : op == 2 ? x * y : x / y;
}

/**
 * Elementwise float32 of rows x cols outputs; op 0 add, 1 subtract, 2 multiply, 3 divide. Strides in elements (0: broadcast).
 * Address of a's element (i, j) = a + 4 * (i * aRow + j * aCol).
 */
export function binary(op: i32, a: i32, b: i32, out: i32, rows: i32, cols: i32, aRow: i32, aCol: i32, bRow: i32, bCol: i32): void {
  for (let i = 0; i < rows; i++) {
    let pa = a + ((i * aRow) << 2), pb = b + ((i * bRow) << 2), po = out + ((i * cols) << 2);
    let j = 0;
    if (op == 0 && aCol == 1 && bCol == 1) {
      for (; j + 4 <= cols; j += 4) {
        v128.store(po, f32x4.add(v128.load(pa), v128.load(pb)));
        pa += 16; pb += 16; po += 16;
      }
    }
    for (; j < cols; j++) {
      store<f32>(po, apply(op, load<f32>(pa), load<f32>(pb)));
      pa += aCol << 2; pb += bCol << 2; po += 4;
    }
  }
}

/** Executes the node of class record c, inputs at a and b, output at out. Returns false where the host must do it. */
// @ts-ignore: decorator
@inline
function compute(code: i32, c: i32, a: i32, b: i32, out: i32): bool {
  if (code == CODE_MATMUL) {
    matmul(a, b, out, load<i32>(c, 12), load<i32>(c, 16), load<i32>(c, 20), load<i32>(c, 24), load<i32>(c, 28));
  } else if (code == CODE_BINARY) {
    binary(load<i32>(c, 12), a, b, out, load<i32>(c, 16), load<i32>(c, 20), load<i32>(c, 24), load<i32>(c, 28), load<i32>(c, 32), load<i32>(c, 36));
  } else if (code == CODE_COPY) {
    memory.copy(out, a, load<i32>(c, 12));
  } else if (code == CODE_ZERO) {
    memory.fill(out, 0, load<i32>(c, 12));
  } else return false;
  return true;
}

/**
 * Executes nodes from..to-1 (within one chunk) whose mask is not 0, or every one, in id order. Stops before a node that needs the
 * host (its class has no code) and returns its id; returns `to` when all are done. Adds the number executed to [counter].
 */
export function run(from: i32, to: i32, counter: i32, every: bool): i32 {
  const chunk = load<i32>(chunks + ((from >> CHUNK_BITS) << 2));
  let done: i32 = 0;
  for (let id = from; id < to; id++) {
    const at = id & CHUNK_MASK;
    const word = load<u32>(chunk + (at << 2));
    if (!every && word >> 24 == 0) continue;
    const c = classes + (word & CLASS_MASK) * CLASS_BYTES;
    const code = load<i32>(c);
    if (code == CODE_CONST) { done++; continue; }
    const offset = <i32>load<u16>(chunk + EDGE + (at << 1));
    if (code == 0 || offset == DISTANT) { store<i32>(counter, load<i32>(counter) + done); return id; }
    const e = load<i32>(chunk + BLOCK + ((at >> BLOCK_BITS) << 2)) + offset;
    const edge = load<i32>(edges + ((e >> EDGE_CHUNK_BITS) << 2)) + ((e & EDGE_CHUNK_MASK) << 2);
    const out = load<i32>(chunk + VALUE + (at << 2));
    const a = inputOf(edge, 0) + load<i32>(c, 4);
    if (code == CODE_SCALAR) {
      // Which operation it is follows no pattern that a processor could guess: sum, difference and product are all made, and one chosen.
      const op = load<i32>(c, 12), x = load<f32>(a), y = load<f32>(inputOf(edge, 1) + load<i32>(c, 8));
      store<f32>(out, op == 3 ? x / y : select<f32>(x + y, select<f32>(x - y, x * y, op == 1), op == 0));
    } else if (code == CODE_XENT) {
      const n = load<i32>(c, 12);
      if (crossEntropy(a, inputOf(edge, 1) + load<i32>(c, 8), out, out + (n << 2), n, load<i32>(c, 16)) >= 0) {
        store<i32>(counter, load<i32>(counter) + done); return id; // the host repeats it and words the error
      }
    } else if (code == CODE_ADDN) {
      const bytes = load<i32>(c, 12), count = load<i32>(c, 16);
      memory.copy(out, a, bytes);
      for (let k = 1; k < count; k++) binary(0, out, inputOf(edge, k) + (k == 1 ? load<i32>(c, 8) : 0), out, 1, bytes >> 2, 0, 1, 0, 1);
    } else {
      compute(code, c, a, code == CODE_MATMUL || code == CODE_BINARY ? inputOf(edge, 1) + load<i32>(c, 8) : 0, out);
    }
    done++;
  }
  store<i32>(counter, load<i32>(counter) + done);
  return to;
}

/**
 * Marks as NEEDED what nodes that are marked wait for, directly or not, in one sweep, since inputs have smaller ids. Nodes marked FED
 * stand for themselves. Returns how many are marked, or -1 - id of a placeholder that is not fed.
 */
export function markAncestors(nodes: i32): i32 {
  let count = 0;
  let klass: u32 = 0xffffffff, inputs = 0;
  let edgeChunk = -1, edgeBase = 0;
  for (let index = (nodes - 1) >> CHUNK_BITS; index >= 0; index--) {
    const chunk = load<i32>(chunks + (index << 2));
    for (let at = min(nodes - 1 - (index << CHUNK_BITS), CHUNK_MASK); at >= 0; at--) {
      const word = load<u32>(chunk + (at << 2));
      if ((word & NEEDED) == 0) continue;
      count++;
      if (word & FED) continue;
      // Neighbours are mostly of one class, their edges in one chunk, and their inputs near: looked up again only where they are not.
      if ((word & CLASS_MASK) != klass) {
        klass = word & CLASS_MASK;
        const c = classes + klass * CLASS_BYTES;
        if (load<i32>(c, PLACEHOLDER)) return -1 - ((index << CHUNK_BITS) | at);
        inputs = load<i32>(c, EDGES) << 2;
      }
      const e = load<i32>(chunk + BLOCK + ((at >> BLOCK_BITS) << 2)) + <i32>load<u16>(chunk + EDGE + (at << 1));
      if (e >> EDGE_CHUNK_BITS != edgeChunk) {
        edgeChunk = e >> EDGE_CHUNK_BITS;
        edgeBase = load<i32>(edges + (edgeChunk << 2)) - (edgeChunk << (EDGE_CHUNK_BITS + 2));
      }
      let edge = edgeBase + (e << 2);
      for (const end = edge + inputs; edge < end; edge += 4) {
        const input = <i32>(load<u32>(edge) >> 4);
        const p = (input >> CHUNK_BITS == index ? chunk : load<i32>(chunks + ((input >> CHUNK_BITS) << 2))) + ((input & CHUNK_MASK) << 2);
        store<u32>(p, load<u32>(p) | NEEDED);
      }
    }
  }
  return count;
}

/** Writes the ids of nodes from..to-1 (within one chunk) that are marked NEEDED from `out` on and takes the mark off; how many they are. */
export function collect(from: i32, to: i32, out: i32): i32 {
  const chunk = load<i32>(chunks + ((from >> CHUNK_BITS) << 2));
  const start = out;
  for (let id = from; id < to; id++) {
    const p = chunk + ((id & CHUNK_MASK) << 2);
    const word = load<u32>(p);
    if ((word & NEEDED) == 0) continue;
    store<i32>(out, id);
    store<u32>(p, word & ~NEEDED);
    out += 4;
  }
  return (out - start) >> 2;
}

// --- templates -------------------------------------------------------------------------------------------------------------------

// How an input of a template's node is found; must equal templates.ts. FIXED: one node; COLUMN: a node further in each instance, its
// address looked up; VALUE: a value further in each instance.
const FIXED: i32 = 0;
const COLUMN: i32 = 1;
const RECORD_BYTES: i32 = 40;
const EXTRA: i32 = 36;
const SERIAL: i32 = 1;
/** Room for an address of each instance of a tile; at most 128, as in templates.ts. */
const LISTS: i32 = <i32>memory.data(128 << 2, 16);

/**
 * Address of an input of instance i: its record is three words from r on (mode, id or address, step), and its place inside a node's
 * value. Values that are not kept lie where those of instance i - `shift` would.
 */
// @ts-ignore: decorator
@inline
function inputAt(r: i32, i: i32, shift: i32, place: i32): i32 {
  const mode = load<i32>(r), first = load<i32>(r, 4), step = load<i32>(r, 8);
  return mode > COLUMN ? first + (i - shift) * step : valueOf(first + i * step) + place;
}

/**
 * Executes instances from..to-1 of a template: `period` nodes, one record each (class id, address of the first output, its step,
 * two inputs, and SERIAL, the address of a table of products, or 0). Node after node for `tile` instances at a time, each with its
 * own kernel: nothing is looked up that is the same for all. A template whose instances use later nodes of the one before them has
 * tile 1; a node that uses itself in the instance before is serial. With `drop` the values of one tile take the place of those of
 * the tile before: nobody asks for them after, and instances use no values of one another.
 */
export function runTemplate(records: i32, period: i32, from: i32, to: i32, tile: i32, drop: bool): void {
  const last = records + period * RECORD_BYTES;
  for (let r = records; r < last; r += RECORD_BYTES) {
    const table = load<i32>(r, EXTRA);
    if (table > SERIAL) fillProducts(table, inputAt(r + 24, 0, 0, load<i32>(classes + load<i32>(r) * CLASS_BYTES, 8)), to - from);
  }
  for (let at = from; at < to; at += tile) {
    const end = min(at + tile, to), shift = drop ? at : 0;
    for (let r = records; r < last; r += RECORD_BYTES) batch(r, at, end, shift);
  }
}

function batch(r: i32, from: i32, to: i32, shift: i32): void {
  const c = classes + load<i32>(r) * CLASS_BYTES;
  const code = load<i32>(c);
  if (code == CODE_CONST) return;
  const step = load<i32>(r, 8), placeA = load<i32>(c, 4), placeB = load<i32>(c, 8);
  let out = load<i32>(r, 4) + (from - shift) * step;
  let i = from;
  if (code == CODE_SCALAR) {
    scalars(r, load<i32>(c, 12), from, to, shift, placeA, placeB);
    return;
  }
  const fixed = load<i32>(r, 24) == FIXED, extra = load<i32>(r, EXTRA);
  if (extra > SERIAL && usable(extra, inputAt(r + 24, 0, 0, placeB))) {
    // All lists are found first: no row's sum waits for where the next one's list is.
    const by = load<i32>(r, 20);
    let list = LISTS;
    for (let id = load<i32>(r, 16) + i * by; i < to; i++, id += by, list += 4) store<i32>(list, listOf(valueOf(id)));
    for (let at = LISTS; at < list; at += 4, out += step) rowOfProducts(load<i32>(at), out);
    return;
  }
  if (code == CODE_MATMUL && fixed && load<i32>(c, 12) == 1 && load<i32>(c, 28) == 0 && extra != SERIAL) {
    const b = inputAt(r + 24, 0, 0, placeB), k = load<i32>(c, 16), n = load<i32>(c, 20);
    for (; i + 4 <= to; i += 4, out += step << 2) {
      rows4(inputAt(r + 12, i, shift, placeA), inputAt(r + 12, i + 1, shift, placeA), inputAt(r + 12, i + 2, shift, placeA), inputAt(r + 12, i + 3, shift, placeA), b, out, step, k, n, 4);
    }
  } else if (code == CODE_BINARY && fixed && load<i32>(c, 12) == 0 && load<i32>(c, 16) == 1 && load<i32>(c, 20) == 10 && load<i32>(c, 28) == 1 && load<i32>(c, 36) == 1) {
    // Ten classes and their bias, which stays in registers.
    const b = inputAt(r + 24, 0, 0, placeB);
    const b0 = v128.load(b), b1 = v128.load(b, 16), b2 = v128.load64_zero(b, 32);
    for (; i < to; i++, out += step) {
      const a = inputAt(r + 12, i, shift, placeA);
      v128.store(out, f32x4.add(v128.load(a), b0));
      v128.store(out, f32x4.add(v128.load(a, 16), b1), 16);
      v128.store64_lane(out, f32x4.add(v128.load64_zero(a, 32), b2), 0, 32);
    }
    return;
  }
  const two = code == CODE_MATMUL || code == CODE_BINARY;
  for (; i < to; i++, out += step) compute(code, c, inputAt(r + 12, i, shift, placeA), two ? inputAt(r + 24, i, shift, placeB) : 0, out);
}

/** One number each. Where no address is looked up, the loop is load, load, store. */
function scalars(r: i32, op: i32, from: i32, to: i32, shift: i32, placeA: i32, placeB: i32): void {
  const step = load<i32>(r, 8);
  let out = load<i32>(r, 4) + (from - shift) * step;
  const stepA = load<i32>(r, 12) == FIXED ? 0 : load<i32>(r, 20), stepB = load<i32>(r, 24) == FIXED ? 0 : load<i32>(r, 32);
  if (load<i32>(r, 24) == COLUMN) {
    for (let i = from; i < to; i++, out += step) store<f32>(out, apply(op, load<f32>(inputAt(r + 12, i, shift, placeA)), load<f32>(inputAt(r + 24, i, shift, placeB))));
    return;
  }
  let b = inputAt(r + 24, from, shift, placeB);
  if (load<i32>(r, 12) == COLUMN) {
    // Addresses of one chunk lie in one column, stepA nodes apart.
    for (let i = from; i < to;) {
      const id = load<i32>(r, 16) + i * stepA;
      let p = load<i32>(chunks + ((id >> CHUNK_BITS) << 2)) + VALUE + ((id & CHUNK_MASK) << 2);
      const end = min(to, i + (CHUNK_MASK - (id & CHUNK_MASK)) / stepA + 1);
      if (op == 0) for (; i < end; i++, out += step, p += stepA << 2, b += stepB) store<f32>(out, load<f32>(load<i32>(p) + placeA) + load<f32>(b));
      else if (op == 2) for (; i < end; i++, out += step, p += stepA << 2, b += stepB) store<f32>(out, load<f32>(load<i32>(p) + placeA) * load<f32>(b));
      else for (; i < end; i++, out += step, p += stepA << 2, b += stepB) store<f32>(out, apply(op, load<f32>(load<i32>(p) + placeA), load<f32>(b)));
    }
    return;
  }
  let a = inputAt(r + 12, from, shift, placeA);
  if (op == 0) for (let i = from; i < to; i++, out += step, a += stepA, b += stepB) store<f32>(out, load<f32>(a) + load<f32>(b));
  else if (op == 2) for (let i = from; i < to; i++, out += step, a += stepA, b += stepB) store<f32>(out, load<f32>(a) * load<f32>(b));
  else for (let i = from; i < to; i++, out += step, a += stepA, b += stepB) store<f32>(out, apply(op, load<f32>(a), load<f32>(b)));
}
