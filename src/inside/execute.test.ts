/** Plans of any graph, done step by step with the engine's ops, give what the engine's session gives, bit for bit; broken plans are refused. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import '../engine/all.ts';
import type { AttrData, NodeData } from '../graphdef/model.ts';
import { execute, PlanFailure } from '../planner/execute.ts';
import { planOf, type Plan, type Step } from '../planner/plan.ts';
import { platformOf } from '../planner/platform.ts';
import { heft } from '../planner/schedule.ts';
import type { RunValue } from '../protocol/inside.ts';
import { difference, executed, races } from './executed.ts';
import { RunKernels } from './kernels.ts';
import { problemOf, type Planned } from './problem.ts';
import { Statics } from './statics.ts';
import { unfused } from './unfused.ts';

const F: AttrData = { kind: 'type', value: 'float32' };
const node = (name: string, op: string, inputs: readonly string[] = [], attrs: Readonly<Record<string, AttrData>> = { T: F }, device = ''): NodeData => ({ name, op, inputs, device, attrs: new Map(Object.entries(attrs)) });
const SHAPE: AttrData = { kind: 'shape', value: [4] };
const value = (name: string, data: readonly number[], shape: readonly number[] = [data.length]): RunValue => ({ name, dtype: 'float32', shape, data: Float32Array.from(data) });

const VARIABLES = [value('v', [1, -2, 0.5, 3]), value('w', [0.1, 0.2, -0.3, 7])];
const FEEDS = [value('x', [0.5, -1.25, 2, 3])];
const BINARY = ['AddV2', 'Mul', 'Sub', 'Maximum'] as const;
const UNARY = ['Tanh', 'Neg', 'Identity', 'Sigmoid', 'Exp'] as const;

/** Vectors of four: of what is fed, of two variables that are read, and of each other; told devices here and there; in the end a variable is changed. */
const graphs = fc.array(fc.tuple(fc.nat(11), fc.nat(), fc.nat(), fc.nat(9)), { minLength: 1, maxLength: 24 }).map((choices) => {
  const nodes = [
    node('x', 'Placeholder', [], { dtype: F, shape: SHAPE }),
    node('v', 'VariableV2', [], { dtype: F, shape: SHAPE }), node('w', 'VariableV2', [], { dtype: F, shape: SHAPE }),
    node('v/read', 'Identity', ['v'], { T: F, _class: { kind: 'list', of: 'string', values: [new TextEncoder().encode('loc:@v')] } }), node('w/read', 'Identity', ['w']),
    node('sizes', 'Const', [], { dtype: { kind: 'type', value: 'int32' }, value: { kind: 'tensor', value: { dtype: 'int32', shape: [1], data: Int32Array.of(4) } as never } }),
  ];
  const have = ['x', 'v/read', 'w/read'];
  choices.forEach(([kind, i, j, place], k) => {
    const [a, b] = [have[i % have.length], have[j % have.length]];
    const device = place < 4 ? `/cpu:${place}` : '';
    const name = `n${k}`;
    if (kind < 4) nodes.push(node(name, BINARY[kind], [a, b], { T: F }, device));
    else if (kind < 9) nodes.push(node(name, UNARY[kind - 4], [a, ...(k % 3 === 0 ? [`^${b.split(':')[0]}`] : [])], { T: F }, device));
    else if (kind === 9) nodes.push(node(name, 'RandomUniform', ['sizes'], { dtype: F, T: { kind: 'type', value: 'int32' }, seed: { kind: 'int', value: 0 }, seed2: { kind: 'int', value: 0 } } as never, device));
    else if (kind === 10) nodes.push(node(name, '_UnaryOpsComposition', [a], { T: F, op_names: { kind: 'list', of: 'string', values: [new TextEncoder().encode('Tanh'), new TextEncoder().encode('Square')] } }, device));
    else nodes.push(node(name, 'AddN', [a, b, a], { T: F, N: { kind: 'int', value: 3 } } as never, device));
    have.push(name);
  });
  const last = have[have.length - 1];
  nodes.push(node('change', 'AssignAdd', ['v', last, '^v/read', ...have.slice(3).map((name) => `^${name}`)], { T: F, use_locking: { kind: 'bool', value: false } }));
  return { nodes, fetches: [...new Set([`${last}:0`, `${have[Math.floor(have.length / 2)]}:0`])], targets: ['change'] };
});

