/** What the engine's other parts see of a graph (graph.ts implements it): nodes by id, their classes, and where values lie. */
import type { Static, Tensor } from './dtype.ts';
import type { Heap } from './heap.ts';
import type { Attrs, Op, Output } from './op-def.ts';

export interface OpClass {
  readonly id: number;
  readonly op: Op;
  /** All attributes, defaults included. */
  readonly attrs: Attrs;
  readonly leaf: string;
  readonly outputs: readonly Static[];
  readonly inputs: number;
  readonly controls: number;
  /** Line of the program's script that makes these nodes; -1: none. */
  readonly line: number;
  readonly kind: string;
  readonly device: string;
  /** Bytes of all outputs on the heap; -1 where a shape is known only in a run. */
  readonly bytes: number;
  /** What the address of the value must be a multiple of. */
  readonly align: 4 | 8;
  /** A placeholder's or a variable's. */
  readonly outside: boolean;
  /** Where each output lies inside the node's value; empty where `bytes` is -1. */
  readonly offsets: readonly number[];
  /** Static id and output of each input: `id * 256 + index`. */
  readonly signature: readonly number[];
  /** Where each input lies inside its node's value; -1: in a run's own space. */
  readonly places: readonly number[];
  /** Nodes of this class in the graph. */
  count: number;
}

export interface GraphView {
  readonly heap: Heap;
  /** Values of string constants; strings are not on the heap. */
  readonly strings: ReadonlyMap<number, readonly string[]>;
  /** Folded values of outputs that shape inference asked for. */
  readonly folded: Map<string, Tensor | null>;
  classOf(id: number): OpClass;
  staticOf(o: Output): Static;
  valueOf(id: number): number;
  input(id: number, i: number): Output;
  name(id: number): string;
  constantValue(o: Output): Tensor | null;
}
