/** Messages between page and worker. Plain data; large columns travel as transferred buffers. */
import type { Action, Hand, Moment } from './action.ts';
import type { LivePatch, RunConfig } from './config.ts';
import type { FieldLook, FieldOrder, NodeLook, NodeOrder } from './field.ts';
import type { FrameBatch, RunEvent } from './frame.ts';
import type { SessionGraph } from './graph-view.ts';
import type { RunGraph } from './inside.ts';
import type { Look, LookOrder } from './look.ts';
import type { MemoryLook, MemoryOrder } from './memory.ts';
import type { ScriptPart } from './script.ts';

/** Page to worker. `run` numbers a run of the page: reports of an older run are dropped. */
export type Command =
  | { type: 'start'; run: number; config: RunConfig; log: Action[]; /** run as fast as possible up to this epoch, then pause */ at: number | null; play: boolean; speed: number;
      /** of the machine; with one the engine takes no second worker */ processors?: number;
      /** scripts only: what an earlier worker gave back (report `kit`); without it Python is fetched and booted, which takes seconds */ kit?: unknown }
  | { type: 'play' } | { type: 'pause' }
  | { type: 'step'; unit: 'run' | 'epoch' }
  | { type: 'speed'; /** epochs a second; Infinity: as fast as it goes */ speed: number }
  | { type: 'set'; patch: LivePatch }
  | { type: 'hand'; hand: Hand }
  | { type: 'download' }
  | { type: 'upload'; bytes: ArrayBuffer; name: string }
  /** the graph of the session, to be looked at */
  | { type: 'graph' }
  /** its latest training run, with the graph that it needs */
  | { type: 'run-graph' }
  /** pictures of what is learned, from now on or no more */
  | { type: 'look'; order: LookOrder }
  /** the pages of the modelled machine, from now on or no more */
  | { type: 'memory'; order: MemoryOrder }
  /** the nodes of the graph, from now on or no more; one of them */
  | { type: 'field'; order: FieldOrder } | { type: 'node'; order: NodeOrder }
  | { type: 'ping'; id: number };

export type RunState = 'paused' | 'running' | 'seeking' | 'done' | 'error';

/** A line of the program's Python text. `id` ties nodes to it; null for lines that never build nodes. */
export interface ScriptLine { text: string; id: number | null }
export interface ResultRow { model: number; name: string; values: Record<string, number | string>; nodes: number; seconds: number | null }
export interface CheckpointInfo { epoch: number; bytes: number; variables: { name: string; shape: number[]; slot: boolean }[]; origin: 'run' | 'upload' }
export interface RunError { kind: string; /** in the user's words: what was expected, what came */ message: string; /** what TensorFlow would have said, if it would */ tensorflow: string | null; /** what to do now */ way: string; epoch: number; /** false: only start over or clear helps */ canResume: boolean }

/** State between frames, at most once per animation frame. */
export interface Status {
  state: RunState;
  moment: Moment;
  runsPerEpoch: number;
  epochsInAll: number;
  models: number;
  nodes: number;
  /** executed of total nodes in the session.run under way; 0 of 0 between runs */
  progress: { phase: string; done: number; total: number };
  bytes: { video: number; main: number; disk: number; held: number };
  /** node executions a second, measured over the last runs; null when nothing real was executed */
  rate: number | null;
  /** nodes each script line has added, by line id, since the graph was last cleared and in all */
  lineNodes: Float64Array<ArrayBuffer>;
  lineAdded: Float64Array<ArrayBuffer>;
  checkpoint: CheckpointInfo | null;
  results: ResultRow[];
  error: RunError | null;
  /** the first clear after which a run built the model anew, with fresh weights, where TensorFlow would have stopped, and its words, until a later clear and reload have worked; never given for scripts */
  anew?: { readonly epoch: number; readonly tensorflow: string } | null;
  log: Action[];
  config: RunConfig;
}

/** Worker to page. */
export type Report =
  | { type: 'ready'; run: number; script: ScriptLine[]; title: string }
  | { type: 'frames'; run: number; batch: FrameBatch; events: RunEvent[] }
  | { type: 'status'; run: number; status: Status }
  | { type: 'checkpoint'; run: number; bytes: ArrayBuffer; name: string }
  | { type: 'graph'; run: number; graph: SessionGraph }
  | { type: 'run-graph'; run: number; graph: RunGraph }
  | { type: 'graph-progress'; run: number; share: number }
  | { type: 'look'; run: number; look: Look }
  | { type: 'memory'; run: number; look: MemoryLook | null }
  | { type: 'field'; run: number; look: FieldLook | null }
  | { type: 'node'; run: number; look: NodeLook }
  | { type: 'notice'; run: number; level: 'info' | 'error'; text: string }
  /** scripts only: what happened since the last part */
  | { type: 'script'; run: number; part: ScriptPart }
  /** scripts only, once: what the next worker may be started with. Opaque; its memory is shared by all who hold it, never transferred */
  | { type: 'kit'; run: number; kit: unknown }
  /** what begins now may take so many seconds on a slow device, and nothing is heard or said in it */
  | { type: 'long'; run: number; seconds: number }
  | { type: 'pong'; id: number };
