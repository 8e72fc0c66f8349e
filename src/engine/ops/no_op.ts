/** NoOp: no value; groups other operations by control inputs. */
import { CODE, type Op } from '../op.ts';

export const noOp: Op = {
  type: 'NoOp', signature: '->', computes: false,
  infer: () => [],
  compute: () => { /* nothing */ },
  flops: () => 0,
  code: () => [CODE.constant],
  examples: [],
};
