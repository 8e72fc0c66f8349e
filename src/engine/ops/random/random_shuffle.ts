/** RandomShuffle: the rows of its input in random order. */
import { likeFirst, reserved, sizeOf, Words, type Op } from '../../op.ts';

export const randomShuffle: Op = {
  type: 'RandomShuffle', signature: 'value:T -> output:T | seed:int=0 seed2:int=0 T:type ! stateful', stops: true,
  infer: likeFirst,
  compute(c) {
    const shape = c.shape(0);
    const dtype = c.dtype(0);
    const rows = shape[0] ?? 1;
    const order = Array.from({ length: rows }, (_, i) => i);
    if (rows > 1 && sizeOf(shape) > 1) {
      const words = new Words(reserved(c, Math.ceil((rows - 1) / 4)));
      for (let i = 0; i < rows - 1; i++) {
        const j = i + (words.next() % (rows - i));
        [order[i], order[j]] = [order[j], order[i]];
      }
    }
    const row = sizeOf(shape.slice(1));
    if (dtype === 'string') {
      const x = c.strings(0);
      c.outStrings(0, shape, order.flatMap((from) => x.slice(from * row, (from + 1) * row)));
      return;
    }
    const y = c.make(0, shape, dtype);
    const x = c.data(0);
    order.forEach((from, to) => y.set(x.subarray(from * row, (from + 1) * row), to * row));
  },
  examples: [],
};
