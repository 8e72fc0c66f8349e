/**
 * Partitions of real TensorFlow (2.15.1, compat.v1), cut again: each recorded step's partitions are put together to the graph that they
 * were cut from, and are planned and cut where the recording placed them. Node for node the same must come out.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { partition } from './partition.ts';
import { planOf } from './plan.ts';
import { machines } from './platform.ts';
import { Tensors, type Problem, type Task } from './problem.ts';
import { complaints } from './reference.ts';
import { heft } from './schedule.ts';

type Recorded = [name: string, op: string, inputs: string[], tensor?: string, from?: string, to?: string];
interface Step { model: string; config: string; N: number; P: number; sends: number; partitions: { device: string; nodes: Recorded[] }[] }
const STEPS = JSON.parse(inflateSync(readFileSync(join(import.meta.dirname, 'recordings/partitions.json.z'))).toString()) as Step[];

const plain = (input: string): string => input.replace(/^\^/, '').replace(/:\d+$/, '');
const isJoin = (name: string): boolean => name.startsWith('GroupCrossDeviceControlEdges_') && !/\/_\d+$/.test(name);
const isTransfer = (name: string): boolean => /\/(ctrl\/)?_\d+$/.test(name);

/** The graph before it was cut: what is received is taken from where it was sent, and joined control edges are parted again. */
function joined({ partitions }: Step): { problem: Problem; ops: string[] } {
  const all = new Map(partitions.flatMap(({ nodes }) => nodes).map((node) => [node[0], node]));
  const sender = new Map(partitions.flatMap(({ nodes }) => nodes).flatMap((node) => (node[1] === '_Send' ? [[node.slice(3).join(' '), node] as const] : [])));
  /** An input as it was before: a tensor, or control edges. */
  const source = (input: string): string[] => {
    const node = all.get(plain(input))!;
    if (node[1] === '_Recv') return source(sender.get(node.slice(3).join(' '))![2][0]);
    if (isTransfer(node[0])) return node[2].flatMap(source); // the empty constant and the Identity of a control edge
    if (isJoin(node[0])) return node[2].flatMap(source);
    return [input];
  };
  const own = partitions.flatMap(({ nodes }, device) => nodes.filter(([name, op]) => op !== '_Send' && op !== '_Recv' && !isTransfer(name) && !isJoin(name)).map(([name, op, inputs]) => ({ name, op, device, inputs: inputs.flatMap(source) })));
  const byName = new Map(own.map((node) => [node.name, node]));
  const order: typeof own = [];
  const seen = new Set<string>();
  const visit = (node: (typeof own)[number]): void => {
    if (seen.has(node.name)) return;
    seen.add(node.name);
    for (const input of node.inputs) visit(byName.get(plain(input))!);
    order.push(node);
  };
  own.forEach(visit);
  const index = new Map(order.map(({ name }, i) => [name, i]));
  const outputs = new Map<string, number>();
  const output = (input: string): number => Number(/:(\d+)$/.exec(input)?.[1] ?? 0);
  for (const { inputs } of order) for (const input of inputs) if (!input.startsWith('^')) outputs.set(plain(input), Math.max(outputs.get(plain(input)) ?? 0, output(input) + 1));
  const tasks = order.map(({ name, device, inputs }): Task => ({
    name, device, group: -1, floats: false,
    seconds: partitions.map(() => 1),
    inputs: inputs.filter((input) => !input.startsWith('^')).map((input) => ({ task: index.get(plain(input))!, output: output(input) })),
    controls: inputs.filter((input) => input.startsWith('^')).map((input) => index.get(plain(input))!),
    outputs: Array.from({ length: outputs.get(name) ?? 0 }, () => ({ bytes: 4 })),
  }));
  return { problem: { platform: machines(partitions.length), tasks }, ops: order.map(({ op }) => op) };
}

/** A node without the numbers that cutting gave it. */
const told = (name: string, op: string, inputs: readonly string[]): string => `${op} ${unnumbered(name)} (${inputs.map(unnumbered).sort().join(', ')})`;
const unnumbered = (name: string): string => name.replace(/\/_\d+$/, '/_').replace(/GroupCrossDeviceControlEdges_\d+.*?(?=\/_$|\/ctrl|$)/, 'GroupCrossDeviceControlEdges');

describe.each(STEPS.map((step) => [`${step.model}.${step.config}`, step] as const))('%s', (_, step) => {
  const { problem, ops } = joined(step);
  const plan = planOf(problem, heft(problem));
  const parts = partition(problem.tasks, ops, plan.schedule.device, step.partitions.length);

  it('is cut as TensorFlow cut it, node for node', () => {
    step.partitions.forEach(({ nodes }, device) => {
      const wanted = nodes.map(([name, op, inputs]) => told(name, op, inputs)).sort();
      expect(parts[device].map(({ name, op, inputs }) => told(name, op, inputs)).sort()).toEqual(wanted);
    });
    expect(parts.reduce((sum, nodes) => sum + nodes.length, 0)).toBe(step.P);
  });
  it('sends as often, each tensor once to each device', () => {
    const sends = parts.flat().filter(({ op }) => op === '_Send');
    expect(sends).toHaveLength(step.sends);
    expect(parts.flat().filter(({ op }) => op === '_Recv')).toHaveLength(step.sends);
    const keys = sends.map(({ sends: what }) => `${what!.tensor} ${what!.to}`);
    expect(new Set(keys).size).toBe(keys.length);
  });
  it('is planned where it was placed, in steps that can be done', () => {
    expect(complaints(problem, plan)).toEqual([]);
    // What carries values is copied as often as TensorFlow sends it.
    const tensors = new Tensors(problem.tasks);
    const nameOf = (tensor: number): string => `${problem.tasks[tensors.task(tensor)].name}${tensors.output(tensor) > 0 ? `:${tensors.output(tensor)}` : ''}`;
    const copied = plan.schedule.copies.filter(({ tensor }) => tensors.output(tensor) >= 0).map(({ tensor, from, to }) => `${nameOf(tensor)} ${from} ${to}`);
    const sent = parts.flat().flatMap(({ op, sends }) => (op === '_Send' && !sends!.tensor.startsWith('^') ? [`${sends!.tensor} ${sends!.from} ${sends!.to}`] : []));
    expect(copied.sort()).toEqual(sent.sort());
  });
});
