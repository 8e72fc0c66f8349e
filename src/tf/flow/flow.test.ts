/** Loops and conditionals: random ones against the same computation unrolled; dead branches, nesting, arrays, gradients, slices, memory. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { OPS } from '../../engine/ops/index.ts';
import { registerOps } from '../../engine/registry.ts';
import { useExecutor } from '../../engine/executor.ts';
import { Frames } from '../../engine/frames.ts';
import { f32, i32, type Tensor as HostTensor } from '../../engine/dtype.ts';
import { Session as EngineSession } from '../../engine/session.ts';
import { Context, type Tensor } from '../context.ts';
import { constant, identity, noOp, placeholder } from '../core.ts';
import { gradients } from '../gradients.ts';
import { listNode } from '../listing.ts';
import { Session } from '../session.ts';
import { Tuple } from '../values.ts';
import { cond } from './cond.ts';
import { foldl, mapFn, scan } from './functional.ts';
import { registerFlowGradients } from './gradients.ts';
import { registerTensorArrayGradients, TensorArray } from './tensor-array.ts';
import { whileLoop, type WhileOptions } from './while-loop.ts';

registerOps(OPS);
registerFlowGradients();
registerTensorArrayGradients();
useExecutor((work) => new Frames(work));

/** A random body: how the next values follow from the index, two variables, and a tensor from outside. */
type Expr = 'i' | 'a' | 'b' | 'w' | number | { op: 'AddV2' | 'Sub' | 'Mul' | 'Maximum'; x: Expr; y: Expr } | { op: 'Tanh' | 'Neg'; x: Expr } | { if: Expr; yes: Expr; no: Expr };

const leaf = fc.constantFrom<Expr>('i', 'a', 'b', 'w', 0.5, -1);
const expr: fc.Arbitrary<Expr> = fc.letrec<{ e: Expr }>((tie) => ({
  e: fc.oneof(
    { depthSize: 'small', withCrossShrink: true }, leaf,
    fc.record({ op: fc.constantFrom('AddV2', 'Sub', 'Mul', 'Maximum'), x: tie('e'), y: tie('e') }) as fc.Arbitrary<Expr>,
    fc.record({ op: fc.constantFrom('Tanh', 'Neg'), x: tie('e') }) as fc.Arbitrary<Expr>,
    fc.record({ if: leaf, yes: tie('e'), no: tie('e') }) as fc.Arbitrary<Expr>,
  ),
})).e;

type Values = Readonly<Record<'i' | 'a' | 'b' | 'w', Tensor>>;

/** Builds an expression; a condition by `choose`. */
function build(tf: Context, e: Expr, v: Values, choose: (test: Tensor, yes: () => Tensor, no: () => Tensor) => Tensor): Tensor {
  if (typeof e === 'number') return tf.constant(f32([], [e]));
  if (typeof e === 'string') return e === 'i' ? tf.gen('Cast', [v.i], { DstT: 'float32' }) : v[e];
  const sub = (x: Expr): Tensor => build(tf, x, v, choose);
  if ('if' in e) return choose(tf.gen('Greater', [sub(e.if), 0]), () => identity(tf, sub(e.yes)), () => identity(tf, sub(e.no)));
  return 'y' in e ? tf.gen(e.op, [sub(e.x), sub(e.y)]) : tf.gen(e.op, [sub(e.x)]);
}
const byCond = (tf: Context) => (test: Tensor, yes: () => Tensor, no: () => Tensor): Tensor => cond(tf, test, yes, no) as Tensor;
/** The slow, obvious way: both branches, and a choice between them. */
const bySelect = (tf: Context) => (test: Tensor, yes: () => Tensor, no: () => Tensor): Tensor => tf.gen('Select', [test, yes(), no()]);

interface Case { readonly steps: number; readonly a: Expr; readonly b: Expr; readonly options?: WhileOptions }

