/** Python's `t[…]`: integers, slices, `...`, newaxis and tensors as a StridedSlice (ops/array_ops.py `_slice_helper`). */
import { i32, tensor, type DType } from '../../engine/dtype.ts';
import { TensorFlowError } from '../../engine/op-def.ts';
import { NONE, Tensor, graphOf, type Context, type TensorLike } from '../context.ts';
import { isConvertible } from '../convert.ts';
import { pythonType } from '../element.ts';
import { operator } from '../math/operators.ts';
import { Dimension } from '../shape.ts';
import { ELLIPSIS, Float, Ndarray, Slice } from '../values.ts';

const WORDS = 'Only integers, slices (`:`), ellipsis (`...`), tf.newaxis (`None`) and scalar tf.int32/tf.int64 tensors are valid indices';
const INDEX_TYPES: readonly string[] = ['int16', 'int32', 'int64'];

function show(v: unknown): string {
  if (v instanceof Float) return `${v.value}.0`;
  if (typeof v === 'string') return `'${v}'`;
  if (v instanceof Tensor) return `<tf.Tensor '${v.name}' shape=${String(v).split('shape=')[1].split(', dtype')[0]} dtype=${v.dtype}>`;
  return v === null ? 'None' : Array.isArray(v) ? `[${v.map(show).join(', ')}]` : typeof v === 'object' ? pythonType(v) : String(v);
}

/** Throws TypeError for what is no index. */
function checkIndex(v: unknown): void {
  if (typeof v === 'boolean' || v instanceof Dimension || (typeof v === 'number' && Number.isInteger(v))) return;
  if ((v instanceof Tensor || v instanceof Ndarray || isConvertible(v)) && 'dtype' in v && INDEX_TYPES.includes(v.dtype)) {
    const { shape } = v as { shape?: readonly unknown[] | null };
    if (!shape || shape.length !== 1) return;
  }
  throw new TensorFlowError('TypeError', `${WORDS}, got ${show(v)}`);
}

const given = (v: unknown): boolean => v !== null && v !== undefined && !(v instanceof Dimension && v.value === null);

/** The dtype that tensors among a slice's bounds ask for. */
function boundsDtype(s: Slice): DType | null {
  let dtype: DType | null = null;
  for (const t of [s.start, s.stop, s.step]) {
    if (!(t instanceof Tensor)) continue;
    if (t.dtype === 'int64') dtype = 'int64';
    else if (t.dtype === 'int32' && dtype !== 'int64') dtype = 'int32';
    else if (t.dtype === 'int16' && dtype === null) dtype = 'int16';
  }
  return dtype;
}

export interface SliceSpec { readonly begin: unknown[]; readonly end: unknown[]; readonly strides: unknown[]; readonly masks: Record<string, number> }

function parse(tf: Context, spec: readonly unknown[]): SliceSpec {
  const out = { begin: [] as unknown[], end: [] as unknown[], strides: [] as unknown[] };
  const masks = { begin_mask: 0, end_mask: 0, ellipsis_mask: 0, new_axis_mask: 0, shrink_axis_mask: 0 };
  const put = (begin: unknown, end: unknown, stride: unknown): void => { out.begin.push(begin); out.end.push(end); out.strides.push(stride); };
  spec.forEach((s, i) => {
    const bit = 1 << i;
    if (s instanceof Slice) {
      const dtype = boundsDtype(s);
      const bound = (v: unknown, absent: number): unknown => {
        if (given(v)) { checkIndex(v); return v; }
        return dtype ? tf.constant(tensor(dtype, [], [absent]), 'Const') : absent;
      };
      if (!given(s.start)) masks.begin_mask |= bit;
      const begin = bound(s.start, 0);
      if (!given(s.stop)) masks.end_mask |= bit;
      put(begin, bound(s.stop, 0), bound(s.step, 1));
    } else if (s === ELLIPSIS) { put(0, 0, 1); masks.ellipsis_mask |= bit; }
    else if (s === null || s === undefined) { put(0, 0, 1); masks.new_axis_mask |= bit; }
    else {
      checkIndex(s);
      const end = s instanceof Tensor || isConvertible(s) ? operator(tf, 'add', s, 1) : s instanceof Dimension ? s.value! + 1 : Number(s instanceof Ndarray ? s.data[0] : s) + 1;
      put(s instanceof Ndarray ? Number(s.data[0]) : s, end, s instanceof Tensor && (s.dtype === 'int16' || s.dtype === 'int64') ? tf.constant(tensor(s.dtype, [], [1]), 'Const') : 1);
      masks.shrink_axis_mask |= bit;
    }
  });
  return { ...out, masks };
}

