/** TensorArrayV3: a new array, as a handle and a flow that orders what is done with it. */
import { putFlow, putHandle, TensorArrayObject, withRank, type DType, type Op, type Shape } from '../../op.ts';

export const tensorArrayV3: Op = {
  type: 'TensorArrayV3',
  signature: 'size:int32 -> handle:resource flow:float32 | dtype:type element_shape:shape=null dynamic_size:bool=false clear_after_read:bool=true identical_element_shapes:bool=false tensor_array_name:string="" ! stateful',
  infer(inputs) {
    withRank('TensorArrayV3', inputs[0], 0, inputs);
    return [{ dtype: 'resource', shape: [2] }, { dtype: 'float32', shape: [] }];
  },
  compute(c) {
    const { attrs } = c;
    putHandle(c, 0, new TensorArrayObject({
      name: (attrs.tensor_array_name as string) || c.name, dtype: attrs.dtype as DType, elementShape: attrs.element_shape as Shape | null, dynamic: attrs.dynamic_size === true,
      clearAfterRead: attrs.clear_after_read !== false, identical: attrs.identical_element_shapes === true, gradient: false,
    }, c.i32(0)[0]));
    putFlow(c, 1);
  },
  flops: () => 0,
  stops: true,
  examples: [],
};
