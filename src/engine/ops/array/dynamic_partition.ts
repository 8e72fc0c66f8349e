/** DynamicPartition: rows of a tensor sorted into several tensors by number. */
import { f32, i32, wholes, arrange, rangeOf, reshapeTo, RunFailure, shapeAs, sizeOf, texts, type Op, type Shape } from '../../op.ts';

export const dynamicPartition: Op = {
  type: 'DynamicPartition', signature: 'data:T partitions:int32 -> outputs:num_partitions*T | num_partitions:int>=1 T:type',
  infer([data, partitions], attrs) {
    const shape: Shape | null = partitions.shape && data.shape ? [null, ...data.shape.slice(partitions.shape.length)] : null;
    return Array.from({ length: attrs.num_partitions as number }, () => ({ dtype: data.dtype, shape }));
  },
  compute(c) {
    const n = c.attrs.num_partitions as number;
    const rest = c.shape(0).slice(c.shape(1).length);
    const inner = sizeOf(rest);
    const rows: number[][] = Array.from({ length: n }, () => []);
    wholes(c, 1).forEach((p, i) => {
      if (p < 0 || p >= n) throw new RunFailure('InvalidArgumentError', `partitions[${i}] = ${p} is not in [0, ${n})`);
      rows[p].push(i);
    });
    rows.forEach((mine, k) => arrange(c, k, [mine.length, ...rest], (put) => mine.forEach((r, at) => { for (let i = 0; i < inner; i++) put(at * inner + i, r * inner + i); })));
  },
  flops: () => 0,
  gradient(g) {
    const [data, partitions] = g.x as [typeof g.x[0], typeof g.x[0]];
    const prefix = shapeAs(g, partitions);
    const count = g.emit('Prod', [prefix, g.constant(i32([1], [0]), 'Const')], { keep_dims: false }, 'Prod')[0];
    const original = reshapeTo(g, rangeOf(g, 0, count), prefix);
    const sorted = g.emit('DynamicPartition', [original, partitions], { num_partitions: g.attrs.num_partitions! }, 'DynamicPartition');
    const stitched = g.emit('ParallelDynamicStitch', [...sorted, ...g.dy.map((d) => d!)], {}, 'ParallelDynamicStitch')[0];
    return [reshapeTo(g, stitched, shapeAs(g, data)), null];
  },
  examples: [
    { inputs: [f32([3, 1], [1, 2, 3]), i32([3], [1, 0, 1])], attrs: { num_partitions: 2 }, outputs: [f32([1, 1], [2]), f32([2, 1], [1, 3])] },
    { inputs: [texts([2], ['a', 'b']), i32([2], [0, 0])], attrs: { num_partitions: 2 }, outputs: [texts([2], ['a', 'b']), texts([0], [])], differentiable: false },
  ],
};
