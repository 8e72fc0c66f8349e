/** Slice: a box of a tensor by begin and size; size -1 takes what is left. */
import { concatOf, f32, i32, wholes, minus, arrange, rankOf, reshapeTo, rowSteps, RunFailure, shapeAs, ShapeError, showDims, stackOf, texts, unknown, valuesOf, walk, type Op } from '../../op.ts';

export const slice: Op = {
  type: 'Slice', signature: 'input:T begin:Index size:Index -> output:T | T:type Index:type{int32,int64}', reads: [1, 2],
  infer([x, b, s], _, constant, partial) {
    const count = b.shape?.[0] ?? s.shape?.[0] ?? null;
    if (count !== null && x.shape && x.shape.length !== count) throw new ShapeError(`Shape must be rank ${count} but is rank ${x.shape.length} for '{{node Slice}}'`);
    const input = x.shape ?? unknown(count);
    const sizes = constant(2);
    const known = constant(1);
    const begin = known ? valuesOf(known) : partial(1);
    if (sizes) {
      const wanted = valuesOf(sizes);
      return [{ dtype: x.dtype, shape: wanted.map((d, i) => {
        const have = input?.[i] ?? null;
        const from = begin?.[i] ?? null;
        if (d === -1) return minus(have, from);
        return d;
      }) }];
    }
    const half = partial(2);
    if (half && begin) return [{ dtype: x.dtype, shape: half }];
    return [{ dtype: x.dtype, shape: unknown(input?.length ?? null) }];
  },
  compute(c) {
    const shape = c.shape(0);
    const begin = wholes(c, 1);
    if (begin.length !== shape.length || c.shape(2)[0] !== shape.length) throw new RunFailure('InvalidArgumentError', `Expected begin and size arguments to be 1-D tensors of size ${shape.length}, but got shapes ${showDims(c.shape(1))} and ${showDims(c.shape(2))} instead.`);
    const size = wholes(c, 2).map((d, i) => (d === -1 ? shape[i] - begin[i] : d));
    size.forEach((d, i) => {
      if (begin[i] < 0 || begin[i] > shape[i]) throw new RunFailure('InvalidArgumentError', `Expected begin[${i}] in [0, ${shape[i]}], but got ${begin[i]}`);
      if (d < 0 || begin[i] + d > shape[i]) throw new RunFailure('InvalidArgumentError', `Expected size[${i}] in [0, ${shape[i] - begin[i]}], but got ${d}`);
    });
    const steps = rowSteps(shape);
    arrange(c, 0, size, (put) => walk(size, steps, begin.reduce((at, b, i) => at + b * steps[i], 0), put));
  },
  flops: () => 0,
  gradient(g) {
    const [x, begin] = g.x as [typeof g.x[0], typeof g.x[0]];
    const index = g.dtype(begin);
    const rank = rankOf(g, x);
    const size = shapeAs(g, g.y[0], index);
    const shape = stackOf(g, [rank, 1]);
    const before = reshapeTo(g, begin, shape);
    const whole = shapeAs(g, x, index);
    const after = reshapeTo(g, g.emit('Sub', [g.emit('Sub', [whole, size], {}, 'sub')[0], begin], {}, 'sub')[0], shape);
    return [g.emit('Pad', [g.dy[0]!, concatOf(g, [before, after], 1)], {}, 'Pad')[0], null, null];
  },
  examples: [
    { inputs: [f32([2, 3], [1, 2, 3, 4, 5, 6]), i32([2], [0, 1]), i32([2], [2, 2])], outputs: [f32([2, 2], [2, 3, 5, 6])] },
    { inputs: [f32([4], [1, 2, 3, 4]), i32([1], [1]), i32([1], [-1])], outputs: [f32([3], [2, 3, 4])] },
    { inputs: [texts([2], ['a', 'b']), i32([1], [1]), i32([1], [1])], outputs: [texts([1], ['b'])], differentiable: false },
  ],
};