function looped(tf: Context, c: Case, w: Tensor): Tensor[] {
  const [, first, second] = whileLoop(tf, ((i: Tensor) => tf.gen('Less', [i, c.steps])), ((i: Tensor, a: Tensor, b: Tensor) => {
    const v = { i, a, b, w };
    return [tf.gen('AddV2', [i, 1]), build(tf, c.a, v, byCond(tf)), build(tf, c.b, v, byCond(tf))];
  }), [tf.constant(i32([], [0])), tf.constant(f32([], [0.25])), w], c.options) as Tensor[];
  return [first, second];
}

function unrolled(tf: Context, c: Case, w: Tensor): Tensor[] {
  let [a, b] = [tf.constant(f32([], [0.25])), w];
  for (let n = 0; n < c.steps; n++) {
    const v = { i: tf.constant(i32([], [n])), a, b, w };
    [a, b] = [build(tf, c.a, v, bySelect(tf)), build(tf, c.b, v, bySelect(tf))];
  }
  return [a, b];
}

const cases = fc.record({ steps: fc.integer({ min: 0, max: 5 }), a: expr, b: expr });
const numbers = (values: unknown): number[] => (values as HostTensor[]).map((t) => (t.data as Float32Array)[0]);
const scalar = (tf: Context, name = 'w'): Tensor => placeholder(tf, 'float32', { shape: [], name });
const less = (tf: Context, n: unknown) => (i: Tensor): Tensor => tf.gen('Less', [i, n]);
const counter = (tf: Context): Tensor => tf.constant(i32([], [0]));
const next = (tf: Context, i: Tensor): Tensor => tf.gen('AddV2', [i, 1]);

describe('random loops', () => {
  it('compute what their unrolled steps compute', () => {
    fc.assert(fc.property(cases, fc.double({ min: -1, max: 1, noNaN: true }), (c, value) => {
      const tf = new Context();
      const w = scalar(tf);
      const [mine, reference] = [looped(tf, c, w), unrolled(tf, c, w)];
      const got = numbers(new Session(tf).run([...mine, ...reference], new Map([[w, value]])));
      expect(got.slice(0, 2)).toEqual(got.slice(2));
    }), { numRuns: 30 });
  });

  it('have the gradients of their unrolled steps', () => {
    fc.assert(fc.property(cases, fc.double({ min: -0.9, max: 0.9, noNaN: true }), (c, value) => {
      const tf = new Context();
      const w = scalar(tf);
      const grads = [looped(tf, c, w), unrolled(tf, c, w)].map((ys) => gradients(tf, ys, [w])[0]);
      const [a, b] = numbers(new Session(tf).run(grads.map((g) => g ?? tf.constant(f32([], [0]))), new Map([[w, value]])));
      expect(a).toBeCloseTo(b, 4);
    }), { numRuns: 20 });
  });

  it('give the same in slices of any size, and under any limit of iterations at a time', () => {
    fc.assert(fc.property(cases, fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 1, maxLength: 8 }), fc.constantFrom(1, 2, 10), (c, slices, parallel) => {
      const tf = new Context();
      const w = tf.constant(f32([], [0.75]));
      const ys = [...looped(tf, { ...c, options: { parallel_iterations: parallel } }, w), ...unrolled(tf, c, w)];
      const session = new EngineSession(tf.graph, new Map());
      const run = session.run(ys, [], new Map(), 'needed');
      let n = 0;
      while (!run.advance(slices[n++ % slices.length])) { /* on */ }
      const got = numbers(ys.map((y) => run.fetch(y)));
      expect(got.slice(0, 2)).toEqual(got.slice(2));
      expect(run.done).toBe(true);
    }), { numRuns: 20 });
  });
});

