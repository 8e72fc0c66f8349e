/** Cross: the vector product. */
import { f32, mergeShapes, ShapeError, showDims, sizeOf, type Op, type Output } from '../../op.ts';

export const cross: Op = {
  type: 'Cross', signature: 'a:T b:T -> product:T | T:type',
  infer([a, b]) {
    const merged = mergeShapes(a.shape, b.shape);
    const last = merged?.shape?.at(-1);
    if (!merged || (last !== undefined && last !== null && last !== 3)) throw new ShapeError(`Dimension must be 3 but is ${last ?? '?'} for '{{node Cross}}' with input shapes: ${showDims(a.shape)}, ${showDims(b.shape)}.`);
    return [{ dtype: a.dtype, shape: merged.shape }];
  },
  compute(c) {
    const z = c.make(0, c.shape(0), c.dtype(0));
    const [u, v] = [c.data(0), c.data(1)];
    for (let i = 0; i < z.length; i += 3) for (let k = 0; k < 3; k++) z[i + k] = u[i + ((k + 1) % 3)] * v[i + ((k + 2) % 3)] - u[i + ((k + 2) % 3)] * v[i + ((k + 1) % 3)];
  },
  flops: (inputs) => 3 * sizeOf(inputs[0]),
  gradient(g) {
    const [u, v] = g.x as [Output, Output];
    const gu = g.apply('Cross', [v, g.dy[0]!])[0];
    return [gu, g.apply('Cross', [g.dy[0]!, u])[0]];
  },
  examples: [
    { inputs: [f32([2, 3], [1, 2, 3, 4, 5, 6]), f32([2, 3], [3, 1, -2, 0.5, 0, 1])], outputs: [f32([2, 3], [-7, 11, -5, 5, -1, -2.5])] },
  ],
};
