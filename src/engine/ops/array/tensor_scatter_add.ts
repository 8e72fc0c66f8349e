/** TensorScatterAdd: a copy with rows added at coordinates. */
import { tensorScatterOp } from '../../op.ts';

export const tensorScatterAdd = tensorScatterOp('TensorScatterAdd', (old, now) => old + now, [6, 2, 4]);
