/** What the tasks of a run's plan compute: the engine's own ops over values of the plan's own, in a graph and a session that hold nothing else. */
import type { Tensor } from '../engine/dtype.ts';
import { FrameCompute, type ComputedNode } from '../engine/frames-compute.ts';
import { Pool, Value } from '../engine/frames-values.ts';
import type { Output } from '../engine/op-def.ts';
import { isRegistered, opOf } from '../engine/registry.ts';
import { Session } from '../engine/session.ts';
import { signatureOf } from '../engine/signature.ts';
import type { AttrData, NodeData } from '../graphdef/model.ts';
import { isDType } from '../graphdef/dtype.ts';
import type { Kernels } from '../planner/execute.ts';
import type { RunValue } from '../protocol/inside.ts';
import { Context } from '../tf/context.ts';
import { importGraphDef } from '../tf/graphdef/import.ts';
import type { Planned } from './problem.ts';
import { unfused } from './unfused.ts';

/** Random numbers by a node's name rather than by its number: they are the same for the same nodes of another graph. */
export class NamedSession extends Session {
  private readonly drawn = new Map<number, number>();

  override random(blocks: number): { seed: number; seed2: number; block: number } {
    const { attrs } = this.graph.classOf(this.current);
    const block = this.drawn.get(this.current) ?? 0;
    this.drawn.set(this.current, block + blocks);
    const [seed, seed2] = [Number(attrs['seed'] ?? 0), Number(attrs['seed2'] ?? 0)];
    let named = 0;
    for (const c of this.graph.name(this.current)) named = (Math.imul(named, 31) + c.charCodeAt(0)) >>> 1;
    return { seed, seed2: seed === 0 && seed2 === 0 ? named : seed2, block };
  }
}

export const tensorOf = ({ dtype, shape, data }: RunValue): Tensor => ({ dtype, shape, data }) as Tensor;

/** Nodes in a graph of their own, in which what is fed is a placeholder, with the values of variables. */
export function sessionOf(nodes: readonly NodeData[], variables: readonly RunValue[], feeds: readonly RunValue[]): { tf: Context; session: NamedSession } {
  const tf = new Context();
  const fed = new Map(feeds.map((value) => [value.name, value]));
  const given = nodes.map((node): NodeData => {
    const value = fed.get(node.name);
    if (!value || !isDType(value.dtype)) return node;
    const attrs = new Map<string, AttrData>([['dtype', { kind: 'type', value: value.dtype }], ['shape', { kind: 'shape', value: [...value.shape] }]]);
    return { ...node, op: 'Placeholder', inputs: [], attrs };
  });
  importGraphDef(tf, { nodes: given.flatMap(unfused), producer: 1645, minConsumer: 0 }, { name: '', clear_devices: true });
  const session = new NamedSession(tf.graph, new Map());
  for (const { name, dtype, shape, data } of variables) {
    const id = tf.graph.find(name);
    if (id < 0 || tf.graph.classOf(id).op.type !== 'VariableV2') continue;
    if (dtype === 'string') session.writeText(id, shape, data as string[]);
    else session.writeVariable(id, shape).set(data as Float32Array);
  }
  return { tf, session };
}

/** Ops whose kernels need what only the session has: Python's functions, and files. */
const ELSEWHERE = /^(Eager)?PyFunc|^Restore/;

/** Names of nodes that cannot be run one by one: there is no kernel for them here, or they are part of a loop or a conditional. */
export function unable(nodes: readonly NodeData[], fed: ReadonlySet<string>): { kernel: string[]; flow: string[] } {
  const own = nodes.filter(({ name }) => !fed.has(name)).flatMap(unfused);
  return {
    kernel: own.filter(({ op }) => !isRegistered(op) || ELSEWHERE.test(op)).map(({ name }) => name),
    flow: own.filter(({ op }) => isRegistered(op) && opOf(op).flow !== undefined).map(({ name }) => name),
  };
}

export class RunKernels implements Kernels<Value> {
  readonly session: NamedSession;
  /** What was fetched, by the task that hands it out. */
  readonly fetched = new Map<number, Tensor>();
  /** Bytes of all values that are held. */
  get held(): number { return this.pool.used; }
  readonly find = (name: string): number => this.tf.graph.find(name);
  private readonly tf: Context;
  private readonly pool: Pool;
  private readonly compute: FrameCompute;
  private readonly steps: readonly (readonly ComputedNode[])[];
  private readonly fed: ReadonlyMap<string, RunValue>;

