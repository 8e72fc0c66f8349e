/** RandomStandardNormal: normal numbers of mean 0 and deviation 1, two from each pair of uniform ones. */
import { fillRandom, inferRandom, normalDouble, normalFloats, type DType, type Op } from '../../op.ts';

export const randomStandardNormal: Op = {
  type: 'RandomStandardNormal', signature: 'shape:T -> output:dtype | seed:int=0 seed2:int=0 dtype:type T:type{int32,int64} ! stateful', reads: [0], stops: true,
  infer: (inputs, attrs, constant, partial) => inferRandom(attrs.dtype as DType, inputs, constant, partial),
  compute(c) {
    const dtype = c.attrs.dtype as DType;
    if (dtype === 'float64') fillRandom(c, dtype, 2, normalDouble);
    else fillRandom(c, dtype, 4, normalFloats);
  },
  examples: [],
};
