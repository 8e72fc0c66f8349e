/**
 * What a run costs by one of the two accounts: bytes in tiers and modelled seconds. The runner speaks to this contract and
 * does not know which account is played.
 */
import type { Run } from '../engine/run.ts';
import type { Phase } from '../protocol/frame.ts';
import type { PolicyId } from '../protocol/config.ts';

export interface Bytes { video: number; main: number; disk: number; held: number }
export interface Traffic { upVideo: number; downVideo: number; upMain: number; downMain: number; touches: number; faults: number }

export interface Ledger {
  /** Seconds collected since `take`, by phase. */
  add(phase: Phase, seconds: number): void;
  /** Nodes were appended; `gradients`: how often tf.gradients was called for them. */
  built(phase: Phase, nodes: number, gradients: number): void;
  /** Accounts for a run that has been executed. Yields between slices of work. Throws RunFailure where memory ends the run. */
  ran(run: Run, phase: Phase): Generator<void, void>;
  /** A checkpoint of so many bytes was written. */
  saved(bytes: number): void;
  reloaded(bytes: number): void;
  /** The session was closed and the graph reset. Call after the graph has been replaced. */
  cleared(nodes: number): void;
  resize(video: number, main: number): void;
  setPolicy(policy: PolicyId): void;
  bytes(): Bytes;
  traffic(): Traffic;
  /** Takes what was collected: seconds by phase; the collection starts anew. */
  take(): Record<Phase, number>;
  /** Asserts the invariants; throws `internal:`. */
  check(): void;
}
