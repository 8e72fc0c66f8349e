/** The training loop as save, clear and reload see it. */
import type { Tensor } from '../engine/dtype.ts';
import type { Files } from '../engine/session.ts';
import type { Digits, Knobs, Model, ModelSpec, Program } from '../programs/program.ts';
import type { Moment } from '../protocol/action.ts';
import type { RunConfig } from '../protocol/config.ts';
import type { EventKind, Phase, RunEvent } from '../protocol/frame.ts';
import type { CheckpointInfo, RunError } from '../protocol/messages.ts';
import type { Context, Graph, Tensor as Output } from '../tf/context.ts';
import type { Saver } from '../tf/saver.ts';
import type { Ledger } from '../accounts/ledger.ts';
import type { Trail } from '../handout/trail.ts';

/** What a .meta file holds: the first `nodes` of a graph, which of them are the model, and the saver that wrote it. */
export interface SavedGraph { readonly graph: Graph; readonly nodes: number; readonly model: Trail['model']; readonly saver: Saver }

/** Why the loop yields: `slice` — let others speak; the others mark boundaries at which a run may stop;
 * `rest`: what was asked for between two runs is done; `wait`: another thread is not ready, and can only be heard in between. */
export type Boundary = 'slice' | 'wait' | 'rest' | 'run' | 'epoch' | 'error' | 'done';

/** A clear that took the weights: after which epoch, and what TensorFlow says to the run after it. */
export interface ClearedOf { readonly epoch: number; readonly tensorflow: string }

export interface Loop {
  readonly program: Program;
  readonly spec: ModelSpec;
  readonly knobs: Knobs;
  readonly digits: Digits;
  readonly tf: Context;
  readonly files: Files;
  readonly shared: Map<string, Output>;
  readonly ledger: Ledger;
  readonly trail: Trail;
  readonly config: RunConfig;
  readonly moment: Moment;
  model: Model | null;
  checkpoint: CheckpointInfo | null;
  /** The last clear, until a reload or a run comes; null where TensorFlow would not stop after it. */
  lost: ClearedOf | null;
  /** The first clear after which the loop went on with a model built anew, where TensorFlow would have stopped. It stays said: what was lost then does not come back with a later cycle. */
  anew: ClearedOf | null;
  /** Builds nodes, measured and accounted for. */
  build<T>(phase: Phase, make: () => T, gradients?: number): T;
  /** A run of what it fetches only. */
  maintain(fetches: readonly Output[], targets: readonly number[], feeds: ReadonlyMap<number, Tensor>, phase: Phase): Generator<Boundary, void>;
  /** The graph as the last save wrote it, where reloads import it. */
  saved: SavedGraph | null;
  /** Copies nodes of a saved graph, measured and accounted for as an import. */
  imports<T>(make: () => T): T;
  /** Closes the session and empties the graph; returns how many nodes there were. */
  reset(): number;
  event(kind: EventKind, text: string, detail?: RunEvent['detail']): void;
  fail(error: RunError): void;
  /** Waits for the visitor after an error. */
  stopped(): Generator<Boundary, void>;
}
