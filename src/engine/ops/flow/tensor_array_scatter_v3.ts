/** TensorArrayScatterV3: the rows of a tensor become elements, by index. */
import { arrayOf, putFlow, RunFailure, sliceRows, withRank, type Op } from '../../op.ts';

export const tensorArrayScatterV3: Op = {
  type: 'TensorArrayScatterV3', signature: 'handle:resource indices:int32 value:T flow_in:float32 -> flow_out:float32 | T:type ! stateful',
  infer(inputs) {
    withRank('TensorArrayScatterV3', inputs[1], 1, inputs);
    return [{ dtype: 'float32', shape: [] }];
  },
  compute(c) {
    const array = arrayOf(c);
    const indices = Array.from(c.i32(1));
    const value = c.tensor(2);
    if (value.shape[0] !== indices.length) throw new RunFailure('InvalidArgumentError', `Expected len(indices) == values.shape[0], but saw: ${indices.length} vs. ${value.shape[0]}`);
    const most = indices.reduce((a, b) => Math.max(a, b), -1);
    if (!array.options.dynamic && most >= array.size) throw new RunFailure('InvalidArgumentError', `Max scatter index must be < array size (${most} vs. ${array.size})`);
    indices.forEach((index, i) => array.write(index, sliceRows(value, i, 1, true)));
    putFlow(c, 0);
  },
  flops: () => 0,
  examples: [],
};
