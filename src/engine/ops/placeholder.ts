/** Placeholder: stands for a tensor that a run feeds. */
import { unfed, type DType, type Op, type Shape } from '../op.ts';

export const placeholder: Op = {
  type: 'Placeholder', signature: '-> output:dtype | dtype:type shape:shape=null',
  infer: (_, attrs) => [{ dtype: attrs.dtype as DType, shape: attrs.shape as Shape | null }],
  compute: ({ name, attrs }) => { throw unfed(name, attrs); },
  flops: () => 0,
  examples: [],
};