describe('conditionals', () => {
  it('execute the branch that is taken and leave the other one dead', () => {
    const tf = new Context();
    const p = placeholder(tf, 'bool', { shape: [], name: 'p' });
    const printed: string[] = [];
    tf.print = (text) => printed.push(text);
    const failing = (): Tensor => tf.gen('Reshape', [tf.constant(f32([2], [1, 2])), tf.gen('Cast', [tf.gen('AddV2', [scalarOf(tf, p), 5])], { DstT: 'int32' })]);
    const y = cond(tf, p, () => tf.constant(f32([], [1])), () => tf.gen('Sum', [failing(), [0]], { keep_dims: false })) as Tensor;
    const session = new Session(tf);
    expect(numbers([session.run(y, new Map([[p, true]]))])).toEqual([1]);
    expect(() => session.run(y, new Map([[p, false]]))).toThrow();
  });

  it('make TensorFlow’s nodes, Switches inside the names of what uses them', () => {
    const tf = new Context();
    const x = scalar(tf, 'x');
    const p = placeholder(tf, 'bool', { shape: [], name: 'p' });
    cond(tf, p, () => Tuple.from2([x, tf.gen('Mul', [x, 2], {}, 'mul')]), () => Tuple.from2([tf.gen('Neg', [x]), constant(tf, 0.5)]));
    expect(tf.graph.operations().slice(2).map((o) => { const n = listNode(tf.graph, o.id); return [n.name, ...n.inputs].join(' '); })).toEqual([
      'cond/Switch p p', 'cond/switch_t cond/Switch:1', 'cond/switch_f cond/Switch', 'cond/pred_id p', 'cond/mul/y ^cond/switch_t', 'cond/mul cond/mul/Switch:1 cond/mul/y',
      'cond/mul/Switch x cond/pred_id', 'cond/Neg cond/Neg/Switch', 'cond/Neg/Switch x cond/pred_id', 'cond/Const ^cond/switch_f', 'cond/Merge cond/Neg cond/mul/Switch:1', 'cond/Merge_1 cond/Const cond/mul',
    ]);
  });

  it('refuse what Python refuses, and fetches of what is inside', () => {
    const tf = new Context();
    const p = placeholder(tf, 'bool', { shape: [], name: 'p' });
    const one = (): Tensor => tf.constant(f32([], [1]));
    expect(() => cond(tf, true, one, one)).toThrow("'pred' must not be a Python bool.");
    expect(() => cond(tf, p, () => null, one)).toThrow("'true_fn' must have a return value.");
    expect(() => cond(tf, p, one, () => tf.constant(i32([], [1])))).toThrow("Outputs of 'true_fn' and 'false_fn' must have the same type(s). Received float32 from 'true_fn' and int32 from 'false_fn'.");
    expect(() => cond(tf, p, () => [one(), one()], one)).toThrow("Incompatible return values of 'true_fn' and 'false_fn'");
    let inside: Tensor | null = null;
    cond(tf, p, () => (inside = one()), one);
    expect(() => new Session(tf).run(inside, new Map([[p, true]]))).toThrow('has been marked as not fetchable');
  });

  it('as a result of operations wait for them', () => {
    const tf = new Context();
    const p = placeholder(tf, 'bool', { shape: [], name: 'p' });
    const ref = tf.op('VariableV2', [], { dtype: 'float32', shape: [] }, 'v');
    const init = tf.op('Assign', [ref, tf.constant(f32([], [1]))], {}, 'init');
    const y = cond(tf, p, () => tf.gen('AssignAdd', [ref, 2]).op, () => noOp(tf)) as Tensor;
    const session = new Session(tf);
    session.run(init.op);
    session.run(y, new Map([[p, true]]));
    session.run(y, new Map([[p, false]]));
    expect(numbers([session.run(tf.gen('Identity', [ref]))])).toEqual([3]);
  });
});

/** A boolean as a float. */
const scalarOf = (tf: Context, p: Tensor): Tensor => tf.gen('Cast', [p], { DstT: 'float32' });

