/**
 * Common subgraph elimination over the engine's own columns, for graphs of millions of nodes: which node stands for each. The same rule
 * as the pass over plain nodes (passes/common-subgraph-elimination.ts), in one sweep, since inputs have smaller ids; nothing is changed.
 */
import type { Graph, OpClass } from '../engine/graph.ts';
import { exact } from '../lib/exact-json.ts';
import { isCommutative, isPure, writesInPlace } from './kinds.ts';

export interface Duplicates {
  /** For each node the first one that computes the same, itself where it is alone. */
  readonly stands: Int32Array;
  /** Nodes for which another one stands. */
  readonly merged: number;
}

/** Nodes gone through between two yields. */
const SLICE = 262_144;
const FIRST = 1 << 12;
/** Places of nodes with the same latest input; those of the next input overlap them. */
const NEAR = 4;
/** What two nodes must share besides their inputs, by class; -1: never merged. */
const ALONE = -1;

/** Finds them; yields how many nodes it has gone through. Throws where edges were changed after they were made: loops have such. */
export function* duplicates(graph: Graph): Generator<number, Duplicates> {
  if (graph.edits > 0) throw new Error('expected a graph in which inputs come before their nodes, as without loops');
  const { nodes, heap } = graph;
  const kinds = new Kinds();
  const contents = new Contents(graph);
  const stands = new Int32Array(nodes);
  /**
   * Entries of two words: id + 1 (0: free), and the hash it was put in by. `near` has places by the latest input, a few for each, so that
   * nodes made one after the other are found in memory that was just read; what finds all of them taken goes to `table`, by hash alone.
   */
  const near = new Int32Array(2 * (nodes + NEAR));
  let table = new Int32Array(2 * FIRST);
  let used = 0;
  let merged = 0;
  let width = 4;
  let key = new Int32Array(width + 2);
  let other = new Int32Array(width + 2);

  /** Writes what a node is told by; how many words that is, 0 where it is never merged. */
  const describe = (id: number, words: Int32Array): number => {
    const c = graph.classOf(id);
    const kind = kinds.of(c);
    if (kind === ALONE) return 0;
    words[0] = kind;
    let n = 1;
    if (c.op.type === 'Const') words[n++] = contents.of(id, c);
    const at = graph.edgesAt(id);
    const edges = c.inputs + c.controls;
    for (let i = 0; i < edges; i++) {
      const word = heap.i32[at + i];
      // The edge of a far output does not say which one it is.
      if ((word & 14) === 14) return 0;
      words[n++] = (stands[word >>> 4] << 4) | (word & 15);
    }
    if (c.inputs === 2 && words[1] > words[2] && kinds.commutes(c)) [words[1], words[2]] = [words[2], words[1]];
    return n;
  };
  const hash = (words: Int32Array, n: number): number => {
    let h = n;
    for (let i = 0; i < n; i++) {
      h = Math.imul(h ^ words[i], 0x9e3779b1);
      h ^= h >>> 15;
    }
    h = Math.imul(h, 0x85ebca6b);
    return h ^ (h >>> 13);
  };
  /** Whether `key` tells a node as well. */
  const same = (id: number, n: number): boolean => {
    if (describe(id, other) !== n) return false;
    for (let i = 0; i < n; i++) if (key[i] !== other[i]) return false;
    return true;
  };
  /** The place near its latest input where a node told by `key` is, or would be; -1 where all are taken by others. */
  const findNear = (n: number, h: number): number => {
    let latest = 0;
    for (let i = 1; i < n; i++) if (key[i] >>> 4 > latest) latest = key[i] >>> 4;
    for (let at = 2 * latest; at < 2 * (latest + NEAR); at += 2) {
      if (near[at] === 0 || (near[at + 1] === h && same(near[at] - 1, n))) return at;
    }
    return -1;
  };
  /** The place in the table, likewise. */
  const find = (n: number, h: number): number => {
    const most = table.length - 2;
    for (let at = (h << 1) & most; ; at = (at + 2) & most) {
      if (table[at] === 0 || (table[at + 1] === h && same(table[at] - 1, n))) return at;
    }
  };
  /** Makes room for as many as there will be, if the nodes to come are as often alone as those up to `id`: moving entries is dear. */
  const grow = (id: number): void => {
    const old = table;
    const likely = 2 ** Math.ceil(Math.log2((used / (id + 1)) * nodes * 1.5));
    table = new Int32Array(Math.max(old.length * 2, 2 * likely));
    const most = table.length - 2;
    for (let from = 0; from < old.length; from += 2) {
      if (old[from] === 0) continue;
      let at = (old[from + 1] << 1) & most;
      while (table[at] !== 0) at = (at + 2) & most;
      table[at] = old[from];
      table[at + 1] = old[from + 1];
    }
  };

  for (let id = 0; id < nodes; id++) {
    if (id % SLICE === 0 && id > 0) yield id;
    stands[id] = id;
    const c = graph.classOf(id);
    if (c.inputs + c.controls > width) {
      width = c.inputs + c.controls;
      [key, other] = [new Int32Array(width + 2), new Int32Array(width + 2)];
    }
    const n = describe(id, key);
    if (n === 0) continue;
    const h = hash(key, n);
    // What has no inputs has none near; a constant's content is no input.
    const close = c.inputs > 0 ? findNear(n, h) : -1;
    const into = close < 0 ? table : near;
    const at = close < 0 ? find(n, h) : close;
    if (into[at] > 0) {
      stands[id] = into[at] - 1;
      merged++;
    } else {
      into[at] = id + 1;
      into[at + 1] = h;
      if (into === table && ++used * 2.7 > table.length) grow(id);
    }
  }
  return { stands, merged };
}

