/** Shapes, slices, joins, gathers and scatters: ops beyond those of core.ts. */
import type { Op } from '../../op.ts';
import { batchToSpace } from './batch_to_space.ts';
import { batchToSpaceND } from './batch_to_space_nd.ts';
import { bitcast } from './bitcast.ts';
import { broadcastArgs } from './broadcast_args.ts';
import { broadcastTo } from './broadcast_to.ts';
import { checkNumerics } from './check_numerics.ts';
import { concat } from './concat.ts';
import { concatOffset } from './concat_offset.ts';
import { concatV2 } from './concat_v2.ts';
import { depthToSpace } from './depth_to_space.ts';
import { dynamicPartition } from './dynamic_partition.ts';
import { dynamicStitch } from './dynamic_stitch.ts';
import { editDistance } from './edit_distance.ts';
import { ensureShape } from './ensure_shape.ts';
import { extractImagePatches } from './extract_image_patches.ts';
import { gather } from './gather.ts';
import { gatherNd } from './gather_nd.ts';
import { guaranteeConst } from './guarantee_const.ts';
import { identityN } from './identity_n.ts';
import { invertPermutation } from './invert_permutation.ts';
import { listDiff } from './list_diff.ts';
import { lowerBound } from './lower_bound.ts';
import { mirrorPad } from './mirror_pad.ts';
import { mirrorPadGrad } from './mirror_pad_grad.ts';
import { oneHot } from './one_hot.ts';
import { onesLike } from './ones_like.ts';
import { pack } from './pack.ts';
import { pad } from './pad.ts';
import { padV2 } from './pad_v2.ts';
import { parallelConcat } from './parallel_concat.ts';
import { parallelDynamicStitch } from './parallel_dynamic_stitch.ts';
import { preventGradient } from './prevent_gradient.ts';
import { rank } from './rank.ts';
import { reverse } from './reverse.ts';
import { reverseSequence } from './reverse_sequence.ts';
import { reverseV2 } from './reverse_v2.ts';
import { roll } from './roll.ts';
import { scatterNd } from './scatter_nd.ts';
import { scatterNdNonAliasingAdd } from './scatter_nd_non_aliasing_add.ts';
import { shapeN } from './shape_n.ts';
import { size } from './size.ts';
import { slice } from './slice.ts';
import { snapshot } from './snapshot.ts';
import { spaceToBatch } from './space_to_batch.ts';
import { spaceToBatchND } from './space_to_batch_nd.ts';
import { spaceToDepth } from './space_to_depth.ts';
import { sparseToDense } from './sparse_to_dense.ts';
import { split } from './split.ts';
import { splitV } from './split_v.ts';
import { squeeze } from './squeeze.ts';
import { stopGradient } from './stop_gradient.ts';
import { stridedSliceOp } from './strided_slice.ts';
import { stridedSliceAssign } from './strided_slice_assign.ts';
import { stridedSliceGrad } from './strided_slice_grad.ts';
import { tensorScatterAdd } from './tensor_scatter_add.ts';
import { tensorScatterMax } from './tensor_scatter_max.ts';
import { tensorScatterMin } from './tensor_scatter_min.ts';
import { tensorScatterSub } from './tensor_scatter_sub.ts';
import { tensorScatterUpdate } from './tensor_scatter_update.ts';
import { transpose } from './transpose.ts';
import { unique } from './unique.ts';
import { uniqueV2 } from './unique_v2.ts';
import { uniqueWithCounts } from './unique_with_counts.ts';
import { uniqueWithCountsV2 } from './unique_with_counts_v2.ts';
import { unpack } from './unpack.ts';
import { unravelIndex } from './unravel_index.ts';
import { upperBound } from './upper_bound.ts';
import { where } from './where.ts';

export const ARRAY: readonly Op[] = [
  batchToSpace, batchToSpaceND, bitcast, broadcastArgs, broadcastTo, checkNumerics, concat, concatOffset, concatV2, depthToSpace, dynamicPartition, dynamicStitch,
  ensureShape, gather, gatherNd, guaranteeConst, identityN, invertPermutation, listDiff, lowerBound, mirrorPad, mirrorPadGrad, oneHot, onesLike, pack, pad, padV2,
  parallelConcat, parallelDynamicStitch, preventGradient, rank, reverse, reverseSequence, reverseV2, roll, scatterNd, scatterNdNonAliasingAdd, shapeN, size, slice,
  snapshot, spaceToBatch, spaceToBatchND, spaceToDepth, sparseToDense, split, splitV, squeeze, stopGradient, stridedSliceOp, stridedSliceAssign, stridedSliceGrad, tensorScatterAdd, tensorScatterMax,
  tensorScatterMin, tensorScatterSub, tensorScatterUpdate, transpose, unique, uniqueWithCounts, unpack, unravelIndex, upperBound, where, editDistance, extractImagePatches, uniqueV2, uniqueWithCountsV2,
];
