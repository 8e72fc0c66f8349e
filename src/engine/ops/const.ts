/** Const: a value fixed when the graph is built. Its data is shared, never copied, when it runs. */
import { CODE, type DType, type Op } from '../op.ts';

export const constOp: Op = {
  type: 'Const', signature: '-> output:dtype | value:tensor dtype:type',
  infer: (_, attrs) => [{ dtype: attrs.dtype as DType, shape: attrs.shape as number[] }],
  compute: () => { /* the node's value is the shared data itself */ },
  flops: () => 0,
  code: () => [CODE.constant],
  examples: [],
};
