/** Conv2DBackpropInput: the gradient of a convolution's input, which is also the transposed convolution. */
import { assemble, constantInts, convolution, convolveBack, f32, i32, layoutOf, mergeShapes, pick, RunFailure, ShapeError, sizeOf, undilated, withRank, type Attrs, type Op } from '../../op.ts';

const ATTRS = ['dilations', 'strides', 'padding', 'explicit_paddings', 'use_cudnn_on_gpu', 'data_format'];

/** `input_sizes` as a whole shape: two numbers are height and width. */
function whole(sizes: readonly number[], filter: readonly number[], dy: readonly number[], attrs: Attrs): number[] {
  if (sizes.length === 4) return [...sizes];
  if (sizes.length === 2) return assemble(layoutOf(attrs, 4), dy[0], sizes, filter[2]) as number[];
  throw new RunFailure('InvalidArgumentError', `Conv2DBackpropInput requires input_sizes to contain 4 values or 2 values, but got: ${sizes.length}`);
}

export const conv2DBackpropInput: Op = {
  type: 'Conv2DBackpropInput', reads: [0],
  signature: 'input_sizes:int32 filter:T out_backprop:T -> output:T | T:type strides:list(int) use_cudnn_on_gpu:bool=true padding:string{"SAME","VALID","EXPLICIT"} explicit_paddings:list(int)=[] data_format:string{"NHWC","NCHW"}="NHWC" dilations:list(int)=[1,1,1,1]',
  infer(inputs, attrs, constant, partial) {
    const filter = withRank('Conv2DBackpropInput', inputs[1], 4, inputs);
    const dy = withRank('Conv2DBackpropInput', inputs[2], 4, inputs);
    const sizes = partial(0) ?? [null, null, null, null];
    const layout = layoutOf(attrs, 4);
    if (sizes.length === 2) return [{ dtype: inputs[1].dtype, shape: assemble(layout, dy[0], sizes, filter[2]) }];
    if (sizes.length !== 4) throw new ShapeError(`Conv2DBackpropInput requires input_sizes to contain 4 values or 2 values, but got: ${sizes.length}`);
    const given = constantInts(constant(0))?.[0] ?? sizes[0];
    if (!mergeShapes([given], [dy[0]])) throw new ShapeError(`Dimensions must be equal, but are ${given} and ${dy[0]} for '{{node Conv2DBackpropInput}}'`);
    return [{ dtype: inputs[1].dtype, shape: sizes.map((d, i) => (i === 0 ? dy[0] : d)) }];
  },
  compute(c) {
    undilated(c.attrs);
    const dy = c.shape(2);
    const shape = whole(Array.from(c.i32(0)), c.shape(1), dy, c.attrs);
    const g = convolution(c.attrs, 'Conv2DBackpropInput', shape, c.shape(1), c.dtype(1));
    const wanted = [shape[0], ...g.window.out.slice(1), g.filters];
    wanted.forEach((d, i) => {
      if (d === dy[i]) return;
      if (i === 0) throw new RunFailure('InvalidArgumentError', `Conv2DBackpropInput: input and out_backprop must have the same batch size. Input batch: ${shape[0]}, outbackprop batch: ${dy[0]}, batch_dim: 0`);
      if (i === 3) throw new RunFailure('InvalidArgumentError', `Conv2DBackpropInput: filter and out_backprop must have the same out_depth`);
      throw new RunFailure('InvalidArgumentError', `Conv2DBackpropInput: Size of out_backprop doesn't match computed: actual = ${dy[i]}, computed = ${d} spatial_dim: ${i} input: ${shape[i]} filter: ${c.shape(1)[i - 1]} output: ${dy[i]} stride: ${g.window.stride[i]} dilation: ${g.window.dilation[i]}`);
    });
    const dx = c.output(0, shape, c.dtype(1));
    convolveBack(c, g, c.address(2), c.address(1), dx);
  },
  flops: (inputs) => 2 * sizeOf(inputs[2]) * sizeOf(inputs[1].slice(0, 3)),
  gradient(g) {
    const [, f, dy] = g.x;
    const attrs = pick(g.attrs, ...ATTRS);
    const fs = g.shapeOf(f);
    return [null, g.apply('Conv2DBackpropFilter', [g.dy[0]!, fs, dy], attrs)[0], g.apply('Conv2D', [g.dy[0]!, f], attrs)[0]];
  },
  examples: [
    { inputs: [i32([4], [2, 3, 4, 2]), f32([3, 3, 2, 2], [1.76, -1.18, -1.45, 1.55, 1.05, -1.82, -0.58, 1.97, 0.07, -1.99, 0.44, 1.88, -0.92, -1.64, 1.35, 1.29, -1.68, -0.86, 1.9, 0.37, -2, 0.14, 1.96, -0.65, -1.79, 1.11, 1.51, -1.5, -1.12, 1.79, 0.66, -1.96, -0.16, 2, -0.36, -1.9]), f32([2, 3, 4, 2], [-0.83, -1.7, 1.27, 1.37, -1.62, -0.95, 1.87, 0.47, -1.99, 0.04, 1.98, -0.55, -1.84, 1.02, 1.57, -1.43, -1.2, 1.74, 0.75, -1.93, -0.26, 2, -0.26, -1.93, 0.76, 1.74, -1.21, -1.43, 1.57, 1.02, -1.84, -0.55, 1.98, 0.04, -1.99, 0.47, 1.87, -0.95, -1.62, 1.37, 1.27, -1.7, -0.83, 1.91, 0.34, -2, 0.18, 1.95])], attrs: { strides: [1, 1, 1, 1], padding: 'SAME' }, outputs: [f32([2, 3, 4, 2], [1.4127002, -1.2147, -0.42229986, 0.20230007, 0.59450006, -0.2791996, 1.6537004, -1.4505002, -1.3062, 0.8890004, -1.3038998, 1.1075995, 0.70289886, -0.57629967, -1.2374995, 0.8800001, 1.1405002, -0.6903999, 1.6247001, -1.8263009, -1.5768003, 1.7640998, 0.91289973, -0.4542998, -1.3656003, 1.154, 0.3952999, -0.1916995, -0.5501003, 0.24919939, -1.606, 1.3900001, 1.2541001, -0.8159008, 1.3806, -1.1740999, -0.79729927, 0.66199994, 1.1792996, -0.8012996, -1.1026005, 0.6458999, -1.6274998, 1.8282003, 1.5965998, -1.7853994, -0.8719002, 0.40729988])] },
    { inputs: [i32([4], [2, 3, 4, 2]), f32([2, 2, 2, 2], [1.76, -1.18, -1.45, 1.55, 1.05, -1.82, -0.58, 1.97, -0.92, -1.64, 1.35, 1.29, -1.68, -0.86, 1.9, 0.37]), f32([2, 1, 2, 2], [-0.83, -1.7, 1.27, 1.37, -1.62, -0.95, 1.87, 0.47])], attrs: { strides: [1, 2, 2, 1], padding: 'VALID' }, outputs: [f32([2, 3, 4, 2], [0.5452001, -1.4315, 2.2225, -2.8676002, 0.6186, 0.28199983, -1.1599002, 1.9623001, 3.5516, -3.3135, 2.8564, -2.2059999, -3.4152, 3.4818, -3.3118, 2.9199, 0, 0, 0, 0, 0, 0, 0, 0, -1.7302002, 0.8765, 0.027999997, -0.9319, 2.7366, -1.9830003, 1.1080999, -0.15869999, 3.0484, -3.4125, 3.5386, -3.4295, -2.4912, 3.1308002, -3.5458, 3.7269, 0, 0, 0, 0, 0, 0, 0, 0])] },
    { inputs: [i32([4], [2, 3, 4, 2]), f32([3, 3, 2, 2], [1.76, -1.18, -1.45, 1.55, 1.05, -1.82, -0.58, 1.97, 0.07, -1.99, 0.44, 1.88, -0.92, -1.64, 1.35, 1.29, -1.68, -0.86, 1.9, 0.37, -2, 0.14, 1.96, -0.65, -1.79, 1.11, 1.51, -1.5, -1.12, 1.79, 0.66, -1.96, -0.16, 2, -0.36, -1.9]), f32([2, 2, 3, 2], [-0.83, -1.7, 1.27, 1.37, -1.62, -0.95, 1.87, 0.47, -1.99, 0.04, 1.98, -0.55, -1.84, 1.02, 1.57, -1.43, -1.2, 1.74, 0.75, -1.93, -0.26, 2, -0.26, -1.93])], attrs: { strides: [1, 1, 1, 1], padding: 'EXPLICIT', explicit_paddings: [0, 0, 1, 0, 0, 1, 0, 0] }, outputs: [f32([2, 3, 4, 2], [6.2882, -5.2965, -3.0003, 4.0646005, 2.3257, -1.7985002, 4.0515003, -4.8631, -2.8925002, 4.4275007, -4.6466, 3.7389002, -1.6769998, 2.2176, 3.7829, -2.6353, -2.8256001, 2.1187, 2.3534, -2.7519, -1.2134998, 0.85679984, -2.8037, 3.0252, 3.6173997, -5.2472, 4.5972996, -3.6039002, 2.4654002, -3.0129993, -3.5792, 2.3648, 6.901, -5.7855997, -3.1520004, 4.2419996, 2.4466999, -1.7287998, 4.244, -5.0683002, -3.4847999, 4.0275, -1.6092997, 0.8852, -1.7856998, 1.8077998, 0.8781004, -0.09520006])] },
    { inputs: [i32([4], [2, 3, 4, 2]), f32([3, 3, 2, 2], [1.76, -1.18, -1.45, 1.55, 1.05, -1.82, -0.58, 1.97, 0.07, -1.99, 0.44, 1.88, -0.92, -1.64, 1.35, 1.29, -1.68, -0.86, 1.9, 0.37, -2, 0.14, 1.96, -0.65, -1.79, 1.11, 1.51, -1.5, -1.12, 1.79, 0.66, -1.96, -0.16, 2, -0.36, -1.9]), f32([2, 1, 2, 2], [-0.83, -1.7, 1.27, 1.37, -1.62, -0.95, 1.87, 0.47])], attrs: { strides: [1, 3, 2, 1], padding: 'SAME' }, outputs: [f32([2, 3, 4, 2], [0.5452001, -1.4315, 2.2225, -2.8676002, 3.9435, -3.2792003, -1.1599002, 1.9623001, 3.5516, -3.3135, 2.8564, -2.2059999, -1.9932001, 2.96, -3.3118, 2.9199, -0.4013002, 1.2967002, -2.1134, 2.7842002, -4.0198, 3.3915, 1.0299001, -1.8469999, -1.7302002, 0.8765, 0.027999997, -0.9319, 4.5137, -4.4818, 1.1080999, -0.15869999, 3.0484, -3.4125, 3.5386, -3.4295, 0.61580014, 0.5731001, -3.5458, 3.7269, 1.8453001, -1.0212, 0.113900065, 0.79279995, -4.4664, 4.5069, -1.2530999, 0.31299996])] },
    { inputs: [i32([4], [2, 3, 4, 2]), f32([1, 1, 2, 3], [1.08, -1.81, -0.61, 1.97, 0.11, -1.99]), f32([2, 3, 4, 3], [-0.83, -1.7, 1.27, 1.37, -1.62, -0.95, 1.87, 0.47, -1.99, 0.04, 1.98, -0.55, -1.84, 1.02, 1.57, -1.43, -1.2, 1.74, 0.75, -1.93, -0.26, 2, -0.26, -1.93, 0.76, 1.74, -1.21, -1.43, 1.57, 1.02, -1.84, -0.55, 1.98, 0.04, -1.99, 0.47, 1.87, -0.95, -1.62, 1.37, 1.27, -1.7, -0.83, 1.91, 0.34, -2, 0.18, 1.95, -0.68, -1.78, 1.14, 1.48, -1.52, -1.09, 1.8, 0.63, -1.96, -0.12, 2, -0.39, -1.89, 0.88, 1.67, -1.31, -1.33, 1.65, 0.9, -1.89, -0.42, 1.99, -0.1, -1.97])], attrs: { strides: [1, 1, 1, 1], padding: 'VALID' }, outputs: [f32([2, 3, 4, 2], [1.4058999, -4.3493996, 4.9913, 4.4111996, 2.3828003, 7.6957, -3.2050998, 1.3911, -4.7911, -6.6369004, -0.43380022, -6.4117002, 4.4618998, 1.7826, 3.8079, 7.7520995, -1.5904999, 4.0965, -5.0083, -4.6742, -2.1995, -7.6255007, 3.3583999, -1.0754, 4.7273, 6.8032002, 0.21790028, 6.2216, -4.5608997, -2.1016002, -3.6753001, -7.8007, 1.7919998, -3.8040001, 5.0145, 4.9175, 1.9993001, 7.5157003, -3.5117, 0.75969994, -4.6527004, -6.9498, -0.013999939, -6.0104995, 4.6491, 2.4009, 3.5319002, 7.8296])] },
  ],
};
