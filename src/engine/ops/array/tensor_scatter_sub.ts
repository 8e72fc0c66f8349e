/** TensorScatterSub: a copy with rows subtracted at coordinates. */
import { tensorScatterOp } from '../../op.ts';

export const tensorScatterSub = tensorScatterOp('TensorScatterSub', (old, now) => old - now, [-4, 2, 2]);
