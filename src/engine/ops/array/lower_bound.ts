/** LowerBound: where values would go into sorted rows, before their equals. */
import { boundOp } from '../../op.ts';

export const lowerBound = boundOp('LowerBound', false);
