/** StringToHashBucketFast: the bucket of each string by its fingerprint. */
import { fingerprint64, tensor, texts, type Op } from '../../op.ts';

export const stringToHashBucketFast: Op = {
  type: 'StringToHashBucketFast', signature: 'input:string -> output:int64 | num_buckets:int>=1', stops: true,
  infer: ([x]) => [{ dtype: 'int64', shape: x.shape }],
  compute(c) {
    const buckets = BigInt(c.attrs.num_buckets as number);
    c.make(0, c.shape(0)).set(c.strings(0).map((s) => Number(fingerprint64(s) % buckets)));
  },
  flops: () => 0,
  examples: [
    { inputs: [texts([7], ['one', 'three', '', 'a longer one, really', 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx', 'yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy', 'Hello, world! Hello, world! Hello, world! Hello, world! Hello, world! Hello, world! Hello, world! '])], attrs: { num_buckets: 1000000007 }, outputs: [tensor('int64', [7], [702114545, 44082267, 912170738, 716443846, 50541667, 823410248, 116656305])], differentiable: false },
    { inputs: [texts([], ['word'])], attrs: { num_buckets: 10 }, outputs: [tensor('int64', [], [0])], differentiable: false },
  ],
};
