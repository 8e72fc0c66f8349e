/** A run's plan done with real values, and the run as it was built beside it: whether they give the same. */
import type { Tensor } from '../engine/dtype.ts';
import { isRegistered, opOf } from '../engine/registry.ts';
import { signatureOf } from '../engine/signature.ts';
import type { NodeData } from '../graphdef/model.ts';
import { execute, type Done } from '../planner/execute.ts';
import type { Plan } from '../planner/plan.ts';
import type { Agreement, ExecutedView, RunOf, RunValues } from '../protocol/inside.ts';
import { referenceRun, RunKernels, unable } from './kernels.ts';
import { edgeOf, type Planned } from './problem.ts';

/** Names that are given of nodes. */
const NAMED = 4;

export interface Execution {
  readonly run: RunOf;
  /** The run's nodes as they were built. */
  readonly built: readonly NodeData[];
  readonly planned: Planned;
  readonly plan: Plan;
  readonly values: RunValues;
}

/** Executes both; yields a little at a time. Errors of kernels and plans are part of the answer. */
export function* executed({ run, built, planned, plan, values }: Execution): Generator<undefined, ExecutedView> {
  if (values.kind === 'large') return { kind: 'not', why: 'large', bytes: values.bytes, limit: values.limit };
  if (values.kind === 'closed') return { kind: 'not', why: 'closed' };
  const { variables, feeds } = values;
  const fed = new Set(feeds.map(({ name }) => name));
  const own = planned.nodes.filter((node) => node !== null);
  const { kernel, flow } = unable([...built, ...own], fed);
  for (const [why, names] of [['flow', flow], ['kernel', kernel]] as const) {
    const once = [...new Set(names)];
    if (once.length > 0) return { kind: 'not', why, names: once.slice(0, NAMED), count: once.length };
  }
  try {
    const expected = yield* referenceRun(built, run.fetches, run.targets, variables, feeds);
    const kernels = new RunKernels(planned, variables, feeds);
    const done: Done = yield* execute(planned.problem, plan, kernels);
    const fetched = new Comparison();
    const { tasks } = planned.problem;
    for (const [task, value] of kernels.fetched) {
      const { task: from, output } = tasks[task].inputs[0];
      const name = planned.nodes[from]!.name;
      run.fetches.forEach((fetch, i) => { if (fetch === `${name}:${output}`) fetched.add(expected.values[i], value); });
    }
    const left = new Comparison();
    for (const { name } of variables) {
      const [was, now] = [expected, kernels].map(({ session, find }) => {
        const id = find(name);
        return id < 0 || !session.isInitialised(id) ? null : session.readVariable(id);
      });
      if (was && now) left.add(was, now);
    }
    const differs = fetched.view.equal < fetched.view.count || left.view.equal < left.view.count;
    return {
      kind: 'executed', fetched: fetched.view, variables: left.view,
      run: done.run, sent: done.send, freed: done.free, devices: plan.devices.length,
      random: own.filter((node) => !fed.has(node.name) && isRandom(node)).length,
      races: differs ? races(own, fed).slice(0, NAMED) : [],
    };
  } catch (error) {
    return { kind: 'failed', text: error instanceof Error ? error.message : String(error) };
  }
}

const isRandom = ({ op, attrs }: NodeData): boolean => isRegistered(op) && signatureOf(opOf(op).signature).stateful && (attrs.has('seed') || attrs.has('seed2'));

/** Compares tensors one by one. */
class Comparison {
  readonly view: Agreement = { count: 0, equal: 0, within: 0 };

  add(a: Tensor, b: Tensor): void {
    this.view.count++;
    const by = difference(a, b);
    if (by === 0) this.view.equal++;
    this.view.within = Math.max(this.view.within, by);
  }
}

/** 0 where both have the same bits; else the greatest difference in parts of the greatest absolute value; Infinity where they are not alike. */
export function difference(a: Tensor, b: Tensor): number {
  if (a.dtype !== b.dtype || a.shape.join() !== b.shape.join()) return Infinity;
  if (a.dtype === 'string') return (a.data as readonly string[]).every((text, i) => text === b.data[i]) ? 0 : Infinity;
  const [x, y] = [a.data as Float32Array, b.data as Float32Array];
  let [most, apart] = [0, 0];
  for (let i = 0; i < x.length; i++) {
    if (Object.is(x[i], y[i])) { if (Number.isFinite(x[i])) most = Math.max(most, Math.abs(x[i])); continue; }
    if (!Number.isFinite(x[i]) || !Number.isFinite(y[i])) return Infinity;
    most = Math.max(most, Math.abs(x[i]), Math.abs(y[i]));
    // Zeros of two signs are not the same bits, and nothing apart.
    apart = Math.max(apart, Math.abs(x[i] - y[i]), Number.MIN_VALUE);
  }
  return apart === 0 ? 0 : Math.max(apart / (most || 1), Number.MIN_VALUE);
}

/** Nodes that read a variable while another changes it, neither waiting for the other: what they read depends on the schedule. */
export function races(nodes: readonly NodeData[], fed: ReadonlySet<string>): string[] {
  const users = new Map<string, string[]>();
  const inputs = new Map(nodes.map((node) => [node.name, fed.has(node.name) ? [] : node.inputs.map((text) => edgeOf(text).name)]));
  for (const [name, from] of inputs) for (const input of from) users.set(input, [...(users.get(input) ?? []), name]);
  const reach = (from: string, next: ReadonlyMap<string, readonly string[]>): Set<string> => {
    const seen = new Set([from]);
    for (const name of seen) for (const other of next.get(name) ?? []) seen.add(other);
    return seen;
  };
  const byName = new Map(nodes.map((node) => [node.name, node]));
  const writes = (node: NodeData, variable: string): boolean => isRegistered(node.op) && opOf(node.op).changes === true && edgeOf(node.inputs[0] ?? '').name === variable;
  const found = new Set<string>();
  for (const { name, op } of nodes) {
    if (op !== 'VariableV2') continue;
    const around = (users.get(name) ?? []).map((user) => byName.get(user)!);
    for (const writer of around.filter((user) => writes(user, name))) {
      const [before, after] = [reach(writer.name, inputs), reach(writer.name, users)];
      for (const reader of around) if (!writes(reader, name) && !before.has(reader.name) && !after.has(reader.name)) found.add(reader.name);
    }
  }
  return [...found];
}