const statics = (nodes: readonly NodeData[]): Statics => {
  const known = new Statics(1);
  for (const { name, op } of nodes) known.add(name, [{ dtype: op === 'Const' ? 'int32' : /^(VariableV2|Assign)/.test(op) ? 'float32_ref' : 'float32', shape: op === 'Const' ? [1] : [4] }]);
  return known;
};
interface Made { readonly planned: Planned; readonly plan: Plan }
function made({ nodes, fetches }: { nodes: readonly NodeData[]; fetches: readonly string[] }, platform: string): Made {
  const planned = problemOf({ nodes, statics: statics(nodes), fetches, feeds: ['x:0'] }, platformOf(platform));
  return { planned, plan: planOf(planned.problem, heft(planned.problem)) };
}
function drain<R>(steps: Generator<unknown, R>): R {
  for (;;) {
    const next = steps.next();
    if (next.done) return next.value;
  }
}

describe.each([['cpu', 1], ['cpu-2', 2], ['gpu-cpu', 2], ['cpu-4', 4]])('a plan on %s (devices: %i), executed', (platform, devices) => {
  it('gives what the engine’s session gives, bit for bit, and leaves the variables as it does', () => {
    fc.assert(fc.property(graphs, (graph) => {
      const run = { ...graph, feeds: [{ name: 'x:0', dtype: 'float32', shape: [4] }] } as never;
      const view = drain(executed({ run, built: graph.nodes, ...made(graph, platform), values: { kind: 'values', variables: VARIABLES, feeds: FEEDS } }));
      expect(view).toMatchObject({ kind: 'executed', devices, fetched: { count: graph.fetches.length, equal: graph.fetches.length, within: 0 }, variables: { count: 2, equal: 2 }, races: [] });
    }), { numRuns: 60, seed: 5 });
  });
  it('gives memory back when the plan frees it: less is held in the end than without', () => {
    fc.assert(fc.property(graphs, (graph) => {
      const { planned, plan } = made(graph, platform);
      const held = [plan, { ...plan, steps: plan.steps.filter(({ kind }) => kind !== 'free') }].map((done) => {
        const kernels = new RunKernels(planned, VARIABLES, FEEDS);
        drain(execute(planned.problem, done, kernels));
        return kernels.held;
      });
      expect(held[0]).toBeLessThan(held[1]);
    }), { numRuns: 20, seed: 7 });
  });
});

describe('a broken plan', () => {
  // Two chains on two devices that meet.
  const nodes = [
    node('x', 'Placeholder', [], { dtype: F, shape: SHAPE }), node('a', 'Tanh', ['x'], { T: F }, '/cpu:0'), node('b', 'Neg', ['a'], { T: F }, '/cpu:1'),
    node('c', 'Exp', ['b'], { T: F }, '/cpu:1'), node('d', 'AddV2', ['a', 'c'], { T: F }, '/cpu:0'),
  ];
  const { planned, plan } = made({ nodes, fetches: ['d:0'] }, 'cpu-2');
  const doing = (change: (steps: readonly Step[]) => Step[]): (() => unknown) => () => drain(execute(planned.problem, { ...plan, steps: change(plan.steps) }, new RunKernels(planned, [], FEEDS)));
  const task = (name: string): number => plan.tasks.indexOf(name);
  const without = (drop: (step: Step) => boolean) => (steps: readonly Step[]): Step[] => steps.filter((step) => !drop(step));

  it('is done as it is', () => { expect(doing((steps) => [...steps])()).toMatchObject({ run: plan.tasks.length, send: plan.schedule.copies.length }); });
  it('fails where a receive is missing, naming the node that lacks it and what it lacks', () => {
    const copy = plan.schedule.copies.findIndex(({ to }) => to === 1);
    expect(doing(without((step) => step.kind === 'receive' && step.copy === copy))).toThrow(/'b' needs 'a:0' on CPU:1, which is not there/);
    expect(doing(without((step) => step.kind === 'send' && step.copy === copy))).toThrow(/'a' is received on CPU:1, but was not sent/);
  });
  it('fails where a buffer is freed too early, twice, or a node runs elsewhere, twice or never', () => {
    const early = (steps: readonly Step[]): Step[] => {
      const of = steps.find((step) => step.kind === 'free' && plan.buffers[step.buffer].device === 0 && plan.tasks[task('a')] === 'a' && steps.indexOf(step) > steps.findIndex((other) => other.kind === 'run' && other.task === task('d')))!;
      const rest = steps.filter((step) => step !== of);
      rest.splice(rest.findIndex((step) => step.kind === 'run' && step.task === task('d')), 0, of);
      return rest;
    };
    expect(doing(early)).toThrow(PlanFailure);
    expect(doing(early)).toThrow(/'d' needs '.*' on CPU:0, which was freed before|into a buffer that was freed before/);
    expect(doing((steps) => [...steps, steps.find(({ kind }) => kind === 'free')!])).toThrow(/a second time/);
    expect(doing((steps) => steps.map((step) => (step.kind === 'run' && step.task === task('c') ? { ...step, device: 0 } : step)))).toThrow(/'c' runs on CPU:0, but was placed on CPU:1/);
    expect(doing((steps) => [...steps, steps.find((step) => step.kind === 'run')!])).toThrow(/runs a second time/);
    expect(doing(without((step) => step.kind === 'run' && step.task === task('_retval_d_0_0')))).toThrow(/'_retval_d_0_0' never runs/);
    expect(doing(without((step) => step.kind === 'place' && step.task === task('c')))).toThrow(/placed nowhere/);
  });
});

