/** RestoreV2: reads tensors by name from a checkpoint. */
import { RunFailure, type Op } from '../op.ts';

export const restoreV2: Op = {
  type: 'RestoreV2', signature: 'prefix:string tensor_names:string shape_and_slices:string -> tensors:dtypes | dtypes:list(type)>=1 ! stateful', changes: true,
  infer: (_, attrs) => (attrs.dtypes as string[]).map(() => ({ dtype: 'float32', shape: null })),
  compute(c) {
    const file = c.state.restore(c.strings(0)[0]);
    for (const [i, name] of c.strings(1).entries()) {
      const found = file.get(name);
      if (!found) throw new RunFailure('NotFoundError', `Key ${name} not found in checkpoint`);
      c.output(i, found.shape, 'float32');
      c.outF32(i).set(found.data as Float32Array);
    }
  },
  flops: () => 0,
  examples: [],
};
