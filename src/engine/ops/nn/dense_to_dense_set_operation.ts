/** DenseToDenseSetOperation: differences, intersections and unions of the rows of two tensors, as a sparse tensor. */
import { i32, RunFailure, ShapeError, tensor, type Op } from '../../op.ts';

const OPERATIONS: Readonly<Record<string, (a: ReadonlySet<number>, b: ReadonlySet<number>) => number[]>> = {
  'a-b': (a, b) => [...a].filter((v) => !b.has(v)),
  'b-a': (a, b) => [...b].filter((v) => !a.has(v)),
  intersection: (a, b) => [...a].filter((v) => b.has(v)),
  union: (a, b) => [...new Set([...a, ...b])],
};

export const denseToDenseSetOperation: Op = {
  type: 'DenseToDenseSetOperation', signature: 'set1:T set2:T -> result_indices:int64 result_values:T result_shape:int64 | set_operation:string validate_indices:bool=true T:type', stops: true,
  infer(inputs) {
    const ranks = inputs.map((s) => s.shape?.length ?? null);
    for (const r of ranks) if (r !== null && r < 2) throw new ShapeError(`Input rank must be at least 2, but is ${r}`);
    const rank = ranks[0] ?? ranks[1];
    return [{ dtype: 'int64', shape: [null, rank] }, { dtype: inputs[0].dtype, shape: [null] }, { dtype: 'int64', shape: [rank] }];
  },
  compute(c) {
    const operation = OPERATIONS[String(c.attrs.set_operation)];
    if (!operation) throw new RunFailure('InvalidArgumentError', `Invalid set_operation ${String(c.attrs.set_operation)}.`);
    const [a, b] = [c.shape(0), c.shape(1)];
    if (a.slice(0, -1).join() !== b.slice(0, -1).join()) throw new RunFailure('InvalidArgumentError', `Mismatched group shapes [${a.slice(0, -1).join(',')}] vs [${b.slice(0, -1).join(',')}].`);
    const groups = a.slice(0, -1);
    const count = groups.reduce((x, y) => x * y, 1);
    const [n, m] = [a[a.length - 1], b[b.length - 1]];
    const [x, y] = [Array.from(c.data(0)), Array.from(c.data(1))];
    const rows = Array.from({ length: count }, (_, g) => operation(new Set(x.slice(g * n, (g + 1) * n)), new Set(y.slice(g * m, (g + 1) * m))).sort((p, q) => p - q));
    const total = rows.reduce((sum, r) => sum + r.length, 0);
    c.output(0, [total, a.length], 'int64');
    c.output(1, [total], c.dtype(0));
    c.output(2, [a.length], 'int64');
    const [indices, values, shape] = [c.out(0), c.out(1), c.out(2)];
    let at = 0;
    rows.forEach((row, g) => row.forEach((v, k) => {
      let rest = g;
      for (let d = groups.length - 1; d >= 0; d--) {
        indices[at * a.length + d] = rest % groups[d];
        rest = Math.floor(rest / groups[d]);
      }
      indices[at * a.length + a.length - 1] = k;
      values[at++] = v;
    }));
    [...groups, Math.max(0, ...rows.map((r) => r.length))].forEach((d, i) => { shape[i] = d; });
  },
  examples: [
    { inputs: [i32([2, 3], [1, 2, 3, 4, 4, 5]), i32([2, 2], [3, 1, 6, 5])], attrs: { set_operation: 'a-b' }, outputs: [tensor('int64', [2, 2], [0, 0, 1, 0]), i32([2], [2, 4]), tensor('int64', [2], [2, 1])] },
    { inputs: [i32([2, 3], [1, 2, 3, 4, 4, 5]), i32([2, 2], [3, 1, 6, 5])], attrs: { set_operation: 'b-a' }, outputs: [tensor('int64', [1, 2], [1, 0]), i32([1], [6]), tensor('int64', [2], [2, 1])] },
    { inputs: [i32([2, 3], [1, 2, 3, 4, 4, 5]), i32([2, 2], [3, 1, 6, 5])], attrs: { set_operation: 'intersection' }, outputs: [tensor('int64', [3, 2], [0, 0, 0, 1, 1, 0]), i32([3], [1, 3, 5]), tensor('int64', [2], [2, 2])] },
    { inputs: [i32([2, 3], [1, 2, 3, 4, 4, 5]), i32([2, 2], [3, 1, 6, 5])], attrs: { set_operation: 'union' }, outputs: [tensor('int64', [6, 2], [0, 0, 0, 1, 0, 2, 1, 0, 1, 1, 1, 2]), i32([6], [1, 2, 3, 4, 5, 6]), tensor('int64', [2], [2, 3])] },
  ],
};
