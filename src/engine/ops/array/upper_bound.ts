/** UpperBound: where values would go into sorted rows, after their equals. */
import { boundOp } from '../../op.ts';

export const upperBound = boundOp('UpperBound', true);
