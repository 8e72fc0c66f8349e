/** Python names of tf/nn. */
import { bind, type Bindings, type FunctionBinding } from '../binding.ts';
import { Tuple } from '../values.ts';
import type { Context } from '../context.ts';
import * as a from '../nn/activations.ts';
import * as c from '../nn/conv.ts';
import { functions as sampled } from './sampled.ts';
import { dropout } from '../nn/dropout.ts';
import * as m from '../nn/misc.ts';
import * as n from '../nn/norm.ts';
import * as p from '../nn/pool.ts';
import * as s from '../nn/softmax.ts';

const FEATURES = 'features, name=None';

/** A binding whose result is a Python tuple. */
const tupled = (paths: string | readonly string[], params: string, fn: (tf: Context, ...args: never[]) => unknown): FunctionBinding => {
  const made = bind(paths, params, fn);
  return { ...made, call: (tf, ...args) => Tuple.from2(made.call(tf, ...args) as unknown[]) };
};

/** A binding whose result is a namedtuple, as those of generated functions with several outputs are. */
export const named = (paths: string | readonly string[], params: string, type: string, fn: (tf: Context, ...args: never[]) => unknown): FunctionBinding => {
  const made = bind(paths, params, fn);
  return { ...made, call: (tf, ...args) => Tuple.from2(made.call(tf, ...args) as unknown[], type) };
};

const activations: FunctionBinding[] = [
  bind('nn.relu', FEATURES, a.relu), bind('nn.relu6', FEATURES, a.relu6),
  bind('nn.elu', FEATURES, a.activation('Elu')), bind('nn.selu', FEATURES, a.activation('Selu')),
  bind(['nn.softplus', 'math.softplus'], FEATURES, a.activation('Softplus')), bind(['nn.softsign', 'math.softsign'], FEATURES, a.activation('Softsign')),
  bind('nn.leaky_relu', 'features, alpha=0.2, name=None', a.leakyRelu), bind('nn.crelu', 'features, name=None, axis=-1', a.crelu),
  bind(['nn.swish', 'nn.silu'], 'features, beta=1.0', a.swish),
  bind('nn.bias_add', 'value, bias, data_format=None, name=None', a.biasAdd),
  bind('nn.xw_plus_b', 'x, weights, biases, name=None', a.xwPlusB), bind('nn.relu_layer', 'x, weights, biases, name=None', a.reluLayer),
];

const LABELLED = 'labels=None, logits=None, name=None';
const entropies: FunctionBinding[] = [
  bind(['nn.softmax', 'math.softmax'], 'logits, axis=None, name=None, dim=None', s.softmax),
  bind(['nn.log_softmax', 'math.log_softmax'], 'logits, axis=None, name=None, dim=None', s.logSoftmax),
  bind('nn.softmax_cross_entropy_with_logits', 'labels=None, logits=None, dim=-1, name=None, axis=None', s.softmaxCrossEntropy),
  bind('nn.softmax_cross_entropy_with_logits_v2', 'labels, logits, axis=None, name=None, dim=None', s.softmaxCrossEntropyV2),
  bind('nn.sparse_softmax_cross_entropy_with_logits', LABELLED, s.sparseSoftmaxCrossEntropy),
  bind('nn.sigmoid_cross_entropy_with_logits', LABELLED, s.sigmoidCrossEntropy),
  bind('nn.weighted_cross_entropy_with_logits', 'labels=None, logits=None, pos_weight=None, name=None, targets=None', s.weightedCrossEntropy),
  bind('nn.log_poisson_loss', 'targets, log_input, compute_full_loss=False, name=None', s.logPoissonLoss),
];

