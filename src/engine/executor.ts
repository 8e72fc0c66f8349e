/**
 * How a run executes graphs with loops and conditionals: a hook, because the page's first programs have none and need not load frames.ts.
 */
import type { Tensor } from './dtype.ts';
import type { Graph } from './graph.ts';
import type { Numbers } from './dtype.ts';
import type { Output, State } from './op-def.ts';

/** What an executor needs of its session. */
export interface Variables extends State {
  /** The node whose kernel is running; random ops keep their counters by it. */
  current: number;
  isInitialised(variable: number): boolean;
  /** The value of a variable; its data is a view that lives until the next allocation. */
  variable(id: number): Tensor;
  /** Marks a variable as initialised and gives its data to be written. */
  writeVariable(id: number, shape?: readonly number[]): Numbers;
  writeText(id: number, shape: readonly number[], data: readonly string[]): void;
  /** The same for strings. */
  writeText(id: number, shape: readonly number[], data: readonly string[]): void;
}

export interface Work {
  readonly graph: Graph;
  readonly session: Variables;
  readonly needed: Int32Array;
  readonly fetches: readonly Output[];
  readonly feeds: ReadonlyMap<number, Tensor>;
  /** Some variable has no value yet: each node's reads are checked. */
  readonly careful: boolean;
  /** Places of the nodes in the list that TensorFlow's executor goes by, and which kernels are cheap (order.ts); null: first come, first served. */
  readonly order: { readonly places: ReadonlyMap<number, number>; readonly cheap: (type: string) => boolean } | null;
}

export interface Executor {
  /** Nodes executed so far; a node counts once an iteration. */
  readonly executed: number;
  /** Executes about `limit` nodes; true when the run is complete. Throws RunFailure or OutOfMemory. */
  advance(limit: number): boolean;
  /** A copy of a fetched value. */
  fetch(o: Output): Tensor;
}

let make: ((work: Work) => Executor) | null = null;

/** Says who executes runs with control flow. */
export function useExecutor(maker: (work: Work) => Executor): void { make = maker; }

export function executorFor(work: Work): Executor {
  if (!make) throw new Error('internal: no executor for graphs with control flow');
  return make(work);
}
