/**
 * A session: the variables of a graph, the signatures it has met, and its runs. Two accounts of a run: `all` (as the answer tells it:
 * every node that computes a value) and `needed` (as TensorFlow does: the ancestors of the fetches). No clock and no model of memory here.
 */
import { invariant } from '../lib/assert.ts';
import type { Tensor } from './dtype.ts';
import type { Graph } from './graph.ts';
import { ALWAYS, NEEDED } from './masks.ts';
import { RunFailure, type Output, type State } from './op.ts';
import { Run } from './run.ts';

/** Checkpoints by path: outlives graphs and sessions, as a disk does. */
export type Files = Map<string, ReadonlyMap<string, Tensor>>;

export class Session implements State {
  private readonly initialised = new Set<number>();
  private readonly signatures = new Set<string>();
  private readonly draws = new Map<number, number>();
  private fedKey = '';
  private maskedTo = 0;
  /** Rises whenever the masks of old nodes may have changed. */
  maskVersion = 0;
  /** Nodes that every run of the `all` account executes. */
  always = 0;
  private lastNodes = 0;
  private open = true;
  /** The node whose kernel is running; random ops keep their counters by it. */
  current = -1;

  constructor(readonly graph: Graph, private readonly files: Files) {}

  /**
   * Prepares a run. `fetches` are outputs to read, `targets` nodes to execute; `feeds` replaces outputs by id of their node.
   * Throws RunFailure with TensorFlow's error types: FailedPreconditionError, InvalidArgumentError, RuntimeError.
   */
  run(fetches: readonly Output[], targets: readonly number[], feeds: ReadonlyMap<number, Tensor>, account: 'all' | 'needed', real = true): Run {
    if (!this.open) throw new RunFailure('RuntimeError', 'Attempted to use a closed Session.');
    const graph = this.graph;
    for (const o of [...fetches, ...targets.map((id) => ({ id, index: 0 }))]) invariant(o.id < graph.nodes, `fetch of node ${o.id} of ${graph.nodes}`);
    for (const [id, t] of feeds) this.checkFeed(id, t);
    const needed = this.ancestors(fetches, targets, feeds);
    const grew = graph.nodes - this.lastNodes;
    this.lastNodes = graph.nodes;
    const signature = this.signature(fetches, targets, feeds);
    const fresh = !this.signatures.has(signature);
    this.signatures.add(signature);
    if (account === 'all') this.updateMasks(feeds);
    return new Run(this, graph, needed, feeds, account, real, grew, fresh);
  }

  get cachedSignatures(): number { return this.signatures.size; }

  close(): void {
    this.open = false;
    this.initialised.clear();
    this.signatures.clear();
  }

  // --- variables -----------------------------------------------------------------------------------------------------

  isInitialised(variable: number): boolean { return this.initialised.has(variable); }

  /** A copy of a variable's value. Throws RunFailure when it has none. */
  readVariable(id: number): Tensor {
    if (!this.initialised.has(id)) throw new RunFailure('FailedPreconditionError', `Attempting to use uninitialized value ${this.graph.name(id)}`);
    const s = this.graph.staticOf({ id, index: 0 });
    return { dtype: s.dtype, shape: s.shape as readonly number[], data: this.graph.heap.view(s.dtype, this.graph.valueOf(id), s.size).slice() };
  }

  /** Ids of all variables of the graph that have a value here, ascending. */
  get variables(): number[] { return [...this.initialised].sort((a, b) => a - b); }

  write(input: number): Float32Array {
    const { id } = this.graph.input(this.current, input);
    invariant(this.graph.classOf(id).op.type === 'VariableV2', `${this.graph.name(this.current)} writes to ${this.graph.name(id)}, which is no variable`);
    if (!this.initialised.has(id)) {
      this.initialised.add(id);
      // What depends on the variable may now run: forget the masks from there on.
      if (id < this.maskedTo) this.resetMasks();
    }
    const s = this.graph.staticOf({ id, index: 0 });
    return this.graph.heap.view('float32', this.graph.valueOf(id), s.size) as Float32Array;
  }

  random(blocks: number): { seed: number; seed2: number; block: number } {
    const { attrs } = this.graph.classOf(this.current);
    const block = this.draws.get(this.current) ?? 0;
    this.draws.set(this.current, block + blocks);
    return { seed: attrs.seed as number, seed2: attrs.seed2 as number, block };
  }

  save(file: string, entries: readonly { name: string; tensor: Tensor }[]): void {
    this.files.set(file, new Map(entries.map((e) => [e.name, e.tensor])));
  }

  restore(file: string): ReadonlyMap<string, Tensor> {
    const found = this.files.get(file);
    if (!found) throw new RunFailure('ValueError', `The passed save_path is not a valid checkpoint: ${file}`);
    return found;
  }

  // --- what a run covers ---------------------------------------------------------------------------------------------

