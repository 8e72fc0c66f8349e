/** FusedBatchNormGradV3: the gradients of FusedBatchNormV3's input, scale and offset. */
import { channelsFirst, channelsLast, channelsOf, exactNormalGradients, f32, withRank, type DType, type Op } from '../../op.ts';

export const fusedBatchNormGradV3: Op = {
  type: 'FusedBatchNormGradV3',
  signature: 'y_backprop:T x:T scale:float32 reserve_space_1:U reserve_space_2:U reserve_space_3:U -> x_backprop:T scale_backprop:U offset_backprop:U reserve_space_4:U reserve_space_5:U | T:type{float16,bfloat16,float32} U:type{float32} epsilon:float=0.0001 data_format:string{"NHWC","NCHW","NDHWC","NCDHW"}="NHWC" is_training:bool=true',
  infer(inputs, attrs) {
    const format = String(attrs.data_format);
    const dy = withRank('FusedBatchNormGradV3', inputs[0], format.length, inputs);
    const x = withRank('FusedBatchNormGradV3', inputs[1], format.length, inputs);
    const axis = format.indexOf('C');
    const channels = dy[axis] ?? x[axis] ?? inputs[2].shape?.[0] ?? null;
    const u = attrs.U as DType;
    const vector = { dtype: u, shape: [channels] };
    const nothing = { dtype: u, shape: [0] };
    return [{ dtype: inputs[0].dtype, shape: dy.map((d, i) => (i === axis ? channels : d)) }, vector, vector, nothing, nothing];
  },
  compute(c) {
    const shape = c.shape(1);
    const { n, rest, inner } = channelsOf(shape, c.attrs);
    const epsilon = Math.fround(c.attrs.epsilon as number);
    const u = c.attrs.U as DType;
    c.output(0, shape, c.dtype(0));
    c.output(1, [n], u);
    c.output(2, [n], u);
    c.output(3, [0], u);
    c.output(4, [0], u);
    const [dx, dscale, doffset] = [c.out(0), c.out(1), c.out(2)];
    const [dy, x, scale, mean, variance] = [c.data(0), c.data(1), c.data(2), c.data(3), c.data(4)];
    const training = c.attrs.is_training === true;
    if (c.kernels.exact && c.dtype(1) === 'float32' && rest > 0) {
      const [dyRows, rows] = [channelsLast(dy, n, inner), channelsLast(x, n, inner)];
      const to = inner === 1 ? dx : rows.slice();
      exactNormalGradients(dyRows, rows, scale, mean, variance, epsilon, training, { dx: to, dscale, doffset });
      if (to !== dx) channelsFirst(to, n, inner, dx);
      return;
    }
    const at = (r: number, k: number): number => Math.floor(r / inner) * inner * n + k * inner + (r % inner);
    for (let k = 0; k < n; k++) {
      let sum = 0;
      let dot = 0;
      for (let r = 0; r < rest; r++) {
        const i = at(r, k);
        sum += dy[i];
        dot += dy[i] * (x[i] - mean[k]);
      }
      const inverse = 1 / Math.sqrt(variance[k] + epsilon);
      dscale[k] = dot * inverse;
      doffset[k] = sum;
      const times = scale[k] * inverse;
      const slope = dot / rest * inverse * inverse;
      for (let r = 0; r < rest; r++) {
        const i = at(r, k);
        dx[i] = training ? times * (dy[i] - sum / rest - (x[i] - mean[k]) * slope) : dy[i] * times;
      }
    }
  },
  examples: [
    { inputs: [f32([2, 2, 1, 2], [-1.98, -0.02, 1.99, -0.49, -1.86, 0.97, 1.61, -1.38]), f32([2, 2, 1, 2], [1.08, -1.81, -0.61, 1.97, 0.11, -1.99, 0.41, 1.89]), f32([2], [1, 2]), f32([2], [0.2475, 0.0150000155]), f32([2], [0.36841878, 3.672075]), f32([], [0])], outputs: [f32([2, 2, 1, 2], [-0.5230923, -0.4880347, 0.6579695, 0.486227, -3.4011104, 0.47545883, 3.2662332, -0.4736511]), f32([2], [-4.674022, -2.8460174]), f32([2], [-0.24000001, -0.91999996]), f32([0], []), f32([0], [])] },
    { inputs: [f32([2, 2, 1, 2], [-1.98, -0.02, 1.99, -0.49, -1.86, 0.97, 1.61, -1.38]), f32([2, 2, 1, 2], [1.08, -1.81, -0.61, 1.97, 0.11, -1.99, 0.41, 1.89]), f32([2], [1, 2]), f32([2], [0, 0]), f32([2], [0, 0]), f32([], [0])], attrs: { is_training: false, epsilon: 0.01 }, outputs: [f32([2, 2, 1, 2], [-19.8, -0.39999998, 19.9, -9.8, -18.6, 19.400002, 16.1, -27.6]), f32([2], [-28.968002, -54.676003]), f32([2], [-0.24000001, -0.91999996]), f32([0], []), f32([0], [])] },
  ],
};
