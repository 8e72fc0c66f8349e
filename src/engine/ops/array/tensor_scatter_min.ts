/** TensorScatterMin: a copy with the lesser of two values at coordinates. */
import { tensorScatterOp } from '../../op.ts';

export const tensorScatterMin = tensorScatterOp('TensorScatterMin', Math.min, [1, 2, 1]);
