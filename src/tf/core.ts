/** The functions that every script begins with: constants, placeholders, identity, grouping. One function, one TensorFlow call. */
import { arrayType, isFull, sizeOf, type Shape, type Tensor as HostTensor } from '../engine/dtype.ts';
import { TensorFlowError } from '../engine/op-def.ts';
import { NONE, Operation, Tensor, type Context, type TensorLike } from './context.ts';
import { isConvertible } from './convert.ts';
import { asDType, asDTypeOrNull } from './dtypes.ts';
import { graphElement } from './element.ts';
import { IndexedSlices } from './indexed-slices.ts';
import { literal } from './literal.ts';
import { asShape } from './shape.ts';

export interface Named { readonly name?: string | null | undefined }

/** `tf.constant(value, dtype, shape, name)`: fewer elements than the shape holds are filled up with the last one. */
export function constant(tf: Context, value: TensorLike, { dtype, shape, name }: { dtype?: unknown; shape?: unknown } & Named = {}): Tensor {
  if (value instanceof Tensor) throw new TensorFlowError('TypeError', `List of Tensors when single Tensor expected`);
  const t = literal(value, asDTypeOrNull(dtype));
  const wanted = shape === undefined || shape === null ? null : asShape(shape);
  return tf.constant(wanted ? filled(t, wanted) : t, name ?? 'Const');
}

function filled(t: HostTensor, shape: Shape): HostTensor {
  if (!isFull(shape)) throw new TensorFlowError('TypeError', `Cannot convert a partially known TensorShape ${String(shape)} to a Tensor.`);
  const size = sizeOf(shape);
  const have = t.data.length;
  if (have > size) throw new TensorFlowError('ValueError', `Too many elements provided. Needed at most ${size}, but received ${have}`);
  if (have === size) return { ...t, shape };
  if (t.dtype === 'string') return { dtype: 'string', shape, data: Array.from({ length: size }, (_, i) => (t.data as readonly string[])[Math.min(i, have - 1)]) };
  const data = new (arrayType(t.dtype))(size).fill((t.data as Float32Array)[have - 1]);
  data.set(t.data as Float32Array);
  return { dtype: t.dtype, shape, data };
}

/** `tf.placeholder(dtype, shape, name)` */
export const placeholder = (tf: Context, dtype: unknown, { shape, name }: { shape?: unknown } & Named = {}): Tensor =>
  tf.op('Placeholder', [], { dtype: asDType(dtype), shape: asShape(shape) }, name ?? 'Placeholder');

/** `tf.placeholder_with_default(input, shape, name)` */
export const placeholderWithDefault = (tf: Context, input: TensorLike, shape: unknown, { name }: Named = {}): Tensor =>
  tf.gen('PlaceholderWithDefault', [input], { shape: asShape(shape) }, name);

/** `tf.identity(input, name)` */
export const identity = (tf: Context, input: TensorLike, { name }: Named = {}): Tensor => tf.gen('Identity', [input], NONE, name);

/** `tf.no_op(name)` */
export const noOp = (tf: Context, { name }: Named = {}): Operation => new Operation(tf.graph, tf.node('NoOp', [], NONE, name ?? 'NoOp'));

/** Node ids behind anything that can be waited for. */
export function opIds(tf: Context, items: readonly unknown[]): number[] {
  return items.flatMap((item) => {
    if (item === null || item === undefined) return [];
    if (Array.isArray(item)) return opIds(tf, item);
    if (typeof item === 'object' && 'fetchParts' in item) return [(item as { fetchParts(): readonly Tensor[] }).fetchParts()[0].id];
    if (isConvertible(item) && !('asGraphElement' in item)) return [tf.convert(item).id];
    return [graphElement(tf.graph, item).id];
  });
}

/** `tf.group(*inputs, name=)`: one NoOp, or one for each device with a NoOp over them (ops/control_flow_ops.py). */
export function group(tf: Context, inputs: readonly unknown[], { name }: Named = {}): Operation {
  const ids = opIds(tf, inputs);
  const graph = ids.length > 0 ? tf.graph : null;
  if (!graph) return noOp(tf, { name: name ?? 'group_deps' });
  return tf.within(name ?? 'group_deps', (own) => {
    const devices = new Map<string, number[]>();
    for (const id of new Set(ids)) {
      const { device } = graph.classOf(id);
      devices.set(device, [...(devices.get(device) ?? []), id]);
    }
    const on = <T>(device: string, make: () => T): T => {
      if (!device) return make();
      graph.devices.push(device);
      try { return make(); } finally { graph.devices.pop(); }
    };
    if (devices.size === 1) {
      const [[device, all]] = devices;
      return on(device, () => new Operation(graph, tf.node('NoOp', [], NONE, own, all)));
    }
    const parts = [...devices].sort(([a], [b]) => (a < b ? -1 : 1)).map(([device, all]) => on(device, () => tf.node('NoOp', [], NONE, 'NoOp', all)));
    return new Operation(graph, tf.node('NoOp', [], NONE, own, parts));
  });
}


/** `control_flow_ops.with_dependencies(dependencies, output)`: an Identity that waits. */
export function withDependencies(tf: Context, dependencies: readonly number[], output: Tensor, name = 'control_dependency'): Tensor {
  return tf.graph.colocateWith([output.id], () => tf.after(dependencies, () => tf.op('Identity', [output], NONE, name)));
}

/** `tf.tuple(tensors, name, control_inputs)`: none of them is used before all are there. Nulls pass, operations become groups, rows keep their indices. */
export function tuple<T>(tf: Context, tensors: readonly T[], { name, control_inputs }: { control_inputs?: readonly unknown[] } & Named = {}): T[] {
  return tf.within(name ?? 'tuple', () => {
    const items = (tensors as readonly unknown[]).map((t): Operation | Tensor | IndexedSlices | null => (t === null || t instanceof Operation || t instanceof Tensor || t instanceof IndexedSlices ? t : tf.convert(t as TensorLike)));
    const gate = [...new Set([...items.flatMap((t) => (t ? [t.id] : [])), ...opIds(tf, control_inputs ?? [])])].sort((a, b) => a - b);
    if (gate.length === 0) throw new TensorFlowError('ValueError', `\`tensors\` must be a list of at least one Tensor`);
    const all = group(tf, gate.map((id) => new Operation(tf.graph, id))).id;
    return items.map((t) => {
      if (t instanceof Operation) return tf.after([all], () => group(tf, [t]));
      return t instanceof IndexedSlices ? t.with(withDependencies(tf, [all], t.values)) : t && withDependencies(tf, [all], t);
    }) as T[];
  });
}

/** `tf.convert_to_tensor(value, dtype, name)` */
export const convertToTensor = (tf: Context, value: TensorLike, { dtype, name, preferred_dtype, dtype_hint }: { dtype?: unknown; preferred_dtype?: unknown; dtype_hint?: unknown } & Named = {}): Tensor =>
  tf.convert(value, { dtype: asDTypeOrNull(dtype), hint: asDTypeOrNull(preferred_dtype ?? dtype_hint), name });

