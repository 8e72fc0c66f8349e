/** ShapeN: the shapes of several tensors. */
import { f32, i32, isFull, tensor, type DType, type Op } from '../../op.ts';

export const shapeN: Op = {
  type: 'ShapeN', signature: 'input:N*T -> output:N*out_type | N:int>=1 T:type out_type:type{int32,int64}=int32',
  infer: (inputs, attrs) => inputs.map((s) => ({ dtype: attrs.out_type as DType, shape: [s.shape ? s.shape.length : null] })),
  fromStatic: (inputs, attrs) => (inputs.every((s) => isFull(s.shape)) ? inputs.map((s) => tensor(attrs.out_type as DType, [s.shape!.length], s.shape as number[])) : null),
  compute(c) {
    for (let i = 0; i < c.inputs; i++) {
      const shape = c.shape(i);
      c.make(i, [shape.length]).set(shape);
    }
  },
  flops: () => 0,
  stops: true,
  examples: [{ inputs: [f32([2], [1, 2]), f32([1, 1], [3])], outputs: [i32([1], [2]), i32([2], [1, 1])] }],
};
