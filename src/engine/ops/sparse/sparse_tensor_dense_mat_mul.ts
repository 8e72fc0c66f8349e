/** SparseTensorDenseMatMul: a sparse matrix times a dense one. */
import { checkInside, expandDims, i32, f32, RunFailure, ShapeError, sparseInput, tensor, transpose, type Gradient, type Op, type Output } from '../../op.ts';

/** `indices[:, column]` */
const column = (g: Gradient, indices: Output, at: number): Output => g.scope('strided_slice', (own) => {
  const [begin, end, step] = [[0, at], [0, at + 1], [1, 1]].map((v, i) => g.constant(i32([2], v), i === 0 ? 'stack' : `stack_${i}`)) as [Output, Output, Output];
  return g.emit('StridedSlice', [indices, begin, end, step], { begin_mask: 1, end_mask: 1, shrink_axis_mask: 2, ellipsis_mask: 0, new_axis_mask: 0 }, own)[0];
});
/** `array_ops.matrix_transpose(o)` of a matrix */
const turned = (g: Gradient, o: Output): Output => g.scope('matrix_transpose', () => g.apply('Transpose', [o, [1, 0]], {}, 'transpose')[0]);
const gather = (g: Gradient, from: Output, at: Output): Output => g.apply('GatherV2', [from, at, 0], { batch_dims: 0 }, 'GatherV2')[0];

export const sparseTensorDenseMatMul: Op = {
  type: 'SparseTensorDenseMatMul', reads: [2],
  signature: 'a_indices:Tindices a_values:T a_shape:int64 b:T -> product:T | T:type Tindices:type{int32,int64}=int64 adjoint_a:bool=false adjoint_b:bool=false',
  infer([indices, values, , b], attrs, _, partial) {
    if (indices.shape && indices.shape.length !== 2) throw new ShapeError(`Shape must be rank 2 but is rank ${indices.shape.length}`);
    if (b.shape && b.shape.length !== 2) throw new ShapeError(`Shape must be rank 2 but is rank ${b.shape.length}`);
    const a = partial(2) ?? [null, null];
    if (a.length !== 2) throw new ShapeError(`Shape must be rank 2 but is rank ${a.length}`);
    const [rows, inner] = attrs.adjoint_a ? [a[1], a[0]] : a;
    const [others, columns] = b.shape ? (attrs.adjoint_b ? [b.shape[1], b.shape[0]] : b.shape) : [null, null];
    if (inner !== null && others !== null && inner !== others) throw new ShapeError(`Dimensions must be equal, but are ${inner} and ${others}`);
    return [{ dtype: values.dtype, shape: [rows, columns] }];
  },
  compute(c) {
    const a = sparseInput(c, 0);
    const [n, m] = c.shape(3) as [number, number];
    const turn = c.attrs.adjoint_a === true;
    const flip = c.attrs.adjoint_b === true;
    const [rows, inner] = turn ? [a.shape[1], a.shape[0]] : [a.shape[0], a.shape[1]];
    const [others, columns] = flip ? [m, n] : [n, m];
    if (inner !== others) throw new RunFailure('InvalidArgumentError', `Cannot multiply A and B because inner dimension does not match: ${inner} vs. ${others}.  Did you forget a transpose?  Dimensions of A: [${a.shape.join(', ')}).  Dimensions of B: [${n},${m}]`);
    const out = c.make(0, [rows, columns], c.dtype(1));
    out.fill(0);
    const b = c.data(3);
    a.indices.forEach((index, k) => {
      checkInside(index, a.shape, k);
      const [row, at] = turn ? [index[1], index[0]] : [index[0], index[1]];
      const v = a.values[k] as number;
      for (let j = 0; j < columns; j++) out[row * columns + j] += v * b[flip ? j * m + at : at * m + j];
    });
  },
  flops: (inputs, [y]) => 2 * inputs[0][0] * y[1],
  gradient(g) {
    const [indices, values, shape, b] = g.x as readonly [Output, Output, Output, Output];
    const dy = g.dy[0]!;
    const [a, flip] = [g.attrs.adjoint_a === true, g.attrs.adjoint_b === true];
    let db = g.apply('SparseTensorDenseMatMul', [indices, values, shape, dy], { adjoint_a: !a, adjoint_b: false })[0];
    if (flip) db = turned(g, db);
    const rows = column(g, indices, 0);
    const columns = column(g, indices, 1);
    const left = gather(g, dy, a ? columns : rows);
    const right = gather(g, flip ? transpose(g, b, [1, 0]) : b, a ? rows : columns);
    const x = expandDims(g, left, a ? -1 : -2);
    const y = expandDims(g, right, a === flip ? -2 : -1);
    const product = g.apply('BatchMatMulV2', [x, y], { adj_x: a, adj_y: a === flip }, 'MatMul')[0];
    return [null, g.apply('Squeeze', [product], { squeeze_dims: [-2, -1] }, 'Squeeze')[0], null, db];
  },
  examples: [
    { inputs: [tensor('int64', [3, 2], [0, 0, 0, 2, 2, 1]), f32([3], [1, 2, 3]), tensor('int64', [2], [3, 4]), f32([4, 2], [0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4])], attrs: { adjoint_a: false, adjoint_b: false }, outputs: [f32([3, 2], [5.5, 7, 0, 0, 4.5, 6])], differentiable: false },
    { inputs: [tensor('int64', [3, 2], [0, 0, 0, 2, 2, 1]), f32([3], [1, 2, 3]), tensor('int64', [2], [3, 4]), f32([3, 2], [0.5, 1, 1.5, 2, 2.5, 3])], attrs: { adjoint_a: true, adjoint_b: false }, outputs: [f32([4, 2], [0.5, 1, 7.5, 9, 1, 2, 0, 0])], differentiable: false },
    { inputs: [tensor('int64', [3, 2], [0, 0, 0, 2, 2, 1]), f32([3], [1, 2, 3]), tensor('int64', [2], [3, 4]), f32([2, 4], [0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4])], attrs: { adjoint_a: false, adjoint_b: true }, outputs: [f32([3, 2], [3.5, 9.5, 0, 0, 3, 9])], differentiable: false },
    { inputs: [tensor('int64', [3, 2], [0, 0, 0, 2, 2, 1]), f32([3], [1, 2, 3]), tensor('int64', [2], [3, 4]), f32([2, 3], [0.5, 1, 1.5, 2, 2.5, 3])], attrs: { adjoint_a: true, adjoint_b: true }, outputs: [f32([4, 2], [0.5, 2, 4.5, 9, 1, 4, 0, 0])], differentiable: false },
  ],
};
