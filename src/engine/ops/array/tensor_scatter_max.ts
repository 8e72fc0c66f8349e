/** TensorScatterMax: a copy with the greater of two values at coordinates. */
import { tensorScatterOp } from '../../op.ts';

export const tensorScatterMax = tensorScatterOp('TensorScatterMax', Math.max, [5, 2, 3]);
