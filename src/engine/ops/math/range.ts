/** Range: numbers from start to limit, by steps. */
import { constantInt, f32, i32, RunFailure, ShapeError, sizeOf, tensor, withRank, type Op } from '../../op.ts';

/** How many numbers there are. Throws where the steps lead away from the limit. */
function lengthOfRange(start: number, limit: number, delta: number, error: (message: string) => Error): number {
  if (delta === 0) throw error('Requires delta != 0');
  if (delta > 0 && start > limit) throw error(`Requires start <= limit when delta > 0: ${start}/${limit}`);
  if (delta < 0 && start < limit) throw error(`Requires start >= limit when delta < 0: ${start}/${limit}`);
  return Math.ceil(Math.abs((limit - start) / delta));
}

export const range: Op = {
  type: 'Range', signature: 'start:Tidx limit:Tidx delta:Tidx -> output:Tidx | Tidx:type=int32', reads: [0, 1, 2],
  infer(inputs, _, constant) {
    const [start, limit, delta] = [0, 1, 2].map((i) => constantInt(constant(i)));
    for (const s of inputs) withRank('Range', s, 0, inputs);
    if (start === null || limit === null || delta === null) return [{ dtype: inputs[0].dtype, shape: [null] }];
    return [{ dtype: inputs[0].dtype, shape: [lengthOfRange(start, limit, delta, (message) => new ShapeError(message))] }];
  },
  compute(c) {
    const [start, limit, delta] = [0, 1, 2].map((i) => c.data(i)[0]);
    const y = c.make(0, [lengthOfRange(start, limit, delta, (message) => new RunFailure('InvalidArgumentError', message))], c.dtype(0));
    let value = start;
    const round = c.dtype(0) === 'float32' ? Math.fround : (v: number): number => v;
    for (let i = 0; i < y.length; i++, value = round(value + delta)) y[i] = value;
  },
  flops: (_, outputs) => sizeOf(outputs[0]),
  stops: true,
  examples: [
    { inputs: [i32([], [1]), i32([], [10]), i32([], [3])], outputs: [i32([3], [1, 4, 7])] },
    { inputs: [f32([], [3]), f32([], [1]), f32([], [-0.5])], outputs: [f32([4], [3, 2.5, 2, 1.5])] },
    { inputs: [tensor('int64', [], [0]), tensor('int64', [], [0]), tensor('int64', [], [1])], outputs: [tensor('int64', [0], [])] },
  ],
};
