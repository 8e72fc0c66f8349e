/** Squeeze: its input without axes of size 1, all of them or those named. */
import { backToShape, copy, f32, i32, one, RunFailure, ShapeError, texts, type Op, type Shape } from '../../op.ts';

const squeezed = (shape: Shape, axes: readonly number[], complain: (axis: number, d: number) => never): Shape | null => {
  if (axes.length === 0) return shape.includes(null) ? null : shape.filter((d) => d !== 1);
  const gone = new Set(axes.map((a) => {
    if (a < -shape.length || a >= shape.length) throw new ShapeError(`Tried to squeeze dim index ${a} for tensor with ${shape.length} dimensions.`);
    return a < 0 ? a + shape.length : a;
  }));
  return shape.filter((d, i) => {
    if (!gone.has(i)) return true;
    return d === null || d === 1 ? false : complain(i, d);
  });
};

export const squeeze: Op = {
  type: 'Squeeze', signature: 'input:T -> output:T | T:type squeeze_dims:list(int)>=0=[]',
  infer: ([x], attrs) => one(x, x.shape && squeezed(x.shape, attrs.squeeze_dims as number[], (i, d) => { throw new ShapeError(`Can not squeeze dim[${i}], expected a dimension of 1, got ${d} for '{{node Squeeze}}'`); })),
  compute: (c) => copy(c, squeezed(c.shape(0), c.attrs.squeeze_dims as number[], (i, d) => { throw new RunFailure('InvalidArgumentError', `Can not squeeze dim[${i}], expected a dimension of 1, got ${d}`); }) as number[]),
  flops: () => 0,
  gradient: (g) => [backToShape(g)],
  examples: [
    { inputs: [f32([1, 2, 1], [1, 2])], outputs: [f32([2], [1, 2])] },
    { inputs: [f32([1, 2, 1], [1, 2])], attrs: { squeeze_dims: [-1] }, outputs: [f32([1, 2], [1, 2])] },
    { inputs: [i32([1, 1], [3])], outputs: [i32([], [3])], differentiable: false },
    { inputs: [texts([1], ['a'])], attrs: { squeeze_dims: [0] }, outputs: [texts([], ['a'])], differentiable: false },
  ],
};
