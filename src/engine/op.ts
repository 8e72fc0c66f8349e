/** All that an op file may use of the engine. */
export * from './op-def.ts';
export * from './elementwise.ts';
export * from './shapes.ts';
export { reductionOp } from './reduction.ts';
export {
  arrayType, bools, f32, i32, isFloating, isFull, isInteger, showDims, showShape, sizeOf, tensor, texts, type DType, type Numbers, type Shape, type Static, type Tensor,
} from './dtype.ts';
export * from './kit/random.ts';
