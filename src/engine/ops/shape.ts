/** Shape: the shape of its input as an int32 vector. */
import { f32, i32, type Op } from '../op.ts';

export const shapeOp: Op = {
  type: 'Shape', signature: 'input:T -> output:out_type | T:type out_type:type{int32,int64}=int32',
  infer: (inputs) => [{ dtype: 'int32', shape: [inputs[0].shape ? inputs[0].shape.length : null] }],
  compute(c) {
    const shape = c.shape(0);
    c.output(0, [shape.length], 'int32');
    c.outI32(0).set(shape);
  },
  reference: (inputs) => [i32([inputs[0].shape.length], inputs[0].shape)],
  flops: () => 0,
  examples: [{ inputs: [f32([2, 3], [1, 2, 3, 4, 5, 6])], differentiable: false }],
};
