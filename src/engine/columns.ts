/**
 * The columns of a graph's nodes and edges, in chunks of one growing memory: nothing is ever moved. Of a node there are 10 bytes of
 * structure (its class and mask in one word, the address of its value, where its edges begin), 4 bytes an edge, and 8 bytes of name.
 */
import { invariant } from '../lib/assert.ts';
import type { Heap } from './heap.ts';

export const CHUNK_BITS = 16;
export const CHUNK = 1 << CHUNK_BITS;
const EDGE_CHUNK_BITS = 18;
export const EDGE_CHUNK = 1 << EDGE_CHUNK_BITS;
/** Byte offsets inside a node chunk; kernels.as.ts repeats them. `klass`: class id, with the mask in the highest byte. */
const COLUMN = { klass: 0, value: 4 << CHUNK_BITS, edge: 8 << CHUNK_BITS, block: 10 << CHUNK_BITS } as const;
/** Edges of a node are found from where those of its block begin. */
const BLOCK_BITS = 6;
const CHUNK_BYTES = COLUMN.block + ((4 << CHUNK_BITS) >> BLOCK_BITS);
/** Scope and suffix of a chunk's nodes; kept apart, since no run reads them. */
const NAMES_BYTES = 8 << CHUNK_BITS;
/** In place of an offset that does not fit into 16 bits: `distant` has the edge. */
const DISTANT = 0xffff;
const MAX_CHUNKS = 4096;
/** Greatest class id + 1 that fits beside a mask. */
const MAX_CLASSES = 1 << 24;
/** Greatest node id + 1 that an edge word can carry. */
export const MAX_NODES = Math.min(MAX_CHUNKS * CHUNK, 2 ** 28);

export class Columns {
  /** Byte addresses of the chunks. */
  private readonly chunks: number[] = [];
  private readonly edgeChunks: number[] = [];
  private readonly nameChunks: number[] = [];
  /** Addresses of the same tables in the memory, for the kernels. */
  readonly chunkTable: number;
  readonly edgeTable: number;
  /** Edge words in use or passed over. */
  private edgeTop = 0;
  /** Of the chunks that nodes are appended to now, as indices into heap.i32: the node chunk, its names (0: none yet), the edge chunk less its first edge; and where that ends. */
  private node = 0;
  private name = 0;
  private edgeBase = 0;
  private edgeEnd = 0;
  /** First edge of the block of nodes that is appended to now. */
  private blockFirst = 0;
  private readonly distant = new Map<number, number>();
  nodes = 0;
  /** Edge words of the node to be appended; grows as needed. */
  words = new Int32Array(1024);

  constructor(private readonly heap: Heap) {
    this.chunkTable = heap.alloc(MAX_CHUNKS * 4);
    this.edgeTable = heap.alloc(MAX_CHUNKS * 4);
  }

  private word(id: number): number { return (this.chunks[id >> CHUNK_BITS] >> 2) + (id & (CHUNK - 1)); }
  classId(id: number): number { return this.heap.i32[this.word(id)] & (MAX_CLASSES - 1); }
  setClassId(id: number, klass: number): void {
    const at = this.word(id);
    this.heap.i32[at] = (this.heap.i32[at] & ~(MAX_CLASSES - 1)) | klass;
  }
  mask(id: number): number { return this.heap.i32[this.word(id)] >>> 24; }
  setMask(id: number, mask: number): void {
    const at = this.word(id);
    this.heap.i32[at] = (this.heap.i32[at] & (MAX_CLASSES - 1)) | (mask << 24);
  }
  value(id: number): number { return this.heap.i32[this.word(id) + (COLUMN.value >> 2)]; }
  setValue(id: number, address: number): void { this.heap.i32[this.word(id) + (COLUMN.value >> 2)] = address; }

  private named(id: number): number { return ((this.nameChunks[id >> CHUNK_BITS] ?? 0) >> 2) + (id & (CHUNK - 1)); }
  scope(id: number): number { return this.nameChunks[id >> CHUNK_BITS] === undefined ? 0 : this.heap.i32[this.named(id)]; }
  suffix(id: number): number { return this.nameChunks[id >> CHUNK_BITS] === undefined ? 0 : this.heap.i32[this.named(id) + CHUNK]; }

