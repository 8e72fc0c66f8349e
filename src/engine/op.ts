/** All that an op file may use of the engine. */
export * from './op-def.ts';
export * from './elementwise.ts';
export { reductionOp } from './reduction.ts';
export { f32, i32, isFull, showShape, sizeOf, type DType, type Shape, type Static, type Tensor } from './dtype.ts';
