/** Gradients of every op that has one against central differences of the op itself; what tf.gradients does with lists, rows, stops and gates. */
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { f32, isFloating, sizeOf, tensor, type Tensor } from '../engine/dtype.ts';
import type { Attrs, Example, Op, Output } from '../engine/op.ts';
import { OPS } from '../engine/ops/index.ts';
import { registerOps } from '../engine/registry.ts';
import { Session } from '../engine/session.ts';
import { signatureOf } from '../engine/signature.ts';
import { Context, NONE, type Tensor as Node } from './context.ts';
import { gradients, IndexedSlices } from './gradients.ts';
import * as math from './math.ts';

beforeAll(() => registerOps(OPS));

function complete(tf: Context, fetches: readonly Output[], feeds: ReadonlyMap<number, Tensor> = new Map()): Tensor[] {
  const run = new Session(tf.graph, new Map()).run(fetches, [], feeds, 'needed');
  while (!run.advance(1e9)) { /* on */ }
  return fetches.map((o) => run.fetch(o));
}

/** Some weights, all different, for the outputs: their weighted sum is what is differentiated. */
const weights = (n: number, k: number): number[] => Array.from({ length: n }, (_, i) => 0.5 + (((i + k) * 37) % 11) / 8);

interface Built { readonly tf: Context; readonly xs: readonly Node[]; readonly total: Node; readonly feeds: Map<number, Tensor> }

/** The op over placeholders or constants, and the weighted sum of its differentiable outputs. `unknown`: leading dimensions are not known. */
function build(op: Op, inputs: readonly Tensor[], attrs: Attrs, unknown: boolean): Built {
  const tf = new Context();
  const feeds = new Map<number, Tensor>();
  const xs = inputs.map((t) => {
    if (!isFloating(t.dtype)) return tf.constant(t);
    const x = math.placeholder(tf, t.dtype, unknown ? t.shape.map((d, i) => (i === 0 ? null : d)) : t.shape);
    feeds.set(x.id, t);
    return x;
  });
  const outputs = tf.ops(op.type, xs, attrs, op.type).filter((o) => isFloating(o.dtype));
  const shapes = complete(tf, outputs, feeds).map((t) => t.shape);
  const parts = outputs.map((y, k) => {
    const n = sizeOf(shapes[k]);
    const flat = tf.op('Reshape', [y, tf.constant(math.integers([n]))], NONE, 'flat');
    const product = tf.op('Mul', [flat, tf.constant(tensor(y.dtype, [n], weights(n, k)))], NONE, 'product');
    return tf.op('Sum', [product, tf.constant(math.integers([0]))], { keep_dims: false }, 'total');
  });
  return { tf, xs, feeds, total: parts.length === 1 ? parts[0] : tf.op('AddN', parts, NONE, 'all') };
}

function numeric({ tf, xs, feeds, total }: Built, which: number, h: number): number[] {
  const x = xs[which];
  const at = feeds.get(x.id)!;
  const moved = (k: number, by: number): number => {
    const data = Float64Array.from(at.data as Float64Array);
    data[k] += by;
    return complete(tf, [total], new Map([...feeds, [x.id, tensor(at.dtype, at.shape, data)]]))[0].data[0] as number;
  };
  return Array.from({ length: at.data.length }, (_, k) => (moved(k, h) - moved(k, -h)) / (2 * h));
}

/** An example in double precision, where the op's kernel has it. */
function doubled(op: Op, example: Example): { inputs: readonly Tensor[]; attrs: Attrs; h: number; tolerance: number } {
  const attrs = example.attrs ?? {};
  const wide = example.inputs.map((t) => (t.dtype === 'float32' ? tensor('float64', t.shape, t.data as Float32Array) : t));
  const typed = Object.values(attrs).includes('float32');
  const fixed = signatureOf(op.signature).inputs.some((a) => a.dtype === 'float32');
  if (!typed && !fixed) {
    try {
      const graph = build(op, wide, attrs, false);
      complete(graph.tf, [graph.total], graph.feeds);
      if (graph.total.dtype === 'float64') return { inputs: wide, attrs, h: 2 ** -14, tolerance: 1e-5 };
    } catch { /* float32 only */ }
  }
  return { inputs: example.inputs, attrs, h: 2 ** -6, tolerance: 1e-2 };
}

