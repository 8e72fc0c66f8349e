/** DepthToSpace: channels moved into blocks of height and width. */
import { computeDepth, depthShape, f32, type Op } from '../../op.ts';

export const depthToSpace: Op = {
  type: 'DepthToSpace', signature: 'input:T -> output:T | T:type block_size:int>=2 data_format:string{"NHWC","NCHW","NCHW_VECT_C"}="NHWC"',
  infer: ([x], attrs) => [{ dtype: x.dtype, shape: depthShape(x.shape, attrs.block_size as number, attrs.data_format as string, false) }],
  compute: (c) => computeDepth(c, false),
  flops: () => 0,
  gradient: (g) => [g.emit('SpaceToDepth', [g.dy[0]!], { block_size: g.attrs.block_size!, data_format: g.attrs.data_format! }, 'SpaceToDepth')[0]],
  examples: [{ inputs: [f32([1, 1, 1, 4], [1, 2, 3, 4])], attrs: { block_size: 2 }, outputs: [f32([1, 2, 2, 1], [1, 2, 3, 4])] }],
};
