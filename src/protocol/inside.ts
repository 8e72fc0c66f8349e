/**
 * What is inside one session.run: the graph that it runs as the engine's worker hands it out, and the messages between the page and the
 * worker that optimises and plans it. Plain data; columns travel as transferred buffers.
 */
import type { DiffGraph, NodeColumn } from './graph-view.ts';

/** What the latest training run of the session was; of a script, its last run. */
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
  /** Nodes that a run executes as told: all that compute a value. */
  readonly told: number;
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

/** A value that the run uses; `data` is its own. */
export interface RunValue {
  /** of a variable, or of what is fed */
  readonly name: string;
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly data: readonly string[] | { readonly length: number; readonly buffer: ArrayBufferLike };
}
/** What the run can be executed with again: its variables as the session has them now, and what it was fed; or why that is not there. */
export type RunValues = { kind: 'values'; variables: RunValue[]; feeds: RunValue[] } | { kind: 'large'; bytes: number; limit: number } | /** the session is closed */ { kind: 'closed' };

/** Nodes of one op and name with numbers one after the other: `name_first`, `name_(first + 1)`, …; number 0 is the bare name. */
export interface Series { readonly op: string; readonly name: string; readonly first: number; readonly count: number }
/** Nodes that the run does not need and that were not handed out, in the order in which their series begin; `unlisted`: how many more. */
export interface Omitted { readonly series: readonly Series[]; readonly unlisted: number }

/** What came of asking the session for its latest run. */
export type RunGraph =
  /** `parts`: one GraphDef in pieces; `whole`: false where it holds the run's own nodes only, since the graph is too large */
  | { kind: 'run'; of: RunOf; whole: boolean; /** where it is not whole */ omitted?: Omitted; parts: ArrayBuffer[]; columns: NodeColumn[]; values: RunValues }
  /** no training run since the graph was made */
  | { kind: 'none' }
  /** the run's own nodes are too many */
  | { kind: 'large'; of: RunOf; limit: number }
  | { kind: 'failed'; why: 'stopped' | 'unavailable' | 'broken' | /** a script that is not over, or was ended */ 'script'; text: string };

/** What became of a node in a pass. */
export const FATES = ['kept', 'removed', 'merged', 'folded', 'fused', 'changed', 'added'] as const;
export type Fate = (typeof FATES)[number];

/** Page to the worker of one run. `id` is in every answer. */
export type InsideAsk = { id: number } & (
  | { type: 'open'; of: RunOf; whole: boolean; omitted?: Omitted | undefined; parts: ArrayBuffer[]; columns: NodeColumn[]; values: RunValues; platform: string; scheduling: Scheduling }
  /** nodes of a pass whose name or op holds `text`; `fate`: only those, null for all that are not kept */
  | { type: 'pass'; pass: number; text: string; fate: Fate | null; most: number }
  | { type: 'plan'; platform: string; scheduling: Scheduling; /** the optimised graph, or the run's nodes as they were built */ optimised: boolean }
  /** the graph before and after a pass in one; -1: all passes, from the first to the last */
  | { type: 'diff'; pass: number }
  /** does the plan that was made last, with the run's values, and the run's nodes as they were built, and compares */
  | { type: 'execute' }
  | { type: 'save'; what: 'pb' | 'pbtxt' | 'trace' }
  /** a step of a recorded model, made here again; needs no open run */
  | { type: 'step'; model: string; devices: number }
);
/** What is under way while a run is opened or planned; `at`: which pass of how many, counted from 0. */
export type InsideStage = { stage: 'reading' } | { stage: 'pass'; pass: string; round: number; at: number; of: number } | { stage: 'planning' };
export type InsideTell = { id: number } & (
  | ({ type: 'progress' } & InsideStage)
  | { type: 'failed'; error: string }
  | { type: 'opened'; passes: PassCount[]; /** nodes that are executed of those that the passes leave, with those that are fed */ left: number; /** XLA's pass on what they leave, which counts in no result; its number is the number of passes */ beside: PassCount; plan: PlanView }
  | { type: 'pass'; rows: PassRow[]; total: number; /** nodes that may be among those, but cannot be listed */ unlisted: number }
  | { type: 'plan'; plan: PlanView }
  | { type: 'diff'; diff: DiffGraph }
  | { type: 'executed'; executed: ExecutedView }
  | { type: 'saved'; bytes: ArrayBuffer }
  | { type: 'step'; step: StepView }
);

