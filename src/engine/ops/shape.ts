/** Shape: the shape of its input as a vector of whole numbers. */
import { f32, i32, isFull, tensor, type DType, type Op } from '../op.ts';

export const shapeOp: Op = {
  type: 'Shape', signature: 'input:T -> output:out_type | T:type out_type:type{int32,int64}=int32',
  infer: ([x], attrs) => [{ dtype: attrs.out_type as DType, shape: [x.shape ? x.shape.length : null] }],
  fromStatic: ([x], attrs) => (isFull(x.shape) ? [tensor(attrs.out_type as DType, [x.shape.length], x.shape)] : null),
  compute(c) {
    const shape = c.shape(0);
    c.make(0, [shape.length], c.attrs.out_type as DType).set(shape);
  },
  reference: (inputs) => [i32([inputs[0].shape.length], inputs[0].shape)],
  flops: () => 0,
  stops: true,
  examples: [{ inputs: [f32([2, 3], [1, 2, 3, 4, 5, 6])], differentiable: false }],
};
