/**
 * A plan as plain data: what is placed, run, sent, received and freed, in an order in which it can be done step by step; where buffers
 * lie; how long it takes, and what no plan can beat. It is made of a schedule, and decides nothing about time itself.
 */
import type { Copy, Schedule } from './board.ts';
import { layOut, type Stay } from './memory.ts';
import type { Problem } from './problem.ts';
import { Tensors } from './problem.ts';
import { lowerBounds, type Bounds } from './schedule.ts';

export type Step =
  /** the task belongs to that device: said of all tasks before anything runs */
  | { readonly kind: 'place'; readonly task: number; readonly device: number }
  | { readonly kind: 'run'; readonly task: number; readonly device: number; readonly at: number }
  | { readonly kind: 'send'; readonly copy: number; readonly device: number; readonly at: number }
  | { readonly kind: 'receive'; readonly copy: number; readonly device: number; readonly at: number }
  | { readonly kind: 'free'; readonly buffer: number; readonly device: number; readonly at: number };

/** Memory of one tensor, or of several that share it, on one device, from the step that fills it to the step that frees it. */
export interface Buffer extends Stay {
  /** The tensor that it was made for. */
  readonly tensor: number;
  readonly device: number;
  readonly offset: number;
}

export interface Plan {
  readonly tasks: readonly string[];
  readonly devices: readonly string[];
  readonly schedule: Schedule;
  readonly steps: readonly Step[];
  readonly buffers: readonly Buffer[];
  /** Seconds from the first step to the last. */
  readonly makespan: number;
  readonly bounds: Bounds;
  /** By device: seconds in which it runs something, bytes that its buffers span at most, and bytes if nothing were ever freed. */
  readonly busy: readonly number[];
  readonly peak: readonly number[];
  readonly kept: readonly number[];
  /** The chain of runs and copies that makes the plan as long as it is, from the first to the last. */
  readonly critical: readonly Link[];
}
/** A run or a copy by number. */
export interface Link {
  readonly kind: 'run' | 'copy';
  readonly index: number;
}

/** Order of steps at the same moment: what takes time begins last; else by task, and of one task run, send, receive, free. */
const RANK = { place: -1, run: 0, send: 1, receive: 2, free: 3 } as const;

export function planOf(problem: Problem, schedule: Schedule): Plan {
  const { tasks, platform } = problem;
  const tensors = new Tensors(tasks);
  const devices = platform.devices.length;
  const timed: { step: Step; at: number; task: number }[] = [];
  tasks.forEach((_, task) => timed.push({ step: { kind: 'run', task, device: schedule.device[task], at: schedule.start[task] }, at: schedule.start[task], task }));
  schedule.copies.forEach(({ tensor, from, to, start, end }, copy) => {
    const task = tensors.task(tensor);
    timed.push({ step: { kind: 'send', copy, device: from, at: start }, at: start, task });
    timed.push({ step: { kind: 'receive', copy, device: to, at: end }, at: end, task });
  });

  // Who holds which tensor where. A task that shares an input's memory uses the buffer that its device has of the input.
  const rooms = new Map<number, Room>();
  const roomOf = new Map<number, Room | null>();
  const key = (tensor: number, device: number): number => tensor * devices + device;
  const room = (tensor: number, device: number): Room | null => {
    const known = roomOf.get(key(tensor, device));
    if (known !== undefined) return known;
    const id = tensors.task(tensor);
    const output = tasks[id].outputs[tensors.output(tensor)] as (typeof tasks)[number]['outputs'][number] | undefined;
    let found: Room | null = null;
    if (output && output.bytes > 0) {
      const shared = schedule.device[id] === device && output.shares !== undefined ? room(tensors.of(tasks[id].inputs[output.shares]), device) : null;
      if (shared && shared.bytes >= output.bytes) found = shared;
      else {
        found = { tensor, device, bytes: output.bytes, lasts: false, at: 0, task: id };
        rooms.set(key(tensor, device), found);
      }
      if (output.lasts) found.lasts = true;
    }
    roomOf.set(key(tensor, device), found);
    return found;
  };
  const use = (of: Room | null, until: number, task: number): void => {
    if (of && (until > of.at || (until === of.at && task > of.task))) Object.assign(of, { at: until, task });
  };
  tasks.forEach((task, id) => {
    const device = schedule.device[id];
    for (let output = 0; output < task.outputs.length; output++) use(room(tensors.base[id] + output, device), schedule.end[id], id);
    for (const tensor of tensors.needs(task)) use(room(tensor, device), schedule.end[id], id);
  });
  for (const { tensor, from, to, end } of schedule.copies) {
    use(room(tensor, from), end, tensors.task(tensor));
    use(room(tensor, to), end, tensors.task(tensor));
  }
  const list = [...rooms.values()];
  list.forEach(({ lasts, at, task, device }, buffer) => {
    if (!lasts) timed.push({ step: { kind: 'free', buffer, device, at }, at, task });
  });
  const begins = ({ step, at, task }: (typeof timed)[number]): number => (step.kind === 'run' && schedule.end[task] > at ? 1 : 0);
  timed.sort((a, b) => a.at - b.at || begins(a) - begins(b) || a.task - b.task || RANK[a.step.kind] - RANK[b.step.kind]);
  const steps: Step[] = [...tasks.map((_, task): Step => ({ kind: 'place', task, device: schedule.device[task] })), ...timed.map(({ step }) => step)];

  const buffers = place(list, steps, tensors, schedule.copies, devices);
  const makespan = schedule.end.reduce((a, b) => Math.max(a, b), 0);
  const busy = platform.devices.map(() => 0);
  tasks.forEach(({ seconds }, id) => (busy[schedule.device[id]] += seconds[schedule.device[id]]));
  return {
    tasks: tasks.map(({ name }) => name),
    devices: platform.devices.map(({ id }) => id),
    schedule,
    steps,
    buffers,
    makespan,
    bounds: lowerBounds(problem),
    busy,
    peak: platform.devices.map((_, device) => buffers.reduce((most, b) => (b.device === device ? Math.max(most, b.offset + b.bytes) : most), 0)),
    kept: platform.devices.map((_, device) => buffers.reduce((sum, b) => (b.device === device ? sum + b.bytes : sum), 0)),
    critical: criticalChain(problem, schedule, tensors),
  };
}