  private checkFeed(id: number, t: Tensor): void {
    const { type } = this.graph.classOf(id).op;
    // The values of other nodes are where the interpreter writes, or data that constants share.
    if (type !== 'Placeholder' && type !== 'PlaceholderWithDefault') throw new RunFailure('ValueError', `Tensor ${this.graph.name(id)}:0 may not be fed: it is no placeholder.`);
    const s = this.graph.staticOf({ id, index: 0 });
    const fits = s.dtype === t.dtype && (s.shape === null || (s.shape.length === t.shape.length && s.shape.every((d, i) => d === null || d === t.shape[i])));
    if (!fits) {
      throw new RunFailure('ValueError', `Cannot feed value of shape (${t.shape.join(', ')}) for Tensor ${this.graph.name(id)}:0, which has shape (${(s.shape ?? []).map((d) => d ?? '?').join(', ')})`);
    }
  }

  private signature(fetches: readonly Output[], targets: readonly number[], feeds: ReadonlyMap<number, Tensor>): string {
    // Two independent 32-bit hashes: a thousand fetches would make long strings, and they are kept for ever.
    let a = 0x811c9dc5;
    let b = 0x01000193;
    const mix = (x: number): void => { a = Math.imul(a ^ x, 0x01000193); b = Math.imul(b ^ x, 0x5bd1e995) ^ (b >>> 13); };
    for (const o of fetches) mix(o.id * 8 + o.index);
    mix(-1);
    for (const id of targets) mix(id);
    mix(-2);
    for (const id of [...feeds.keys()].sort((x, y) => x - y)) mix(id);
    return `${fetches.length}.${targets.length}.${a >>> 0}.${b >>> 0}`;
  }

  /** Ancestors of the fetches and targets in ascending order, stopping at fed nodes (which count). */
  private ancestors(fetches: readonly Output[], targets: readonly number[], feeds: ReadonlyMap<number, Tensor>): Int32Array {
    const { graph } = this;
    const stack: number[] = [];
    const found: number[] = [];
    const visit = (id: number): void => {
      if (graph.mask(id) & NEEDED) return;
      graph.setMask(id, graph.mask(id) | NEEDED);
      found.push(id);
      stack.push(id);
    };
    try {
      for (const o of fetches) visit(o.id);
      for (const id of targets) visit(id);
      while (stack.length > 0) {
        const id = stack.pop()!;
        if (feeds.has(id)) continue;
        const c = graph.classOf(id);
        this.checkVariable(id, c.op.type);
        if (c.op.type === 'Placeholder') {
          throw new RunFailure('InvalidArgumentError', `You must feed a value for placeholder tensor '${graph.name(id)}' with dtype ${c.outputs[0].dtype}`);
        }
        const at = graph.edgesAt(id);
        for (let i = 0; i < c.inputs + c.controls; i++) visit(graph.heap.i32[at + i] >>> 4);
      }
    } finally {
      for (const id of found) graph.setMask(id, graph.mask(id) & ~NEEDED);
    }
    return Int32Array.from(found).sort();
  }

  /** Reading a variable without a value is an error; assigning to it is not. */
  private checkVariable(id: number, type: string): void {
    if (type !== 'Identity' && !type.startsWith('Apply') && type !== 'SaveV2') return;
    const c = this.graph.classOf(id);
    for (let i = 0; i < c.inputs; i++) {
      const input = this.graph.input(id, i).id;
      if (this.graph.classOf(input).op.type === 'VariableV2' && !this.initialised.has(input)) {
        throw new RunFailure('FailedPreconditionError', `Attempting to use uninitialized value ${this.graph.name(input)}`);
      }
    }
  }

  private resetMasks(): void {
    this.maskedTo = 0;
    this.always = 0;
    this.maskVersion++;
  }

  /** Brings the ALWAYS bits up to date: O(new nodes), or O(all) when other placeholders are fed than last time. */
  private updateMasks(feeds: ReadonlyMap<number, Tensor>): void {
    const key = [...feeds.keys()].sort((x, y) => x - y).join();
    if (key !== this.fedKey) {
      this.fedKey = key;
      this.resetMasks();
    }
    const { graph } = this;
    for (let id = this.maskedTo; id < graph.nodes; id++) {
      const on = this.computes(id, feeds);
      graph.setMask(id, on ? ALWAYS : 0);
      if (on) this.always++;
    }
    this.maskedTo = graph.nodes;
  }

  /** Whether the `all` account executes a node in every run: model.md section 2. No-ops run with the nodes they wait for. */
  private computes(id: number, feeds: ReadonlyMap<number, Tensor>): boolean {
    const { graph } = this;
    if (feeds.has(id)) return true;
    const c = graph.classOf(id);
    if (c.op.stateful || c.op.type === 'Placeholder') return false;
    if (c.op.type === 'VariableV2') return this.initialised.has(id);
    const inputs = c.inputs + c.controls;
    if (!c.op.computes && inputs === 0) return false;
    const at = graph.edgesAt(id);
    for (let i = 0; i < inputs; i++) if (!(graph.mask(graph.heap.i32[at + i] >>> 4) & ALWAYS)) return false;
    return true;
  }
}
