/** Prod: the product over axes. */
import { reductionOp } from '../op.ts';

export const prod = reductionOp({ type: 'Prod', start: 1, combine: (product, x) => product * x });
