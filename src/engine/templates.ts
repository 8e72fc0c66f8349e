/**
 * Stretches of a graph that repeat: the same few nodes for each of a thousand samples, for each of a thousand epochs. A run executes
 * them as batches, node after node for many instances (kernels.as.ts, runTemplate); what it computes and counts is the same.
 */
import type { Columns } from './columns.ts';
import type { Heap } from './heap.ts';
import { CODE, type Op } from './op-def.ts';
import { ProductTables } from './product-tables.ts';

/** What is asked of the graph. */
interface Source {
  readonly heap: Heap;
  readonly columns: Columns;
  readonly nodes: number;
  classOf(id: number): { readonly op: Op; readonly inputs: number; readonly controls: number; readonly places: readonly number[]; readonly bytes: number; readonly id: number };
  codeOf(c: { readonly id: number }): number;
  codeWords(c: { readonly id: number }): Int32Array;
}

export interface Template {
  readonly from: number;
  /** Nodes of an instance. */
  readonly period: number;
  /** Instances. */
  count: number;
  /** Address of `period` records for the kernel. */
  readonly records: number;
  /** Instances gone through with one node before the next node's turn. */
  readonly tile: number;
  /** Version of the session's masks in which the first `masked` instances were found to be in the run; negative: not all are. */
  version: number;
  masked: number;
  /** Whether a node after the stretch uses one of it. */
  used: boolean;
  /** Whether no instance uses values of another one. */
  readonly apart: boolean;
  /** Instances whose constants are known to have lists for tables of products; negative: some has none. */
  listed: number;
}

/** How an input is found; kernels.as.ts repeats them. */
const MODE = { fixed: 0, column: 1, value: 2 } as const;
const RECORD_WORDS = 10;
/** Where the three words of each input begin. */
const FIRST_INPUT = 3;
const SECOND_INPUT = 6;
/** The last word of a record: that a node uses itself in the instance before, or the address of a table of products. */
const EXTRA = 9;
const SERIAL = 1;
/** Records are allotted by so many: between the values of nodes they would end a stretch. */
const SLAB = 4_096;
/** Instances with more nodes are not looked for, and fewer nodes or instances in all are not worth it. */
const MAX_PERIOD = 256;
const MIN_NODES = 64;
const MIN_COUNT = 8;
/** Values of a tile stay in the first-level cache. */
const TILE = 128;

/** Codes that a batch can execute. */
const BATCHED: ReadonlySet<number> = new Set([CODE.constant, CODE.copy, CODE.matmul, CODE.binary, CODE.zero, CODE.scalar]);

export class Templates {
  /** In ascending order of nodes. */
  readonly found: Template[] = [];
  private seen = 0;
  /** Latest node of each class, and the period that the nodes before `seen` follow since `begin` (0: none). */
  private readonly latest: number[] = [];
  private period = 0;
  private begin = 0;
  /** Whether the stretch under way is the last one of `found`, which it lengthens. */
  private open = false;
  /** Changes of edges, classes or codes when the stretches were found. */
  private edits = 0;
  private slab = 0;
  private room = 0;
  private readonly products: ProductTables;

  constructor(private readonly graph: Source) { this.products = new ProductTables(graph); }

  /** Brings `found` up to date with the graph; O(new nodes). `edits`: all begins anew when it has risen. */
  update(edits: number): readonly Template[] {
    if (edits !== this.edits) {
      this.edits = edits;
      this.found.length = this.seen = this.period = this.latest.length = 0;
      this.open = false;
    }
    const { nodes } = this.graph;
    const { columns } = this.graph;
    for (let id = this.seen; id < nodes; id++) {
      const klass = columns.classId(id);
      if (this.period === 0 || !this.follows(id, this.period)) this.restart(id, klass);
      this.latest[klass] = id;
      this.uses(id);
    }
    this.seen = nodes;
    this.close(nodes);
    return this.found;
  }

  /** Notes which stretches before its own a node uses. */
  private uses(id: number): void {
    const { found } = this;
    if (found.length === 0) return;
    const { columns, heap } = this.graph;
    const c = this.graph.classOf(id);
    const at = columns.edgesAt(id);
    const first = found[0].from;
    const last = found[found.length - 1];
    for (let i = 0; i < c.inputs + c.controls; i++) {
      const input = heap.i32[at + i] >>> 4;
      if (input < first || input >= last.from + last.count * last.period) continue;
      const t = found.findLast(({ from }) => from <= input)!;
      if (id >= t.from + t.count * t.period) t.used = true;
    }
  }

