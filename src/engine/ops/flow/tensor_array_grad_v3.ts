/** TensorArrayGradV3: the array that collects the gradients of another one, one for each `source`. */
import { arrayOf, putFlow, putHandle, type Op } from '../../op.ts';

export const tensorArrayGradV3: Op = {
  type: 'TensorArrayGradV3', signature: 'handle:resource flow_in:float32 -> grad_handle:resource flow_out:float32 | source:string ! stateful',
  infer: () => [{ dtype: 'resource', shape: [2] }, { dtype: 'float32', shape: [] }],
  compute(c) {
    const array = arrayOf(c);
    const source = c.attrs.source as string;
    const known = array.gradients.get(source);
    if (known === undefined) array.gradients.set(source, putHandle(c, 0, array.gradient(`${array.options.name}@${source}`)));
    else c.make(0, [2], 'resource').fill(known);
    putFlow(c, 1);
  },
  flops: () => 0,
  stops: true,
  examples: [],
};