describe('what is compared', () => {
  it('is equal only bit for bit, and else says by how much', () => {
    const t = (...data: number[]) => ({ dtype: 'float32' as const, shape: [data.length], data: Float32Array.from(data) });
    expect(difference(t(1, NaN), t(1, NaN))).toBe(0);
    expect(difference(t(0), t(-0))).toBeGreaterThan(0);
    expect(difference(t(2, 4), t(2, 4.5))).toBeCloseTo(0.5 / 4.5, 6);
    expect(difference(t(1), t(1, 1))).toBe(Infinity);
    expect(difference(t(1), t(NaN))).toBe(Infinity);
  });
  it('names reads of a variable that no order keeps from its change', () => {
    const free = [node('v', 'VariableV2', [], {}), node('early', 'Identity', ['v']), node('late', 'Neg', ['v']), node('set', 'AssignAdd', ['v', 'early'])];
    expect(races(free, new Set())).toEqual(['late']);
  });
  it('is not, where a node has no kernel, is part of a loop, or values are too large', () => {
    const run = { fetches: ['y:0'], targets: [], feeds: [] } as never;
    const of = (op: string, values: object) => {
      const nodes = [node('x', 'Placeholder', [], { dtype: F, shape: SHAPE }), node('y', op, ['x'])];
      return drain(executed({ run, built: nodes, ...made({ nodes, fetches: ['y:0'] }, 'cpu'), values: values as never }));
    };
    const values = { kind: 'values', variables: [], feeds: FEEDS };
    expect(of('NoSuchOp', values)).toEqual({ kind: 'not', why: 'kernel', names: ['y'], count: 1 });
    expect(of('Enter', values)).toEqual({ kind: 'not', why: 'flow', names: ['y'], count: 1 });
    expect(of('Neg', { kind: 'large', bytes: 9, limit: 8 })).toEqual({ kind: 'not', why: 'large', bytes: 9, limit: 8 });
  });
  it('has fused nodes as the ops that they stand for', () => {
    const texts = (...words: string[]): AttrData => ({ kind: 'list', of: 'string', values: words.map((word) => new TextEncoder().encode(word)) });
    const parts = unfused(node('y', '_FusedMatMul', ['a', 'b', 'c', '^z'], { T: F, fused_ops: texts('BiasAdd', 'Relu') }));
    expect(parts.map(({ name, op, inputs }) => [name, op, inputs])).toEqual([['y/part_0', 'MatMul', ['a', 'b', '^z']], ['y/part_1', 'BiasAdd', ['y/part_0', 'c']], ['y', 'Relu', ['y/part_1']]]);
  });
});
