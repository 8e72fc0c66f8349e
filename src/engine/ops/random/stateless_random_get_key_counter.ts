/** StatelessRandomGetKeyCounter: the Philox key and counter of a seed of two integers. */
import { scramble, wordsOf, type Op } from '../../op.ts';

export const statelessRandomGetKeyCounter: Op = {
  type: 'StatelessRandomGetKeyCounter', signature: 'seed:Tseed -> key:uint64 counter:uint64 | Tseed:type{int32,int64}=int64', stops: true,
  infer: () => [{ dtype: 'uint64', shape: [1] }, { dtype: 'uint64', shape: [2] }],
  compute(c) {
    c.output(0, [1], 'uint64');
    c.output(1, [2], 'uint64');
    scramble(c.data(0), wordsOf(c.out(0)), wordsOf(c.out(1)));
  },
  examples: [],
};