  /** Whether a stretch has ended: the last one may yet go on. */
  closed(t: Template): boolean { return t !== this.found[this.found.length - 1]; }

  /** Ends the stretch before `id`, and begins the next where the node of the same class before it may be its first. */
  private restart(id: number, klass: number): void {
    this.close(id);
    this.open = false;
    const before = this.latest[klass];
    this.period = 0;
    const last = this.found.at(-1);
    if (before === undefined || id - before > MAX_PERIOD || (last && before < last.from + last.count * last.period)) return;
    this.begin = before;
    if (this.follows(id, id - before)) this.period = id - before;
  }

  /**
   * Whether a node repeats the one `period` before it: the class, and each input either the same node from before the stretch or one
   * as far away. From the third instance on, the same of them as in the second, and values at the same distance.
   */
  private follows(id: number, period: number): boolean {
    const { columns, heap } = this.graph;
    const klass = columns.classId(id);
    if (klass !== columns.classId(id - period)) return false;
    const c = this.graph.classOf(id);
    if (!BATCHED.has(this.graph.codeOf(c))) return false;
    const cells = heap.i32;
    const [at, was] = [columns.edgesAt(id), columns.edgesAt(id - period)];
    const third = id - 2 * period >= this.begin;
    const first = third ? columns.edgesAt(id - 2 * period) : 0;
    for (let i = 0; i < c.inputs + c.controls; i++) {
      const step = cells[at + i] - cells[was + i];
      if (step !== 0 && step !== period << 4) return false;
      if (step === 0 && cells[at + i] >>> 4 >= this.begin) return false;
      if (third && cells[was + i] - cells[first + i] !== step) return false;
    }
    return !third || this.graph.codeOf(c) === CODE.constant || columns.value(id) - columns.value(id - period) === columns.value(id - period) - columns.value(id - 2 * period);
  }

  /** Notes the stretch that ends before `end`, as many whole instances as it has, if it is worth it. */
  private close(end: number): void {
    const { period } = this;
    if (period === 0) return;
    if (!this.open) this.begin += this.rotation(end);
    const { begin } = this;
    const count = Math.floor((end - begin) / period);
    if (this.open) {
      const last = this.found[this.found.length - 1];
      last.count = count;
      this.lookUp(last);
      return;
    }
    if (count < MIN_COUNT || count * period < MIN_NODES) return;
    const at = this.take(period);
    let tile = TILE;
    let apart = true;
    for (let j = 0; j < period; j++) {
      if (!this.record(begin, period, j, at)) apart = false;
      if (!this.inOrder(begin, j)) tile = 1;
    }
    const found = { from: begin, period, count, records: at, tile, version: -1, masked: 0, used: false, apart, listed: 0 };
    this.found.push(found);
    this.open = true;
    this.lookUp(found);
  }

  /** Has the products of constants looked up in tables, as long as the constant of each instance has a list for that. */
  private lookUp(t: Template): void {
    if (t.listed < 0) return;
    const { heap } = this.graph;
    const records = Array.from({ length: t.period }, (_, j) => (t.records >> 2) + j * RECORD_WORDS);
    const products = records.filter((at, j) => this.ofConstants(at, this.graph.classOf(t.from + j)));
    const listed = products.length > 0 && products.every((at) => this.allListed(at, t));
    for (const at of products) {
      const table = listed ? this.products.of(this.lengthOf(heap.i32[at])) : 0;
      heap.i32[at + EXTRA] = table;
    }
    t.listed = listed ? t.count : -1;
  }

  /** Whether a record is of a product of one row of constants with a matrix that all instances share. */
  private ofConstants(at: number, c: { readonly id: number }): boolean {
    const { i32 } = this.graph.heap;
    const [code, , , rows, length, columns, turnedA, turnedB] = this.graph.codeWords(c);
    return code === CODE.matmul && rows === 1 && turnedA === 0 && turnedB === 0 && this.products.serves(length, columns) &&
      i32[at + FIRST_INPUT] === MODE.column && i32[at + SECOND_INPUT] === MODE.fixed && i32[at + EXTRA] !== SERIAL;
  }

