/**
 * What a run costs by one of the two accounts: bytes in tiers and modelled seconds. The runner speaks to this contract and
 * does not know which account is played.
 */
import type { Graph } from '../engine/graph.ts';
import type { Tiers } from '../memory/tiers.ts';
import type { TouchTrace } from '../memory/trace.ts';
import type { Phase } from '../protocol/frame.ts';
import type { Seconds } from './phases.ts';
import type { PolicyId, RunConfig } from '../protocol/config.ts';

/** `kept`: those of main and disk that cleared graphs take which are still alive; `held`: freed, but not given back; `returned`: given back; `graphDef`: in no tier, how large the graph's GraphDef is, 0 as told. */
export interface Bytes { video: number; main: number; disk: number; held: number; kept: number; returned: number; graphDef: number }
export interface Traffic { upVideo: number; downVideo: number; upMain: number; downMain: number; touches: number; faults: number }

/** What is accounted for of a run that has been executed: an engine's Run, or what is modelled of one. */
export interface Executed {
  /** The nodes that the fetches reach, in an order of execution. */
  readonly needed: Int32Array;
  readonly account: 'all' | 'needed';
  /** How many of `needed` are not fed. */
  readonly pruned: number;
  /** Nodes added since the session's last run. */
  readonly grew: number;
  /** A signature not met before. */
  readonly fresh: boolean;
}

/** Where the runs take place: an engine's Session, or what stands for it. */
export interface Place {
  readonly graph: Graph;
  /** Rises whenever another set of old nodes may be executed by every run as told. */
  readonly maskVersion: number;
  /** Whether every run as told executes a node; absent: the graph's masks say so. */
  executes?(id: number): boolean;
}

/** How clears are made: see RunConfig. */
export type Clearing = Pick<RunConfig, 'close' | 'collect' | 'trim' | 'keep'>;

/** A part of an address space: bytes from where the one before ends. Nodes from..to-1 share theirs equally; a node may have several parts. */
export interface Piece { readonly what: 'nodes' | 'kept' | 'signatures'; readonly end: number; readonly from: number; readonly to: number }

/** Tensors on the device, where the graph does not lie there. */
export interface DeviceTensors {
  /** Bytes of them, and of video memory. */
  readonly bytes: number;
  readonly capacity: number;
  /** Bytes from..to-1 of what runs need for a while; the others are constants of cached signatures. */
  readonly scratch: readonly (readonly [from: number, to: number])[];
  /** Where their pages are, if not all of them in video memory. */
  readonly tiers: Tiers | null;
}

/** The pages behind an account, to be looked at and not changed. */
export interface Memory {
  readonly tiers: Tiers;
  /** What the last run touched. */
  readonly traces: readonly TouchTrace[];
  /** The upper tier: 0 video memory, 1 main memory. */
  readonly top: 0 | 1;
  /** Bytes of a node, where nodes are laid out one by one. */
  readonly size: ((id: number) => number) | null;
  /** What lies where, where not nodes alone do. Only added to; another list where all was laid out anew. */
  readonly pieces: readonly Piece[] | null;
  readonly device: DeviceTensors | null;
}

export interface Ledger {
  /** Seconds collected since `take`, by phase. */
  add(phase: Phase, seconds: number): void;
  /** Nodes were imported from a saved graph. */
  imported(nodes: number): void;
  /** Nodes were appended; `gradients`: how often tf.gradients was called for them. */
  built(phase: Phase, nodes: number, gradients: number): void;
  /** Accounts for a run that has been executed. Yields between slices of work. Throws RunFailure where memory ends the run. */
  ran(run: Executed, phase: Phase): Generator<void, void>;
  /** A checkpoint of so many bytes was written. */
  saved(bytes: number): void;
  reloaded(bytes: number): void;
  /** The session was closed and the graph reset. Call after the graph has been replaced. */
  cleared(nodes: number): void;
  resize(video: number, main: number): void;
  setPolicy(policy: PolicyId): void;
  bytes(): Bytes;
  memory(): Memory;
  traffic(): Traffic;
  /** Takes what was collected: seconds by phase; the collection starts anew. */
  take(): Seconds;
  /** Asserts the invariants; throws `internal:`. */
  check(): void;
}
