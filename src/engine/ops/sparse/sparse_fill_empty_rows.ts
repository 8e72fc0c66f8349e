/** SparseFillEmptyRows: one element in the first column of every row that has none. */
import { bools, checkInside, elements, f32, sparseInput, tensor, texts, type Op } from '../../op.ts';

export const sparseFillEmptyRows: Op = {
  type: 'SparseFillEmptyRows', signature: 'indices:int64 values:T dense_shape:int64 default_value:T -> output_indices:int64 output_values:T empty_row_indicator:bool reverse_index_map:int64 | T:type', reads: [2],
  infer([indices, values, shape], _, __, partial) {
    return [
      { dtype: 'int64', shape: [null, indices.shape?.[1] ?? shape.shape?.[0] ?? null] }, { dtype: values.dtype, shape: [null] },
      { dtype: 'bool', shape: [partial(2)?.[0] ?? null] }, { dtype: 'int64', shape: [indices.shape?.[0] ?? null] },
    ];
  },
  compute(c) {
    const s = sparseInput(c, 0);
    const rows: number[][] = Array.from({ length: s.shape[0] }, () => []);
    s.indices.forEach((index, k) => {
      checkInside(index, s.shape, k);
      rows[index[0]].push(k);
    });
    const initial = elements(c, 3)[0];
    const map = new Array<number>(s.indices.length);
    const indices: (readonly number[])[] = [];
    const values: (number | string)[] = [];
    rows.forEach((row, r) => {
      if (row.length === 0) {
        indices.push(s.shape.map((_, d) => (d === 0 ? r : 0)));
        values.push(initial);
      }
      for (const k of row) {
        map[k] = indices.length;
        indices.push(s.indices[k]);
        values.push(s.values[k]);
      }
    });
    c.make(0, [indices.length, s.shape.length], 'int64').set(indices.flat());
    if (c.dtype(1) === 'string') c.outStrings(1, [values.length], values.map(String));
    else c.make(1, [values.length], c.dtype(1)).set(values.map(Number));
    c.make(2, [rows.length], 'bool').set(rows.map((row) => Number(row.length === 0)));
    c.make(3, [map.length], 'int64').set(map);
  },
  flops: () => 0,
  gradient(g) {
    const [values, initial] = g.apply('SparseFillEmptyRowsGrad', [g.y[3], g.dy[1]!]);
    return [null, values, null, initial];
  },
  examples: [
    { inputs: [tensor('int64', [3, 2], [0, 0, 0, 2, 2, 1]), f32([3], [1, 2, 3]), tensor('int64', [2], [3, 4]), f32([], [-1])], outputs: [tensor('int64', [4, 2], [0, 0, 0, 2, 1, 0, 2, 1]), f32([4], [1, 2, -1, 3]), bools([3], [false, true, false]), tensor('int64', [3], [0, 1, 3])], differentiable: false },
    { inputs: [tensor('int64', [1, 2], [1, 0]), texts([1], ['a']), tensor('int64', [2], [2, 2]), texts([], ['z'])], outputs: [tensor('int64', [2, 2], [0, 0, 1, 0]), texts([2], ['z', 'a']), bools([2], [true, false]), tensor('int64', [1], [1])], differentiable: false },
  ],
};