  private allListed(at: number, t: Template): boolean {
    const { heap, columns } = this.graph;
    const length = this.lengthOf(heap.i32[at]);
    const [first, step] = [heap.i32[at + FIRST_INPUT + 1], heap.i32[at + FIRST_INPUT + 2]];
    for (let i = t.listed; i < t.count; i++) {
      const id = first + i * step;
      if (this.graph.codeOf(this.graph.classOf(id)) !== CODE.constant || !this.products.lists(columns.value(id), length)) return false;
    }
    return true;
  }

  /** Length of the rows that a product's class multiplies. */
  private lengthOf(id: number): number { return this.graph.codeWords({ id })[4]; }

  /**
   * By how many nodes the stretch should begin later, so that an instance needs no later node of the one before it: what repeats was
   * perhaps met in the middle. 0 where nothing helps.
   */
  private rotation(end: number): number {
    const { period, begin } = this;
    for (let by = 0; by < period && begin + by + MIN_COUNT * period <= end; by++) {
      let fits = true;
      for (let j = 0; j < period && fits; j++) fits = this.inOrder(begin + by, j);
      if (fits) return by;
    }
    return 0;
  }

  /** Whether the inputs of node `j` in an instance come from it, from nodes up to `j` of instances before it, or from before the stretch. */
  private inOrder(begin: number, j: number): boolean {
    const { columns, heap } = this.graph;
    const { period } = this;
    const id = begin + j + period;
    const at = columns.edgesAt(id);
    for (let i = 0; i < this.graph.classOf(id).inputs; i++) {
      const word = heap.i32[at + i];
      const fixed = word === heap.i32[columns.edgesAt(id - period) + i];
      if (!fixed && word >>> 4 < begin + period && this.nodeOf(begin, word >>> 4) > j) return false;
    }
    return true;
  }

  /** Which node of an instance it is; also for nodes before the stretch, as if it had begun earlier. */
  private nodeOf(begin: number, id: number): number { return (((id - begin) % this.period) + this.period) % this.period; }

  /** Room for the records of one template. */
  private take(period: number): number {
    if (this.room < period) {
      this.room = SLAB;
      this.slab = this.graph.heap.alloc(SLAB * RECORD_WORDS * 4, 16);
    }
    this.room -= period;
    return this.slab + this.room * RECORD_WORDS * 4;
  }

  /** Whether a run that goes through all nodes with a mask executes each node of a template; `version` rises when masks change. */
  whole(t: Template, version: number): boolean {
    if (t.version !== version) {
      t.version = version;
      t.masked = 0;
    }
    const { columns } = this.graph;
    while (t.masked >= 0 && t.masked < t.count) {
      const from = t.from + t.masked * t.period;
      t.masked++;
      for (let id = from; id < from + t.period; id++) if (columns.mask(id) === 0) t.masked = -1;
    }
    return t.masked > 0;
  }

  /** Writes the record of node `j`; whether it uses no value of another instance. */
  private record(begin: number, period: number, j: number, records: number): boolean {
    const { columns, heap } = this.graph;
    const id = begin + j;
    const c = this.graph.classOf(id);
    const words = heap.i32.subarray((records >> 2) + j * RECORD_WORDS, (records >> 2) + (j + 1) * RECORD_WORDS);
    words.fill(0);
    words.set([c.id, columns.value(id), columns.value(id + period) - columns.value(id)]);
    if (this.graph.codeOf(c) === CODE.constant) return true;
    let apart = true;
    for (let i = 0; i < Math.min(c.inputs, 2); i++) {
      // The second instance: the first one's inputs may come from before the stretch.
      const word = heap.i32[columns.edgesAt(id + period) + i];
      const input = word >>> 4;
      const r = i === 0 ? FIRST_INPUT : SECOND_INPUT;
      const own = input >= begin + period;
      const k = this.nodeOf(begin, input);
      const constant = this.graph.codeOf(this.graph.classOf(input)) === CODE.constant;
      if (word === heap.i32[columns.edgesAt(id) + i]) words.set([MODE.fixed, input, 0], r);
      else if (own && !constant) {
        words.set([MODE.value, columns.value(begin + k) + c.places[i], columns.value(begin + k + period) - columns.value(begin + k)], r);
      } else {
        words.set([MODE.column, input - period, period], r);
        if (k === j) words[EXTRA] = SERIAL;
        if (!constant) apart = false;
      }
    }
    return apart;
  }
}
