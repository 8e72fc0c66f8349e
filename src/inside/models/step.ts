/**
 * A step of one of the recorded models, made again from its calls: built, optimised, folded as a session does, placed as it was recorded
 * (each part on its CPU device, all else on the first), planned and cut.
 */
import type { NodeData } from '../../graphdef/model.ts';
import { nodeData } from '../../tf/graphdef/export.ts';
import { partition, type PartitionNode } from '../../planner/partition.ts';
import type { Plan } from '../../planner/plan.ts';
import { platformOf } from '../../planner/platform.ts';
import type { StepView } from '../../protocol/inside.ts';
import { problemOf, type Planned } from '../problem.ts';
import { foldedBySession } from '../session-folding.ts';
import { optimisedRun } from '../stages.ts';
import { Statics } from '../statics.ts';
import { chosenPlan, viewOf, type Chosen } from '../view.ts';
import { buildModel } from './index.ts';

const MARK = '_has_manual_control_dependencies';

export interface ModelStep {
  /** N: nodes of the graph, the initialiser included. */
  readonly nodes: number;
  readonly planned: Planned;
  readonly plan: Plan;
  readonly chosen: Chosen;
  /** By device: the graph that it runs. P is the sum of their sizes. */
  readonly parts: readonly (readonly PartitionNode[])[];
}

/** The id of the platform with so many CPU devices. */
export const platformFor = (devices: number): string => (devices === 1 ? 'cpu' : `cpu-${devices}`);

/** The step's graph as a session has it before it is placed. */
export interface OptimisedStep {
  readonly nodes: number;
  plannedOn(platform: string): Planned;
}

/** @param devices 1, 2 or 4; @param placed whether nodes keep their device strings; else the planner places them all */
export function optimisedStep(model: string, devices: number, placed = true): OptimisedStep {
  const { tf: { graph }, train, loss, feeds } = buildModel(model, devices);
  const statics = new Statics(1);
  const all = Array.from({ length: graph.nodes }, (_, id) => {
    const node = nodeData(graph, id);
    statics.add(node.name, graph.classOf(id).outputs);
    return { ...node, device: placed ? node.device || '/device:CPU:0' : '' };
  });
  // The recorded version marks what others wait for; marked nodes are no copies of unmarked ones.
  const waitedFor = new Set(all.flatMap(({ inputs }) => inputs.filter((input) => input.startsWith('^')).map((input) => input.slice(1))));
  const nodes = all.map((node): NodeData => (waitedFor.has(node.name) ? { ...node, attrs: new Map([...node.attrs, [MARK, { kind: 'bool', value: true }]]) } : node));
  const fed = feeds.map(({ name }) => name);
  const kept = new Set([loss.op.name, train.name, ...feeds.map(({ op }) => op.name)]);
  const { left } = optimisedRun(nodes, statics, { feeds: fed, fetches: [loss.name], targets: [train.name] }, (passed) => foldedBySession(passed, kept));
  return { nodes: graph.nodes, plannedOn: (platform) => problemOf({ nodes: left, statics, fetches: [loss.name], feeds: fed }, platformOf(platform)) };
}

/** @param devices 1, 2 or 4 */
export function stepOf(model: string, devices: number): ModelStep {
  const { nodes, plannedOn } = optimisedStep(model, devices);
  const planned = plannedOn(platformFor(devices));
  const chosen = chosenPlan(planned, 'best');
  const { plan } = chosen;
  return { nodes, planned, plan, chosen, parts: partition(planned.problem.tasks, planned.ops, plan.schedule.device, devices) };
}

/** The same as the page gets it. */
export function stepView(model: string, devices: number): StepView {
  const { nodes, planned, plan, chosen, parts } = stepOf(model, devices);
  const count = (op: string): number => parts.flat().filter((node) => node.op === op).length;
  return { model, devices, nodes, parts: plan.devices.map((id, d) => ({ id, nodes: parts[d].length })), sends: count('_Send'), receives: count('_Recv'), plan: viewOf(planned, chosen, true, parts) };
}
