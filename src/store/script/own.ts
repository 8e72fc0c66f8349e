/**
 * What the visitor's own script did, as the page knows it: the parts that its worker reported, put together. Pure functions, no worker.
 * Loaded with the first script.
 */
import type { Finding, ScriptPart, ScriptProblem, ScriptValue } from '../../protocol/script.ts';

/** Pairs of a line and the nodes in the graph after it, in the order in which the script ran. Arrays are shared until they are full. */
export interface StepLog {
  readonly count: number;
  readonly pairs: Int32Array;
}

export interface OwnRun {
  readonly phase: ScriptPart['phase'];
  /** The text that was run; the editor may have another by now. */
  readonly source: string;
  readonly stdout: string;
  /** Characters of output that are no longer kept. */
  readonly cut: number;
  readonly epochs: ScriptPart['epochs'];
  /** By line number: executions, nodes added in all, nodes added by the last. */
  readonly passes: Float64Array;
  readonly added: Float64Array;
  readonly last: Float64Array;
  readonly steps: StepLog;
  readonly dropped: number;
  /** By name, in the order in which names first came. */
  readonly values: ReadonlyMap<string, ScriptValue>;
  readonly findings: readonly Finding[];
  readonly error: ScriptProblem | null;
  readonly seconds: number;
  /** The step that is looked at; null: none. */
  readonly cursor: number | null;
}

/** Output kept, in characters: the newest. */
const MOST_OUTPUT = 200_000;

/** The state of a script of which nothing has been heard yet. */
export function emptyOwn(source: string): OwnRun {
  return {
    phase: 'loading',
    source,
    stdout: '',
    cut: 0,
    epochs: null,
    passes: new Float64Array(0),
    added: new Float64Array(0),
    last: new Float64Array(0),
    steps: { count: 0, pairs: new Int32Array(0) },
    dropped: 0,
    values: new Map(),
    findings: [],
    error: null,
    seconds: 0,
    cursor: null,
  };
}

/** `own` after `part`. Only the newest state of a run may be folded into: its log of steps is shared. */
export function onPart(own: OwnRun, part: ScriptPart): OwnRun {
  const output = own.stdout + part.stdout;
  const over = Math.max(0, output.length - MOST_OUTPUT);
  return {
    ...own,
    phase: part.phase,
    stdout: over === 0 ? output : output.slice(over),
    cut: own.cut + over,
    epochs: part.epochs,
    passes: part.lines.passes,
    added: part.lines.added,
    last: part.lines.last,
    steps: appended(own.steps, part.steps),
    dropped: part.dropped,
    values: part.values.length === 0 ? own.values : new Map([...own.values, ...part.values.map((value) => [value.name, value] as const)]),
    findings: part.findings,
    error: part.error,
    seconds: part.seconds,
  };
}

function appended({ count, pairs }: StepLog, more: Int32Array): StepLog {
  if (more.length === 0) return { count, pairs };
  const total = count + more.length / 2;
  let room = pairs;
  if (2 * total > pairs.length) {
    room = new Int32Array(Math.max(2 * total, 2 * pairs.length, 1024));
    room.set(pairs.subarray(0, 2 * count));
  }
  room.set(more, 2 * count);
  return { count: total, pairs: room };
}

/** Line that step `index` executed, from 1. */
export function lineAt({ pairs }: StepLog, index: number): number {
  return pairs[2 * index];
}

/** Nodes in the default graph after step `index`. */
export function nodesAt({ pairs }: StepLog, index: number): number {
  return pairs[2 * index + 1];
}

/** Whether step `index` begins a pass of the loop in `line`; what the loop goes over is evaluated in a step of its own before the first. */
function begins(steps: StepLog, index: number, line: number): boolean {
  const is = (at: number): boolean => at >= 0 && at < steps.count && lineAt(steps, at) === line;
  return is(index) && !(is(index + 1) && !is(index - 1));
}

/**
 * Where the cursor goes from `from` (null: before the first step): one step, or to the next or former beginning of an epoch, which is an
 * execution of the loop's line `epochLine`; past the last beginning it goes to the end, before the first to the start.
 */
export function moved(steps: StepLog, from: number | null, by: 1 | -1, unit: 'line' | 'epoch', epochLine: number | null): number | null {
  if (steps.count === 0) return null;
  const start = from ?? -1;
  const clamp = (index: number): number => Math.min(steps.count - 1, Math.max(0, index));
  if (unit === 'line' || epochLine === null) return clamp(start + by);
  for (let index = start + by; index >= 0 && index < steps.count; index += by) if (begins(steps, index, epochLine)) return index;
  return by > 0 ? steps.count - 1 : 0;
}

/** How many epochs have begun when step `index` is over; 0 where no loop is known. */
export function epochAt(steps: StepLog, index: number, epochLine: number | null): number {
  let begun = 0;
  if (epochLine === null) return 0;
  for (let at = 0; at <= index; at++) if (begins(steps, at, epochLine)) begun += 1;
  return begun;
}