/** TensorFlow's own CPU kernels have no gradients of dilated convolutions. */
const dilated = (e: Example): boolean => ((e.attrs?.dilations ?? []) as readonly number[]).some((d) => d !== 1);
const isFloatExample = (e: Example): boolean => e.differentiable !== false && !dilated(e) && e.inputs.some((t) => isFloating(t.dtype) && t.data.length > 0);
/** Ops whose gradient is not their derivative everywhere, and why. */
const OTHERWISE: Readonly<Record<string, string>> = {
  Floor: 'steps', Ceil: 'steps', Round: 'steps', Rint: 'steps', Sign: 'steps', FloorDiv: 'steps', TruncateDiv: 'steps', FloorMod: 'steps in its divisor', ArgMax: 'no gradient flows', ArgMin: 'no gradient flows',
  SoftmaxCrossEntropyWithLogits: 'the gradient that flows to its second output is of second order', FusedBatchNormV3: 'its further outputs are statistics', TopKV2: 'equal elements', UnsortedSegmentMax: 'its limits are no floats', UnsortedSegmentMin: 'its limits are no floats',
};
/** Where an op has a kink or a pole, a one-sided difference would be another answer: elements that differ there are not compared. */
const smooth = (built: Built, which: number, k: number, h: number): boolean => {
  const x = built.xs[which];
  const at = built.feeds.get(x.id)!;
  const slope = (by: number): number => {
    const data = Float64Array.from(at.data as Float64Array);
    data[k] += by;
    return complete(built.tf, [built.total], new Map([...built.feeds, [x.id, tensor(at.dtype, at.shape, data)]]))[0].data[0] as number;
  };
  const [left, right] = [(slope(0) - slope(-h)) / h, (slope(h) - slope(0)) / h];
  return Number.isFinite(left) && Number.isFinite(right) && Math.abs(left - right) <= 1e-2 * Math.max(1, Math.abs(left));
};

describe('the gradient of an op', () => {
  const differentiable = OPS.filter((op) => op.gradient && !op.flow && !op.changes && !(op.type in OTHERWISE) && op.examples.some(isFloatExample));

  for (const op of differentiable) {
    it(`${op.type}: equals central differences, with known shapes and with unknown ones`, () => {
      for (const example of op.examples.filter(isFloatExample)) {
        const { inputs, attrs, h, tolerance } = doubled(op, example);
        for (const unknown of [false, true]) {
          const built = build(op, inputs, attrs, unknown);
          const wanted = built.xs.map((x, i) => ({ x, i })).filter(({ x, i }) => isFloating(x.dtype) && inputs[i].data.length > 0);
          const grads = gradients(built.tf, built.total, wanted.map(({ x }) => x));
          grads.forEach((g, k) => {
            if (g === null) return; // nothing flows to this input
            const [value] = complete(built.tf, [built.tf.convert(g)], built.feeds);
            const expected = numeric(built, wanted[k].i, h);
            expect(value.data.length).toBe(expected.length);
            expected.forEach((v, j) => {
              const got = value.data[j] as number;
              if (!(Math.abs(got - v) <= tolerance * Math.max(1, Math.abs(v))) && !smooth(built, wanted[k].i, j, h)) return;
              expect(Math.abs(got - v), `input ${wanted[k].i}, element ${j}, ${unknown ? 'unknown' : 'known'} shapes: ${got} against ${v}`).toBeLessThanOrEqual(tolerance * Math.max(1, Math.abs(v)));
            });
          });
          expect(grads.some((g) => g !== null)).toBe(true);
        }
      }
    });
  }
});

