/** Tile: its input repeated so many times along each axis. */
import { CODE, elementBytes, f32, i32, arrange, rangeOf, reshapeTo, rowSteps, RunFailure, shapeAs, ShapeError, sizeAs, sizeOf, texts, times, transposeBy, unknown, valuesOf, type Op } from '../op.ts';

/** Visits each element of the output with the place that it comes from. */
function each(shape: readonly number[], out: readonly number[], visit: (i: number, j: number) => void): void {
  const size = sizeOf(out);
  const steps = rowSteps(shape);
  const at = new Array<number>(out.length).fill(0);
  for (let i = 0; i < size; i++) {
    let j = 0;
    for (let d = 0; d < at.length; d++) j += (at[d] % shape[d]) * steps[d];
    visit(i, j);
    for (let d = at.length - 1; d >= 0 && ++at[d] === out[d]; d--) at[d] = 0;
  }
}

export const tile: Op = {
  type: 'Tile', signature: 'input:T multiples:Tmultiples -> output:T | T:type Tmultiples:type{int32,int64}=int32', reads: [1],
  infer([x, m], _, constant, partial) {
    const value = constant(1);
    const by = value ? valuesOf(value) : partial(1);
    const rank = x.shape?.length ?? by?.length ?? null;
    const count = m.shape?.[0] ?? by?.length ?? null;
    if (x.shape && count !== null && count !== x.shape.length) throw new ShapeError(`Shape must be rank ${x.shape.length} but is rank ${count} for '{{node Tile}}'`);
    if (!x.shape || !by) return [{ dtype: x.dtype, shape: unknown(rank) }];
    return [{ dtype: x.dtype, shape: x.shape.map((d, i) => times(d, by[i])) }];
  },
  compute(c) {
    const shape = c.shape(0);
    const by = Array.from(c.data(1));
    if (by.length !== shape.length) throw new RunFailure('InvalidArgumentError', `Expected multiples argument to be a vector of length ${shape.length} but got length ${by.length}`);
    if (by.some((n) => n < 0)) throw new RunFailure('InvalidArgumentError', `Expected multiples[${by.findIndex((n) => n < 0)}] >= 0, but got ${by.find((n) => n < 0)}`);
    const out = shape.map((d, i) => d * by[i]);
    arrange(c, 0, out, (put) => each(shape, out, put));
  },
  reference(inputs) {
    const [x, by] = inputs;
    const out = x.shape.map((d, i) => d * (by.data as Int32Array)[i]);
    const y = new Array<number>(sizeOf(out));
    each(x.shape, out, (i, j) => { y[i] = x.data[j] as number; });
    return [x.dtype === 'string' ? texts(out, y as unknown as string[]) : f32(out, y)];
  },
  flops: () => 0,
  gradient(g) {
    const [x, by] = g.x as [typeof g.x[0], typeof g.x[0]];
    const shape = shapeAs(g, x, g.dtype(by));
    const pairs = reshapeTo(g, transposeBy(g, g.emit('Pack', [by, shape], { axis: 0 }, 'stack')[0], [1, 0]), [-1]);
    const axes = rangeOf(g, 0, sizeAs(g, pairs), 2);
    const parts = reshapeTo(g, g.dy[0]!, pairs);
    return [g.emit('Sum', [parts, axes], { keep_dims: false }, 'Sum')[0], null];
  },
  code: ([x], [y]) => (x.size === y.size && y.dtype !== 'string' ? [CODE.copy, 0, 0, y.size * elementBytes(y.dtype)] : null),
  examples: [{ inputs: [f32([1, 2], [1, 2]), i32([2], [3, 2])] }, { inputs: [f32([1], [4]), i32([1], [5])] }],
};
