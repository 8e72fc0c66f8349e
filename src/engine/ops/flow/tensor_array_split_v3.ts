/** TensorArraySplitV3: pieces of a tensor, of the given lengths along its first dimension, become the elements. */
import { arrayOf, putFlow, RunFailure, sliceRows, withRank, type Op } from '../../op.ts';

export const tensorArraySplitV3: Op = {
  type: 'TensorArraySplitV3', signature: 'handle:resource value:T lengths:int64 flow_in:float32 -> flow_out:float32 | T:type ! stateful',
  infer(inputs) {
    withRank('TensorArraySplitV3', inputs[2], 1, inputs);
    return [{ dtype: 'float32', shape: [] }];
  },
  compute(c) {
    const array = arrayOf(c);
    const value = c.tensor(1);
    const lengths = Array.from(c.data(2));
    const total = lengths.reduce((a, b) => a + b, 0);
    if (value.shape.length === 0) throw new RunFailure('InvalidArgumentError', 'Expected value to be at least a vector, but received shape: []');
    if (total !== value.shape[0]) throw new RunFailure('InvalidArgumentError', `Expected sum of lengths to be equal to values.shape[0], but sum of lengths is ${total} and value's shape is: [${value.shape.join(',')}]`);
    if (!array.reserve(lengths.length)) throw new RunFailure('InvalidArgumentError', `TensorArray's size is not equal to the size of lengths (${array.size} vs. ${lengths.length}), and the TensorArray is not marked as dynamically resizeable.`);
    let at = 0;
    lengths.forEach((n, i) => {
      array.write(i, sliceRows(value, at, n, false));
      at += n;
    });
    putFlow(c, 0);
  },
  flops: () => 0,
  examples: [],
};
