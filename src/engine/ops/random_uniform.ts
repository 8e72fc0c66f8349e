/** RandomUniform: floats in [0, 1) from TensorFlow's own generator (Philox 4x32-10). */
import { fillRandom, inferRandom, sizeOf, uniformDoubles, uniformFloats, uniformHalves, type DType, type Op } from '../op.ts';

export const randomUniform: Op = {
  type: 'RandomUniform', signature: 'shape:T -> output:dtype | seed:int=0 seed2:int=0 dtype:type T:type{int32,int64} ! stateful', reads: [0], stops: true,
  infer: (inputs, attrs, constant, partial) => inferRandom(attrs.dtype as DType, inputs, constant, partial),
  compute(c) {
    const dtype = c.attrs.dtype as DType;
    if (dtype === 'float64') fillRandom(c, dtype, 2, uniformDoubles);
    else fillRandom(c, dtype, 4, dtype === 'float32' ? uniformFloats : uniformHalves);
  },
  flops: (_, outputs) => 20 * sizeOf(outputs[0]),
  examples: [],
};
