/** Linear algebra: functions of tf.linalg that are more than their op (python/ops/linalg_ops.py, linalg_impl.py, array_ops.py). */
import { ones, zeros } from '../array/fills.ts';
import { concat } from '../array/joins.ts';
import { between, itemAt, setShape } from '../array/parts.ts';
import { matrixTranspose, shape as shapeFn } from '../array/shapes.ts';
import { NONE, Tensor, type Context, type OwnName, type TensorLike } from '../context.ts';
import { Float } from '../values.ts';
import { abs } from './elementwise.ts';
import { matmul } from './matmul.ts';
import { fail, num, renamed, type Named } from './nodes.ts';
import { operator, pow, reflected } from './operators.ts';
import { reduced } from './reduce.ts';

type Name = string | OwnName | null | undefined;
const yes = (v: unknown): boolean => v !== null && v !== undefined && v !== false && num(v) !== 0;
const has = (v: unknown): boolean => v !== null && v !== undefined;

export interface DiagonalOptions { readonly k?: unknown; readonly num_rows?: unknown; readonly num_cols?: unknown; readonly padding_value?: unknown; readonly align?: unknown; readonly name?: Name }
const padding = (x: TensorLike, value: unknown): unknown => ((x as { dtype?: unknown } | null)?.dtype === 'bool' ? yes(value ?? 0) : (value ?? 0));

/** `tf.linalg.diag(diagonal)` */
export const matrixDiag = (tf: Context, diagonal: TensorLike, { name, k, num_rows, num_cols, padding_value, align }: DiagonalOptions = {}): Tensor =>
  tf.gen('MatrixDiagV3', [diagonal, k ?? 0, num_rows ?? -1, num_cols ?? -1, padding(diagonal, padding_value)], { align: String(align ?? 'RIGHT_LEFT') }, name ?? 'diag');
/** `tf.linalg.diag_part(input)` */
export const matrixDiagPart = (tf: Context, input: TensorLike, { name, k, padding_value, align }: DiagonalOptions = {}): Tensor =>
  tf.gen('MatrixDiagPartV3', [input, k ?? 0, padding(input, padding_value)], { align: String(align ?? 'RIGHT_LEFT') }, name ?? 'diag_part');
/** `tf.linalg.set_diag(input, diagonal)` */
export const matrixSetDiag = (tf: Context, input: TensorLike, diagonal: TensorLike, { name, k, align }: DiagonalOptions = {}): Tensor =>
  tf.gen('MatrixSetDiagV3', [input, diagonal, k ?? 0], { align: String(align ?? 'RIGHT_LEFT') }, name ?? 'set_diag');

/** `tf.trace(x)` */
export const trace = (tf: Context, x: TensorLike, { name }: Named = {}): Tensor => tf.within(name ?? 'Trace', (own) => {
  const t = tf.convert(x, { name: 'x' });
  return tf.gen('Sum', [matrixDiagPart(tf, t), [-1]], { keep_dims: false }, own);
});

export interface EyeOptions { readonly num_columns?: unknown; readonly batch_shape?: unknown; readonly dtype?: unknown; readonly name?: Name }
/** `tf.eye(num_rows, num_columns, batch_shape, dtype)` */
export const eye = (tf: Context, rows: unknown, { num_columns, batch_shape, dtype, name }: EyeOptions = {}): Tensor => tf.within(name ?? 'eye', () => {
  const cols = num_columns ?? rows;
  const type = dtype ?? 'float32';
  let square = !has(num_columns);
  let size: Tensor | number;
  if (rows instanceof Tensor || cols instanceof Tensor) size = tf.gen('Minimum', [rows, cols]);
  else {
    const [m, n] = [num(rows), num(cols)];
    if (m === null || n === null || rows instanceof Float || cols instanceof Float) return fail('TypeError', `Arguments \`num_rows\` and \`num_columns\` must be positive integer values. Received: num_rows=${String(rows)}, num_columns=${String(cols)}`);
    square = m === n;
    size = Math.min(m, n);
  }
  const lead = batch_shape ?? [];
  const dims = (tail: unknown[]): unknown => (lead instanceof Tensor || size instanceof Tensor ? concat(tf, [batch, tail], 0) : [...(lead as unknown[]), ...tail]);
  const batch = lead instanceof Tensor || size instanceof Tensor ? tf.convert(lead, { dtype: 'int32', name: 'shape' }) : lead;
  const diagonal = dims([size]);
  const full = square ? null : dims([rows, cols]);
  const diag = ones(tf, diagonal, { dtype: type });
  return square ? matrixDiag(tf, diag) : matrixSetDiag(tf, zeros(tf, full, { dtype: type }), diag);
});

