/** SaveV2: writes tensors under names into a checkpoint. */
import { type Op } from '../op.ts';

export const saveV2: Op = {
  type: 'SaveV2', signature: 'prefix:string tensor_names:string shape_and_slices:string tensors:dtypes -> | dtypes:list(type)>=1 ! stateful', computes: false, changes: true,
  infer: () => [],
  compute(c) {
    const names = c.strings(1);
    c.state.save(c.strings(0)[0], names.map((name, i) => ({ name, tensor: { dtype: 'float32', shape: c.shape(3 + i), data: c.f32(3 + i).slice() } })));
  },
  flops: () => 0,
  examples: [],
};
