/** TruncatedNormal: normal numbers, those beyond two deviations drawn again. */
import { fillTruncated, inferRandom, RESERVED, reserved, sizeOf, wantedShape, type DType, type Op } from '../../op.ts';

export const truncatedNormal: Op = {
  type: 'TruncatedNormal', signature: 'shape:T -> output:dtype | seed:int=0 seed2:int=0 dtype:type T:type{int32,int64} ! stateful', reads: [0], stops: true,
  infer: (inputs, attrs, constant, partial) => inferRandom(attrs.dtype as DType, inputs, constant, partial),
  compute(c) {
    const dtype = c.attrs.dtype as DType;
    const shape = wantedShape(c);
    const out = c.make(0, shape, dtype);
    fillTruncated(reserved(c, sizeOf(shape) * RESERVED), out, dtype === 'float64');
  },
  examples: [],
};
