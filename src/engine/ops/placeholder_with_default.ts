/** PlaceholderWithDefault: its input, unless a run feeds another value. Savers use it for the file name. */
import { type Op, type Shape } from '../op.ts';

export const placeholderWithDefault: Op = {
  type: 'PlaceholderWithDefault', signature: 'input:dtype -> output:dtype | dtype:type shape:shape',
  infer: (inputs, attrs) => [{ dtype: inputs[0].dtype, shape: attrs.shape as Shape | null }],
  compute(c) {
    if (c.dtype(0) === 'string') return c.outStrings(0, c.shape(0), c.strings(0));
    c.output(0, c.shape(0));
    if (c.dtype(0) === 'float32') c.outF32(0).set(c.f32(0));
    else c.outI32(0).set(c.i32(0));
  },
  reference: (inputs) => [inputs[0]],
  flops: () => 0,
  examples: [],
};
