/** BiasAddGrad: the sum over all but the channel axis. */
import { f32, forNode, ShapeError, sizeOf, sliceVector, type Gradient, type Op, type Output, type Shape } from '../../op.ts';

const channelAxis = (shape: Shape, format: unknown): number => (format === 'NCHW' ? 1 : shape.length - 1);

/** `array_ops.ones_like(o)` of a small vector of unknown or known length. */
function onesLike(g: Gradient, o: Output): Output {
  return g.scope('ones_like', (own) => {
    const shape = g.shapeOf(o);
    return g.emit('Fill', [shape, g.constant({ dtype: 'int32', shape: [], data: Int32Array.of(1) }, 'Const')], { index_type: 'int32' }, own)[0];
  });
}

export const biasAddGrad: Op = {
  type: 'BiasAddGrad', signature: 'out_backprop:T -> output:T | T:type data_format:string{"NHWC","NCHW"}="NHWC"',
  infer(inputs, attrs) {
    const { shape, dtype } = inputs[0];
    if (shape && shape.length < 2) throw new ShapeError(`Shape must be at least rank 2 but is rank ${shape.length} ${forNode('BiasAddGrad', inputs)}`);
    return [{ dtype, shape: [shape ? shape[channelAxis(shape, attrs.data_format)] : null] }];
  },
  compute(c) {
    const shape = c.shape(0);
    const axis = channelAxis(shape, c.attrs.data_format);
    const channels = shape[axis];
    const sums = c.make(0, [channels], c.dtype(0));
    const x = c.data(0);
    const inner = sizeOf(shape.slice(axis + 1));
    sums.fill(0);
    let i = 0;
    while (i < x.length) for (let k = 0; k < channels; k++) for (let r = 0; r < inner; r++, i++) sums[k] += x[i];
  },
  flops: (inputs) => sizeOf(inputs[0]),
  gradient(g) {
    const shape = g.shapeOf(g.x[0]);
    const bias = g.shapeOf(g.dy[0]!);
    const first = g.attrs.data_format === 'NCHW';
    const concat = (parts: readonly Output[]): Output => g.apply('ConcatV2', [parts, 0], {}, 'concat')[0];
    const one = (): Output => g.constant({ dtype: 'int32', shape: [1], data: Int32Array.of(1) }, 'Const');
    const front = onesLike(g, sliceVector(g, shape, null, first ? 1 : -1));
    const expanded = concat(first ? [front, bias, onesLike(g, sliceVector(g, shape, 2, null))] : [front, bias]);
    const head = sliceVector(g, shape, null, first ? 1 : -1);
    const times = concat(first ? [head, one(), sliceVector(g, shape, 2, null)] : [head, one()]);
    return g.apply('Tile', [g.apply('Reshape', [g.dy[0]!, expanded], {}, 'Reshape')[0], times]);
  },
  examples: [
    { inputs: [f32([2, 3], [1.08, -1.81, -0.61, 1.97, 0.11, -1.99])], outputs: [f32([3], [3.0500002, -1.6999999, -2.6])] },
    { inputs: [f32([1, 2, 2, 2], [1.08, -1.81, -0.61, 1.97, 0.11, -1.99, 0.41, 1.89])], outputs: [f32([2], [0.99, 0.060000062])] },
    { inputs: [f32([1, 2, 2, 2], [1.08, -1.81, -0.61, 1.97, 0.11, -1.99, 0.41, 1.89])], attrs: { data_format: 'NCHW' }, outputs: [f32([2], [0.6300001, 0.41999996])] },
  ],
};