describe('gradients', () => {
  const values = (tf: Context, gs: readonly (Output | null)[]): number[][] => complete(tf, gs.filter((g) => g !== null)).map((t) => Array.from(t.data as Float32Array));
  const names = (tf: Context, from: number): string[] => Array.from({ length: tf.graph.nodes - from }, (_, i) => tf.graph.name(from + i));

  it('sum over all uses of a tensor', () => {
    const tf = new Context();
    const x = tf.constant(f32([2], [3, -1]));
    const y = math.addN(tf, [tf.op('Mul', [x, x], NONE, 'Mul'), math.add(tf, x, x), x]);
    expect(values(tf, gradients(tf, math.reduceMean(tf, y), [x]) as Node[])).toEqual([[(2 * 3 + 3) / 2, (2 * -1 + 3) / 2]]);
  });

  it('are null where nothing connects, and stop at what they are taken for', () => {
    const tf = new Context();
    const [x, z] = [tf.constant(f32([2], [3, -1])), tf.constant(f32([2], [1, 1]))];
    const y = math.relu(tf, x);
    const loss = math.reduceMean(tf, y);
    expect(gradients(tf, loss, [z])).toEqual([null]);
    const { nodes } = tf.graph;
    expect(values(tf, gradients(tf, loss, [y]) as Node[])).toEqual([[0.5, 0.5]]);
    expect(names(tf, nodes).filter((n) => n.includes('Relu_grad'))).toEqual([]);
  });

  it('may be zeros where nothing connects', () => {
    const tf = new Context();
    const [x, z] = [tf.constant(f32([2], [3, -1])), tf.constant(f32([2], [1, 1]))];
    expect(values(tf, gradients(tf, math.relu(tf, x), z, { unconnected_gradients: 'zero' }) as Node[])).toEqual([[0, 0]]);
    expect(() => gradients(tf, x, z, { unconnected_gradients: 'one' })).toThrow("Unknown value for unconnected_gradients: 'one'");
  });

  it('go on through an x that another x lies before', () => {
    const tf = new Context();
    const x = tf.constant(f32([], [3]));
    const y = tf.op('Square', [x], NONE, 'Square');
    const z = tf.op('Mul', [y, x], NONE, 'z');
    expect(values(tf, gradients(tf, z, [x, y]) as Node[])).toEqual([[27], [3]]);
    expect(values(tf, gradients(tf, z, [x, y], { stop_gradients: [y] }) as Node[])).toEqual([[9], [3]]);
  });

  it('take several ys with their own gradients', () => {
    const tf = new Context();
    const x = tf.constant(f32([2], [1, 2]));
    const [a, b] = [tf.op('Square', [x], NONE, 'a'), tf.op('Exp', [tf.op('ZerosLike', [x], NONE, 'z')], NONE, 'b')];
    expect(values(tf, gradients(tf, [a, b], x, { grad_ys: [tf.constant(f32([2], [10, 100])), null] }) as Node[])).toEqual([[20, 400]]);
    expect(() => gradients(tf, [a, b], x, { grad_ys: [null] })).toThrow('Length mismatch. Passed 1 grad_ys for 2 ys');
  });

  it('of lookups are rows, which join and become dense where a tensor is asked for', () => {
    const tf = new Context();
    const table = tf.constant(f32([3, 2], [1, 2, 3, 4, 5, 6]), 'table');
    const rows = (at: number[]): Node => tf.gen('GatherV2', [table, at, 0]);
    const sum = (t: Node): Node => tf.gen('Sum', [t, [0, 1]]);
    const one = gradients(tf, sum(rows([2, 0])), table)[0];
    expect(one).toBeInstanceOf(IndexedSlices);
    const two = gradients(tf, math.add(tf, sum(rows([2, 0])), sum(rows([2]))), table)[0] as IndexedSlices;
    expect(values(tf, [two.indices])).toEqual([[2, 0, 2]]);
    expect(values(tf, [tf.convert(two)])).toEqual([[1, 1, 0, 0, 2, 2]]);
    const mixed = gradients(tf, math.add(tf, sum(rows([2, 0])), sum(table)), table)[0];
    expect(values(tf, [mixed])).toEqual([[2, 2, 1, 1, 2, 2]]);
  });

  it('are gated, aggregated by pairs and colocated where that is asked for', () => {
    const tf = new Context();
    const [x, w] = [tf.constant(f32([2], [3, -1])), tf.constant(f32([2], [1, 2]))];
    const y = tf.op('Mul', [x, w], NONE, 'y');
    const z = math.addN(tf, [y, y, tf.op('Neg', [y], NONE, 'n')]);
    const { nodes } = tf.graph;
    gradients(tf, z, [x, w], { gate_gradients: true, aggregation_method: 1, colocate_gradients_with_ops: true });
    const made = names(tf, nodes);
    expect(made).toContain('gradients/y_gradient_sum/AddN_1');
    expect(made).toContain('gradients/y_grad/tuple/control_dependency_1');
    expect(tf.graph.groups(tf.graph.find('gradients/y_grad/Mul'))).toEqual(['loc:@y']);
    expect(() => gradients(tf, z, x, { aggregation_method: 7 })).toThrow('Invalid `aggregation_method` specified 7');
  });

  it('look for names in use only among nodes younger than their scopes, however large the graph is', () => {
    const tf = new Context();
    const x = tf.constant(f32([2], [3, -1]), 'x');
    const looks = vi.spyOn(tf.graph, 'scopeOf');
    /** Looks at nodes' scopes while a loss and its gradients are made, and the names of those. */
    const step = (): { count: number; made: string[] } => {
      const before = looks.mock.calls.length;
      const { nodes } = tf.graph;
      const loss = tf.within('loss', () => {
        const y = tf.op('Square', [x], NONE, 'y');
        return math.reduceMean(tf, tf.op('Mul', [y, x], NONE, 'z'));
      });
      gradients(tf, loss, [x]);
      const count = looks.mock.calls.length - before;
      return { count, made: names(tf, nodes) };
    };
    const first = step();
    const second = step();
    for (let i = 0; i < 200; i++) step();
    const last = step();
    expect(last.made).toEqual(second.made.map((name) => name.replace('loss_1', 'loss_202').replace(/^gradients_1/, 'gradients_202')));
    expect(new Set(last.made).size).toBe(first.made.length);
    expect(last.count).toBeLessThanOrEqual(second.count);
  });

  it('name the op that has none', () => {
    const tf = new Context();
    const x = tf.constant(f32([2], [3, -1]));
    const y = tf.op('TruncateMod', [x, x], NONE, 'rest');
    expect(() => gradients(tf, math.reduceMean(tf, y), [x])).toThrow("No gradient defined for operation'rest' (op type: TruncateMod)");
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
