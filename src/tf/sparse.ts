/** `tf.SparseTensor`: the elements of a large tensor that are not zero, as places, values and the shape (framework/sparse_tensor.py). */
import { constantValueAsShape } from './constant-value.ts';
import { TensorFlowError } from '../engine/op-def.ts';
import type { DType, Shape, Tensor as HostTensor } from '../engine/dtype.ts';
import type { Context } from './context.ts';
import type { Operation, Tensor} from './graph.ts';
import { type Graph } from './graph.ts';
import { Tuple } from './values.ts';

/** A sparse value of a session, fetched or to be fed: TensorFlow's namedtuple. */
export const sparseTensorValue = (indices: unknown, values: unknown, denseShape: unknown): Tuple => Tuple.from2([indices, values, denseShape], 'SparseTensorValue indices values dense_shape');

export class SparseTensor {
  readonly indices: Tensor;
  readonly values: Tensor;
  readonly denseShape: Tensor;
  /** A shape that was set where the graph does not say it. */
  private known: Shape | null = null;

  constructor(tf: Context, indices: unknown, values: unknown, denseShape: unknown) {
    const made = tf.within('SparseTensor', () => [
      tf.convert(indices, { name: 'indices', dtype: 'int64' }),
      tf.convert(values, { name: 'values' }),
      tf.convert(denseShape, { name: 'dense_shape', dtype: 'int64' }),
    ]);
    [this.indices, this.values, this.denseShape] = made as [Tensor, Tensor, Tensor];
    const [i, v, d] = made.map((t) => t.shape) as [Shape | null, Shape | null, Shape | null];
    const bad = (i && i.length !== 2) || (v && v.length !== 1) || (d && d.length !== 1) || (i && v && i[0] !== null && v[0] !== null && i[0] !== v[0]) || (i && d && i[1] !== null && d[0] !== null && i[1] !== d[0]);
    if (bad) throw new TensorFlowError('ValueError', `Shapes of a SparseTensor do not fit: indices ${JSON.stringify(i)}, values ${JSON.stringify(v)}, dense_shape ${JSON.stringify(d)}`);
  }

  get graph(): Graph { return this.indices.graph; }
  get op(): Operation { return this.values.op; }
  get dtype(): DType { return this.values.dtype; }
  /** Shape as far as it is known before a run. */
  get shape(): Shape | null { return this.known ?? constantValueAsShape(this.denseShape); }
  setShape(shape: Shape | null): void { this.known = shape; }

  readonly fetchedType = 'SparseTensorValue';
  fetchParts(): readonly Tensor[] { return [this.indices, this.values, this.denseShape]; }
  fetched([indices, values, shape]: readonly HostTensor[]): Tuple { return sparseTensorValue(indices, values, shape); }
}
