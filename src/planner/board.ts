/**
 * A schedule being made: which stretches of time devices and links are taken, and when tensors are where. Schedulers try a task on a
 * device, and put it there; no policy here.
 */
import { copySeconds, type Platform } from './platform.ts';
import { fixedDevices, Tensors, type Problem } from './problem.ts';

/** A tensor copied to another device. */
export interface Copy {
  readonly tensor: number;
  readonly from: number;
  readonly to: number;
  readonly start: number;
  readonly end: number;
}
/** When and where each task runs, in seconds. */
export interface Schedule {
  readonly device: Int32Array;
  readonly start: Float64Array;
  readonly end: Float64Array;
  readonly copies: readonly Copy[];
}

/** Stretches of time that are taken, in order. */
class Track {
  private readonly starts: number[] = [];
  private readonly ends: number[] = [];

  /** When something of this length can begin, from `from` on: in the first gap that is long enough, or after all else. */
  slot(from: number, length: number, gaps: boolean): number {
    const { starts, ends } = this;
    if (!gaps) return Math.max(from, ends.at(-1) ?? 0);
    let at = from;
    for (let i = after(ends, from); i < starts.length; i++) {
      if (at + length <= starts[i]) return at;
      if (ends[i] > at) at = ends[i];
    }
    return at;
  }
  take(start: number, end: number): void {
    const i = after(this.ends, start);
    this.starts.splice(i, 0, start);
    this.ends.splice(i, 0, end);
  }
}

/** Index of the first that is greater than `value`. */
function after(sorted: readonly number[], value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] > value) high = middle;
    else low = middle + 1;
  }
  return low;
}

export interface Trial {
  readonly device: number;
  readonly start: number;
  readonly end: number;
}

export class Board {
  readonly tensors: Tensors;
  readonly device: Int32Array;
  readonly start: Float64Array;
  readonly end: Float64Array;
  readonly copies: Copy[] = [];
  private readonly fixed: Int32Array;
  private readonly groups = new Map<number, number>();
  private readonly tracks: Track[];
  private readonly links = new Map<number, Track>();
  /** When a tensor is on a device, by `tensor * devices + device`. */
  private readonly arrived = new Map<number, number>();
  private readonly platform: Platform;
  private readonly needs: readonly (readonly number[])[];

  /** @param gaps whether a task may run before one that was put on the device earlier */
  constructor(private readonly problem: Problem, private readonly gaps: boolean) {
    const { platform, tasks } = problem;
    this.platform = platform;
    this.tensors = new Tensors(tasks);
    this.needs = tasks.map((task) => this.tensors.needs(task));
    this.fixed = fixedDevices(problem);
    this.device = new Int32Array(tasks.length).fill(-1);
    this.start = new Float64Array(tasks.length);
    this.end = new Float64Array(tasks.length);
    this.tracks = platform.devices.map(() => new Track());
  }

  placed(task: number): boolean { return this.device[task] >= 0; }
  /** Until when a device has something to do. */
  free(device: number): number { return this.tracks[device].slot(0, 0, false); }

  /** Devices that the task may run on. */
  allowed(task: number): number[] {
    const { group, seconds } = this.problem.tasks[task];
    const only = this.fixed[task] >= 0 ? this.fixed[task] : (this.groups.get(group) ?? -1);
    return only >= 0 ? [only] : seconds.flatMap((s, device) => (s < Infinity ? [device] : []));
  }

  /** When the task would run on that device. */
  try(task: number, device: number, from = 0): Trial { return this.run(task, device, from, false); }
  /** Puts it there. */
  put(task: number, device: number, from = 0): void { this.run(task, device, from, true); }

  private run(id: number, device: number, from: number, commit: boolean): Trial {
    const task = this.problem.tasks[id];
    const more = new Map<number, number>();
    let ready = from;
    for (const tensor of this.needs[id]) ready = Math.max(ready, this.bring(tensor, device, commit, more));
    const length = task.seconds[device];
    const start = this.tracks[device].slot(ready, length, this.gaps);
    const trial = { device, start, end: start + length };
    if (commit) {
      this.tracks[device].take(trial.start, trial.end);
      this.device[id] = device;
      this.start[id] = trial.start;
      this.end[id] = trial.end;
      if (task.group >= 0) this.groups.set(task.group, device);
    }
    return trial;
  }

  /** When the tensor is there. Copies of one trial wait for one another: `more` says until when they take each link. */
  private bring(tensor: number, to: number, commit: boolean, more: Map<number, number>): number {
    const id = this.tensors.task(tensor);
    if (!this.placed(id)) {
      // A source that has no place yet: it is put where it is used, if it may be.
      const allowed = this.allowed(id);
      const where = allowed.includes(to) ? to : allowed[0];
      if (!commit && where === to) return this.try(id, to).end;
      if (!commit) return this.try(id, where).end + copySeconds(this.platform, where, to, this.tensors.bytes(tensor));
      this.put(id, where);
    }
    const from = this.device[id];
    if (from === to) return this.end[id];
    const key = tensor * this.platform.devices.length + to;
    const known = this.arrived.get(key);
    if (known !== undefined) return known;
    const seconds = copySeconds(this.platform, from, to, this.tensors.bytes(tensor));
    const way = from * this.platform.devices.length + to;
    const ready = Math.max(this.end[id], more.get(way) ?? 0);
    const link = this.link(way);
    const start = link ? link.slot(ready, seconds, true) : this.end[id];
    const end = start + seconds;
    if (link) more.set(way, end);
    if (commit) {
      link?.take(start, end);
      this.arrived.set(key, end);
      this.copies.push({ tensor, from, to, start, end });
    }
    return end;
  }

  private link(way: number): Track | null {
    if (!this.platform.exclusive) return null;
    let link = this.links.get(way);
    if (!link) this.links.set(way, (link = new Track()));
    return link;
  }

  done(): Schedule {
    return { device: this.device, start: this.start, end: this.end, copies: this.copies };
  }
}
