/** SpaceToDepth: blocks of height and width moved into the channels. */
import { computeDepth, depthShape, f32, type Op } from '../../op.ts';

export const spaceToDepth: Op = {
  type: 'SpaceToDepth', signature: 'input:T -> output:T | T:type block_size:int>=2 data_format:string{"NHWC","NCHW","NCHW_VECT_C"}="NHWC"',
  infer: ([x], attrs) => [{ dtype: x.dtype, shape: depthShape(x.shape, attrs.block_size as number, attrs.data_format as string, true) }],
  compute: (c) => computeDepth(c, true),
  flops: () => 0,
  gradient: (g) => [g.emit('DepthToSpace', [g.dy[0]!], { block_size: g.attrs.block_size!, data_format: g.attrs.data_format! }, 'DepthToSpace')[0]],
  examples: [{ inputs: [f32([1, 2, 2, 1], [1, 2, 3, 4])], attrs: { block_size: 2 }, outputs: [f32([1, 1, 1, 4], [1, 2, 3, 4])] }],
};