/** What masks by truth values: set by gathers.ts, which is built on this file. */
let mask: ((tf: Context, t: Tensor, mask: TensorLike) => Tensor) | null = null;
export function setBooleanMask(fn: (tf: Context, t: Tensor, mask: TensorLike) => Tensor): void { mask = fn; }

/** A slice of a variable: it can be assigned to. */
export class VariableSlice extends Tensor {
  constructor(t: Tensor, readonly ref: Tensor, readonly bounds: readonly Tensor[], readonly masks: Record<string, number>, readonly scope: string) { super(t.graph, t.id, t.index); }

  /** `v[…].assign(value)` */
  assign(tf: Context, value: TensorLike, name: string | null): Tensor {
    return tf.gen('StridedSliceAssign', [this.ref, ...this.bounds, value], this.masks, name ?? `${this.scope}/_assign`);
  }
}

/** `tensor[spec]`; `ref`: of the variable whose value it is. Throws TypeError for what is no index. */
export function getItem(tf: Context, t: Tensor, spec: unknown, ref: Tensor | null = null): Tensor {
  if (typeof spec === 'boolean' || (spec instanceof Tensor && spec.dtype === 'bool') || (spec instanceof Ndarray && spec.dtype === 'bool')) return mask!(tf, t, spec);
  return tf.inGraph(t.graph, () => {
    const { begin, end, strides, masks } = parse(tf, Array.isArray(spec) ? (spec as unknown[]) : [spec]);
    const graph = graphOf([t, begin, end, strides]) ?? tf.graph;
    return tf.inGraph(graph, () => tf.within('strided_slice', (own) => {
      let bounds: Tensor[];
      if (begin.length === 0) {
        const empty = tf.constant(i32([0], []), 'Const');
        bounds = [empty, empty, empty];
      } else {
        bounds = [begin, end, strides].map((list) => tf.convert(list, { name: 'stack' }));
        if (bounds.some((b) => b.dtype === 'int64')) bounds = bounds.map((b) => (b.dtype === 'int64' ? b : tf.gen('Cast', [b], { DstT: 'int64' })));
      }
      const scope = tf.graph.scopeName;
      const out = tf.gen('StridedSlice', [t, ...bounds], masks, own);
      return ref ? new VariableSlice(out, ref, bounds, masks, scope) : out;
    }));
  });
}

/** `tf.strided_slice(input_, begin, end, strides, …masks)` */
export function stridedSlice(tf: Context, input: TensorLike, begin: TensorLike, end: TensorLike, options: { strides?: TensorLike; name?: string | null } & Record<string, unknown> = {}): Tensor {
  const masks = Object.fromEntries(['begin_mask', 'end_mask', 'ellipsis_mask', 'new_axis_mask', 'shrink_axis_mask'].map((m) => [m, Number(options[m] ?? 0)]));
  let { strides } = options;
  if (strides === undefined || strides === null) {
    // array_ops.ones_like(begin)
    strides = tf.within('ones_like', (own) => {
      const b = tf.convert(begin, { name: 'tensor' });
      const length = b.shape?.[0];
      const dims = tf.within('Shape', (inner) => (typeof length === 'number' ? tf.constant(i32([1], [length]), 'shape_as_tensor') : tf.op('Shape', [b], { out_type: 'int32' }, inner)));
      const one = tf.constant(tensor(b.dtype, [], [1]), 'Const');
      return tf.op('Fill', [dims, one], NONE, own);
    });
  }
  return tf.gen('StridedSlice', [input, begin, end, strides], masks, options.name ?? null);
}
