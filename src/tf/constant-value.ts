/**
 * `tf.get_static_value`: values that Python can tell from the graph alone (framework/tensor_util.py `constant_value`): few ops, and
 * fewer than the engine folds. Shapes of half-known values are `constantValueAsShape`.
 */
import { arrayType, isFull, sizeOf, tensor, type DType, type Shape, type Tensor as HostTensor } from '../engine/dtype.ts';
import { TensorFlowError } from '../engine/op-def.ts';
import type { Tensor } from './graph.ts';

/** A value of which parts may be unknown: nested lists of numbers and null. */
export type Partial = number | null | readonly Partial[];

/** The value, or null; with `partial`, nested lists in which single elements may be null. */
export function constantValue(t: Tensor): HostTensor | null;
export function constantValue(t: Tensor, partial: true): Partial;
export function constantValue(t: Tensor, partial = false): HostTensor | Partial {
  return partial ? partialValue(t) : value(t);
}

const nested = (v: HostTensor): Partial => {
  const at = (shape: readonly number[], from: number): Partial => {
    if (shape.length === 0) return v.data[from] as number;
    const step = sizeOf(shape.slice(1));
    return Array.from({ length: shape[0] }, (_, i) => at(shape.slice(1), from + i * step));
  };
  return at(v.shape, 0);
};

function partialValue(t: Tensor): Partial {
  const { op } = t;
  if (op.type === 'Pack' && op.graph.classOf(op.id).attrs.axis === 0) return op.inputs.map(partialValue);
  if (op.type === 'Identity' || op.type === 'StopGradient' || op.type === 'CheckNumericsV2') return partialValue(op.inputs[0]);
  if (op.type === 'Unpack' && op.graph.classOf(op.id).attrs.axis === 0) {
    const v = partialValue(op.inputs[0]);
    return Array.isArray(v) ? (v[t.index] as Partial) : null;
  }
  const v = value(t);
  return v && nested(v);
}

const like = (dtype: DType, shape: readonly number[], data: readonly unknown[]): HostTensor =>
  (dtype === 'string' ? { dtype, shape, data: data as string[] } : { dtype, shape, data: arrayType(dtype).from(data as number[]) });

function value(t: Tensor): HostTensor | null {
  const { op, graph } = t;
  const { attrs } = graph.classOf(op.id);
  const input = (i: number): Tensor => op.inputs[i];
  switch (op.type) {
    case 'Const': return graph.constantValue(t);
    case 'Shape': { const { shape } = input(0); return isFull(shape) ? tensor(t.dtype, [shape.length], shape) : null; }
    case 'Size': { const { shape } = input(0); return isFull(shape) ? tensor('int32', [], [sizeOf(shape)]) : null; }
    case 'Rank': { const { shape } = input(0); return shape ? tensor('int32', [], [shape.length]) : null; }
    case 'Range': return range(t, op.inputs.map(value));
    case 'Cast': { const v = value(input(0)); return v && v.dtype !== 'string' ? cast(v, attrs.DstT as DType) : null; }
    case 'Concat': return joined(op.inputs.slice(1).map(value), value(input(0)));
    case 'ConcatV2': return joined(op.inputs.slice(0, -1).map(value), value(op.inputs[op.inputs.length - 1]));
    case 'Pack': {
      if (attrs.axis !== 0 || op.inputs.length === 0) return null;
      const parts = op.inputs.map(value);
      if (parts.some((p) => p === null)) return null;
      return like(t.dtype, [parts.length, ...parts[0]!.shape], parts.flatMap((p) => Array.from(p!.data as ArrayLike<unknown>)));
    }
    case 'Unpack': { const v = attrs.axis === 0 ? value(input(0)) : null; return v && row(v, t.index, v.shape[0], true); }
    case 'Split': {
      const [at, v] = [value(input(0)), value(input(1))];
      return at && v && at.data[0] === 0 ? row(v, t.index, attrs.num_split as number, false) : null;
    }
    case 'Fill': {
      const v = value(input(1));
      return v && isFull(t.shape) ? like(v.dtype, t.shape, new Array<unknown>(sizeOf(t.shape)).fill(v.data[0])) : null;
    }
    case 'Equal': case 'NotEqual': {
      const [a, b] = [value(input(0)), value(input(1))];
      if (!a || !b || !isFull(t.shape)) return null;
      const same = (i: number): boolean => a.data[i % a.data.length] === b.data[i % b.data.length];
      return like('bool', t.shape, Array.from({ length: sizeOf(t.shape) }, (_, i) => Number(same(i) === (op.type === 'Equal'))));
    }
    case 'StopGradient': case 'Identity': case 'CheckNumericsV2': case 'DebugIdentityV2': return value(input(0));
    default: return null;
  }
}

