/** All that an op file may use of the engine. */
export * from './op-def.ts';
export * from './elementwise.ts';
export * from './shapes.ts';
export { reductionOp } from './reduction.ts';
export * from './kit/math.ts';
export {
  arrayType, bools, elementBytes, f32, i32, isFloating, isFull, isInteger, showDims, showShape, sizeOf, tensor, texts, type DType, type Numbers, type Shape, type Static, type Tensor,
} from './dtype.ts';
export * from './kit/random.ts';
export * from './kit/activation.ts';
export * from './kit/cross-entropy.ts';
export * from './kit/grad.ts';
export * from './kit/rows.ts';
export * from './kit/window.ts';
export * from './kit/conv.ts';
export * from './kit/move.ts';
export * from './kit/build.ts';
export * from './kit/concat.ts';
export * from './kit/pad.ts';
export * from './kit/strided.ts';
export * from './kit/unique.ts';
export * from './kit/stitch.ts';
export * from './kit/bound.ts';
export * from './kit/gather.ts';
export * from './kit/scatter.ts';
export * from './kit/blocks.ts';
export * from './kit/update.ts';
export * from './kit/assign.ts';
export * from './kit/parts.ts';
export * from './kit/depthwise.ts';
export * from './kit/pool.ts';
export * from './kit/stateless.ts';
export * from './kit/tensor-array.ts';
export * from './kit/summarize.ts';
export * from './kit/text.ts';
export * from './kit/case.ts';
export * from './kit/regex.ts';
export * from './kit/summaries.ts';
