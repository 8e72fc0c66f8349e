/** A plan as the page gets it: columns that travel as buffers, with what the same problem would take otherwise. */
import { candidates, choose, type Candidate } from '../planner/choose.ts';
import { partition } from '../planner/partition.ts';
import { planOf, type Plan } from '../planner/plan.ts';
import { Tensors } from '../planner/problem.ts';
import type { PlanView, Scheduling } from '../protocol/inside.ts';
import type { Planned } from './problem.ts';

/** A plan, and what it was chosen from. */
export interface Chosen {
  readonly scheduling: Scheduling;
  readonly taken: Candidate;
  readonly from: readonly Candidate[];
  readonly plan: Plan;
}

export function chosenPlan({ problem }: Planned, scheduling: Scheduling): Chosen {
  const from = candidates(problem, scheduling);
  const taken = choose(from, scheduling);
  return { scheduling, taken, from, plan: planOf(taken.problem, taken.schedule) };
}

/** A plan as the page draws it. @param parts the graphs of the devices, where they are known already */
export function viewOf({ problem, ops, told, missing, loops }: Planned, { scheduling, taken, from: found, plan }: Chosen, optimised: boolean, parts?: readonly (readonly unknown[])[]): PlanView {
  const { schedule: { device, start, end, copies }, critical, busy, peak, kept } = plan;
  const { devices, sources } = problem.platform;
  const tensors = new Tensors(problem.tasks);
  const marked = (kind: 'run' | 'copy', count: number): Uint8Array<ArrayBuffer> => {
    const marks = new Uint8Array(count);
    for (const link of critical) if (link.kind === kind) marks[link.index] = 1;
    return marks;
  };
  const nameOf = (tensor: number): string => {
    const name = plan.tasks[tensors.task(tensor)];
    const output = tensors.output(tensor);
    return output < 0 ? `^${name}` : output === 0 ? name : `${name}:${output}`;
  };
  const cut = parts ?? partition(problem.tasks, ops, device, devices.length);
  const tasksOn = new Uint32Array(devices.length);
  for (const d of device) tasksOn[d]++;
  return {
    platform: problem.platform.id,
    optimised,
    scheduling,
    schedules: found.map((one) => ({ kind: one.kind, device: devices[one.device]?.id ?? '', against: one.against, makespan: one.makespan, copies: one.schedule.copies.length, taken: one === taken })),
    devices: devices.map(({ id, memory }, d) => ({ id, memory, busy: busy[d], peak: peak[d], kept: kept[d], tasks: tasksOn[d], cut: cut[d].length })),
    makespan: plan.makespan,
    bounds: plan.bounds,
    names: [...plan.tasks],
    ops: [...ops],
    device: Uint8Array.from(device),
    start: Float64Array.from(start),
    end: Float64Array.from(end),
    critical: marked('run', plan.tasks.length),
    copies: {
      names: copies.map(({ tensor }) => nameOf(tensor)),
      from: Uint8Array.from(copies, ({ from }) => from),
      to: Uint8Array.from(copies, ({ to }) => to),
      start: Float64Array.from(copies, (copy) => copy.start),
      end: Float64Array.from(copies, (copy) => copy.end),
      bytes: Float64Array.from(copies, ({ tensor }) => tensors.bytes(tensor)),
      critical: marked('copy', copies.length),
    },
    told, missing, loops,
    sources: sources.map((source) => ({ ...source })),
  };
}
