/**
 * The six recorded models, built, optimised, placed and cut here, against the steps of real TensorFlow (2.15.1, compat.v1) on one, two and four
 * CPU devices. The number of threads changes nothing in a graph: recordings of all thread counts have the same partitions.
 */
import '../../engine/all.ts';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { platformOf } from '../../planner/platform.ts';
import { planOf } from '../../planner/plan.ts';
import { heft } from '../../planner/schedule.ts';
import { nodeData } from '../../tf/graphdef/export.ts';
import { problemOf } from '../problem.ts';
import { Statics } from '../statics.ts';
import { buildModel } from './index.ts';
import { stepOf } from './step.ts';

type Recorded = [name: string, op: string, inputs: string[], tensor?: string, from?: string, to?: string];
interface Step { model: string; config: string; N: number; P: number; sends: number; partitions: { device: string; nodes: Recorded[] }[] }
const STEPS = JSON.parse(inflateSync(readFileSync(join(import.meta.dirname, '../../planner/recordings/partitions.json.z'))).toString()) as Step[];

/** A node without the numbers that cutting gave it. */
const unnumbered = (name: string): string => name.replace(/\/_\d+$/, '/_').replace(/GroupCrossDeviceControlEdges_\d+.*?(?=\/_$|\/ctrl|$)/, 'GroupCrossDeviceControlEdges');
const told = (name: string, op: string, inputs: readonly string[]): string => `${op} ${unnumbered(name)} (${inputs.map(unnumbered).sort().join(', ')})`;

describe.each(STEPS.map((step) => [`${step.model}.${step.config}`, step] as const))('%s', (_, step) => {
  const { nodes, parts } = stepOf(step.model, Number(/^cpu(\d)/.exec(step.config)![1]));
  it('has the recorded N, P, partitions, sends and receives, node for node', () => {
    expect(nodes).toBe(step.N);
    const own = parts.map((part) => part.map(({ name, op, inputs }) => told(name, op, inputs)).sort()).filter((part) => part.length > 0);
    const recorded = [...step.partitions].sort((a, b) => (a.device < b.device ? -1 : 1)).map((part) => part.nodes.map(([name, op, inputs]) => told(name, op, inputs)).sort());
    expect(own).toEqual(recorded);
    for (const op of ['_Send', '_Recv']) expect(parts.flat().filter((node) => node.op === op)).toHaveLength(step.sends);
  });
});

it('four towers told four GPUs by their device strings are planned there, and run at the same time', () => {
  const { tf: { graph }, loss, feeds } = buildModel('towers', 4, 'gpu');
  const statics = new Statics(1);
  const nodes = Array.from({ length: graph.nodes }, (_, id) => nodeData(graph, id));
  nodes.forEach(({ name }, id) => statics.add(name, graph.classOf(id).outputs));
  const needed = new Set<string>();
  for (const open = [loss.op.name]; open.length > 0;) {
    const name = open.pop()!;
    if (needed.has(name)) continue;
    needed.add(name);
    open.push(...nodes.find((node) => node.name === name)!.inputs.map((input) => input.replace(/^\^|:\d+$/g, '')));
  }
  const { problem, told: sent, missing } = problemOf({ nodes: nodes.filter(({ name }) => needed.has(name)), statics, fetches: [loss.name], feeds: feeds.map(({ name }) => name) }, platformOf('gpu-4'));
  const plan = planOf(problem, heft(problem));
  expect([sent > 20, missing]).toEqual([true, 0]);
  const ends: number[][] = [[], [], [], []];
  problem.tasks.forEach(({ name }, i) => {
    const tower = /^tower(\d)\/MatMul/.exec(name);
    if (!tower) return;
    expect(plan.devices[plan.schedule.device[i]]).toBe(`GPU:${tower[1]}`);
    ends[Number(tower[1])].push(plan.schedule.start[i], plan.schedule.end[i]);
  });
  expect(ends.map(({ length }) => length)).toEqual([10, 10, 10, 10]);
  // Each begins before any other is over.
  expect(Math.max(...ends.map((own) => Math.min(...own)))).toBeLessThan(Math.min(...ends.map((own) => Math.max(...own))));
  expect(plan.makespan).toBeGreaterThanOrEqual(plan.bounds.all * (1 - 1e-12));
});
