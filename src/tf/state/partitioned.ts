/** Variables in several parts along one axis: `tf.get_variable(partitioner=…)`, and the usual partitioners (python/ops/partitioned_variables.py). */
import { elementBytes, isFull, sizeOf, type DType, type Shape } from '../../engine/dtype.ts';
import { TensorFlowError } from '../../engine/op-def.ts';
import type { Context, Tensor } from '../context.ts';
import type { Convertible } from '../convert.ts';
import { DTypeObject } from '../dtypes.ts';
import type { Graph } from '../graph.ts';
import { TensorShape } from '../shape.ts';
import { Keywords, Ndarray } from '../values.ts';
import type { Variable } from '../variable.ts';

const fail = (message: string): never => { throw new TensorFlowError('ValueError', message); };
const show = (v: unknown): string => (Array.isArray(v) ? `[${v.join(', ')}]` : String(v));

export class PartitionedVariable implements Convertible {
  constructor(private readonly tf: Context, readonly name: string, readonly shape: readonly number[], readonly dtype: DType, readonly variables: readonly Variable[], readonly partitions: readonly number[]) {}
  get graph(): Graph { return this.variables[0].graph; }
  /** The axis along which it is cut; the first where it is in one part. */
  get axis(): number { return Math.max(0, this.partitions.findIndex((n) => n > 1)); }

  /** The parts joined: a new ConcatV2 and Identity at every use. */
  toTensor(_: { dtype?: DType | null; asRef?: boolean } = {}): Tensor {
    if (_.asRef) throw new TensorFlowError('NotImplementedError', "PartitionedVariable doesn't support being used as a reference.");
    const { tf } = this;
    return tf.after(null, () => tf.inGraph(this.graph, () => {
      const whole = this.variables.length === 1 ? this.variables[0].read : tf.within(`${this.name}/ConcatPartitions/`, () => tf.gen('ConcatV2', [this.variables, this.axis], {}, 'concat'));
      return tf.inside(0, () => tf.op('Identity', [whole], {}, this.name));
    }));
  }
}

/** A partitioner of this playground: called like one of a script, by keyword. */
export class Partitioner { constructor(readonly call: (shape: readonly number[], dtype: DType) => readonly number[]) {} }
type Called = (named: Keywords) => unknown;

/** Calls a partitioner and checks what it says. Throws ValueError. */
export function partitionsOf(partitioner: unknown, shape: Shape | null, dtype: DType): number[] {
  const shown = String(new TensorShape(shape));
  if (!isFull(shape)) return fail(`Shape of a new partitioned variable must be fully defined, but instead was ${shown}.`);
  if (shape.length < 1) return fail(`A partitioned Variable must have rank at least 1, shape: ${shown}`);
  const slicing: unknown = partitioner instanceof Partitioner ? partitioner.call(shape, dtype) : (partitioner as Called)(new Keywords(new Map<string, unknown>([['shape', new TensorShape(shape)], ['dtype', DTypeObject.of(dtype)]])));
  if (!Array.isArray(slicing)) return fail(`Partitioner must return a sequence, but saw: ${String(slicing)}`);
  const counts = slicing.map((n) => Number(n instanceof Ndarray ? n.data[0] : n));
  if (counts.length !== shape.length) fail(`Partitioner returned a partition list that does not match the Variable's rank: ${show(counts)} vs. ${shown}`);
  if (counts.some((n) => n < 1)) fail(`Partitioner returned zero partitions for some axes: ${show(counts)}`);
  if (counts.filter((n) => n > 1).length > 1) fail(`Can only slice a variable along one dimension: shape: ${shown}, partitioning: ${show(counts)}`);
  return counts;
}

/** Where each part begins and how great it is: the first ones take what does not divide. */
export function slicesOf(shape: readonly number[], partitions: readonly number[]): { offset: number[]; shape: number[] }[] {
  const axis = Math.max(0, partitions.findIndex((n) => n > 1));
  const count = partitions[axis] ?? 1;
  const least = Math.floor(shape[axis] / count);
  let at = 0;
  return Array.from({ length: count }, (_, i) => {
    const length = least + (i < shape[axis] % count ? 1 : 0);
    const offset = shape.map((__, d) => (d === axis ? at : 0));
    at += length;
    return { offset, shape: shape.map((n, d) => (d === axis ? length : n)) };
  });
}

const along = (rank: number, axis: number, count: number): number[] => Array.from({ length: rank }, (_, i) => (i === (axis < 0 ? axis + rank : axis) ? count : 1));
const bytesOf = (dtype: DType, perString: number): number => (dtype === 'string' ? perString : dtype === 'int64' ? 8 : elementBytes(dtype));

/** `tf.fixed_size_partitioner(num_shards, axis)` */
export const fixedSizePartitioner = (_: Context, shards: number, { axis = 0 }: { axis?: number } = {}): Partitioner => new Partitioner((shape) => along(shape.length, axis, Math.min(shards, shape.at(axis)!)));

/** `tf.variable_axis_size_partitioner(max_shard_bytes, …)` */
export function variableAxisSizePartitioner(_: Context, most: number, { axis = 0, bytes_per_string_element = 16, max_shards }: { axis?: number; bytes_per_string_element?: number; max_shards?: number | null } = {}): Partitioner {
  if (most < 1 || bytes_per_string_element < 1) fail(`Both max_shard_bytes and bytes_per_string_element must be positive. Currently, max_shard_bytes is ${most} andbytes_per_string_element is ${bytes_per_string_element}`);
  if (max_shards && max_shards < 1) fail('max_shards must be positive.');
  return new Partitioner((shape, dtype) => {
    const length = shape.at(axis)!;
    const slice = (sizeOf(shape) / length) * bytesOf(dtype, bytes_per_string_element);
    const shards = Math.ceil(length / Math.max(1, Math.floor(most / slice)));
    return along(shape.length, axis, max_shards ? Math.min(max_shards, shards) : shards);
  });
}

/** `tf.min_max_variable_partitioner(…)` */
export const minMaxVariablePartitioner = (_: Context, { max_partitions = 1, axis = 0, min_slice_size = 256 << 10, bytes_per_string_element = 16 }: { max_partitions?: number; axis?: number; min_slice_size?: number; bytes_per_string_element?: number } = {}): Partitioner => new Partitioner((shape, dtype) => {
  if (axis >= shape.length) fail(`Cannot partition variable along axis ${axis} when shape is only ${String(new TensorShape(shape))}`);
  const wanted = Math.ceil((sizeOf(shape) * bytesOf(dtype, bytes_per_string_element)) / min_slice_size);
  return along(shape.length, axis, Math.max(1, Math.min(shape.at(axis)!, max_partitions, wanted)));
});