describe('loops', () => {
  it('nest, and bring values of the outer loop in', () => {
    const tf = new Context();
    const n = placeholder(tf, 'int32', { shape: [], name: 'n' });
    const [, total] = whileLoop(tf, less(tf, n), ((i: Tensor, t: Tensor) => {
      const [, inner] = whileLoop(tf, less(tf, i), ((j: Tensor, u: Tensor) => [next(tf, j), tf.gen('AddV2', [u, tf.gen('Mul', [i, j])])]), [counter(tf), t]) as Tensor[];
      return [next(tf, i), inner];
    }), [counter(tf), counter(tf)]) as Tensor[];
    const session = new Session(tf);
    for (const k of [0, 1, 2, 7]) {
      let want = 0;
      for (let i = 0; i < k; i++) for (let j = 0; j < i; j++) want += i * j;
      expect(numbers([session.run(total, new Map([[n, k]]))])).toEqual([want]);
    }
  });

  it('on a dead branch end dead', () => {
    const tf = new Context();
    const p = placeholder(tf, 'bool', { shape: [], name: 'p' });
    const y = cond(tf, p, () => (whileLoop(tf, less(tf, 3), ((i: Tensor) => [next(tf, i)]), [counter(tf)])), () => tf.constant(i32([], [-1]))) as Tensor;
    const session = new Session(tf);
    expect(numbers([session.run(y, new Map([[p, true]]))])).toEqual([3]);
    expect(numbers([session.run(y, new Map([[p, false]]))])).toEqual([-1]);
  });

  it('of many iterations need memory for a few', () => {
    const tf = new Context();
    const [, total] = whileLoop(tf, less(tf, 5_000), ((i: Tensor, t: Tensor) => [next(tf, i), tf.gen('Mul', [tf.gen('AddV2', [t, 1]), 0.5])]), [counter(tf), tf.constant(f32([1000], new Float32Array(1000)))]) as Tensor[];
    const session = new Session(tf);
    const before = tf.graph.heap.bytes;
    expect((session.run(total) as HostTensor).data[999]).toBeCloseTo(1, 5);
    expect(tf.graph.heap.bytes - before).toBeLessThan(2 * 2 ** 20);
  });

  it('change variables and draw random numbers in every iteration', () => {
    const tf = new Context();
    const ref = tf.op('VariableV2', [], { dtype: 'float32', shape: [] }, 'v');
    const init = tf.op('Assign', [ref, tf.constant(f32([], [0]))], {}, 'init');
    const [, draws] = whileLoop(tf, less(tf, 4), ((i: Tensor, ta: TensorArray) => {
      const added = tf.gen('AssignAdd', [ref, 1]);
      return tf.after([added.id], () => {
        const drawn = tf.gen('RandomUniform', [tf.constant(i32([0], []))], { dtype: 'float32', seed: 3, seed2: 4 });
        return [next(tf, i), ta.write(i, drawn)];
      });
    }), [counter(tf), TensorArray.create(tf, 'float32', { size: 4 })]) as [Tensor, TensorArray];
    const session = new Session(tf);
    session.run(init.op);
    const drawn = Array.from((session.run(draws.stack()) as HostTensor).data as Float32Array);
    expect(new Set(drawn).size).toBe(4);
    expect(numbers([session.run(tf.gen('Identity', [ref]))])).toEqual([4]);
  });

  it('refuse shapes that change, and values taken out of them', () => {
    const tf = new Context();
    const start = tf.constant(f32([1], [1]));
    const grow = ((i: Tensor, t: Tensor) => [next(tf, i), tf.gen('ConcatV2', [[t, t], 0])]) as never;
    expect(() => whileLoop(tf, less(tf, 3) as never, grow, [counter(tf), start])).toThrow('enters the loop with shape (1,), but has shape (2,) after one iteration.');
    const [, grown] = whileLoop(tf, less(tf, 3), grow, [counter(tf), start], { shape_invariants: [[], [null]] }) as Tensor[];
    expect((new Session(tf).run(grown) as HostTensor).shape).toEqual([8]);
    let inside: Tensor | null = null;
    whileLoop(tf, less(tf, 3), ((i: Tensor) => [(inside = next(tf, i))]), [counter(tf)]);
    expect(() => tf.gen('Neg', [inside])).toThrow('is in a while loop');
  });

  it('end at maximum_iterations, and give a single variable by itself', () => {
    const tf = new Context();
    const y = whileLoop(tf, (() => tf.constant({ dtype: 'bool', shape: [], data: Uint8Array.of(1) })), ((v: Tensor) => tf.gen('Mul', [v, 2])), [tf.constant(i32([], [1]))], { maximum_iterations: 5 }) as Tensor;
    expect(numbers([new Session(tf).run(y)])).toEqual([32]);
  });
});

