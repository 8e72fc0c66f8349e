/** StatelessRandomUniformIntV2: integers from minval up to, but without, maxval, of a key and counter. */
import { fillFrom, inferRandom, integers, keyed, longIntegers, RunFailure, wantedShape, type DType, type Op } from '../../op.ts';

export const statelessRandomUniformIntV2: Op = {
  type: 'StatelessRandomUniformIntV2', signature: 'shape:Tshape key:uint64 counter:uint64 alg:int32 minval:dtype maxval:dtype -> output:dtype | dtype:type Tshape:type{int32,int64}=int32', reads: [0], stops: true,
  infer: (inputs, attrs, constant, partial) => inferRandom(attrs.dtype as DType, inputs, constant, partial),
  compute(c) {
    const dtype = c.attrs.dtype as DType;
    const out = c.make(0, wantedShape(c), dtype);
    const [low, high] = [c.data(4)[0], c.data(5)[0]];
    if (low >= high) throw new RunFailure('InvalidArgumentError', `Need minval < maxval, got ${low} >= ${high}`);
    if (dtype === 'int32') fillFrom(keyed(c), out, 4, integers(low, high - low));
    else fillFrom(keyed(c), out, 2, longIntegers(low, high - low));
  },
  examples: [],
};
