/** What gradients of linear algebra are made of: products, adjoints, diagonals and solutions, with the nodes of math_ops.py and linalg_ops.py. */
import { i32, isFull, tensor, type Shape } from '../dtype.ts';
import type { Attrs, Gradient, Output } from '../op-def.ts';
import { reduceOf, zerosLikeOf } from './arith.ts';
import { reshapeTo, sliceOf, transposeBy } from './build.ts';

/** `math_ops.matmul(a, b, adjoint_a, adjoint_b)` */
export function matmulOf(g: Gradient, a: Output, b: Output, adjointA = false, adjointB = false): Output {
  const flat = [a, b].every((o) => { const s = g.shape(o); return s !== null && s.length <= 2; });
  return flat ? g.emit('MatMul', [a, b], { transpose_a: adjointA, transpose_b: adjointB }, 'MatMul')[0] : g.emit('BatchMatMulV2', [a, b], { adj_x: adjointA, adj_y: adjointB }, 'MatMul')[0];
}

/** `array_ops.matrix_transpose(a)` */
export const matrixTransposeOf = (g: Gradient, a: Output): Output => g.scope('matrix_transpose', () => {
  const n = g.shape(a)?.length;
  if (n !== undefined) return transposeBy(g, a, i32([n], [...Array.from({ length: n - 2 }, (_, i) => i), n - 1, n - 2]));
  const rank = g.emit('Rank', [a], {}, 'Rank')[0];
  const lead = g.apply('Range', [0, g.apply('Sub', [rank, 2], {}, 'sub')[0], 1])[0];
  const last = [1, 2].map((k) => g.apply('Sub', [rank, k], {}, 'sub')[0]);
  return transposeBy(g, a, g.apply('ConcatV2', [[lead, last as never], 0], {}, 'concat')[0]);
});
/** `linalg.adjoint(a)` of real matrices. */
export const adjointOf = (g: Gradient, a: Output): Output => g.scope('adjoint', () => matrixTransposeOf(g, a));

export const diagOf = (g: Gradient, d: Output): Output => g.apply('MatrixDiagV3', [d, 0, -1, -1, 0], { align: 'RIGHT_LEFT' }, 'diag')[0];
export const diagPartOf = (g: Gradient, a: Output): Output => g.apply('MatrixDiagPartV3', [a, 0, 0], { align: 'RIGHT_LEFT' }, 'diag_part')[0];
export const setDiagOf = (g: Gradient, a: Output, d: Output): Output => g.apply('MatrixSetDiagV3', [a, d, 0], { align: 'RIGHT_LEFT' }, 'set_diag')[0];
export const bandPartOf = (g: Gradient, a: Output, lower: number, upper: number): Output => g.apply('MatrixBandPart', [a, lower, upper])[0];
export const triangularSolveOf = (g: Gradient, a: Output, b: Output, attrs: Attrs): Output => g.scope('triangular_solve', () => g.apply('MatrixTriangularSolve', [a, b], attrs)[0]);

/** Sums the gradients of an op whose leading dimensions were broadcast back to its operands' shapes; as they are where those are equal. */
export function reduceBatches(g: Gradient, x: Output, y: Output, gx: Output, gy: Output, sure: boolean): [Output, Output] {
  const [a, b]: (Shape | null)[] = [g.shape(x), g.shape(y)];
  const lead = (s: Shape | null): Shape | null => s && s.slice(0, -2);
  const [la, lb] = [lead(a), lead(b)];
  if (sure || (isFull(la) && isFull(lb) && la.join() === lb.join() && la.length === lb.length)) return [gx, gy];
  const [sx, sy] = [g.shapeOf(x), g.shapeOf(y)];
  const front = sliceOf(g, sx, null, -2);
  const axes = g.emit('BroadcastGradientArgs', [front, sliceOf(g, sy, null, -2)], {}, 'BroadcastGradientArgs');
  const back = (grad: Output, i: 0 | 1, shape: Output): Output => reshapeTo(g, reduceOf(g, 'Sum', grad, axes[i]), shape);
  const dx = back(gx, 0, sx);
  return [dx, back(gy, 1, sy)];
}

/** `x * reciprocal(x * x + epsilon)` */
export function safeReciprocal(g: Gradient, x: Output): Output {
  const square = g.apply('Mul', [x, x], {}, 'mul')[0];
  const inverse = g.apply('Reciprocal', [g.apply('AddV2', [square, tensor(g.dtype(x), [], [1e-20])], {}, 'add')[0]])[0];
  return g.apply('Mul', [x, inverse], {}, 'mul')[0];
}
/** Differences of eigenvalues, inverted, with zeros on the diagonal. */
export function inverseGaps(g: Gradient, e: Output): Output {
  const row = g.apply('ExpandDims', [e, -2])[0];
  const gaps = g.apply('Sub', [row, g.apply('ExpandDims', [e, -1])[0]], {}, 'sub')[0];
  const inverse = safeReciprocal(g, gaps);
  return setDiagOf(g, inverse, zerosLikeOf(g, e));
}

/** `linalg_ops.eye(rows, batch_shape=lead)` of a size and leading dimensions that are tensors, with the dtype of another. */
export const eyeOf = (g: Gradient, rows: Output, lead: Output, like: Output): Output => g.scope('eye', () => {
  const least = g.apply('Minimum', [rows, rows])[0];
  const size = g.apply('ConcatV2', [[lead, [least]] as never, 0], {}, 'concat')[0];
  const ones = g.scope('ones', (inner) => g.emit('Fill', [size, g.constant(tensor(g.dtype(like), [], [1]))], {}, inner)[0]);
  return diagOf(g, ones);
});