describe('TensorArrays', () => {
  const run = (tf: Context, ...ys: Tensor[]): number[][] => (new Session(tf).run(ys) as HostTensor[]).map((t) => Array.from(t.data as Float32Array));

  it('are written, read, stacked, split and joined', () => {
    const tf = new Context();
    const ta = TensorArray.create(tf, 'float32', { size: 3, clear_after_read: false }).unstack([[1, 2], [3, 4], [5, 6.5]]);
    const parts = TensorArray.create(tf, 'float32', { size: 2, infer_shape: false }).split([1, 2, 3.5], [1, 2]);
    expect(run(tf, ta.stack(), ta.concat(), ta.gather([2, 0]), ta.read(1), parts.read(1), parts.size())).toEqual([[1, 2, 3, 4, 5, 6.5], [1, 2, 3, 4, 5, 6.5], [5, 6.5, 1, 2], [3, 4], [2, 3.5], [2]]);
  });

  it('say what may not be done', () => {
    const tf = new Context();
    const make = (): TensorArray => TensorArray.create(tf, 'float32', { size: 2 });
    const twice = make().write(0, 1.5).write(0, 2.5);
    const outside = make().write(5, 1.5);
    const empty = make();
    const read = make().write(0, 1.5);
    const second = tf.after([read.read(0).id], () => read.read(0));
    expect(() => run(tf, twice.flow)).toThrow('Could not write to TensorArray index 0 because it has already been written to.');
    expect(() => run(tf, outside.flow)).toThrow('Tried to write to index 5 but array is not resizeable and size is: 2');
    expect(() => run(tf, empty.read(0))).toThrow('Could not read from TensorArray index 0.');
    expect(() => run(tf, second)).toThrow('Could not read index 0 twice because it was cleared after a previous read');
  });

  it('carry gradients through a loop', () => {
    const tf = new Context();
    const x = placeholder(tf, 'float32', { shape: [3], name: 'x' });
    const input = TensorArray.create(tf, 'float32', { size: 3 }).unstack(x);
    const [, , out] = whileLoop(tf, less(tf, 3), ((i: Tensor, s: Tensor, ta: TensorArray) => {
      const sum = tf.gen('AddV2', [tf.gen('Mul', [s, 2]), input.read(i)]);
      return [next(tf, i), sum, ta.write(i, sum)];
    }), [counter(tf), tf.constant(f32([], [0])), TensorArray.create(tf, 'float32', { size: 3 })]) as [Tensor, Tensor, TensorArray];
    const y = out.stack();
    const [g] = gradients(tf, y, [x]);
    const [values, grad] = new Session(tf).run([y, g], new Map([[x, [1, 2, 3]]])) as HostTensor[];
    expect(Array.from(values.data as Float32Array)).toEqual([1, 4, 11]);
    expect(Array.from(grad.data as Float32Array)).toEqual([7, 3, 1]);
  });

  it('are behind map_fn, scan and foldl', () => {
    const tf = new Context();
    const x = tf.constant(f32([3], [1, 2, 3]));
    const square = mapFn(tf, (v: Tensor) => tf.gen('Mul', [v, v]), x) as Tensor;
    const sums = scan(tf, (a: Tensor, v: Tensor) => tf.gen('AddV2', [a, v]), x) as Tensor;
    const product = foldl(tf, (a: Tensor, v: Tensor) => tf.gen('Mul', [a, v]), x) as Tensor;
    expect(run(tf, square, sums, product)).toEqual([[1, 4, 9], [1, 3, 6], [6]]);
  });
});
