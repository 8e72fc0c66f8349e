/** Neural-network ops that are not in core.ts, and those that losses check their weights with. */
import type { Op } from '../../op.ts';
import { avgPool } from './avg_pool.ts';
import { avgPool3D } from './avg_pool_3d.ts';
import { avgPool3DGrad } from './avg_pool_3d_grad.ts';
import { avgPoolGrad } from './avg_pool_grad.ts';
import { biasAdd } from './bias_add.ts';
import { biasAddGrad } from './bias_add_grad.ts';
import { conv2D } from './conv_2d.ts';
import { conv2DBackpropFilter } from './conv_2d_backprop_filter.ts';
import { conv2DBackpropInput } from './conv_2d_backprop_input.ts';
import { conv3D } from './conv_3d.ts';
import { conv3DBackpropFilterV2 } from './conv_3d_backprop_filter_v2.ts';
import { conv3DBackpropInputV2 } from './conv_3d_backprop_input_v2.ts';
import { denseToDenseSetOperation } from './dense_to_dense_set_operation.ts';
import { depthwiseConv2D } from './depthwise_conv_2d_native.ts';
import { depthwiseConv2DBackpropFilter } from './depthwise_conv_2d_native_backprop_filter.ts';
import { depthwiseConv2DBackpropInput } from './depthwise_conv_2d_native_backprop_input.ts';
import { dilation2D } from './dilation_2d.ts';
import { dilation2DBackpropFilter } from './dilation_2d_backprop_filter.ts';
import { dilation2DBackpropInput } from './dilation_2d_backprop_input.ts';
import { elu } from './elu.ts';
import { eluGrad } from './elu_grad.ts';
import { fusedBatchNormGradV3 } from './fused_batch_norm_grad_v3.ts';
import { fusedBatchNormV3 } from './fused_batch_norm_v3.ts';
import { inTopKV2 } from './in_top_k_v2.ts';
import { l2Loss } from './l2_loss.ts';
import { leakyRelu } from './leaky_relu.ts';
import { leakyReluGrad } from './leaky_relu_grad.ts';
import { logSoftmax } from './log_softmax.ts';
import { lrn } from './lrn.ts';
import { lrnGrad } from './lrn_grad.ts';
import { maxPool } from './max_pool.ts';
import { maxPool3D } from './max_pool_3d.ts';
import { maxPool3DGrad } from './max_pool_3d_grad.ts';
import { maxPool3DGradGrad } from './max_pool_3d_grad_grad.ts';
import { maxPoolGrad } from './max_pool_grad.ts';
import { maxPoolGradGrad } from './max_pool_grad_grad.ts';
import { maxPoolGradWithArgmax } from './max_pool_grad_with_argmax.ts';
import { maxPoolWithArgmax } from './max_pool_with_argmax.ts';
import { relu6 } from './relu6.ts';
import { relu6Grad } from './relu6_grad.ts';
import { resizeBilinear } from './resize_bilinear.ts';
import { resizeBilinearGrad } from './resize_bilinear_grad.ts';
import { resizeNearestNeighbor } from './resize_nearest_neighbor.ts';
import { resizeNearestNeighborGrad } from './resize_nearest_neighbor_grad.ts';
import { selu } from './selu.ts';
import { seluGrad } from './selu_grad.ts';
import { softmax } from './softmax.ts';
import { softmaxCrossEntropy } from './softmax_cross_entropy_with_logits.ts';
import { softplus } from './softplus.ts';
import { softplusGrad } from './softplus_grad.ts';
import { softsign } from './softsign.ts';
import { softsignGrad } from './softsign_grad.ts';
import { topKV2 } from './top_k_v2.ts';

export const NN: readonly Op[] = [
  avgPool, avgPool3D, avgPool3DGrad, avgPoolGrad, biasAdd, biasAddGrad, conv2D, conv2DBackpropFilter, conv2DBackpropInput, conv3D,
  conv3DBackpropFilterV2, conv3DBackpropInputV2, denseToDenseSetOperation, depthwiseConv2D, depthwiseConv2DBackpropFilter,
  depthwiseConv2DBackpropInput, dilation2D, dilation2DBackpropFilter, dilation2DBackpropInput, elu, eluGrad, fusedBatchNormGradV3,
  fusedBatchNormV3, inTopKV2, l2Loss, leakyRelu, leakyReluGrad, logSoftmax, lrn, lrnGrad, maxPool, maxPool3D, maxPool3DGrad,
  maxPool3DGradGrad, maxPoolGrad, maxPoolGradGrad, maxPoolGradWithArgmax, maxPoolWithArgmax, relu6, relu6Grad, selu, seluGrad,
  softmax, softmaxCrossEntropy, softplus, softplusGrad, softsign, softsignGrad, topKV2, resizeBilinear, resizeBilinearGrad, resizeNearestNeighbor, resizeNearestNeighborGrad,
];
