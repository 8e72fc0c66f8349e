/** Select: elements of x where a condition holds, else of y. */
import { bools, f32, i32, mergeShapes, ShapeError, showDims, sizeOf, zerosLikeOf, type Op } from '../../op.ts';

export const select: Op = {
  type: 'Select', signature: 'condition:bool t:T e:T -> output:T | T:type',
  infer([c, x, y]) {
    const merged = mergeShapes(x.shape, y.shape);
    if (!merged) throw new ShapeError(`Dimensions must be equal for 'Select', but the shapes are ${showDims(x.shape)} and ${showDims(y.shape)} for '{{node Select}}' with input shapes: ${showDims(c.shape)}, ${showDims(x.shape)}, ${showDims(y.shape)}.`);
    const shape = c.shape && c.shape.length > 1 ? mergeShapes(merged.shape, c.shape)?.shape ?? null : merged.shape;
    return [{ dtype: x.dtype, shape }];
  },
  compute(c) {
    const shape = c.shape(1);
    const pick = c.data(0);
    // A vector chooses whole rows, a scalar everything.
    const row = pick.length === 0 ? 1 : Math.max(1, sizeOf(shape) / pick.length);
    if (c.dtype(1) === 'string') {
      const [x, y] = [c.strings(1), c.strings(2)];
      c.outStrings(0, shape, x.map((v, i) => (pick[Math.floor(i / row)] ? v : y[i])));
      return;
    }
    const z = c.make(0, shape, c.dtype(1));
    const [x, y, chosen] = [c.data(1), c.data(2), c.data(0)];
    for (let i = 0; i < z.length; i++) z[i] = chosen[Math.floor(i / row)] ? x[i] : y[i];
  },
  flops: (_, outputs) => sizeOf(outputs[0]),
  gradient(g) {
    const zeros = zerosLikeOf(g, g.x[1]);
    const gx = g.apply('Select', [g.x[0], g.dy[0]!, zeros])[0];
    return [null, gx, g.apply('Select', [g.x[0], zeros, g.dy[0]!])[0]];
  },
  examples: [
    { inputs: [bools([2], [1, 0]), f32([2], [1, 2]), f32([2], [3, 4])], outputs: [f32([2], [1, 4])] },
    { inputs: [bools([2], [1, 0]), f32([2, 2], [1, 2, 3, 4]), f32([2, 2], [5, 6, 7, 8])], outputs: [f32([2, 2], [1, 2, 7, 8])] },
    { inputs: [bools([], [1]), i32([2], [1, 2]), i32([2], [3, 4])], differentiable: false, outputs: [i32([2], [1, 2])] },
  ],
};
