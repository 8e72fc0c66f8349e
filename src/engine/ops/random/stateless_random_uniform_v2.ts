/** StatelessRandomUniformV2: floats in [0, 1) of a key and counter. */
import { fillFrom, inferRandom, keyed, uniformDoubles, uniformFloats, uniformHalves, wantedShape, type DType, type Op } from '../../op.ts';

export const statelessRandomUniformV2: Op = {
  type: 'StatelessRandomUniformV2', signature: 'shape:Tshape key:uint64 counter:uint64 alg:int32 -> output:dtype | dtype:type=float32 Tshape:type{int32,int64}=int32', reads: [0], stops: true,
  infer: (inputs, attrs, constant, partial) => inferRandom(attrs.dtype as DType, inputs, constant, partial),
  compute(c) {
    const dtype = c.attrs.dtype as DType;
    const out = c.make(0, wantedShape(c), dtype);
    if (dtype === 'float64') fillFrom(keyed(c), out, 2, uniformDoubles);
    else fillFrom(keyed(c), out, 4, dtype === 'float32' ? uniformFloats : uniformHalves);
  },
  examples: [],
};
