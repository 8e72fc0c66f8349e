/** StatelessTruncatedNormalV2: normal numbers of a key and counter, those beyond two deviations drawn again. */
import { fillTruncated, inferRandom, keyed, wantedShape, type DType, type Op } from '../../op.ts';

export const statelessTruncatedNormalV2: Op = {
  type: 'StatelessTruncatedNormalV2', signature: 'shape:Tshape key:uint64 counter:uint64 alg:int32 -> output:dtype | dtype:type=float32 Tshape:type{int32,int64}=int32', reads: [0], stops: true,
  infer: (inputs, attrs, constant, partial) => inferRandom(attrs.dtype as DType, inputs, constant, partial),
  compute(c) {
    const dtype = c.attrs.dtype as DType;
    const out = c.make(0, wantedShape(c), dtype);
    fillTruncated(keyed(c), out, dtype === 'float64');
  },
  examples: [],
};
