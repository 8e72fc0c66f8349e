/** ClipByValue: elements kept between two bounds. */
import { f32, i32, RunFailure, showDims, sizeOf, sumOf, zerosAs, type Op, type Output } from '../../op.ts';

export const clipByValue: Op = {
  type: 'ClipByValue', signature: 't:T clip_value_min:T clip_value_max:T -> output:T | T:type',
  infer: ([x]) => [{ dtype: x.dtype, shape: x.shape }],
  compute(c) {
    const size = sizeOf(c.shape(0));
    for (const i of [1, 2]) {
      if (sizeOf(c.shape(i)) !== 1 && sizeOf(c.shape(i)) !== size) throw new RunFailure('InvalidArgumentError', `clip_value_min and clip_value_max must be either of the same shape as input, or a scalar. input shape: ${showDims(c.shape(0))}clip_value_min shape: ${showDims(c.shape(1))}clip_value_max shape: ${showDims(c.shape(2))}`);
    }
    const y = c.make(0, c.shape(0), c.dtype(0));
    const [x, low, high] = [c.data(0), c.data(1), c.data(2)];
    for (let i = 0; i < size; i++) {
      const [least, most] = [low.length === 1 ? low[0] : low[i], high.length === 1 ? high[0] : high[i]];
      y[i] = x[i] < least ? least : x[i] > most ? most : x[i];
    }
  },
  flops: (inputs) => sizeOf(inputs[0]),
  gradient(g) {
    const [x, y, z] = g.x as [Output, Output, Output];
    const dy = g.dy[0]!;
    const shapes = [g.shapeOf(x), g.shapeOf(y), g.shapeOf(z)] as const;
    const zeros = zerosAs(g, g.shapeOf(dy), g.dtype(dy));
    const [under, over] = [g.apply('Less', [x, y])[0], g.apply('Greater', [x, z])[0]];
    const axesY = g.emit('BroadcastGradientArgs', [shapes[0], shapes[1]], {}, 'BroadcastGradientArgs')[1];
    const axesZ = g.emit('BroadcastGradientArgs', [shapes[0], shapes[2]], {}, 'BroadcastGradientArgs')[1];
    const gx = g.apply('Select', [g.apply('LogicalOr', [under, over])[0], zeros, dy])[0];
    const gy = g.apply('Select', [under, dy, zeros])[0];
    const back = (partial: Output, axes: Output, shape: Output): Output => g.apply('Reshape', [sumOf(g, partial, axes), shape])[0];
    const gz = g.apply('Select', [over, dy, zeros])[0];
    const dLow = back(gy, axesY, shapes[1]);
    return [gx, dLow, back(gz, axesZ, shapes[2])];
  },
  examples: [
    { inputs: [f32([2, 3], [1, 2, 3, 4, 5, 6.5]), f32([], [2]), f32([], [5])], outputs: [f32([2, 3], [2, 2, 3, 4, 5, 5])] },
    { inputs: [i32([2, 3], [1, -2, 3, 4, 5, 6]), i32([], [0]), i32([], [4])], differentiable: false, outputs: [i32([2, 3], [1, 0, 3, 4, 4, 4])] },
  ],
};
