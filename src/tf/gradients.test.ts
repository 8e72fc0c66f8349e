/** Gradients of every op that has one against central differences of its slow reference; what tf.gradients does where it cannot. */
import { describe, expect, it } from 'vitest';
import { f32, sizeOf, type Tensor } from '../engine/dtype.ts';
import type { Attrs, Example, Op, Output } from '../engine/op.ts';
import { OPS } from '../engine/ops/index.ts';
import { Session } from '../engine/session.ts';
import { Context, NONE } from './context.ts';
import { gradients } from './gradients.ts';
import * as math from './math.ts';

function complete(tf: Context, fetches: readonly Output[], feeds: ReadonlyMap<number, Tensor> = new Map()): Tensor[] {
  const run = new Session(tf.graph, new Map()).run(fetches, [], feeds, 'needed');
  while (!run.advance(1e9)) { /* on */ }
  return fetches.map((o) => run.fetch(o));
}

/** Some weights, all different, for the outputs: their weighted sum is what is differentiated. */
const weights = (n: number): number[] => Array.from({ length: n }, (_, i) => Math.fround(0.5 + ((i * 37) % 11) / 8));

/** The weighted sum of the op's first output, in float64. */
function weighted(op: Op, inputs: readonly Tensor[], attrs: Attrs): number {
  const [y] = op.reference!(inputs, attrs);
  const w = weights(y.data.length);
  return Array.from(y.data as Float32Array).reduce((sum, v, i) => sum + v * w[i], 0);
}

/** A power of two, so that x ± H is exact; large beside the float32 grain of the reference. */
const H = 2 ** -6;
/** The reference rounds to float32: a relative 2^-23 over 2H, and the next term of the difference, H² / 6. */
const TOLERANCE = 1e-3;

function numeric(op: Op, { inputs, attrs = {} }: Example, which: number): number[] {
  const moved = (k: number, by: number): number => weighted(op, inputs.map((t, i) => (i === which ? f32(t.shape, Float32Array.from(t.data as Float32Array, (v, j) => (j === k ? v + by : v))) : t)), attrs);
  return Array.from({ length: inputs[which].data.length }, (_, k) => (moved(k, H) - moved(k, -H)) / (2 * H));
}

/** The graph's gradients; inputs are constants, or placeholders whose leading dimension is unknown. */
function analytic(op: Op, { inputs, attrs = {} }: Example, unknown: boolean): (number[] | null)[] {
  const tf = new Context();
  const feeds = new Map<number, Tensor>();
  const xs = inputs.map((t) => {
    if (!unknown || t.dtype !== 'float32') return tf.constant(t);
    const x = math.placeholder(tf, 'float32', t.shape.map((d, i) => (i === 0 ? null : d)));
    feeds.set(x.id, t);
    return x;
  });
  const y = tf.op(op.type, xs, attrs, op.type);
  const shape = op.reference!(inputs, attrs)[0].shape;
  const flat = tf.op('Reshape', [y, tf.constant(math.integers([sizeOf(shape)]))], NONE, 'flat');
  const product = tf.op('Mul', [flat, tf.constant(f32([sizeOf(shape)], weights(sizeOf(shape))))], NONE, 'product');
  const total = tf.op('Sum', [product, tf.constant(math.integers([0]))], { keep_dims: false }, 'total');
  const wanted = xs.filter((_, i) => inputs[i].dtype === 'float32');
  const grads = gradients(tf, total, wanted);
  const values = complete(tf, grads.filter((g) => g !== null), feeds);
  let at = 0;
  return grads.map((g) => (g ? Array.from(values[at++].data as Float32Array) : null));
}

describe('the gradient of an op', () => {
  const differentiable = OPS.filter((op) => op.gradient && op.examples.some((e) => e.differentiable !== false));

  it('is there for what the programs differentiate', () => {
    expect(differentiable.map((op) => op.type)).toEqual(['AddN', 'AddV2', 'Identity', 'MatMul', 'Mean', 'Mul', 'Neg', 'Relu', 'Reshape', 'SparseSoftmaxCrossEntropyWithLogits', 'Sub', 'Sum']);
  });

  for (const op of differentiable) {
    it(`${op.type}: equals central differences of its reference, with known shapes and with unknown ones`, () => {
      for (const example of op.examples.filter((e) => e.differentiable !== false)) {
        const floats = example.inputs.map((t, i) => ({ t, i })).filter(({ t }) => t.dtype === 'float32');
        // Over some axes of an unknown shape these two are not needed by any program, and say so.
        const refuses = op.type === 'Sum' || (op.type === 'Mean' && (example.inputs[1].data.length < example.inputs[0].shape.length));
        const ways = refuses ? [false] : [false, true];
        for (const unknown of ways) {
          const got = analytic(op, example, unknown);
          for (const [k, { i }] of floats.entries()) {
            const wanted = numeric(op, example, i);
            expect(got[k], `input ${i}`).not.toBeNull();
            expect(got[k]!.length).toBe(wanted.length);
            wanted.forEach((v, j) => { expect(Math.abs(got[k]![j] - v), `input ${i}, element ${j}: ${got[k]![j]} against ${v}`).toBeLessThanOrEqual(TOLERANCE * Math.max(1, Math.abs(v))); });
          }
        }
        if (refuses) expect(() => analytic(op, example, true)).toThrow(/the gradient of (Sum|Mean) (needs|over some axes)/);
      }
    });
  }
});

describe('gradients', () => {
  it('sum over all uses of a tensor', () => {
    const tf = new Context();
    const x = tf.constant(f32([2], [3, -1]));
    const y = math.addN(tf, [tf.op('Mul', [x, x], NONE, 'Mul'), math.add(tf, x, x), x]);
    const [g] = gradients(tf, math.reduceMean(tf, y), [x]);
    expect(Array.from(complete(tf, [g!])[0].data as Float32Array)).toEqual([(2 * 3 + 3) / 2, (2 * -1 + 3) / 2]);
  });

  it('are null where nothing connects, and stop at what they are taken for', () => {
    const tf = new Context();
    const [x, z] = [tf.constant(f32([2], [3, -1])), tf.constant(f32([2], [1, 1]))];
    const y = math.relu(tf, x);
    const loss = math.reduceMean(tf, y);
    expect(gradients(tf, loss, [z])).toEqual([null]);
    const nodes = tf.graph.nodes;
    const [g] = gradients(tf, loss, [y]);
    expect(Array.from(complete(tf, [g!])[0].data as Float32Array)).toEqual([0.5, 0.5]);
    for (let id = nodes; id < tf.graph.nodes; id++) expect(tf.graph.name(id)).not.toContain('Relu_grad');
  });

  it('name the op that has none', () => {
    const tf = new Context();
    const x = tf.constant(f32([2], [3, -1]));
    const y = tf.op('RealDiv', [x, x], NONE, 'truediv');
    expect(() => gradients(tf, math.reduceMean(tf, y), [x])).toThrow("No gradient defined for operation 'truediv' (op type: RealDiv)");
  });

  it('are made as the gradients’ nodes, and the kind is set back', () => {
    const tf = new Context();
    tf.at(3, 'loss');
    const x = tf.constant(f32([2], [3, -1]));
    const loss = math.reduceMean(tf, x);
    const { nodes } = tf.graph;
    gradients(tf, loss, [x]);
    expect(tf.graph.maker.kind).toBe('loss');
    for (let id = nodes; id < tf.graph.nodes; id++) expect([tf.graph.classOf(id).kind, tf.graph.classOf(id).line]).toEqual(['gradients', 3]);
  });
});
