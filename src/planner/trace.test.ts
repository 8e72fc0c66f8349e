/** A plan's Chrome trace is well-formed: what viewers ask of it, checked on any plan. */
import { describe, expect, it } from 'vitest';
import type { Schedule } from './board.ts';
import { machines, PLATFORMS, type Platform } from './platform.ts';
import { planOf } from './plan.ts';
import type { Problem, Task } from './problem.ts';
import { heft } from './schedule.ts';
import { chromeTrace, type TraceEvent } from './trace.ts';

/** A wide graph on a platform: every third task told its device, so that much is sent. */
function example(platform: Platform): Problem {
  const devices = platform.devices.length;
  const tasks = Array.from({ length: 60 }, (_, i): Task => ({
    name: `n${i}`,
    seconds: platform.devices.map((__, d) => 1.0003e-6 * (1 + ((i * 7 + d) % 5)) / 3),
    device: i % 3 === 0 ? i % devices : -1,
    inputs: i < 4 ? [] : [{ task: i - 4, output: 0 }, { task: Math.floor(i / 2), output: 0 }],
    controls: i > 10 && i % 5 === 0 ? [i - 7] : [],
    outputs: [{ bytes: 1000 * (i % 4) }],
    group: -1,
    floats: false,
  }));
  return { platform, tasks };
}

describe.each(PLATFORMS.flatMap((p) => [[p.id, true, p], [p.id, false, p]] as const))('the trace of a plan on %s (one copy at a time: %s)', (_, exclusive, known) => {
  const problem = example({ ...known, exclusive });
  const plan = planOf(problem, heft(problem));
  const { traceEvents: events } = chromeTrace(plan, problem.tasks, problem.tasks.map(() => 'Op'), {});
  const of = (ph: TraceEvent['ph']): TraceEvent[] => events.filter((event) => event.ph === ph);

  it('has ts, dur, pid and tid in every slice, times that never go back, and no two slices at once on one track', () => {
    for (const { ts, dur, pid, tid } of of('X')) for (const value of [ts, dur, pid, tid]) expect(value).toBeGreaterThanOrEqual(0);
    for (let i = 1; i < events.length; i++) expect(events[i].ts).toBeGreaterThanOrEqual(events[i - 1].ts);
    // As viewers read them: in whole nanoseconds, rounded (Perfetto, which drops what overlaps by one) or cut off.
    for (const whole of [Math.round, Math.trunc]) {
      const read = (microseconds: number): number => whole(microseconds * 1000);
      const over = new Map<string, number>();
      for (const { pid, tid, ts, dur } of of('X')) {
        const track = `${pid} ${tid}`;
        expect(read(ts), track).toBeGreaterThanOrEqual(over.get(track) ?? 0);
        over.set(track, read(ts) + read(dur!));
      }
    }
  });
  it('names every process and track once', () => {
    const names = of('M').map(({ name, pid, tid }) => `${name} ${pid} ${tid}`);
    expect(new Set(names).size).toBe(names.length);
    for (const { pid, tid } of of('X')) expect(names).toContain(`thread_name ${pid} ${tid}`);
    // Perfetto takes number 0 for the idle thread of all processes, and would put what runs on all of them on one track.
    const tracks = of('M').filter(({ name }) => name === 'thread_name').map(({ pid, tid }) => [pid, tid] as const);
    expect(Math.min(...tracks.flat())).toBe(1);
    expect(new Set(tracks.map(([, tid]) => tid)).size).toBe(tracks.length);
    expect(of('M').filter(({ name }) => name === 'process_name').map(({ args }) => args!.name)).toEqual(plan.devices.map((id) => `/device:${id} (modelled)`));
  });
  it('has a slice for every task and an arrow for every copy, from its send to its receive', () => {
    const copies = plan.schedule.copies.length;
    expect(of('X')).toHaveLength(problem.tasks.length + 2 * copies);
    if (plan.devices.length > 1) expect(copies).toBeGreaterThan(0);
    const begun = new Map(of('s').map((event) => [event.id, event]));
    expect(begun.size).toBe(copies);
    expect(of('f')).toHaveLength(copies);
    for (const end of of('f')) {
      const { tensor, from, to } = plan.schedule.copies[end.id!];
      expect([begun.get(end.id)!.pid, end.pid]).toEqual([from + 1, to + 1]);
      expect(tensor).toBeGreaterThanOrEqual(0);
      // An arrow holds to the slice of its track at its time.
      for (const flow of [begun.get(end.id)!, end]) {
        expect(of('X').filter(({ pid, tid, ts, dur }) => pid === flow.pid && tid === flow.tid && ts <= flow.ts && flow.ts <= ts + dur!).length).toBeGreaterThan(0);
      }
    }
  });
  it('is JSON', () => { expect(JSON.parse(JSON.stringify(events))).toEqual(events); });
});

it('has slices without length before longer ones that begin at the same time, and each arrow right behind its slice', () => {
  // Of tasks that begin together the one without length has the greater number: in the order of tasks it would lie in the other.
  const task = (name: string, seconds: number, inputs: readonly number[], device: number, bytes: number): Task => ({ name, seconds: [seconds, seconds], device, inputs: inputs.map((from) => ({ task: from, output: 0 })), controls: [], outputs: [{ bytes }], group: -1, floats: false });
  const platform = machines(2);
  const problem: Problem = { platform, tasks: [task('first', 1e-6, [], 0, 0), task('long', 5e-6, [0], 0, 0), task('none', 0, [0], 0, 0), task('there', 2e-6, [1, 2], 1, 0)] };
  const schedule: Schedule = {
    device: Int32Array.of(0, 0, 0, 1), start: Float64Array.of(0, 1e-6, 1e-6, 6e-6), end: Float64Array.of(1e-6, 6e-6, 1e-6, 8e-6),
    // Both on one link at once, which a link of this platform can: tensors of `long` and of `none`, the second in no time.
    copies: [{ tensor: 2, from: 0, to: 1, start: 6e-6, end: 7e-6 }, { tensor: 4, from: 0, to: 1, start: 6e-6, end: 6e-6 }],
  };
  const { traceEvents } = chromeTrace({ ...planOf(problem, heft(problem)), schedule }, problem.tasks, ['Op', 'Op', 'Op', 'Op'], {});
  const events = traceEvents.filter(({ ph }) => ph !== 'M');
  expect(events.filter(({ ts }) => ts === 1).map(({ name, dur }) => [name, dur])).toEqual([['none', 0], ['long', 5]]);
  for (let i = 1; i < events.length; i++) {
    const [a, b] = [events[i - 1], events[i]];
    if (b.dur !== undefined && a.ts === b.ts) expect(a.dur ?? events[i - 2].dur).toBeLessThanOrEqual(b.dur);
    if (b.ph === 's' || b.ph === 'f') expect([a.ph, a.pid, a.tid, a.ts]).toEqual(['X', b.pid, b.tid, b.ts]);
  }
});
