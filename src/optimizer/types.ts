/** A graph as the optimiser sees it, and what its passes answer. Plain data only: it may be posted between workers. */
import type { Shape, Tensor } from '../engine/dtype.ts';

export type { Shape, Tensor } from '../engine/dtype.ts';

/** An attribute by its plain value: a type by its name, a shape as sizes (null where unknown), a list as an array. */
export type Attr = string | number | boolean | null | Tensor | { readonly func: string } | readonly Attr[];
export type NodeAttrs = Readonly<Record<string, Attr>>;

/** A node. Passes never change a node in place for others: each stage has its own. */
export interface OptNode {
  readonly name: string;
  readonly op: string;
  /** `node`, `node:2` for output 2, `^node` for a control input; control inputs come last */
  readonly inputs: readonly string[];
  readonly attrs: NodeAttrs;
  /** empty where nobody asked for one */
  readonly device: string;
  /** dtype and static shape of each output as the graph was built; absent for nodes that a pass made */
  readonly outputs?: readonly OutputInfo[] | undefined;
}

export interface OutputInfo { readonly dtype: string; readonly shape: Shape | null }

export interface OptGraph { readonly nodes: readonly OptNode[] }

/** What a run asks for. Names as in a session: `x:0`, or a node's name. */
export interface Ask {
  readonly feeds?: readonly string[];
  readonly fetches: readonly string[];
  /** Nodes that run without their value being asked for. */
  readonly targets?: readonly string[];
}

/** In the order of a pipeline. `concat_split` is XLA's, not Grappler's, and no part of the default. */
export const PASSES = [
  'pruning', 'function', 'common_subgraph_elimination', 'constant_folding', 'shape', 'arithmetic', 'remapper', 'loop', 'dependency', 'memory', 'concat_split',
] as const;
export type PassName = (typeof PASSES)[number];

export interface Options {
  /** The default is Grappler's own pipeline. */
  readonly passes?: readonly PassName[];
  /** Times that the pipeline is run; 2 by default. */
  readonly iterations?: number;
  /** Trust the static shapes of fed placeholders, as Grappler does at its level AGGRESSIVE. False by default. */
  readonly aggressive?: boolean;
  /** Hears of each pass before it is run, of how many it is which, counted from 0. */
  readonly onPass?: (pass: PassName, iteration: number, at: number, of: number) => void;
}

/** Why a node is not there any more, or is another. */
export type Change =
  /** nothing that was asked for needs it */
  | { readonly kind: 'removed'; readonly node: string }
  /** an equal node stands for it */
  | { readonly kind: 'merged'; readonly node: string; readonly into: string }
  /** its value was computed: it is a constant now, or another node reads a constant instead */
  | { readonly kind: 'folded'; readonly node: string }
  /** it is computed inside another node now */
  | { readonly kind: 'fused'; readonly node: string; readonly into: string }
  /** it computes another thing than before (another op or other attributes) */
  | { readonly kind: 'replaced'; readonly node: string }
  /** same op, other inputs */
  | { readonly kind: 'rewired'; readonly node: string }
  | { readonly kind: 'added'; readonly node: string };

/** One pass over the graph. */
export interface Stage {
  readonly pass: PassName;
  /** counted from 0 */
  readonly iteration: number;
  readonly before: readonly OptNode[];
  readonly after: readonly OptNode[];
  /** names that are in `before` only */
  readonly gone: readonly string[];
  /** names that are in `after` only */
  readonly added: readonly string[];
  /** names in both, with another op, other inputs or other attributes */
  readonly changed: readonly string[];
  /** why, one entry for each name in the three lists */
  readonly changes: readonly Change[];
}

export interface Optimised {
  readonly stages: readonly Stage[];
  readonly result: readonly OptNode[];
}
