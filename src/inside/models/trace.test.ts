/** Traces of real models' plans on every platform, and of each model as it was placed when it was recorded: their form, and that they say what the plan says. */
import { describe, expect, it } from 'vitest';
import '../../engine/all.ts';
import { candidates, choose } from '../../planner/choose.ts';
import { planOf } from '../../planner/plan.ts';
import { PLATFORMS } from '../../planner/platform.ts';
import { chromeTrace, type TraceEvent } from '../../planner/trace.ts';
import type { Planned } from '../problem.ts';
import { optimisedStep, stepOf } from './step.ts';

const MODELS = ['perceptron', 'mlp', 'cnn', 'lstm', 'seq2seq', 'towers'] as const;

function check({ problem, ops }: Planned, plan: ReturnType<typeof planOf>, about: string): number {
  const { traceEvents: events } = chromeTrace(plan, problem.tasks, ops, {});
  const of = (ph: TraceEvent['ph']): TraceEvent[] => events.filter((event) => event.ph === ph);
  // As viewers read times, in whole nanoseconds: no two slices at once on one track.
  const over = new Map<string, number>();
  for (const { pid, tid, ts, dur } of of('X')) {
    const track = `${pid} ${tid}`;
    const begin = Math.round(ts * 1000);
    if (begin < (over.get(track) ?? 0)) throw new Error(`${about}: slices of track ${track} overlap at ${begin} ns`);
    over.set(track, begin + Math.round(dur! * 1000));
  }
  const tracks = new Map<string, TraceEvent[]>();
  for (const event of of('X')) {
    const key = `${event.pid} ${event.tid}`;
    const list = tracks.get(key);
    if (list) list.push(event);
    else tracks.set(key, [event]);
  }
  for (let i = 1; i < events.length; i++) if (events[i].ts < events[i - 1].ts) throw new Error(`${about}: times go back at event ${i}`);
  // Every arrow has one beginning and one end, each inside a slice of its track, on the devices that the copy is between.
  const { copies } = plan.schedule;
  const [begun, ended] = [of('s'), of('f')];
  expect([begun.length, ended.length], about).toEqual([copies.length, copies.length]);
  const ends = new Map(ended.map((event) => [event.id, event]));
  expect(ends.size, about).toBe(copies.length);
  for (const start of begun) {
    const end = ends.get(start.id)!;
    const { from, to } = copies[start.id!];
    if (start.pid !== from + 1 || end.pid !== to + 1) throw new Error(`${about}: arrow ${start.id} does not go from its sender to its receiver`);
    for (const flow of [start, end]) {
      if (!tracks.get(`${flow.pid} ${flow.tid}`)?.some(({ ts, dur }) => ts <= flow.ts && flow.ts <= ts + dur!)) throw new Error(`${about}: arrow ${flow.id} holds to no slice of its track`);
    }
  }
  const names = of('M').map(({ name, pid, tid }) => `${name} ${pid} ${tid}`);
  expect(new Set(names).size, about).toBe(names.length);
  expect(of('X').length, about).toBe(plan.tasks.length + 2 * copies.length);
  return copies.length;
}

describe.each(MODELS)('the trace of a step of %s', (model) => {
  it('is well-formed on every platform, by the plan that is taken, by HEFT and by list scheduling', () => {
    const { plannedOn } = optimisedStep(model, 1, false);
    let copied = 0;
    for (const { id } of PLATFORMS) {
      const planned = plannedOn(id);
      const found = candidates(planned.problem);
      const taken = choose(found, 'best');
      for (const one of new Set([taken, ...found.filter(({ kind }) => kind !== 'alone')])) copied += check({ ...planned, problem: one.problem }, planOf(one.problem, one.schedule), `${model} on ${id}, ${one.kind}`);
    }
    expect(copied).toBeGreaterThan(0);
  });
  it('is well-formed as it was recorded on 1, 2 and 4 devices', () => {
    for (const devices of [1, 2, 4]) {
      const { planned, plan } = stepOf(model, devices);
      const copies = check(planned, plan, `${model} on ${devices} devices`);
      expect(copies > 0).toBe(devices > 1);
    }
  });
});