/** `tf.linalg.adjoint(matrix)` of real matrices. */
export const adjoint = (tf: Context, matrix: TensorLike, { name }: Named = {}): Tensor => tf.within(name ?? 'adjoint', () => matrixTranspose(tf, tf.convert(matrix, { name: 'matrix' }), {}));

/** `tf.matrix_triangular_solve(matrix, rhs, lower, adjoint)` */
export const triangularSolve = (tf: Context, matrix: TensorLike, rhs: TensorLike, o: { lower?: unknown; adjoint?: unknown } & Named = {}): Tensor =>
  tf.within(o.name ?? 'triangular_solve', () => tf.gen('MatrixTriangularSolve', [matrix, rhs], { lower: o.lower === undefined ? true : yes(o.lower), adjoint: yes(o.adjoint) }));
/** `tf.cholesky_solve(chol, rhs)` */
export const choleskySolve = (tf: Context, chol: TensorLike, rhs: TensorLike, { name }: Named = {}): Tensor => tf.within(name ?? 'cholesky_solve', () => {
  const y = tf.gen('MatrixTriangularSolve', [chol, rhs], { lower: true, adjoint: false });
  return tf.gen('MatrixTriangularSolve', [chol, y], { lower: true, adjoint: true });
});

/** An op of one matrix or two with the attribute `adjoint`. */
export const withAdjoint = (type: string) => (tf: Context, ...args: unknown[]): Tensor => {
  const o = args[args.length - 1] as { adjoint?: unknown } & Named;
  return tf.gen(type, args.slice(0, -1), { adjoint: yes(o.adjoint) }, o.name ?? null);
};
/** `tf.qr(input, full_matrices)` */
export const qr = (tf: Context, input: TensorLike, o: { full_matrices?: unknown } & Named = {}): Tensor[] => tf.apply('Qr', [input], { full_matrices: yes(o.full_matrices) }, o.name ?? null);
/** `tf.svd(tensor, full_matrices, compute_uv)`: s, u, v or s alone. */
export function svd(tf: Context, input: TensorLike, o: { full_matrices?: unknown; compute_uv?: unknown } & Named = {}): Tensor[] | Tensor {
  const uv = o.compute_uv === undefined ? true : yes(o.compute_uv);
  const [s, u, v] = tf.apply('Svd', [input], { compute_uv: uv, full_matrices: yes(o.full_matrices) }, o.name ?? null) as [Tensor, Tensor, Tensor];
  return uv ? [s, u, v] : s;
}
/** `tf.self_adjoint_eig(tensor)` */
export const selfAdjointEig = (tf: Context, input: TensorLike, { name }: Named = {}): Tensor[] => tf.apply('SelfAdjointEigV2', [input], { compute_v: true }, name ?? null);
export const selfAdjointEigvals = (tf: Context, input: TensorLike, { name }: Named = {}): Tensor => tf.apply('SelfAdjointEigV2', [input], { compute_v: false }, name ?? null)[0];
/** `tf.linalg.slogdet(input)` */
export const slogdet = (tf: Context, input: TensorLike, { name }: Named = {}): Tensor[] => tf.apply('LogMatrixDeterminant', [input], NONE, name ?? null);
/** `tf.linalg.logdet(matrix)` */
export const logdet = (tf: Context, matrix: TensorLike, { name }: Named = {}): Tensor => tf.within(name ?? 'logdet', () => {
  const diagonal = matrixDiagPart(tf, tf.gen('Cholesky', [matrix]));
  const logs = tf.gen('Log', [tf.within('Real', () => diagonal)]);
  return reflected(tf, 'mul', tf.gen('Sum', [logs, [-1]], { keep_dims: false }), new Float(2));
});

function regularised(tf: Context, matrix: Tensor, l2: unknown, first: boolean): Tensor {
  let gram = matmul(tf, matrix, matrix, { adjoint_a: first, adjoint_b: !first });
  if (l2 instanceof Tensor || num(l2) !== 0) {
    const dims = shapeFn(tf, matrix);
    const lead = between(tf, dims, null, -2);
    const small = itemAt(tf, dims, first ? -1 : -2);
    const unit = eye(tf, small, { batch_shape: lead, dtype: matrix.dtype });
    const known = matrix.shape;
    if (known) setShape(unit, [...known.slice(0, -2), known[known.length - (first ? 1 : 2)], known[known.length - (first ? 1 : 2)]]);
    const scaled = l2 instanceof Tensor ? operator(tf, 'mul', l2, unit) : reflected(tf, 'mul', unit, l2);
    gram = operator(tf, 'add', gram, scaled);
  }
  return tf.gen('Cholesky', [gram]);
}