function cast(v: HostTensor, to: DType): HostTensor {
  const data = Array.from(v.data as ArrayLike<number>, (x) => (to === 'bool' ? Number(x !== 0) : /^u?int/.test(to) ? Math.trunc(x) : x));
  return tensor(to, v.shape, data);
}

function range(t: Tensor, parts: readonly (HostTensor | null)[]): HostTensor | null {
  if (parts.some((p) => p === null)) return null;
  const [start, limit, delta] = parts.map((p) => p!.data[0] as number) as [number, number, number];
  const n = Math.max(0, Math.ceil((limit - start) / delta));
  return tensor(t.dtype, [n], Array.from({ length: n }, (_, i) => start + i * delta));
}

/** Parts joined; along the first axis only, all that shapes need. */
function joined(parts: readonly (HostTensor | null)[], axis: HostTensor | null): HostTensor | null {
  if (!axis || parts.some((p) => p === null)) return null;
  const [first] = parts as [HostTensor];
  const at = (axis.data[0] as number) < 0 ? (axis.data[0] as number) + first.shape.length : (axis.data[0] as number);
  const outer = sizeOf(first.shape.slice(0, at));
  const shape = first.shape.map((d, i) => (i === at ? parts.reduce((sum, p) => sum + p!.shape[at], 0) : d));
  const data: unknown[] = [];
  for (let o = 0; o < outer; o++) {
    for (const p of parts) {
      const inner = p!.data.length / outer;
      for (let i = 0; i < inner; i++) data.push(p!.data[o * inner + i]);
    }
  }
  return like(first.dtype, shape, data);
}

/** One of `parts` equal parts along the first axis; `drop`: without that axis. */
function row(v: HostTensor, k: number, parts: number, drop: boolean): HostTensor {
  const length = v.data.length / parts;
  const shape = drop ? v.shape.slice(1) : [v.shape[0] / parts, ...v.shape.slice(1)];
  return like(v.dtype, shape, Array.from(v.data as ArrayLike<unknown>).slice(k * length, (k + 1) * length));
}

/** The shape that a vector holds, as far as Python can tell; null where not even its length is known. Throws ValueError for scalars other than -1. */
export function constantValueAsShape(t: Tensor): Shape | null {
  const { op, graph } = t;
  const { attrs } = graph.classOf(op.id);
  if (t.shape?.length === 0) {
    const v = value(t);
    if (!v || v.data[0] !== -1) throw new TensorFlowError('ValueError', v ? `Received a scalar value '${v.data[0]}' as shape; require a statically known scalar with value '-1' to describe an unknown shape.` : "Received a scalar with unknown value as shape; require a statically known scalar with value '-1' to describe an unknown shape.");
    return null;
  }
  if (t.shape?.[0] === 0) return [];
  switch (op.type) {
    case 'Cast': return constantValueAsShape(op.inputs[0]);
    case 'Shape': return op.inputs[0].shape;
    case 'Pack': return op.inputs.map((i) => { const v = value(i); return v && (v.data[0] as number) >= 0 ? (v.data[0] as number) : null; });
    case 'Concat': return joinedShape(op.inputs.slice(1));
    case 'ConcatV2': return joinedShape(op.inputs.slice(0, -1));
    case 'StridedSlice': {
      const [begin, end, strides] = [1, 2, 3].map((i) => value(op.inputs[i])?.data[0] as number | undefined);
      if (begin === undefined || end === undefined || strides === undefined || attrs.ellipsis_mask !== 0 || attrs.new_axis_mask !== 0 || attrs.shrink_axis_mask !== 0 || (attrs.begin_mask as number) > 1 || (attrs.end_mask as number) > 1) break;
      const before = constantValueAsShape(op.inputs[0]);
      if (!before || strides !== 1) break;
      return before.slice(attrs.begin_mask === 1 ? 0 : begin, attrs.end_mask === 1 ? undefined : end);
    }
    default:
  }
  const v = value(t);
  if (v) return Array.from(v.data as ArrayLike<number>, (d) => (d < 0 ? null : d));
  const n = t.shape?.[0];
  return typeof n === 'number' ? new Array<null>(n).fill(null) : null;
}

function joinedShape(parts: readonly Tensor[]): Shape | null {
  const shapes = parts.map(constantValueAsShape);
  return shapes.some((s) => s === null) ? null : shapes.flatMap((s) => s!);
}
