/** A reference variable of a graph, as its builders hold it. */
import type { Tensor } from './graph.ts';

export interface Variable {
  /** Full name, `w` or `w/Momentum`. */
  readonly name: string;
  /** The reference: what assignments write to. */
  readonly ref: Tensor;
  /** The value: what ops read. */
  readonly read: Tensor;
  readonly assign: number;
  readonly shape: readonly number[];
  /** Its name scope `w/`, where its slots live. */
  readonly scope: number;
  /** A slot belongs to an optimizer, not to the model. */
  readonly slot: boolean;
}