const convolutions: FunctionBinding[] = [
  bind('nn.conv2d', 'input, filter=None, strides=None, padding=None, use_cudnn_on_gpu=True, data_format="NHWC", dilations=[1, 1, 1, 1], name=None, filters=None', c.conv2d),
  bind('nn.conv2d_backprop_filter', 'input, filter_sizes, out_backprop, strides, padding, use_cudnn_on_gpu=True, data_format="NHWC", dilations=[1, 1, 1, 1], name=None', c.conv2dBackprop('Conv2DBackpropFilter')),
  { paths: ['nn.conv2d_backprop_input'], params: 'input_sizes, filter=None, out_backprop=None, strides=None, padding=None, use_cudnn_on_gpu=True, data_format="NHWC", dilations=[1, 1, 1, 1], name=None, filters=None',
    call: (tf, sizes, filter, dy, strides, padding, cudnn, format, dilations, name, filters) => c.conv2dBackprop('Conv2DBackpropInput')(tf, sizes, filters ?? filter, dy, strides, padding, { use_cudnn_on_gpu: cudnn, data_format: format, dilations, name: name as string | null }) },
  bind('nn.conv2d_transpose', 'value=None, filter=None, output_shape=None, strides=None, padding="SAME", data_format="NHWC", name=None, input=None, filters=None, dilations=None', c.conv2dTranspose),
  bind('nn.conv1d', 'value=None, filters=None, stride=None, padding=None, use_cudnn_on_gpu=None, data_format=None, name=None, input=None, dilations=None', c.conv1d),
  bind('nn.conv1d_transpose', 'input, filters, output_shape, strides, padding="SAME", data_format="NWC", dilations=None, name=None', c.conv1dTranspose),
  bind('nn.conv3d', 'input, filter=None, strides=None, padding=None, data_format="NDHWC", dilations=[1, 1, 1, 1, 1], name=None, filters=None', c.conv3d),
  bind('nn.conv3d_transpose', 'value, filter=None, output_shape=None, strides=None, padding="SAME", data_format="NDHWC", name=None, input=None, filters=None, dilations=None', ((tf: Context, value: unknown, o: object) => c.conv3dTranspose(tf, { value, ...o }))),
  bind('nn.convolution', 'input, filter, padding, strides=None, dilation_rate=None, name=None, data_format=None, filters=None, dilations=None', c.convolution),
  bind('nn.atrous_conv2d', 'value, filters, rate, padding, name=None', c.atrousConv2d),
  bind('nn.depthwise_conv2d', 'input, filter, strides, padding, rate=None, name=None, data_format=None, dilations=None', c.depthwiseConv2d),
  bind('nn.depthwise_conv2d_native', 'input, filter, strides, padding, data_format="NHWC", dilations=[1, 1, 1, 1], name=None', c.depthwiseNative),
  bind(['nn.depthwise_conv2d_native_backprop_input', 'nn.depthwise_conv2d_backprop_input'], 'input_sizes, filter, out_backprop, strides, padding, data_format="NHWC", dilations=[1, 1, 1, 1], name=None', c.depthwiseBackprop('DepthwiseConv2dNativeBackpropInput')),
  bind(['nn.depthwise_conv2d_native_backprop_filter', 'nn.depthwise_conv2d_backprop_filter'], 'input, filter_sizes, out_backprop, strides, padding, data_format="NHWC", dilations=[1, 1, 1, 1], name=None', c.depthwiseBackprop('DepthwiseConv2dNativeBackpropFilter')),
  bind('nn.separable_conv2d', 'input, depthwise_filter, pointwise_filter, strides, padding, rate=None, name=None, data_format=None, dilations=None', c.separableConv2d),
  bind('nn.dilation2d', 'input, filter=None, strides=None, rates=None, padding=None, name=None, filters=None, dilations=None', c.dilation2d),
  bind('nn.erosion2d', 'value, kernel, strides, rates, padding, name=None', c.erosion2d),
];

