/**
 * `tf.IndexedSlices`: rows of a larger tensor by index, the form of gradients of lookups. Where a tensor is asked for it becomes one
 * by UnsortedSegmentSum (framework/indexed_slices.py). As an `Output` it stands for its values, so that gradient functions may pass it on.
 */
import type { DType, Shape, Tensor as HostTensor } from '../engine/dtype.ts';
import { partialShape } from '../engine/fold.ts';
import { TensorFlowError, type Output } from '../engine/op-def.ts';
import type { Context } from './context.ts';
import type { Convertible } from './convert.ts';
import type { Operation, Tensor} from './graph.ts';
import { type Graph } from './graph.ts';
import { Tuple } from './values.ts';

const SLICE = Object.freeze({ begin_mask: 0, ellipsis_mask: 0, end_mask: 0, new_axis_mask: 0, shrink_axis_mask: 1 });
const index = (v: number): HostTensor => ({ dtype: 'int32', shape: [1], data: Int32Array.of(v) });

/** `t[0]` of a vector, as Python's indexing builds it. */
export const firstOf = (tf: Context, t: Tensor): Tensor => tf.within('strided_slice', (own) => {
  const bounds = [tf.constant(index(0), 'stack'), tf.constant(index(1), 'stack_1'), tf.constant(index(1), 'stack_2')];
  return tf.op('StridedSlice', [t, ...bounds], SLICE, own);
});

export class IndexedSlices implements Output, Convertible {
  constructor(private readonly tf: Context, readonly values: Tensor, readonly indices: Tensor, readonly denseShape: Tensor | null = null) {}
  get id(): number { return this.values.id; }
  get index(): number { return this.values.index; }
  get graph(): Graph { return this.values.graph; }
  get op(): Operation { return this.values.op; }
  get name(): string { return this.values.name; }
  get dtype(): DType { return this.values.dtype; }
  get device(): string { return this.values.device; }
  /** Shape of the larger tensor as far as it is known. */
  get shape(): Shape | null { return this.denseShape ? partialShape(this.denseShape.graph, this.denseShape) : null; }

  toTensor({ dtype, name }: { dtype: DType | null; name: string | null }): Tensor {
    if (dtype !== null && dtype !== this.dtype) throw new TensorFlowError('ValueError', `Incompatible tensor conversion requested to \`dtype\` ${dtype} for IndexedSlices (${String(this)}) with dtype ${this.dtype}`);
    if (!this.denseShape) throw new TensorFlowError('ValueError', `Tensor conversion requested for IndexedSlices for argument \`value\` without dense_shape: ${String(this)}`);
    const { tf } = this;
    return tf.gen('UnsortedSegmentSum', [this.values, this.indices, firstOf(tf, this.denseShape)], {}, name ?? 'UnsortedSegmentSum');
  }

  /** The same rows with other values. */
  with(values: Tensor): IndexedSlices { return new IndexedSlices(this.tf, values, this.indices, this.denseShape); }

  readonly fetchedType = 'IndexedSlicesValue';
  fetchParts(): readonly Tensor[] { return this.denseShape ? [this.values, this.indices, this.denseShape] : [this.values, this.indices]; }
  /** A namedtuple, as a session gives it. */
  fetched([values, indices, shape]: readonly HostTensor[]): Tuple { return Tuple.from2([values, indices, shape ?? null], 'IndexedSlicesValue values indices dense_shape'); }

  toString(): string {
    return `IndexedSlices(indices=${String(this.indices)}, values=${String(this.values)}${this.denseShape ? `, dense_shape=${String(this.denseShape)}` : ''})`;
  }
}