/** Classes that differ only in where the script made them, or in a name, are one kind. */
class Kinds {
  private readonly kinds: number[] = [];
  private readonly commute: boolean[] = [];
  private readonly byKey = new Map<string, number>();

  of(c: OpClass): number { return this.kinds[c.id] ?? this.add(c); }
  commutes(c: OpClass): boolean { return this.commute[c.id]; }

  private add(c: OpClass): number {
    const n = { op: c.op.type, attrs: c.attrs };
    const may = isPure(n) && !writesInPlace(n) && !c.op.flow && !/^(Ref)?(Enter|Exit)$/.test(n.op);
    const key = `${n.op}|${c.device}|${c.inputs}|${c.controls}|${JSON.stringify(Object.entries(c.attrs).sort(([a], [b]) => (a < b ? -1 : 1)), exact)}`;
    let kind = ALONE;
    if (may) {
      kind = this.byKey.get(key) ?? this.byKey.size;
      this.byKey.set(key, kind);
    }
    this.kinds[c.id] = kind;
    this.commute[c.id] = isCommutative(n);
    return kind;
  }
}

/** Numbers of constants' contents: the same for the same bytes, wherever they lie. */
class Contents {
  private readonly byAddress = new Map<number, number>();
  private readonly byText = new Map<string, number>();
  /** By a hash of the bytes: where contents with it lie. */
  private readonly byHash = new Map<number, number[]>();
  private numbers = 0;
  /** Addresses met lately, at their own place modulo the length: most constants share their data with others. */
  private readonly recent = new Int32Array(4096);
  private readonly found = new Int32Array(4096);

  constructor(private readonly graph: Graph) {}

  of(id: number, c: OpClass): number {
    if (c.outputs[0].dtype === 'string') return this.text(JSON.stringify(this.graph.strings.get(id)));
    const address = this.graph.valueOf(id);
    const k = (address >> 4) & 4095;
    if (this.recent[k] !== address) {
      this.recent[k] = address;
      this.found[k] = this.bytes(address, c.bytes);
    }
    return this.found[k];
  }

  private text(text: string): number {
    const number = this.byText.get(text) ?? this.numbers++;
    this.byText.set(text, number);
    return number;
  }

  private bytes(address: number, size: number): number {
    const known = this.byAddress.get(address);
    if (known !== undefined) return known;
    const { u8 } = this.graph.heap;
    let h = size;
    for (let i = 0; i < size; i++) h = Math.imul(h ^ u8[address + i], 0x01000193);
    const like = this.byHash.get(h) ?? [];
    const twin = like.find((other) => {
      for (let i = 0; i < size; i++) if (u8[address + i] !== u8[other + i]) return false;
      return true;
    });
    const number = twin === undefined ? this.numbers++ : this.byAddress.get(twin)!;
    this.byAddress.set(address, number);
    if (twin === undefined) this.byHash.set(h, [...like, address]);
    return number;
  }
}
