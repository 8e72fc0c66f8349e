/**
 * A plan as a Chrome trace, which Perfetto and chrome://tracing open: a process for each device, in it a track of what it runs and tracks
 * of what it sends and receives, and arrows from each send to its receive. Times are modelled, in microseconds. Perfetto rounds to
 * nanoseconds and drops slices that overlap by one then: so all times are whole nanoseconds. It takes
 * number 0 for the idle thread of every process at once: so processes count from 1, and each track has a number of its own.
 */
import type { Plan } from './plan.ts';
import { Tensors, type Task } from './problem.ts';

/** An event of the Trace Event Format; `ph` M: a name, X: a slice, s and f: beginning and end of an arrow. */
export interface TraceEvent {
  readonly ph: 'M' | 'X' | 's' | 'f';
  readonly name: string;
  readonly cat?: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur?: number;
  readonly id?: number;
  readonly bp?: 'e';
  readonly args?: Readonly<Record<string, string | number>>;
}
export interface ChromeTrace {
  readonly displayTimeUnit: 'ns';
  readonly otherData: Readonly<Record<string, string>>;
  readonly traceEvents: readonly TraceEvent[];
}

const nano = (seconds: number): number => Math.round(seconds * 1e9);
/** Microseconds that are cut to so many nanoseconds again, which some quotients are not. */
function micro(nanoseconds: number): number {
  const plain = nanoseconds / 1000;
  return Math.trunc(plain * 1000) === nanoseconds ? plain : (nanoseconds + 1e-4) / 1000;
}
const span = (start: number, end: number): { readonly ts: number; readonly dur: number } => ({ ts: micro(nano(start)), dur: micro(nano(end) - nano(start)) });

/** @param ops the op of each task, which colours its slice; @param about what is said of the trace as a whole */
export function chromeTrace(plan: Plan, tasks: readonly Task[], ops: readonly string[], about: Readonly<Record<string, string>>): ChromeTrace {
  const { schedule: { device, start, end, copies }, devices } = plan;
  const tensors = new Tensors(tasks);
  const names: TraceEvent[] = [];
  /** Slices, each with the ends of arrows that hold to it. */
  const events: (readonly [slice: TraceEvent, ...arrows: readonly TraceEvent[]])[] = [];
  const name = (what: 'process_name' | 'thread_name', pid: number, tid: number, text: string): void => {
    names.push({ ph: 'M', name: what, pid, tid, ts: 0, args: { name: text } });
  };
  const processOf = (d: number): number => d + 1;
  devices.forEach((id, d) => {
    name('process_name', processOf(d), processOf(d), `/device:${id} (modelled)`);
    name('thread_name', processOf(d), processOf(d), 'run');
  });
  tasks.forEach((task, id) => {
    events.push([{ ph: 'X', name: task.name, cat: ops[id], pid: processOf(device[id]), tid: processOf(device[id]), ...span(start[id], end[id]), args: { op: ops[id] } }]);
  });
  // Copies that overlap get tracks of their own: the first that is free.
  const tracks = new Map<string, number[]>();
  let last = devices.length;
  const trackOf = (pid: number, text: string, from: number, until: number): number => {
    const key = `${pid} ${text}`;
    let free = tracks.get(key);
    if (!free) tracks.set(key, (free = []));
    let lane = free.findIndex((over) => over <= from);
    if (lane < 0) lane = free.push(0) - 1;
    free[lane] = until;
    const whole = `${key} ${lane}`;
    let tid = numbers.get(whole);
    if (tid === undefined) {
      numbers.set(whole, (tid = ++last));
      name('thread_name', pid, tid, lane === 0 ? text : `${text} (${lane + 1})`);
    }
    return tid;
  };
  const numbers = new Map<string, number>();
  const inOrder = copies.map((copy, id) => ({ ...copy, id })).sort((a, b) => a.start - b.start || a.end - b.end || a.id - b.id);
  for (const { tensor, from, to, start: begun, end: over, id } of inOrder) {
    const task = tasks[tensors.task(tensor)].name;
    const output = tensors.output(tensor);
    const what = output < 0 ? `^${task}` : output === 0 ? task : `${task}:${output}`;
    const { ts, dur } = span(begun, over);
    const args = { tensor: what, bytes: tensors.bytes(tensor) };
    const [sends, receives] = [processOf(from), processOf(to)];
    const sender = trackOf(sends, `send to ${devices[to]}`, begun, over);
    const receiver = trackOf(receives, `receive from ${devices[from]}`, begun, over);
    events.push(
      [{ ph: 'X', name: `send ${what}`, cat: 'send', pid: sends, tid: sender, ts, dur, args }, { ph: 's', name: 'copy', cat: 'copy', pid: sends, tid: sender, ts, id }],
      [{ ph: 'X', name: `receive ${what}`, cat: 'receive', pid: receives, tid: receiver, ts, dur, args }, { ph: 'f', name: 'copy', cat: 'copy', bp: 'e', pid: receives, tid: receiver, ts, id }],
    );
  }
  // Of slices that begin at the same time the shortest first: one without length would lie in a longer one before it. An arrow's ends stay behind their slices.
  const inTime = events.sort(([a], [b]) => a.ts - b.ts || (a.dur ?? 0) - (b.dur ?? 0)).flat();
  return { displayTimeUnit: 'ns', otherData: { times: 'modelled', ...about }, traceEvents: [...names, ...inTime] };
}