const POOL = 'ksize, strides, padding, data_format="NHWC", name=None';
const pools: FunctionBinding[] = [
  bind('nn.max_pool', `value, ${POOL}, input=None`, p.maxPool), bind(['nn.avg_pool', 'nn.avg_pool2d'], `value, ${POOL}, input=None`, p.avgPool), bind('nn.max_pool2d', `input, ${POOL}`, p.maxPool2d),
  bind('nn.max_pool1d', 'input, ksize, strides, padding, data_format="NWC", name=None', p.pool1d('MaxPool1d', true)), bind('nn.avg_pool1d', 'input, ksize, strides, padding, data_format="NWC", name=None', p.pool1d('AvgPool1D', false)),
  bind('nn.max_pool3d', 'input, ksize, strides, padding, data_format="NDHWC", name=None', p.pool3d('MaxPool3D', 'MaxPool3D')), bind('nn.avg_pool3d', 'input, ksize, strides, padding, data_format="NDHWC", name=None', p.pool3d('AvgPool3D', 'AvgPool3D')),
  bind('nn.max_pool_v2', 'input, ksize, strides, padding, data_format=None, name=None', p.poolV2(true)), bind('nn.avg_pool_v2', 'input, ksize, strides, padding, data_format=None, name=None', p.poolV2(false)),
  named('nn.max_pool_with_argmax', 'input, ksize, strides, padding, data_format="NHWC", Targmax=None, name=None, output_dtype=None, include_batch_in_index=False', 'MaxPoolWithArgmax output argmax', p.maxPoolWithArgmax),
  bind('nn.pool', 'input, window_shape, pooling_type, padding, dilation_rate=None, strides=None, name=None, data_format=None, dilations=None', p.pool),
  bind(['nn.local_response_normalization', 'nn.lrn'], 'input, depth_radius=5, bias=1, alpha=1, beta=0.5, name=None', p.lrn),
];

const norms: FunctionBinding[] = [
  tupled('nn.moments', 'x, axes, shift=None, name=None, keep_dims=None, keepdims=None', n.moments),
  tupled('nn.weighted_moments', 'x, axes, frequency_weights, name=None, keep_dims=None, keepdims=None', n.weightedMoments),
  tupled('nn.sufficient_statistics', 'x, axes, shift=None, keep_dims=None, name=None, keepdims=None', n.sufficientStatistics),
  tupled('nn.normalize_moments', 'counts, mean_ss, variance_ss, shift, name=None', n.normalizeMoments),
  bind('nn.batch_normalization', 'x, mean, variance, offset, scale, variance_epsilon, name=None', n.batchNormalization),
  bind('nn.batch_norm_with_global_normalization', 't=None, m=None, v=None, beta=None, gamma=None, variance_epsilon=None, scale_after_normalization=None, name=None, input=None, mean=None, variance=None', n.globalNormalization),
  tupled('nn.fused_batch_norm', 'x, scale, offset, mean=None, variance=None, epsilon=0.001, data_format="NHWC", is_training=True, name=None, exponential_avg_factor=1.0', n.fusedBatchNorm),
  bind(['nn.l2_normalize', 'math.l2_normalize', 'linalg.l2_normalize'], 'x, axis=None, epsilon=1e-12, name=None, dim=None', n.l2Normalize),
  bind('nn.dropout', 'x, keep_prob=None, noise_shape=None, seed=None, name=None, rate=None', dropout),
];

const others: FunctionBinding[] = [
  bind('nn.l2_loss', 't, name=None', m.l2Loss),
  named(['nn.top_k', 'math.top_k'], 'input, k=1, sorted=True, index_type=int32, name=None', 'TopKV2 values indices', m.topK),
  bind(['nn.in_top_k', 'math.in_top_k'], 'predictions, targets, k, name=None', m.inTopK),
  bind(['nn.zero_fraction', 'math.zero_fraction'], 'value, name=None', m.zeroFraction),
];

export const bindings: Bindings = { functions: [...activations, ...entropies, ...convolutions, ...pools, ...norms, ...others, ...sampled], classes: [], constants: [] };
