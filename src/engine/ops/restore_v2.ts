/** RestoreV2: reads tensors, or parts of greater ones, by name from a checkpoint. */
import { cppName, partOf, RunFailure, type DType, type Numbers, type Op } from '../op.ts';

export const restoreV2: Op = {
  type: 'RestoreV2', signature: 'prefix:string tensor_names:string shape_and_slices:string -> tensors:dtypes | dtypes:list(type)>=1 ! stateful', changes: true,
  infer: (_, attrs) => (attrs.dtypes as DType[]).map((dtype) => ({ dtype, shape: null })),
  compute(c) {
    const slices = c.strings(2);
    const names = c.strings(1);
    const file = c.state.restore(c.strings(0)[0]);
    const dtypes = c.attrs.dtypes as DType[];
    for (const [i, name] of names.entries()) {
      const whole = file.get(name);
      if (!whole) throw new RunFailure('NotFoundError', `Key ${name} not found in checkpoint`);
      const found = slices[i] ? partOf(whole, slices[i]) : whole;
      if (found.dtype !== dtypes[i]) throw new RunFailure('InvalidArgumentError', `tensor_name = ${name}; expected dtype ${cppName(dtypes[i])} does not equal original dtype ${cppName(found.dtype)}`);
      if (found.dtype === 'string') { c.outStrings(i, found.shape, found.data as readonly string[]); continue; }
      c.output(i, found.shape, found.dtype);
      c.out(i).set(found.data as Numbers);
    }
  },
  flops: () => 0,
  examples: [],
};
