/** Python names of linear algebra, clipping, ranges and counting. */
import { bind, type FunctionBinding } from '../binding.ts';
import type { Context } from '../context.ts';
import * as clip from '../math/clip.ts';
import * as count from '../math/count.ts';
import { einsum } from '../math/einsum.ts';
import * as linalg from '../math/linalg.ts';
import { matmul, matvec } from '../math/matmul.ts';
import { matrixRank, pinv } from '../math/rank.ts';
import { linspace, range } from '../math/sequences.ts';
import { tensordot } from '../math/tensordot.ts';
import { generated } from './math-elementwise.ts';
import { named } from './nn.ts';

const adjoint = (paths: readonly string[], params: string, type: string): FunctionBinding => bind(paths, `${params}, adjoint=False, name=None`, linalg.withAdjoint(type));

export const functions: readonly FunctionBinding[] = [
  bind(['matmul', 'linalg.matmul'], 'a, b, transpose_a=False, transpose_b=False, adjoint_a=False, adjoint_b=False, a_is_sparse=False, b_is_sparse=False, output_type=None, name=None', matmul),
  bind('linalg.matvec', 'a, b, transpose_a=False, adjoint_a=False, a_is_sparse=False, b_is_sparse=False, name=None', matvec),
  bind('sparse_matmul', 'a, b, transpose_a=False, transpose_b=False, a_is_sparse=False, b_is_sparse=False, name=None', ((tf: Context, a: unknown, b: unknown, { name, ...flags }: { name?: string } = {}) =>
    tf.gen('SparseMatMul', [a, b], { transpose_a: false, transpose_b: false, a_is_sparse: false, b_is_sparse: false, ...flags }, name ?? null))),
  { paths: ['einsum', 'linalg.einsum'], params: 'equation, *inputs, **kwargs', call: (tf, equation, inputs, kwargs) => einsum(tf, String(equation), inputs as unknown[], { name: (kwargs as Map<string, string>).get('name') ?? null }) },
  bind(['tensordot', 'linalg.tensordot'], 'a, b, axes, name=None', tensordot),
  bind(['norm', 'linalg.norm'], 'tensor, ord="euclidean", axis=None, keepdims=None, name=None, keep_dims=None', linalg.norm),
  bind('linalg.normalize', 'tensor, ord="euclidean", axis=None, name=None', linalg.normalize),
  bind(['trace', 'linalg.trace'], 'x, name=None', linalg.trace),
  bind(['eye', 'linalg.eye'], 'num_rows, num_columns=None, batch_shape=None, dtype=float32, name=None', linalg.eye),
  bind(['matrix_diag', 'linalg.diag'], 'diagonal, name="diag", k=0, num_rows=-1, num_cols=-1, padding_value=0, align="RIGHT_LEFT"', linalg.matrixDiag),
  bind(['matrix_diag_part', 'linalg.diag_part'], 'input, name="diag_part", k=0, padding_value=0, align="RIGHT_LEFT"', linalg.matrixDiagPart),
  bind(['matrix_set_diag', 'linalg.set_diag'], 'input, diagonal, name="set_diag", k=0, align="RIGHT_LEFT"', linalg.matrixSetDiag),
  generated(['matrix_band_part', 'linalg.band_part'], 'input, num_lower, num_upper', 'MatrixBandPart'),
  generated(['diag', 'linalg.tensor_diag'], 'diagonal', 'Diag'), generated(['diag_part', 'linalg.tensor_diag_part'], 'input', 'DiagPart'),
  generated(['cross', 'linalg.cross'], 'a, b', 'Cross'), generated(['cholesky', 'linalg.cholesky'], 'input', 'Cholesky'), generated(['matrix_determinant', 'linalg.det'], 'input', 'MatrixDeterminant'),
  adjoint(['matrix_inverse', 'linalg.inv'], 'input', 'MatrixInverse'), adjoint(['matrix_solve', 'linalg.solve'], 'matrix, rhs', 'MatrixSolve'),
  bind(['matrix_triangular_solve', 'linalg.triangular_solve'], 'matrix, rhs, lower=True, adjoint=False, name=None', linalg.triangularSolve),
  bind(['cholesky_solve', 'linalg.cholesky_solve'], 'chol, rhs, name=None', linalg.choleskySolve),
  bind(['matrix_solve_ls', 'linalg.lstsq'], 'matrix, rhs, l2_regularizer=0.0, fast=True, name=None', linalg.matrixSolveLs),
  named(['qr', 'linalg.qr'], 'input, full_matrices=False, name=None', 'Qr q r', linalg.qr), bind(['svd', 'linalg.svd'], 'tensor, full_matrices=False, compute_uv=True, name=None', linalg.svd),
  bind(['self_adjoint_eig', 'linalg.eigh'], 'tensor, name=None', linalg.selfAdjointEig), bind(['self_adjoint_eigvals', 'linalg.eigvalsh'], 'tensor, name=None', linalg.selfAdjointEigvals),
  bind('linalg.matrix_rank', 'a, tol=None, validate_args=False, name=None', matrixRank), bind('linalg.pinv', 'a, rcond=None, validate_args=False, name=None', pinv),
  named('linalg.slogdet', 'input, name=None', 'LogMatrixDeterminant sign log_abs_determinant', linalg.slogdet), bind('linalg.logdet', 'matrix, name=None', linalg.logdet), bind('linalg.adjoint', 'matrix, name=None', linalg.adjoint),
  bind('clip_by_value', 't, clip_value_min, clip_value_max, name=None', clip.clipByValue), bind('clip_by_norm', 't, clip_norm, axes=None, name=None', clip.clipByNorm),
  bind('clip_by_global_norm', 't_list, clip_norm, use_norm=None, name=None', clip.clipByGlobalNorm), bind('clip_by_average_norm', 't, clip_norm, name=None', clip.clipByAverageNorm),
  bind(['global_norm', 'linalg.global_norm'], 't_list, name=None', clip.globalNorm),
  bind('range', 'start, limit=None, delta=1, dtype=None, name="range"', range), bind(['linspace', 'lin_space'], 'start, stop, num, name=None, axis=0', linspace),
  bind(['bincount', 'math.bincount'], 'arr, weights=None, minlength=None, maxlength=None, dtype=int32', count.bincount),
  bind('histogram_fixed_width', 'values, value_range, nbins=100, dtype=int32, name=None', count.histogramFixedWidth),
  bind('histogram_fixed_width_bins', 'values, value_range, nbins=100, dtype=int32, name=None', count.histogramFixedWidthBins),
  bind(['unsorted_segment_mean', 'math.unsorted_segment_mean'], 'data, segment_ids, num_segments, name=None', count.unsortedSegment('UnsortedSegmentMean')),
  bind(['unsorted_segment_sqrt_n', 'math.unsorted_segment_sqrt_n'], 'data, segment_ids, num_segments, name=None', count.unsortedSegment('UnsortedSegmentSqrtN')),
  bind(['lbeta', 'math.lbeta'], 'x, name=None', count.lbeta),
];
