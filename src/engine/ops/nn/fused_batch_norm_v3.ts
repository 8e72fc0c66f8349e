/** FusedBatchNormV3: normalises each channel by its mean and variance, of the batch or given, then scales and shifts it. */
import { channelsFirst, channelsLast, channelsOf, exactMoments, exactNormal, f32, forNode, pick, RunFailure, ShapeError, sizeOf, transpose, withRank, type DType, type Op, type Output } from '../../op.ts';

export const fusedBatchNormV3: Op = {
  type: 'FusedBatchNormV3',
  signature: 'x:T scale:U offset:U mean:U variance:U -> y:T batch_mean:U batch_variance:U reserve_space_1:U reserve_space_2:U reserve_space_3:U | T:type{float16,bfloat16,float32} U:type{bfloat16,float32} epsilon:float=0.0001 exponential_avg_factor:float=1.0 data_format:string{"NHWC","NCHW","NDHWC","NCDHW"}="NHWC" is_training:bool=true',
  infer(inputs, attrs) {
    const format = String(attrs.data_format);
    const rank = format.length;
    const shape = withRank('FusedBatchNormV3', inputs[0], rank, inputs);
    const axis = format.indexOf('C');
    let channels = shape[axis];
    for (const s of inputs.slice(1, attrs.is_training === true ? 3 : 5)) {
      if (s.shape && s.shape.length !== 1) throw new ShapeError(`Shape must be rank 1 but is rank ${s.shape.length} ${forNode('FusedBatchNormV3', inputs)}`);
      const d = s.shape?.[0] ?? null;
      if (d !== null && channels !== null && d !== channels) throw new ShapeError(`Dimensions must be equal, but are ${channels} and ${d} ${forNode('FusedBatchNormV3', inputs)}`);
      channels ??= d;
    }
    const u = attrs.U as DType;
    const vector = { dtype: u, shape: [channels] };
    return [{ dtype: inputs[0].dtype, shape: shape.map((d, i) => (i === axis ? channels : d)) }, vector, vector, vector, vector, { dtype: u, shape: null }];
  },
  compute(c) {
    const shape = c.shape(0);
    const { n, rest, inner } = channelsOf(shape, c.attrs);
    const training = c.attrs.is_training === true;
    const factor = Math.fround(c.attrs.exponential_avg_factor as number);
    const epsilon = Math.fround(c.attrs.epsilon as number);
    if (!training && c.shape(3)[0] !== n) throw new RunFailure('InvalidArgumentError', `mean must have the same number of elements as the channels of x, got ${c.shape(3)[0]} and ${n}`);
    const u = c.attrs.U as DType;
    c.output(0, shape, c.dtype(0));
    for (let i = 1; i < 5; i++) c.output(i, [n], u);
    c.output(5, [], u);
    const [y, mean, variance, saved, savedVariance] = [c.out(0), c.out(1), c.out(2), c.out(3), c.out(4)];
    const [x, scale, offset, given, givenVariance] = [c.data(0), c.data(1), c.data(2), c.data(3), c.data(4)];
    c.out(5)[0] = 0;
    if (c.kernels.exact && c.dtype(0) === 'float32' && rest > 0) {
      const rows = channelsLast(x, n, inner);
      const used = training ? exactMoments(rows, rest, n) : { mean: given, variance: givenVariance };
      const adjust = training ? Math.fround(rest / Math.max(1, rest - 1)) : 1;
      const [old, weight] = [Math.fround(1 - factor), Math.fround(factor * adjust)];
      const blend = training && factor !== 1;
      for (let k = 0; k < n; k++) {
        const [m, v] = [used.mean[k], used.variance[k]];
        mean[k] = blend ? Math.fround(old * given[k]) + Math.fround(factor * m) : m;
        variance[k] = blend ? Math.fround(old * givenVariance[k]) + Math.fround(weight * v) : v * adjust;
        saved[k] = m;
        savedVariance[k] = v;
      }
      const to = inner === 1 ? y : rows;
      exactNormal(rows, used.mean, used.variance, scale, offset, epsilon, to);
      if (to !== y) channelsFirst(to, n, inner, y);
      return;
    }
    const at = (r: number, k: number): number => Math.floor(r / inner) * inner * n + k * inner + (r % inner);
    for (let k = 0; k < n; k++) {
      let m = given[k];
      let v = givenVariance[k];
      if (training) {
        let sum = 0;
        for (let r = 0; r < rest; r++) sum += x[at(r, k)];
        m = Math.fround(sum / rest);
        let squares = 0;
        for (let r = 0; r < rest; r++) squares += (x[at(r, k)] - m) ** 2;
        v = Math.fround(squares / rest);
      }
      const unbiased = training ? v * rest / Math.max(1, rest - 1) : v;
      const blend = training && factor !== 1;
      mean[k] = blend ? (1 - factor) * given[k] + factor * m : m;
      variance[k] = blend ? (1 - factor) * givenVariance[k] + factor * unbiased : unbiased;
      saved[k] = m;
      savedVariance[k] = v;
      const times = Math.fround(scale[k] / Math.sqrt(v + epsilon));
      for (let r = 0; r < rest; r++) y[at(r, k)] = (x[at(r, k)] - m) * times + offset[k];
    }
  },
  flops: (inputs) => 8 * sizeOf(inputs[0]),
  gradient(g) {
    const format = String(g.attrs.data_format);
    const training = g.attrs.is_training === true;
    const back = !training && format.startsWith('NC');
    const rank = format.length;
    const axes = Array.from({ length: rank }, (_, i) => i);
    const last = [0, ...axes.slice(2), 1];
    const turn = (o: Output): Output => (back ? transpose(g, o, last) : o);
    const [x, scale, , mean, variance] = g.x;
    const [data, dy] = [turn(x), turn(g.dy[0]!)];
    const attrs = { ...pick(g.attrs, 'epsilon', 'is_training'), data_format: training ? format : rank === 4 ? 'NHWC' : 'NDHWC' };
    const [dx, dscale, doffset] = g.apply('FusedBatchNormGradV3', [dy, data, scale, ...(training ? [g.y[3], g.y[4]] : [mean, variance]), g.y[5]], attrs);
    return [back ? transpose(g, dx, [0, rank - 1, ...axes.slice(1, -1)]) : dx, dscale, doffset, null, null];
  },
  examples: [
    { inputs: [f32([2, 2, 1, 2], [1.08, -1.81, -0.61, 1.97, 0.11, -1.99, 0.41, 1.89]), f32([2], [1, 2]), f32([2], [0.5, -1]), f32([0], []), f32([0], [])], outputs: [f32([2, 2, 1, 2], [1.8713695, -2.9047203, -0.91255176, 1.0403991, 0.27349752, -3.0925832, 0.7676847, 0.9569044]), f32([2], [0.2475, 0.0150000155]), f32([2], [0.49122506, 4.8961]), f32([2], [0.2475, 0.0150000155]), f32([2], [0.36841878, 3.672075]), f32([], [0])] },
    { inputs: [f32([2, 2, 1, 2], [1.08, -1.81, -0.61, 1.97, 0.11, -1.99, 0.41, 1.89]), f32([2], [1, 2]), f32([2], [0.5, -1]), f32([2], [0.1, 0.2]), f32([2], [1, 2])], attrs: { is_training: false, epsilon: 0.01 }, outputs: [f32([2, 2, 1, 2], [1.4751364, -3.8354895, -0.20647639, 1.4969234, 0.5099504, -4.0894136, 0.80846155, 1.3840683]), f32([2], [0.1, 0.2]), f32([2], [1, 2]), f32([2], [0.1, 0.2]), f32([2], [1, 2]), f32([], [0])] },
    { inputs: [f32([2, 2, 1, 2], [1.08, -1.81, -0.61, 1.97, 0.11, -1.99, 0.41, 1.89]), f32([2], [1, 2]), f32([2], [0.5, -1]), f32([2], [0.1, 0.2]), f32([2], [1, 2])], attrs: { exponential_avg_factor: 0.25 }, outputs: [f32([2, 2, 1, 2], [1.8713695, -2.9047203, -0.91255176, 1.0403991, 0.27349752, -3.0925832, 0.7676847, 0.9569044]), f32([2], [0.136875, 0.15375]), f32([2], [0.87280625, 2.724025]), f32([2], [0.2475, 0.0150000155]), f32([2], [0.36841878, 3.672075]), f32([], [0])] },
  ],
};
