/** TensorArrayReadV3: one element. */
import { arrayOf, withRank, type DType, type Op } from '../../op.ts';

export const tensorArrayReadV3: Op = {
  type: 'TensorArrayReadV3', signature: 'handle:resource index:int32 flow_in:float32 -> value:dtype | dtype:type ! stateful',
  infer(inputs, attrs) {
    withRank('TensorArrayReadV3', inputs[1], 0, inputs);
    return [{ dtype: attrs.dtype as DType, shape: null }];
  },
  compute(c) { c.put(0, arrayOf(c).read(c.i32(1)[0])); },
  flops: () => 0,
  examples: [],
};