/** A buffer before its place in memory is known; `at`, `task`: when and after whose step it may be freed. */
interface Room { tensor: number; device: number; bytes: number; lasts: boolean; at: number; task: number }

function place(rooms: readonly Room[], steps: readonly Step[], tensors: Tensors, copies: readonly Copy[], devices: number): Buffer[] {
  const made = new Map<number, number>();
  const freed = new Map<number, number>();
  steps.forEach((step, i) => {
    if (step.kind === 'free') freed.set(step.buffer, i);
    else if (step.kind === 'send') made.set(copies[step.copy].tensor * devices + copies[step.copy].to, i);
    else if (step.kind === 'run') for (let t = tensors.base[step.task]; t < tensors.base[step.task + 1]; t++) made.set(t * devices + step.device, i);
  });
  const stays = rooms.map(({ tensor, device, bytes, lasts }, i): Omit<Buffer, 'offset'> => ({
    tensor, device, bytes,
    from: lasts ? 0 : made.get(tensor * devices + device)!,
    to: lasts ? steps.length : freed.get(i)!,
  }));
  const offsets = new Float64Array(stays.length);
  for (let device = 0; device < devices; device++) {
    const here = stays.flatMap((stay, i) => (stay.device === device ? [i] : []));
    layOut(here.map((i) => stays[i])).forEach((offset, k) => (offsets[here[k]] = offset));
  }
  return stays.map((stay, i) => ({ ...stay, offset: offsets[i] }));
}

/** From what is over last back to the beginning: each time to what ended just when the next could begin. */
function criticalChain({ tasks, platform }: Problem, { device, start, end, copies }: Schedule, tensors: Tensors): Link[] {
  const devices = platform.devices.length;
  const arriving = new Map(copies.map(({ tensor, to }, i) => [tensor * devices + to, i]));
  const endingRuns = new Map<string, number[]>();
  for (const id of tasks.keys()) add(endingRuns, `${device[id]} ${end[id]}`, id);
  const endingCopies = new Map<string, number[]>();
  copies.forEach(({ from, to, end: over }, i) => add(endingCopies, `${from} ${to} ${over}`, i));
  const chain: Link[] = [];
  const seen = new Set<string>();
  let at: Link | null = null;
  for (const id of tasks.keys()) if (at === null || end[id] > end[at.index]) at = { kind: 'run', index: id };
  while (at) {
    chain.push(at);
    seen.add(`${at.kind} ${at.index}`);
    const fresh = (link: Link): boolean => !seen.has(`${link.kind} ${link.index}`);
    const run = (index: number): Link => ({ kind: 'run', index });
    const copy = (index: number): Link => ({ kind: 'copy', index });
    let causes: Link[];
    if (at.kind === 'run') {
      const { index } = at;
      const here = device[index];
      const begun = start[index];
      causes = tensors.needs(tasks[index]).flatMap((tensor): Link[] => {
        const arrived = arriving.get(tensor * devices + here);
        if (arrived !== undefined) return copies[arrived].end === begun ? [copy(arrived)] : [];
        const from = tensors.task(tensor);
        return device[from] === here && end[from] === begun ? [run(from)] : [];
      });
      causes.push(...(endingRuns.get(`${here} ${begun}`) ?? []).map(run));
    } else {
      const { tensor, from, to, start: begun } = copies[at.index];
      const source = tensors.task(tensor);
      causes = end[source] === begun ? [run(source)] : [];
      causes.push(...(endingCopies.get(`${from} ${to} ${begun}`) ?? []).map(copy));
    }
    at = causes.find(fresh) ?? null;
  }
  return chain.reverse();
}

function add(map: Map<string, number[]>, key: string, value: number): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
