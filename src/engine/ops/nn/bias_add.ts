/** BiasAdd: a vector added to every row (to every channel plane where channels come first). */
import { f32, forNode, i32, pick, RunFailure, ShapeError, sizeOf, type Op, type Shape } from '../../op.ts';

const channelAxis = (shape: Shape, format: unknown): number => (format === 'NCHW' ? 1 : shape.length - 1);

export const biasAdd: Op = {
  type: 'BiasAdd', signature: 'value:T bias:T -> output:T | T:type data_format:string{"NHWC","NCHW"}="NHWC"',
  infer(inputs, attrs) {
    const [x, b] = inputs;
    if (x.shape && x.shape.length < 2) throw new ShapeError(`Shape must be at least rank 2 but is rank ${x.shape.length} ${forNode('BiasAdd', inputs)}`);
    if (b.shape && b.shape.length !== 1) throw new ShapeError(`Shape must be rank 1 but is rank ${b.shape.length} ${forNode('BiasAdd', inputs)}`);
    if (!x.shape) return [{ dtype: x.dtype, shape: null }];
    const axis = channelAxis(x.shape, attrs.data_format);
    const [have, bias] = [x.shape[axis], b.shape?.[0] ?? null];
    if (have !== null && bias !== null && have !== bias) throw new ShapeError(`Dimensions must be equal, but are ${have} and ${bias} ${forNode('BiasAdd', inputs)}`);
    return [{ dtype: x.dtype, shape: x.shape.map((d, i) => (i === axis ? (d ?? bias) : d)) }];
  },
  compute(c) {
    const shape = c.shape(0);
    const axis = channelAxis(shape, c.attrs.data_format);
    const channels = shape[axis];
    if (c.shape(1)[0] !== channels) throw new RunFailure('InvalidArgumentError', `Must provide as many biases as the last dimension of the input tensor: [${c.shape(1).join(',')}] vs. [${shape.join(',')}]`);
    const y = c.make(0, shape, c.dtype(0));
    const [x, b] = [c.data(0), c.data(1)];
    const inner = sizeOf(shape.slice(axis + 1));
    let i = 0;
    while (i < x.length) for (let k = 0; k < channels; k++) for (let r = 0; r < inner; r++, i++) y[i] = x[i] + b[k];
  },
  flops: (inputs) => sizeOf(inputs[0]),
  gradient: (g) => [g.dy[0], g.apply('BiasAddGrad', [g.dy[0]!], pick(g.attrs, 'data_format'))[0]],
  examples: [
    { inputs: [f32([2, 3], [1.08, -1.81, -0.61, 1.97, 0.11, -1.99]), f32([3], [1, 2, 3])], outputs: [f32([2, 3], [2.08, 0.19000006, 2.3899999, 2.97, 2.11, 1.01])] },
    { inputs: [f32([1, 2, 2, 2], [1.08, -1.81, -0.61, 1.97, 0.11, -1.99, 0.41, 1.89]), f32([2], [0.5, -1])], outputs: [f32([1, 2, 2, 2], [1.58, -2.81, -0.110000014, 0.97, 0.61, -2.99, 0.90999997, 0.89])] },
    { inputs: [i32([1, 2, 3], [0, -1, 1, 1, -1, 0]), i32([3], [1, 2, 3])], outputs: [i32([1, 2, 3], [1, 1, 4, 2, 1, 3])] },
    { inputs: [f32([1, 2, 2, 2], [1.08, -1.81, -0.61, 1.97, 0.11, -1.99, 0.41, 1.89]), f32([2], [0.5, -1])], attrs: { data_format: 'NCHW' }, outputs: [f32([1, 2, 2, 2], [1.58, -1.31, -0.110000014, 2.47, -0.89, -2.99, -0.59000003, 0.89])] },
  ],
};
