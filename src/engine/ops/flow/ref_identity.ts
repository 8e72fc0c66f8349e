/** RefIdentity: the same reference. */
import { likeFirst, type Op } from '../../op.ts';

export const refIdentity: Op = {
  type: 'RefIdentity', signature: 'input:&T -> output:&T | T:type', flow: 'reference',
  infer: likeFirst,
  compute: () => { throw new Error('internal: RefIdentity is executed by frames'); },
  flops: () => 0,
  gradient: (g) => [g.dy[0]],
  examples: [],
};