/** What came of executing the plan: measured, but for the plan itself. */
export type ExecutedView =
  | {
      kind: 'executed';
      /** tensors that are compared: those fetched, and variables that the run uses, as it leaves them */
      fetched: Agreement;
      variables: Agreement;
      /** tasks, copies and buffers that were done, sent and freed; devices */
      run: number;
      sent: number;
      freed: number;
      devices: number;
      /** nodes that drew numbers, the same in both */
      random: number;
      /** nodes that read a variable with no order between them and the node that changes it: named only where something differs */
      races: string[];
    }
  | { kind: 'not'; why: 'large'; bytes: number; limit: number }
  | { kind: 'not'; why: 'closed' }
  | { kind: 'not'; why: 'kernel' | 'flow'; names: string[]; count: number }
  | { kind: 'failed'; text: string };
export interface Agreement {
  count: number;
  /** bit for bit */
  equal: number;
  /** of the others the greatest difference, in parts of the tensor's greatest absolute value */
  within: number;
}

export interface PassCount {
  /** its name, as the optimiser's file has it */
  pass: string;
  /** the passes go round twice: 0 or 1 */
  round: number;
  /** nodes before and after */
  before: number;
  after: number;
  /** nodes by what became of them; `before` = kept + removed + merged + folded + fused + changed */
  fates: Record<Fate, number>;
}
export interface PassRow {
  name: string;
  op: string;
  fate: Fate;
  /** the op that it has become, where it has another */
  now: string;
  /** the node that stands for it now; '' for none */
  into: string;
  /** what it reads now, where that is another thing than before */
  reads: string[];
}

export interface DeviceView {
  id: string;
  /** seconds in which it runs something */
  busy: number;
  /** bytes that its buffers span at most; if nothing were freed; and that it has */
  peak: number;
  kept: number;
  memory: number;
  /** tasks on it, and nodes of the graph that TensorFlow would cut for it: with `_Send`, `_Recv` and what goes with them */
  tasks: number;
  cut: number;
}
/** One way to schedule the run. */
export interface ScheduleView {
  kind: Exclude<Scheduling, 'best'>;
  /** the device that has all that can run there, of `alone`; else '' */
  device: string;
  /** nodes that were told another device than they have in it */
  against: number;
  /** seconds; modelled */
  makespan: number;
  /** tensors that it copies from one device to another */
  copies: number;
  taken: boolean;
}
/** A plan, one entry a task and a copy. Times in seconds from its beginning; all modelled. */
export interface PlanView {
  platform: string;
  optimised: boolean;
  devices: DeviceView[];
  makespan: number;
  bounds: { criticalPath: number; work: number; told: number; all: number };
  names: string[];
  ops: string[];
  device: Uint8Array<ArrayBuffer>;
  start: Float64Array<ArrayBuffer>;
  end: Float64Array<ArrayBuffer>;
  /** 1: on the critical path of the plan */
  critical: Uint8Array<ArrayBuffer>;
  copies: {
    names: string[];
    from: Uint8Array<ArrayBuffer>;
    to: Uint8Array<ArrayBuffer>;
    start: Float64Array<ArrayBuffer>;
    end: Float64Array<ArrayBuffer>;
    bytes: Float64Array<ArrayBuffer>;
    critical: Uint8Array<ArrayBuffer>;
  };
  /** how it was asked to be scheduled, and what there was to choose from, HEFT first; one of these is this plan */
  scheduling: Scheduling;
  schedules: ScheduleView[];
  /** nodes that were told a device, and of them those whose device the platform lacks */
  told: number;
  missing: number;
  /** edges left out because they close a loop */
  loops: number;
  sources: { what: string; where: string; status: 'read' | 'derived' | 'recorded' | 'assumed' }[];
}
/** A step of a recorded model as it is made here: counted, and its plan modelled. */
export interface StepView {
  model: string;
  /** CPU devices: 1, 2 or 4 */
  devices: number;
  /** N: nodes of the graph */
  nodes: number;
  /** nodes of each device's graph, the sum of which is P */
  parts: { id: string; nodes: number }[];
  sends: number;
  receives: number;
  plan: PlanView;
}
/** Platforms that a plan can be made for, the default first. */
export const PLATFORM_IDS = ['gpu-cpu', 'gpu', 'cpu', 'cpu-2', 'cpu-4', 'gpu-2', 'gpu-3', 'gpu-4', 'gpu-5', 'gpu-6', 'gpu-7', 'gpu-8'] as const;
export type PlatformId = (typeof PLATFORM_IDS)[number];
/** Ways to schedule a plan, the default first: the shortest of the others. */
export const SCHEDULINGS = ['best', 'list', 'heft', 'alone'] as const;
export type Scheduling = (typeof SCHEDULINGS)[number];
