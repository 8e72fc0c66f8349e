/** ExpandDims: its input with one more axis of size 1. */
import { CODE, f32, i32, type Op } from '../op.ts';

const insert = <D>(shape: readonly D[], axis: number, one: D): D[] => {
  const at = axis < 0 ? axis + shape.length + 1 : axis;
  return [...shape.slice(0, at), one, ...shape.slice(at)];
};

export const expandDims: Op = {
  type: 'ExpandDims', signature: 'input:T dim:Tdim -> output:T | T:type Tdim:type{int32,int64}=int32', reads: [1],
  infer(inputs, _, constant) {
    const axis = constant(1);
    const [x] = inputs;
    return [{ dtype: x.dtype, shape: x.shape && axis ? insert<number | null>(x.shape, (axis.data as Int32Array)[0], 1) : null }];
  },
  compute(c) {
    c.output(0, insert(c.shape(0), c.i32(1)[0], 1));
    c.outF32(0).set(c.f32(0));
  },
  reference: (inputs) => [f32(insert(inputs[0].shape, (inputs[1].data as Int32Array)[0], 1), inputs[0].data as Float32Array)],
  flops: () => 0,
  code: (_, outputs) => (outputs[0].dtype === 'float32' ? [CODE.copy, 0, 0, outputs[0].size * 4] : null),
  examples: [{ inputs: [f32([3], [1, 2, 3]), i32([], [-1])], differentiable: false }, { inputs: [f32([2, 2], [1, 2, 3, 4]), i32([], [1])], differentiable: false }],
};
