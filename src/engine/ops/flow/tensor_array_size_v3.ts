/** TensorArraySizeV3: how many elements there are. */
import { arrayOf, type Op } from '../../op.ts';

export const tensorArraySizeV3: Op = {
  type: 'TensorArraySizeV3', signature: 'handle:resource flow_in:float32 -> size:int32 ! stateful',
  infer: () => [{ dtype: 'int32', shape: [] }],
  compute(c) {
    c.output(0, []);
    c.outI32(0)[0] = arrayOf(c).size;
  },
  flops: () => 0,
  stops: true,
  examples: [],
};
