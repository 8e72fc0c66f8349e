/** RandomUniformInt: integers from minval up to, but without, maxval: random bits modulo the range, as TensorFlow has it. */
import { fillRandom, inferRandom, integers, longIntegers, RunFailure, type DType, type Op } from '../../op.ts';

export const randomUniformInt: Op = {
  type: 'RandomUniformInt', signature: 'shape:T minval:Tout maxval:Tout -> output:Tout | seed:int=0 seed2:int=0 Tout:type{int32,int64} T:type{int32,int64} ! stateful', reads: [0], stops: true,
  infer: (inputs, attrs, constant, partial) => inferRandom(attrs.Tout as DType, inputs, constant, partial),
  compute(c) {
    const dtype = c.attrs.Tout as DType;
    const [low, high] = [c.data(1)[0], c.data(2)[0]];
    if (c.shape(1).length > 0) throw new RunFailure('InvalidArgumentError', `minval must be 0-D, got shape [${c.shape(1).join(',')}]`);
    if (c.shape(2).length > 0) throw new RunFailure('InvalidArgumentError', `maxval must be 0-D, got shape [${c.shape(2).join(',')}]`);
    if (low >= high) throw new RunFailure('InvalidArgumentError', `Need minval < maxval, got ${low} >= ${high}`);
    if (dtype === 'int32') fillRandom(c, dtype, 4, integers(low, high - low));
    else fillRandom(c, dtype, 2, longIntegers(low, high - low));
  },
  examples: [],
};
