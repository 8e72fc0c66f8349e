/** MaxPool3DGrad: each gradient goes to the first greatest number of its window. */
import { f32, greatest, pick, poolOf, zerosLike, type Op } from '../../op.ts';

export const maxPool3DGrad: Op = {
  type: 'MaxPool3DGrad',
  signature: 'orig_input:TInput orig_output:TInput grad:T -> output:T | ksize:list(int)>=5 strides:list(int)>=5 padding:string{"SAME","VALID"} data_format:string{"NDHWC","NCDHW"}="NDHWC" T:type{float16,bfloat16,float32}=float32 TInput:type{float16,bfloat16,float32}=float32',
  infer: (inputs) => [{ dtype: inputs[0].dtype, shape: inputs[0].shape }],
  compute(c) {
    const p = poolOf(c, 'MaxPool3DGrad', c.shape(0));
    const dx = c.make(0, c.shape(0), c.dtype(0));
    const dy = c.data(2);
    const at = greatest(p, c.data(0));
    dx.fill(0);
    for (let i = 0; i < at.length; i++) if (at[i] >= 0) dx[at[i]] += dy[i];
  },
  gradient(g) {
    const [x, y] = g.x;
    const zeros = [zerosLike(g, x), zerosLike(g, y)];
    return [...zeros, g.apply('MaxPool3DGradGrad', [x, y, g.dy[0]!], pick(g.attrs, 'ksize', 'strides', 'padding', 'data_format'))[0]];
  },
  examples: [
    { inputs: [f32([1, 2, 3, 3, 2], [1.08, -1.81, -0.61, 1.97, 0.11, -1.99, 0.41, 1.89, -0.89, -1.66, 1.32, 1.32, -1.66, -0.89, 1.89, 0.4, -1.99, 0.11, 1.97, -0.62, -1.81, 1.08, 1.53, -1.48, -1.15, 1.77, 0.69, -1.95, -0.19, 2, -0.33, -1.91, 0.82, 1.7, -1.26, -1.38]), f32([1, 2, 3, 3, 2], [1.97, 1.97, 1.53, 2, 1.53, 2, 1.89, 1.89, 1.89, 2, 1.32, 2, 1.89, 1.7, 1.89, 1.7, -1.26, 0.11, 1.97, 1.77, 1.53, 2, 1.53, 2, 0.82, 1.77, 0.82, 2, -0.19, 2, 0.82, 1.7, 0.82, 1.7, -1.26, -1.38]), f32([1, 2, 3, 3, 2], [-1.98, -0.02, 1.99, -0.49, -1.86, 0.97, 1.61, -1.38, -1.26, 1.71, 0.82, -1.92, -0.32, 2, -0.19, -1.95, 0.69, 1.77, -1.15, -1.47, 1.53, 1.08, -1.81, -0.61, 1.97, 0.11, -1.99, 0.41, 1.89, -0.89, -1.66, 1.32, 1.32, -1.66, -0.89, 1.89])], attrs: { ksize: [1, 2, 2, 2, 1], strides: [1, 1, 1, 1, 1], padding: 'SAME' }, outputs: [f32([1, 2, 3, 3, 2], [0, 0, 0, -0.02, 0, 0, 0, -1.38, 0, 0, 0.82, 0, 0, 0, -0.16000003, 0, 0, 1.77, -3.13, 0, 0, 0, -0.14999998, 0, 0, -1.36, 0, 0, 1.89, 0.26000023, 0, 0, -0.3599999, -0.28999984, -0.19999999, 1.89])] },
    { inputs: [f32([1, 2, 3, 3, 2], [1.08, -1.81, -0.61, 1.97, 0.11, -1.99, 0.41, 1.89, -0.89, -1.66, 1.32, 1.32, -1.66, -0.89, 1.89, 0.4, -1.99, 0.11, 1.97, -0.62, -1.81, 1.08, 1.53, -1.48, -1.15, 1.77, 0.69, -1.95, -0.19, 2, -0.33, -1.91, 0.82, 1.7, -1.26, -1.38]), f32([1, 1, 1, 1, 2], [1.97, 1.97]), f32([1, 1, 1, 1, 2], [-1.98, -0.02])], attrs: { ksize: [1, 2, 2, 2, 1], strides: [1, 2, 2, 2, 1], padding: 'VALID' }, outputs: [f32([1, 2, 3, 3, 2], [0, 0, 0, -0.02, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1.98, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0])] },
  ],
};
