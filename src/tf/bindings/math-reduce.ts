/** Python names of reductions, running sums and segments. */
import { bind, type FunctionBinding } from '../binding.ts';
import type { Context } from '../context.ts';
import * as r from '../math/reduce.ts';
import { generated } from './math-elementwise.ts';

const PARAMS = 'input_tensor, axis=None, keepdims=None, name=None, reduction_indices=None, keep_dims=None';
const both = (name: string): string[] => [name, `math.${name}`];

export const functions: readonly FunctionBinding[] = [
  ...Object.entries({ sum: 'Sum', mean: 'Mean', prod: 'Prod', max: 'Max', min: 'Min', all: 'All', any: 'Any' }).map(([n, type]) => bind(both(`reduce_${n}`), PARAMS, r.reduction(type) as never)),
  bind(both('reduce_logsumexp'), PARAMS, r.reduceLogSumExp),
  bind('math.reduce_euclidean_norm', 'input_tensor, axis=None, keepdims=False, name=None', r.reduction('EuclideanNorm')),
  bind('math.reduce_variance', 'input_tensor, axis=None, keepdims=False, name=None', r.reduceVariance),
  bind('math.reduce_std', 'input_tensor, axis=None, keepdims=False, name=None', r.reduceStd),
  bind(both('count_nonzero'), 'input_tensor=None, axis=None, keepdims=None, dtype=int64, name=None, reduction_indices=None, keep_dims=None, input=None', r.countNonzero),
  bind([...both('argmax'), 'arg_max'], 'input, axis=None, name=None, dimension=None, output_type=int64', r.arg('ArgMax')),
  bind([...both('argmin'), 'arg_min'], 'input, axis=None, name=None, dimension=None, output_type=int64', r.arg('ArgMin')),
  bind(both('cumsum'), 'x, axis=0, exclusive=False, reverse=False, name=None', r.cumulative('Cumsum')),
  bind(both('cumprod'), 'x, axis=0, exclusive=False, reverse=False, name=None', r.cumulative('Cumprod')),
  bind('math.cumulative_logsumexp', 'x, axis=0, exclusive=False, reverse=False, name=None', r.cumulative('CumulativeLogsumexp')),
  ...Object.entries({ max: 'SegmentMax', mean: 'SegmentMean', min: 'SegmentMin', prod: 'SegmentProd', sum: 'SegmentSum' }).map(([n, type]) => generated(both(`segment_${n}`), 'data, segment_ids', type)),
  ...Object.entries({ max: 'UnsortedSegmentMax', min: 'UnsortedSegmentMin', prod: 'UnsortedSegmentProd', sum: 'UnsortedSegmentSum' }).map(([n, type]) => generated(both(`unsorted_segment_${n}`), 'data, segment_ids, num_segments', type)),
  ...(['sum', 'mean', 'sqrt_n'] as const).map((n) => bind([`sparse_segment_${n}`, `sparse.segment_${n}`], 'data, indices, segment_ids, name=None, num_segments=None, sparse_gradient=False', ((tf: Context, data: unknown, indices: unknown, ids: unknown, { name, num_segments, sparse_gradient }: { name?: string; num_segments?: unknown; sparse_gradient?: unknown } = {}) => {
    const type = `SparseSegment${{ sum: 'Sum', mean: 'Mean', sqrt_n: 'SqrtN' }[n]}`;
    const attrs = { sparse_gradient: sparse_gradient === true };
    return num_segments === undefined ? tf.gen(type, [data, indices, ids], attrs, name) : tf.gen(`${type}WithNumSegments`, [data, indices, ids, num_segments], attrs, name);
  }))),
];