/** `tf.matrix_solve_ls(matrix, rhs, l2_regularizer, fast)` */
export function matrixSolveLs(tf: Context, matrix: TensorLike, rhs: TensorLike, o: { l2_regularizer?: unknown; fast?: unknown } & Named = {}): Tensor {
  const m = tf.convert(matrix, { name: 'matrix' });
  const l2 = o.l2_regularizer ?? new Float(0);
  if (o.fast === false) return tf.gen('MatrixSolveLs', [m, rhs, l2], { fast: false }, o.name ?? null);
  return tf.within(o.name ?? 'matrix_solve_ls', () => {
    const [rows, cols] = m.shape?.slice(-2) ?? [null, null];
    if (rows === null || cols === null || rows === undefined || cols === undefined) return fail('NotImplementedError', 'tf.matrix_solve_ls of matrices of unknown shape is not known to this playground.');
    if (rows >= cols) return choleskySolve(tf, regularised(tf, m, l2, true), matmul(tf, m, rhs, { adjoint_a: true }));
    return matmul(tf, m, choleskySolve(tf, regularised(tf, m, l2, false), rhs), { adjoint_a: true });
  });
}

export interface NormOptions extends Named { readonly ord?: unknown; readonly axis?: unknown; readonly keepdims?: unknown; readonly keep_dims?: unknown }
/** `tf.norm(tensor, ord, axis, keepdims)` */
export function norm(tf: Context, input: TensorLike, options: NormOptions = {}): Tensor {
  const keep = yes(renamed(options.keepdims, options.keep_dims, 'keepdims', 'keep_dims'));
  const given = options.axis;
  const ord = typeof options.ord === 'string' ? options.ord : has(options.ord) ? num(options.ord)! : 'euclidean';
  const matrix = Array.isArray(given) && given.length === 2;
  const shown = String(given);
  const list = matrix ? (given as unknown[]).map(num) : null;
  if (list ? list.some((a) => a === null) || list[0] === list[1] : has(given) && (num(given) === null || given instanceof Float)) fail('ValueError', `'axis' must be None, an integer, or a tuple of 2 unique integers, got ${shown}`);
  if (matrix ? !['euclidean', 'fro', 1, 2, Infinity].includes(ord) : typeof ord === 'string' ? ord !== 'euclidean' : ord <= 0) {
    fail('ValueError', matrix ? `'ord' must be a supported matrix norm in ['euclidean', 'fro', 1, 2, inf], got ${ord}` : `'ord' must be a supported vector norm, got ${ord}`);
  }
  const axis: number[] | null = list ? (list as number[]) : has(given) ? [num(given)!] : null;
  return tf.within(options.name ?? 'norm', () => {
    const t = tf.convert(input);
    let result: Tensor;
    if (ord === 'fro' || ord === 'euclidean' || ord === 2) {
      if (matrix && ord === 2) return fail('NotImplementedError', 'The spectral norm of matrices is not known to this playground. Nearest: tf.linalg.svd.');
      result = tf.gen('Sqrt', [reduced(tf, 'Sum', operator(tf, 'mul', t, t), axis, true)]);
    } else {
      result = abs(tf, t);
      if (ord === 1) {
        result = reduced(tf, 'Sum', result, axis && axis[0], true);
        if (matrix) result = reduced(tf, 'Max', result, axis![1], true);
      } else if (ord === Infinity) {
        if (matrix) result = reduced(tf, 'Sum', result, axis![1], true);
        result = reduced(tf, 'Max', result, axis && axis[0], true);
      } else {
        const exponent = options.ord;
        const sum = reduced(tf, 'Sum', pow(tf, result, exponent), axis, true);
        const inverse = 1 / (ord as number);
        result = pow(tf, sum, Number.isInteger(inverse) ? new Float(inverse) : inverse);
      }
    }
    return keep ? result : tf.op('Squeeze', [result], { squeeze_dims: axis ?? [] }, 'Squeeze');
  });
}

/** `tf.linalg.normalize(tensor, ord, axis)`: the tensor over its norm, and the norm. */
export const normalize = (tf: Context, input: TensorLike, { ord, axis, name }: NormOptions = {}): [Tensor, Tensor] => tf.within(name ?? 'normalize', () => {
  const t = tf.convert(input);
  const length = norm(tf, t, { ord, axis, keepdims: true });
  return [operator(tf, 'truediv', t, length), length];
});