  constructor(private readonly planned: Planned, variables: readonly RunValue[], feeds: readonly RunValue[]) {
    const { nodes } = planned;
    const { tf, session } = sessionOf(nodes.filter((node) => node !== null), variables, feeds);
    this.tf = tf;
    this.session = session;
    this.fed = new Map(feeds.map((value) => [value.name, value]));
    const { graph } = tf;
    graph.heap.resetScratch();
    this.pool = new Pool(graph.heap);
    this.compute = new FrameCompute(graph, this.pool, session);
    this.steps = nodes.map((node) => (node === null ? [] : (this.fed.has(node.name) ? [node] : unfused(node)).map(({ name }): ComputedNode => {
      const id = graph.find(name);
      if (id < 0) throw new Error(`internal: no node '${name}' to run`);
      const c = graph.classOf(id);
      return { id, c, data: c.inputs, refOutput: signatureOf(c.op.signature).outputs.some(({ ref }) => ref) };
    })));
  }

  run(task: number, inputs: readonly Value[]): readonly Value[] {
    const node = this.planned.nodes[task];
    if (node === null) {
      this.fetched.set(task, this.read(inputs[0]));
      return [];
    }
    const fed = this.fed.get(node.name);
    if (fed) return [this.pool.hold(this.pool.put(tensorOf(fed)))];
    let first: Value | null = null;
    let outputs: readonly Value[] = [];
    for (const [i, step] of this.steps[task].entries()) {
      const own = i === 0 ? inputs.slice(0, step.data) : [first!, ...this.later(task, i, inputs)];
      outputs = this.one(step, own);
      if (first) this.pool.drop(first);
      [first] = outputs;
    }
    return outputs;
  }

  /** Inputs of a later part of a fused node: all parts take theirs in the order of the node's own. */
  private later(task: number, part: number, inputs: readonly Value[]): readonly Value[] {
    const steps = this.steps[task];
    let from = steps[0].data;
    for (let i = 1; i < part; i++) from += steps[i].data - 1;
    return inputs.slice(from, from + steps[part].data - 1);
  }

  private one(step: ComputedNode, inputs: readonly Value[]): readonly Value[] {
    const { graph } = this.tf;
    const { id, c } = step;
    const [s] = c.outputs;
    if (c.op.type === 'VariableV2') return [this.pool.hold(new Value(s.dtype, (s.shape ?? []) as readonly number[], s.size >= 0 && s.dtype !== 'string' ? graph.valueOf(id) : 0, 0, id))];
    if (c.op.type === 'Const') return [this.pool.hold(this.pool.put(graph.constantValue({ id, index: 0 })!))];
    if (c.op.type !== 'Assign' && c.op.type !== 'IsVariableInitialized') {
      for (const { variable } of inputs) if (variable >= 0 && !this.session.isInitialised(variable)) throw new Error(`Attempting to use uninitialized value ${graph.name(variable)}`);
    }
    this.compute.in.length = 0;
    this.compute.in.push(...inputs);
    this.compute.run(step);
    for (const v of this.compute.spare) this.pool.drop(this.pool.hold(v));
    this.compute.spare.length = 0;
    return c.outputs.map((_, k) => this.pool.hold(this.compute.out_[k]!));
  }

  /** Another device gets the value as it is now, also of a variable. */
  copy(value: Value): Value { return this.pool.hold(this.pool.put(this.read(value))); }
  free(value: Value): void { this.pool.drop(value); }

  private read(v: Value): Tensor {
    if (v.variable >= 0) {
      const t = this.session.variable(v.variable);
      return { ...t, data: t.data.slice() };
    }
    return { dtype: v.dtype, shape: v.shape, data: v.text ?? this.pool.view(v).slice() };
  }
}

/** The run as it was built, by the engine's own session, node by node: what plans are compared with. */
export function* referenceRun(nodes: readonly NodeData[], fetches: readonly string[], targets: readonly string[], variables: readonly RunValue[], feeds: readonly RunValue[]): Generator<undefined, { session: NamedSession; find: (name: string) => number; values: Tensor[] }> {
  const { tf: { graph }, session } = sessionOf(nodes, variables, feeds);
  const outputs = fetches.map((text): Output => {
    const at = text.lastIndexOf(':');
    return { id: graph.find(text.slice(0, at)), index: Number(text.slice(at + 1)) };
  });
  const run = session.run(outputs, targets.map((name) => graph.find(name)), new Map(feeds.map((value) => [graph.find(value.name), tensorOf(value)])), 'needed');
  while (!run.advance(256)) yield;
  return { session, find: (name) => graph.find(name), values: outputs.map((o) => run.fetch(o)) };
}
