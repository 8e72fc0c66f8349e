/** PyFunc: a function of the script that may have effects. */
import { scriptOp } from '../../op.ts';

export const pyFunc = { ...scriptOp('PyFunc'), stops: true };
