/**
 * What is inside one session.run: the graph that it runs as the engine's worker hands it out, and the messages between the page and the
 * worker that optimises and plans it. Plain data; columns travel as transferred buffers.
 */
import type { NodeColumn } from './graph-view.ts';

/** What the latest training run of the session was. */
export interface RunOf {
  readonly epoch: number;
  readonly run: number;
  readonly program: string;
  readonly account: 'told' | 'tensorflow';
  /** N: nodes in the graph. */
  readonly nodes: number;
  /** P: ancestors of what it fetches, which is what TensorFlow executes; what is fed does not count. */
  readonly needed: number;
  /** Nodes that this run executed by its account. */
  readonly executed: number;
  /** Nodes added since the session's run before. */
  readonly grew: number;
  /** Whether its signature (what is fetched and fed) was new to the session. */
  readonly fresh: boolean;
  /** Signatures that the session has cached. */
  readonly signatures: number;
  readonly fetches: readonly string[];
  readonly targets: readonly string[];
  readonly feeds: readonly { readonly name: string; readonly dtype: string; readonly shape: readonly number[] }[];
  /** Variables that have a value, by name. */
  readonly variables: readonly string[];
}

/** The column that says what each node's outputs are, such as `float32[64, 10] int32[]`; `?` for what only a run knows. */
export const OUTPUTS_COLUMN = 'outputs';

/** What came of asking the session for its latest run. */
export type RunGraph =
  /** `parts`: one GraphDef in pieces; `whole`: false where it holds the run's own nodes only, since the graph is too large */
  | { kind: 'run'; of: RunOf; whole: boolean; parts: ArrayBuffer[]; columns: NodeColumn[] }
  /** no training run since the graph was made */
  | { kind: 'none' }
  /** the run's own nodes are too many */
  | { kind: 'large'; of: RunOf; limit: number }
  | { kind: 'failed'; why: 'stopped' | 'unavailable' | 'broken'; text: string };