  /** Which edge word of the graph is a node's first. */
  firstEdge(id: number): number {
    const base = this.chunks[id >> CHUNK_BITS];
    const at = id & (CHUNK - 1);
    const offset = this.heap.u16[((base + COLUMN.edge) >> 1) + at];
    return offset === DISTANT ? this.distant.get(id)! : this.heap.i32[((base + COLUMN.block) >> 2) + (at >> BLOCK_BITS)] + offset;
  }
  /** Index into heap.i32 of a node's first edge word. Words: data inputs, then control inputs. */
  edgesAt(id: number): number {
    const e = this.firstEdge(id);
    return (this.edgeChunks[e >> EDGE_CHUNK_BITS] >> 2) + (e & (EDGE_CHUNK - 1));
  }

  /**
   * Appends a node with the first `count` of `words` as its edges and, where it has no value's address yet, `bytes` of fresh room for
   * one. Returns its id. Throws OutOfMemory; the columns are then as before.
   */
  append(klass: number, count: number, value: number, bytes: number, align: 4 | 8, scope: number, suffix: number): number {
    const { heap } = this;
    const id = this.nodes;
    const at = id & (CHUNK - 1);
    const named = (scope | suffix) !== 0;
    if (at === 0) this.addChunk(id >> CHUNK_BITS);
    if (named && this.name === 0) this.addNames(id >> CHUNK_BITS);
    const room = value === 0 && bytes > 0 ? heap.alloc(bytes, align) : value;
    let first = this.edgeTop;
    if (first + count > this.edgeEnd) first = this.reserve(first, count);
    const cells = heap.i32;
    const { words } = this;
    const edge = this.edgeBase + first;
    for (let i = 0; i < count; i++) cells[edge + i] = words[i];
    const node = this.node + at;
    cells[node] = klass;
    cells[node + (COLUMN.value >> 2)] = room;
    if ((at & ((1 << BLOCK_BITS) - 1)) === 0) cells[this.node + (COLUMN.block >> 2) + (at >> BLOCK_BITS)] = this.blockFirst = first;
    const offset = first - this.blockFirst;
    heap.u16[((this.node << 1) + (COLUMN.edge >> 1)) + at] = offset < DISTANT ? offset : DISTANT;
    if (offset >= DISTANT) this.distant.set(id, first);
    if (named) {
      cells[this.name + at] = scope;
      cells[this.name + at + CHUNK] = suffix;
    }
    this.edgeTop = first + count;
    this.nodes = id + 1;
    return id;
  }

  private addChunk(index: number): void {
    if (this.chunks.length === index) {
      invariant(index < MAX_CHUNKS, `more than ${MAX_NODES} nodes`);
      const base = this.heap.alloc(CHUNK_BYTES, 16);
      this.heap.i32[(this.chunkTable >> 2) + index] = base;
      this.chunks.push(base);
    }
    this.node = this.chunks[index] >> 2;
    this.name = 0;
  }

  private addNames(index: number): void {
    const base = this.heap.alloc(NAMES_BYTES, 16);
    this.nameChunks[index] = base;
    this.name = base >> 2;
  }

  /** The first of `count` edge words from `edge` on that lie in one chunk, as the edges of one node must. */
  private reserve(edge: number, count: number): number {
    invariant(count <= EDGE_CHUNK, `a node with ${count} inputs; at most ${EDGE_CHUNK}`);
    const first = (edge & (EDGE_CHUNK - 1)) + count > EDGE_CHUNK ? (edge + EDGE_CHUNK) & -EDGE_CHUNK : edge;
    while (this.edgeChunks.length <= first >> EDGE_CHUNK_BITS) {
      const base = this.heap.alloc(EDGE_CHUNK * 4, 16);
      this.heap.i32[(this.edgeTable >> 2) + this.edgeChunks.length] = base;
      this.edgeChunks.push(base);
    }
    const chunk = first >> EDGE_CHUNK_BITS;
    this.edgeBase = (this.edgeChunks[chunk] >> 2) - chunk * EDGE_CHUNK;
    this.edgeEnd = (chunk + 1) * EDGE_CHUNK;
    return first;
  }

  /** Whether the kernels find all edges: some nodes' are too many for the column. */
  get plain(): boolean { return this.distant.size === 0; }

  /** Throws where a class id does not fit beside a mask. */
  static checkClass(id: number): void { invariant(id < MAX_CLASSES, `more than ${MAX_CLASSES} kinds of nodes`); }
}
