/** StringFormat: tensors written into the places of a template. */
import { elements, f32, i32, summarizeEdges, texts, type Op } from '../../op.ts';

export const stringFormat: Op = {
  type: 'StringFormat', signature: 'inputs:T -> output:string | T:list(type)>=0 template:string="%s" placeholder:string="%s" summarize:int=3',
  infer: () => [{ dtype: 'string', shape: [] }],
  compute(c) {
    const parts = (c.attrs.template as string).split(c.attrs.placeholder as string);
    const shown = Array.from({ length: c.inputs }, (_, i) => summarizeEdges(c.shape(i), elements(c, i), c.dtype(i), c.attrs.summarize as number));
    c.outStrings(0, [], [parts.map((p, i) => `${p}${shown[i] ?? ''}`).join('')]);
  },
  flops: () => 0,
  stops: true,
  examples: [{ inputs: [f32([2], [1, 2.5]), i32([], [3])], attrs: { template: 'a {} b {}', placeholder: '{}' }, outputs: [texts([], ['a [1 2.5] b 3'])] }],
};
