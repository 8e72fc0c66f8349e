/** SaveV2: writes tensors, or parts of greater ones, under names into a checkpoint. */
import { withPart, type Op, type Tensor } from '../op.ts';

export const saveV2: Op = {
  type: 'SaveV2', signature: 'prefix:string tensor_names:string shape_and_slices:string tensors:dtypes -> | dtypes:list(type)>=1 ! stateful', computes: false, changes: true,
  infer: () => [],
  compute(c) {
    const parts = c.strings(2);
    const all = new Map<string, Tensor>();
    c.strings(1).forEach((name, i) => all.set(name, parts[i] ? withPart(all.get(name), parts[i], c.tensor(3 + i)) : c.tensor(3 + i)));
    c.state.save(c.strings(0)[0], [...all].map(([name, tensor]) => ({ name, tensor })));
  },
  flops: () => 0,
  examples: [],
};
