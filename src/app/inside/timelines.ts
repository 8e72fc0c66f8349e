/** The plan and a recorded step as timelines. Pure. */
import type { DeviceView, PlanView } from '../../protocol/inside.ts';
import type { inside } from '../words/en-inside.ts';
import { lanes, type Arrow, type Gantt, type Slice, type Track } from './gantt.ts';

export type InsideWords = typeof inside;

/** A step of real TensorFlow; what has the same name in each is written once, in the file that tools/pack-timelines.mjs makes. Times in microseconds. */
export interface RecordedStep {
  readonly config: string;
  /** id and nodes of its partition */
  readonly devices: readonly (readonly [id: string, nodes: number])[];
  readonly threads: number;
  readonly N: number;
  readonly P: number;
  readonly sends: number;
  readonly receives: number;
  readonly untraced: number;
  /** Of the traced step: from its first node to the end of its last, all nodes' times together, and how many ran at once at most. Medians of 20 steps. */
  readonly span: number;
  readonly busy: number;
  readonly atOnce: number;
  readonly ops: readonly string[];
  readonly names: readonly string[];
  readonly op: readonly number[];
  readonly device: readonly number[];
  readonly start: readonly number[];
  readonly duration: readonly number[];
}

/** A file of src/app/inside/recorded: `name` and `op` of a step are places in the lists. */
export interface RecordedFile {
  readonly model: string;
  readonly ops: readonly string[];
  readonly names: readonly string[];
  readonly steps: readonly (Omit<RecordedStep, 'ops' | 'names'> & { readonly name: readonly number[] })[];
}
export const stepsOf = ({ ops, names, steps }: RecordedFile): RecordedStep[] => steps.map((step) => ({ ...step, ops, names: step.name.map((at) => names[at]) }));

/**
 * Of the time that a recorded step's threads had together, the share in which nodes ran; and how the nodes' time is shared by devices. The latter
 * of the nodes' own medians, whose sum is not the median of all: so it is no share of the span.
 */
export function utilisation({ span, busy, threads, devices, device, duration }: RecordedStep): { readonly threads: number; readonly devices: readonly number[] } {
  const own = devices.map(() => 0);
  duration.forEach((microseconds, i) => (own[device[i]] += microseconds));
  const all = own.reduce((a, b) => a + b, 0);
  return { threads: span > 0 ? busy / (span * threads) : 0, devices: own.map((part) => (all > 0 ? part / all : 0)) };
}

/** A plan: a track of runs for each device, and under it one for what it sends to each other device. */
export function ofPlan(plan: PlanView, words: InsideWords): Gantt {
  const { devices, names, ops, device, start, end, critical, copies } = plan;
  const tracks: Track[] = [];
  const slices: Slice[] = [];
  const runTrack: number[] = [];
  devices.forEach(({ id }, d) => {
    runTrack[d] = tracks.length;
    const own = [...names.keys()].filter((i) => device[i] === d).sort((a, b) => start[a] - start[b] || end[a] - end[b] || a - b);
    for (const i of own) {
      const text = words.slice(names[i], ops[i], id, start[i], end[i] - start[i], critical[i] === 1);
      slices.push({ track: tracks.length, start: start[i], end: end[i], name: names[i], op: ops[i], kind: 'run', critical: critical[i] === 1, text });
    }
    tracks.push({ label: id, device: d, kind: 'run' });
    devices.forEach(({ id: other }, to) => {
      const sent = [...copies.names.keys()].filter((i) => copies.from[i] === d && copies.to[i] === to).sort((a, b) => copies.start[a] - copies.start[b] || a - b);
      if (sent.length === 0) return;
      for (const i of sent) {
        const isCritical = copies.critical[i] === 1;
        const [from, until] = [copies.start[i], copies.end[i]];
        const text = words.copySlice(copies.names[i], id, other, copies.bytes[i], from, until - from, isCritical);
        slices.push({ track: tracks.length, start: from, end: until, name: copies.names[i], op: '', kind: 'copy', critical: isCritical, text });
      }
      tracks.push({ label: `→ ${other}`, device: d, kind: 'copy' });
    });
  });
  const arrows = [...copies.names.keys()].map((i): Arrow => ({ from: runTrack[copies.from[i]], to: runTrack[copies.to[i]], start: copies.start[i], end: copies.end[i], critical: copies.critical[i] === 1 }));
  return { tracks, slices, arrows, end: plan.makespan, bound: plan.bounds.all };
}

/** Devices that would need more memory at once than they have: the plan could not be carried out on them. */
export const overfull = ({ devices }: Pick<PlanView, 'devices'>): DeviceView[] => devices.filter(({ peak, memory }) => peak > memory);

/** A recorded step: as many tracks a device as ran at once. */
export function ofRecorded(step: RecordedStep, words: InsideWords): Gantt {
  const tracks: Track[] = [];
  const slices: Slice[] = [];
  let end = 0;
  step.devices.forEach(([id], d) => {
    const own = [...step.names.keys()].filter((i) => step.device[i] === d);
    const times = own.map((i) => ({ start: step.start[i] * 1e-6, end: (step.start[i] + step.duration[i]) * 1e-6 }));
    const { lane, count } = lanes(times);
    const found = own.map((i, k): Slice => ({
      track: tracks.length + lane[k], start: times[k].start, end: times[k].end, name: step.names[i], op: step.ops[step.op[i]], kind: 'run', critical: false,
      text: words.slice(step.names[i], step.ops[step.op[i]], id, times[k].start, times[k].end - times[k].start, false),
    }));
    found.sort((a, b) => a.track - b.track || a.start - b.start);
    slices.push(...found);
    for (const { end: until } of times) end = Math.max(end, until);
    for (let i = 0; i < Math.max(1, count); i++) tracks.push({ label: i === 0 ? id : '', device: d, kind: 'run' });
  });
  return { tracks, slices, arrows: [], end, bound: null };
}

/** The recorded model that is nearest to a program, and whether it is of the same kind. */
export const NEAREST: Readonly<Record<string, readonly [model: string, same: boolean]>> = {
  perceptron: ['perceptron', true], mlp: ['mlp', true], cnn: ['cnn', true], lstm: ['lstm', true], seq2seq: ['seq2seq', true],
  rnn: ['lstm', false], attention: ['seq2seq', false], search: ['mlp', false], crossval: ['mlp', false], prepost: ['perceptron', false], leaks: ['perceptron', false],
};
