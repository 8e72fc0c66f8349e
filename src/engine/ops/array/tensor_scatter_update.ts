/** TensorScatterUpdate: a copy with other rows at coordinates. */
import { tensorScatterOp } from '../../op.ts';

export const tensorScatterUpdate = tensorScatterOp('TensorScatterUpdate', (_, now) => now, [5, 2, 1]);
