/** A plan as the page gets it: columns that travel as buffers, with what the same problem would take otherwise. */
import { partition } from '../planner/partition.ts';
import type { Plan } from '../planner/plan.ts';
import { Tensors, type Problem } from '../planner/problem.ts';
import { byRank, heft, listSchedule, upwardRanks } from '../planner/schedule.ts';
import type { PlanView } from '../protocol/inside.ts';
import type { Planned } from './problem.ts';

/** Tasks for which list scheduling is worked out beside HEFT: it looks at all that are left whenever something ends. */
const LIST_MOST = 5_000;

/** A plan as the page draws it. @param parts the graphs of the devices, where they are known already */
export function viewOf({ problem, ops, told, missing, loops }: Planned, plan: Plan, optimised: boolean, parts?: readonly (readonly unknown[])[]): PlanView {
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
    list: problem.tasks.length <= LIST_MOST ? listSchedule(problem, byRank(upwardRanks(problem))).end.reduce((a, b) => Math.max(a, b), 0) : NaN,
    alone: alone(problem),
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

/** The makespan of all on one device, for one of each kind; what cannot run there, or was told another, stays away. */
function alone({ platform, tasks }: Problem): { id: string; makespan: number }[] {
  if (platform.devices.length === 1) return [];
  const kinds = new Map(platform.devices.map(({ id }, d) => [id.split(':')[0], d]));
  return [...kinds.values()].map((d) => {
    const forced = tasks.map((task) => (task.device < 0 && task.seconds[d] < Infinity ? { ...task, seconds: task.seconds.map((s, i) => (i === d ? s : Infinity)) } : task));
    return { id: platform.devices[d].id, makespan: heft({ platform, tasks: forced }).end.reduce((a, b) => Math.max(a, b), 0) };
  });
}
