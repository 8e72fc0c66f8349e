/** The same calls as recorded scripts made to real TensorFlow 2.15.1: names, ops, inputs, shapes, attributes and values must agree. */
import { readFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { f32, i32, type Tensor } from '../engine/dtype.ts';
import { Session, type Files } from '../engine/session.ts';
import { Context, NONE, type Tensor as Output } from './context.ts';
import { gradients } from './gradients.ts';
import * as math from './math.ts';
import { GradientDescentOptimizer, MomentumOptimizer } from './optimizers.ts';
import { saver } from './saver.ts';
import { initializer, variable, type Variable } from './variables.ts';

interface Value { dtype: string; shape: number[]; values?: (number | string)[]; sha256?: string; data_bytes?: number }
interface Node { name: string; op: string; inputs: string[]; attrs: Record<string, unknown>; shapes: ((number | null)[] | null)[] }
interface Run { call: number; nodes: number; pruned: number | null; fetches: string[]; values: (number | Value | null)[] }
interface Recording { script: string; stdout: string; graphs: Node[][]; runs: Run[] }

const recorded = JSON.parse(inflateSync(readFileSync(join(import.meta.dirname, 'recordings/graphs.json.z'))).toString()) as Record<string, Recording>;
const of = (script: string): Recording => recorded[script];

// --- the digits as the scripts saw them ------------------------------------------------------------------------------

const file = inflateSync(readFileSync(join(import.meta.dirname, '../../public/digits.bin.z')));
const image = (i: number): Float32Array => Float32Array.from(file.subarray(i * 64, (i + 1) * 64), (v) => v / 16);
const label = (i: number): number => file[1797 * 64 + i];

// --- our graph in the recording's words ------------------------------------------------------------------------------

/** `loc:@…` of a node that is colocated with its first input, or with what that is colocated with. */
function group(tf: Context, id: number): string {
  const { graph } = tf;
  const own = graph.classOf(id).attrs._class;
  if (own === undefined) return `loc:@${graph.name(id)}`;
  return own === 'input 0' ? group(tf, graph.input(id, 0).id) : (own as string);
}

function describeNode(tf: Context, id: number, wanted: Node | undefined): Node {
  const { graph } = tf;
  const c = graph.classOf(id);
  const at = graph.edgesAt(id);
  const controls = Array.from({ length: c.controls }, (_, i) => `^${graph.name(graph.heap.i32[at + c.inputs + i] >>> 4)}`).sort();
  const attrs: Record<string, unknown> = {};
  if (c.op.type === 'Const') {
    const t = graph.constantValue({ id, index: 0 })!;
    attrs.dtype = t.dtype;
    const given = (wanted?.attrs.value ?? {}) as Value;
    attrs.value = given.sha256 === undefined
      ? { dtype: t.dtype, shape: [...t.shape], values: Array.from(t.data as ArrayLike<number | string>, (v) => (t.dtype === 'float32' ? shortest(v as number) : v)) }
      : { dtype: t.dtype, shape: [...t.shape], data_bytes: (t.data as Float32Array).byteLength, sha256: createHash('sha256').update(Buffer.from((t.data as Float32Array).slice().buffer)).digest('hex') };
  } else {
    for (const [k, v] of Object.entries(c.attrs)) attrs[k] = k === '_class' ? [group(tf, id)] : v;
  }
  return {
    name: graph.name(id), op: c.op.type,
    inputs: [...Array.from({ length: c.inputs }, (_, i) => graph.tensorName(graph.input(id, i))), ...controls],
    attrs, shapes: c.outputs.map((s) => (s.shape === null ? null : [...s.shape])),
  };
}

/** The recording writes float32 as the shortest decimal that reads back to the same float. */
function shortest(v: number): number {
  for (let digits = 1; digits < 10; digits++) {
    const short = Number(v.toPrecision(digits));
    if (Math.fround(short) === v) return short;
  }
  return v;
}

/** Compares the nodes that both sides have an interest in; of the attributes, those that ours carry. */
function compare(tf: Context, wanted: readonly Node[], names: ReadonlySet<string> | null = null): void {
  const byName = new Map(wanted.map((n) => [n.name, n]));
  const ids = Array.from({ length: tf.graph.nodes }, (_, i) => i).filter((id) => !names || names.has(tf.graph.name(id)));
  const ours = ids.map((id) => describeNode(tf, id, byName.get(tf.graph.name(id))));
  expect(ours.map((n) => `${n.op} ${n.name}`)).toEqual(wanted.map((n) => `${n.op} ${n.name}`));
  const theirs = wanted.map((n, i) => ({ ...n, attrs: Object.fromEntries(Object.entries(n.attrs).filter(([k]) => k in ours[i].attrs)) }));
  for (const [i, n] of ours.entries()) expect(n).toEqual(theirs[i]);
}

/** Whether nothing in `ours` contradicts `theirs`: TensorFlow also infers shapes through Shape nodes of half-known shapes. */
const vaguer = (ours: Node['shapes'], theirs: Node['shapes']): boolean =>
  ours.length === theirs.length && ours.every((s, i) => s === null || (theirs[i]?.length === s.length && s.every((d, k) => d === null || d === theirs[i]![k])));

/** Takes a name as a call that has no counterpart here would. */
const skip = (tf: Context, leaf: string): void => { tf.graph.names.unique(0, leaf); };

function complete(session: Session, fetches: readonly Output[], targets: readonly number[], feeds: ReadonlyMap<number, Tensor> = new Map()) {
  const run = session.run(fetches, targets, feeds, 'needed');
  while (!run.advance(1e9)) { /* on */ }
  return run;
}
const number = (v: Tensor): number => Number(v.data[0]);
const path: Tensor = { dtype: 'string', shape: [], data: ['./model'] };

/** `tf.fill(dims, value)`, which no program uses. */
const fill = (tf: Context, dims: number[], value: number): Output => tf.within('Fill', (own) => {
  const shape = tf.constant(math.integers(dims), 'dims');
  return tf.op('Fill', [shape, tf.constant(math.scalar(value), 'value')], NONE, own);
});

// --- the scripts -----------------------------------------------------------------------------------------------------

describe('node for node as TensorFlow 2.15.1 recorded', () => {
  it('save_clear_reload: all four graphs, and the values of its training within 1e-5', () => {
    const { graphs, runs, stdout } = of('save_clear_reload');
    const tf = new Context();
    const files: Files = new Map();
    const build = () => {
      const w = variable(tf, tf.zeros([64, 10]), 'w');
      const b = variable(tf, tf.zeros([10]), 'b');
      return { w, b, saver: saver(tf, new Map([['w', w], ['b', b]])) };
    };
    let m = build();
    let session = new Session(tf.graph, files);
    const calls = [...runs];
    const next = (fetched: string): Run => {
      const call = calls.shift()!;
      expect(call.fetches).toContain(fetched);
      expect(call.nodes).toBe(tf.graph.nodes);
      return call;
    };
    const init = initializer(tf, tf.variables);
    next('init');
    complete(session, [], [init]);
    const printed: string[] = [];
    for (let epoch = 0; epoch < 6; epoch++) {
      let total = 0;
      for (let i = 0; i < 5; i++) {
        const logits = math.add(tf, math.matmul(tf, tf.constant(f32([1, 64], image(i))), m.w.read), m.b.read);
        const loss = math.reduceMean(tf, math.sparseSoftmaxCrossEntropy(tf, i32([1], [label(i)]), logits));
        const train = new GradientDescentOptimizer(tf, 0.5).minimize(loss, [m.w, m.b]);
        const call = next(`${tf.graph.tensorName(loss)}:0`);
        const run = complete(session, [loss], [train]);
        if (call.pruned !== null) expect(run.needed.length).toBe(call.pruned);
        const cost = number(run.fetch(loss));
        const theirs = call.values[0] as number;
        // 1e-5 relative, or the grain of the float32 logits between 8 and 16 that a loss near 0 is made from.
        expect(Math.abs(cost - theirs), `epoch ${epoch}, sample ${i}: ${cost} against ${theirs}`).toBeLessThanOrEqual(Math.max(1e-5 * theirs, 2 ** -20));
        total += cost;
      }
      printed.push(`${epoch} ${Number(total.toFixed(4))} ${tf.graph.nodes}`);
      if ((epoch + 1) % 2 === 0) {
        next('save/control_dependency:0');
        complete(session, [m.saver.save], [], new Map([[m.saver.filename, path]]));
        compare(tf, graphs[(epoch - 1) / 2]);
        session.close();
        tf.reset();
        m = build();
        session = new Session(tf.graph, files);
        next('save/restore_all');
        complete(session, [], [m.saver.restore], new Map([[m.saver.filename, path]]));
      }
    }
    compare(tf, graphs[3]);
    expect(calls).toEqual([]);
    expect(printed).toEqual(stdout.trim().split('\n'));
  });

  it('search_no_reset: six models in one graph, their losses within 1e-5', () => {
    const { graphs, runs } = of('search_no_reset');
    const tf = new Context();
    const pixels = new Float32Array(40 * 64);
    for (let i = 0; i < 40; i++) pixels.set(image(i), i * 64);
    const labels = Int32Array.from({ length: 40 }, (_, i) => label(i));
    const calls = [...runs];
    const all: Variable[] = [];
    for (const units of [8, 16, 32]) {
      for (const rate of [0.1, 0.5]) {
        const x = math.placeholder(tf, 'float32', [null, 64], 'x');
        const y = math.placeholder(tf, 'int32', [null], 'y');
        const w1 = variable(tf, fill(tf, [64, units], 0.05), 'w1');
        const w2 = variable(tf, tf.zeros([units, 10]), 'w2');
        all.push(w1, w2);
        const logits = math.matmul(tf, math.relu(tf, math.matmul(tf, x, w1.read)), w2.read);
        const loss = math.reduceMean(tf, math.sparseSoftmaxCrossEntropy(tf, y, logits));
        // Without var_list, minimize updates all trainable variables; those of former models have no gradient.
        const train = new GradientDescentOptimizer(tf, rate).minimize(loss, [...all]);
        const session = new Session(tf.graph, new Map());
        const init = complete(session, [], [initializer(tf, tf.variables)]);
        expect(init.needed.length).toBe(calls.shift()!.pruned);
        for (let epoch = 0; epoch < 2; epoch++) {
          const run = complete(session, [loss], [train], new Map<number, Tensor>([[x.id, f32([40, 64], pixels)], [y.id, i32([40], labels)]]));
          const call = calls.shift()!;
          // The two fed placeholders count here; the recording stops before them.
          if (call.pruned !== null) expect(run.needed.length - 2).toBe(call.pruned);
          const theirs = call.values[0] as number;
          expect(Math.abs(number(run.fetch(loss)) - theirs)).toBeLessThanOrEqual(1e-5 * theirs);
        }
      }
    }
    compare(tf, graphs[0]);
    expect(calls).toEqual([]);
  });

  it('perceptron_leaky_forward: constant, product and loss of every sample, and each loss', () => {
    const { graphs, runs } = of('perceptron_leaky_forward');
    const tf = new Context();
    const session = new Session(tf.graph, new Map());
    const w = variable(tf, fill(tf, [64, 10], 0.01), 'w');
    complete(session, [], [initializer(tf, [w])]);
    for (let i = 0; i < 20; i++) {
      const loss = math.sparseSoftmaxCrossEntropy(tf, i32([1], [label(i)]), math.matmul(tf, tf.constant(f32([1, 64], image(i))), w.read));
      const cost = number(complete(session, [loss], []).fetch(loss));
      const [value] = runs[i + 1].values as [Value];
      expect(Math.abs(cost - Number(value.values![0]))).toBeLessThanOrEqual(1e-5 * cost);
    }
    compare(tf, graphs[0]);
  });

  it('variables_random: random_uniform as the fourth random op under graph seed 1, with TensorFlow’s values bit for bit', () => {
    const { graphs, runs } = of('variables_random');
    const tf = new Context();
    tf.setRandomSeed(1);
    for (let k = 0; k < 3; k++) tf.seeds();
    const d = variable(tf, math.randomUniform(tf, [3, 2], -1, 1), 'd');
    compare(tf, graphs[0]);
    const session = new Session(tf.graph, new Map());
    complete(session, [], [initializer(tf, [d])]);
    const value = runs[0].values[runs[0].fetches.indexOf('d:0')] as Value;
    expect(Array.from(session.readVariable(d.ref.id).data as Float32Array)).toEqual(value.values!.map((v) => Math.fround(Number(v))));
  });

  it('matmul: plain products and their values', () => {
    const { graphs, runs } = of('matmul');
    const tf = new Context();
    const a = tf.constant(f32([2, 3], [1, 2, 3, 4, 5, 6]), 'a');
    const b = tf.constant(f32([3, 2], [1, 0, 0.5, 1, 2, -1]), 'b');
    const x = math.placeholder(tf, 'float32', [null, 3], 'x');
    const p = math.matmul(tf, a, b);
    const q = tf.op('MatMul', [a, a], { transpose_a: false, transpose_b: true }, 'MatMul');
    const r = tf.op('MatMul', [a, a], { transpose_a: true, transpose_b: false }, 'MatMul');
    const t = tf.op('MatMul', [x, b], { transpose_a: false, transpose_b: false }, 'logits');
    compare(tf, graphs[0]);
    const session = new Session(tf.graph, new Map());
    const run = complete(session, [p, q, r], []);
    for (const [i, o] of [p, q, r].entries()) expect(Array.from(run.fetch(o).data as Float32Array)).toEqual((runs[0].values[i] as Value).values);
    const fed = complete(session, [t], [], new Map([[x.id, f32([1, 3], [1, 2, 3])]]));
    expect(Array.from(fed.fetch(t).data as Float32Array)).toEqual((runs[1].values[0] as Value).values);
  });

  it('gradients_matmul: gradients of products in all transpositions, but for the gates that only an optimizer asks for', () => {
    const wanted = of('gradients_matmul').graphs[0];
    const tf = new Context();
    const a = math.placeholder(tf, 'float32', [null, 3], 'a');
    const w = variable(tf, tf.constant(f32([3, 2], [1, 2, 0.5, 1, 0, -1]), 'other'), 'w');
    const b = variable(tf, tf.constant(f32([2], [0.1, 0.2]), 'other'), 'b');
    const s = tf.constant(f32([2, 2], [1, 2, 3, 4]), 's');
    const product = (ta: boolean, tb: boolean): Output => tf.op('MatMul', [s, s], { transpose_a: ta, transpose_b: tb }, 'MatMul');
    gradients(tf, math.matmul(tf, a, w.read), [w.read]);
    gradients(tf, math.matmul(tf, a, w.read), [a, w.read]);
    gradients(tf, math.add(tf, math.matmul(tf, a, w.read), b.read), [w.read, b.read]);
    for (const leaf of ['MatMul', 'gradients']) skip(tf, leaf);
    gradients(tf, product(false, true), [s]);
    product(true, false);
    skip(tf, 'gradients');
    gradients(tf, product(true, true), [s]);
    const gates = new Map<string, string>();
    for (let id = 0; id < tf.graph.nodes; id++) {
      const name = tf.graph.name(id);
      if (name.includes('_grad/tuple/control_dependency')) gates.set(name, tf.graph.tensorName(tf.graph.input(id, 0)));
    }
    const direct = (n: Node): string => `${n.op} ${n.name} <- ${n.inputs.map((i) => gates.get(i) ?? i).join(' ')}`;
    const ours = Array.from({ length: tf.graph.nodes }, (_, id) => describeNode(tf, id, undefined)).filter((n) => n.name.startsWith('gradients') && !n.name.includes('/tuple/'));
    expect(ours.map(direct)).toEqual(wanted.filter((n) => n.name.startsWith('gradients')).map(direct));
    const shapes = new Map(wanted.map((n) => [n.name, n.shapes]));
    for (const n of ours) expect(vaguer(n.shapes, shapes.get(n.name)!), `${n.name}: ${JSON.stringify(n.shapes)}`).toBe(true);
  });

  it('optimizer_momentum: slots of a small and a large variable, the updates and their group', () => {
    const wanted = of('optimizer_momentum').graphs[0];
    const tf = new Context();
    const w = variable(tf, tf.constant(f32([2], [1, -2]), 'other'), 'w');
    const large = variable(tf, tf.zeros([32, 40], 'ones'), 'large');
    const ones = tf.constant(f32([1, 2], [1, 1]), 'row');
    const one = tf.op('Reshape', [math.add(tf, ones, w.read), tf.constant(math.integers([2]), 'dims')], NONE, 'flat');
    const loss = math.add(tf, math.reduceMean(tf, one), math.reduceMean(tf, large.read));
    new MomentumOptimizer(tf, 0.1, 0.9).minimize(loss, [w, large]);
    const names = new Set(wanted.map((n) => n.name));
    // Another loss than the script's: the gradients have other names.
    const blind = (n: Node): Node => ({ ...n, inputs: n.inputs.map((i) => (i.startsWith('gradients/') ? 'gradient' : i)) });
    const ours = Array.from({ length: tf.graph.nodes }, (_, id) => id).filter((id) => names.has(tf.graph.name(id)))
      .map((id) => blind(describeNode(tf, id, wanted.find((n) => n.name === tf.graph.name(id)))));
    const theirs = wanted.map((n, i) => blind({ ...n, attrs: Object.fromEntries(Object.entries(n.attrs).filter(([k]) => k in (ours[i]?.attrs ?? {}))) }));
    expect(ours).toEqual(theirs);
  });

  it('saver: the third and fourth saver of a graph, of one variable each', () => {
    const wanted = of('saver').graphs[0].filter((n) => n.name.startsWith('save_'));
    const tf = new Context();
    const w = variable(tf, tf.constant(f32([2], [1, 2]), 'other'), 'w');
    const b = variable(tf, tf.constant(f32([], [3]), 'other'), 'b');
    skip(tf, 'save');
    skip(tf, 'save');
    saver(tf, new Map([['w', w]]));
    saver(tf, new Map([['bias', b]]));
    compare(tf, wanted, new Set(wanted.map((n) => n.name)));
  });
});
