/** PyFuncStateless: a function of the script without effects. */
import { scriptOp } from '../../op.ts';

export const pyFuncStateless = { ...scriptOp('PyFuncStateless'), stops: true };
