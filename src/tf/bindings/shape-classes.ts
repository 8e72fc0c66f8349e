/** `tf.TensorShape` and `tf.Dimension` for scripts. */
import { isFull, sizeOf, type Shape } from '../../engine/dtype.ts';
import { mergeShapes } from '../../engine/shapes.ts';
import { TensorFlowError } from '../../engine/op-def.ts';
import { classBinding } from '../binding.ts';
import { asShape, Dimension, TensorShape } from '../shape.ts';
import { Slice } from '../values.ts';

const fail = (message: string): never => { throw new TensorFlowError('ValueError', message); };
const dims = (s: TensorShape): Shape => s.dims ?? fail('Cannot take the length of shape with unknown rank.');

function item(s: TensorShape, key: unknown): unknown {
  if (key instanceof Slice) {
    const all = s.dims;
    if (!all) return new TensorShape(null);
    const [from, to] = [key.start, key.stop].map((v) => (v === null ? undefined : Number(v)));
    const step = key.step === null ? 1 : Number(key.step);
    if (step < 0) return new TensorShape([...all].reverse().filter((_, i) => i % -step === 0));
    return new TensorShape(all.slice(from, to).filter((_, i) => i % step === 0));
  }
  if (!s.dims) return new Dimension(null);
  const i = Number(key);
  const at = i < 0 ? i + s.dims.length : i;
  if (at < 0 || at >= s.dims.length) throw new TensorFlowError('IndexError', 'list index out of range');
  return new Dimension(s.dims[at]);
}

const merge = (s: TensorShape, other: unknown): TensorShape => {
  const o = asShape(other);
  const merged = mergeShapes(s.dims, o);
  return merged ? new TensorShape(merged.shape) : fail(`Shapes ${String(s)} and ${String(new TensorShape(o))} are not compatible`);
};
const compatible = (s: TensorShape, other: unknown): boolean => mergeShapes(s.dims, asShape(other)) !== null;

export const shapeClass = classBinding<TensorShape>({
  paths: ['TensorShape'], name: 'TensorShape', type: TensorShape, params: 'dims', create: (_, v) => new TensorShape(asShape(v)),
  properties: {
    rank: (_, s) => s.rank, ndims: (_, s) => s.rank,
    dims: (_, s) => s.dims?.map((d) => new Dimension(d)) ?? null,
  },
  methods: {
    as_list: { params: '', call: (_, s) => (s.dims ? [...s.dims] : fail('as_list() is not defined on an unknown TensorShape.')) },
    is_fully_defined: { params: '', call: (_, s) => isFull(s.dims) },
    num_elements: { params: '', call: (_, s) => (isFull(s.dims) ? sizeOf(s.dims) : null) },
    is_compatible_with: { params: 'other', call: (_, s, other) => compatible(s, other) },
    assert_is_compatible_with: { params: 'other', call: (_, s, other) => (compatible(s, other) ? null : fail(`Shapes ${String(s)} and ${String(new TensorShape(asShape(other)))} are incompatible`)) },
    merge_with: { params: 'other', call: (_, s, other) => merge(s, other) },
    concatenate: { params: 'other', call: (_, s, other) => { const o = asShape(other); return new TensorShape(s.dims && o ? [...s.dims, ...o] : null); } },
    with_rank: { params: 'rank', call: (_, s, rank) => (s.dims === null ? new TensorShape(new Array<null>(Number(rank)).fill(null)) : s.rank === rank ? s : fail(`Shape ${String(s)} must have rank ${String(rank)}`)) },
    with_rank_at_least: { params: 'rank', call: (_, s, rank) => (s.rank !== null && s.rank < Number(rank) ? fail(`Shape ${String(s)} must have rank at least ${String(rank)}`) : s) },
    with_rank_at_most: { params: 'rank', call: (_, s, rank) => (s.rank !== null && s.rank > Number(rank) ? fail(`Shape ${String(s)} must have rank at most ${String(rank)}`) : s) },
    assert_has_rank: { params: 'rank', call: (_, s, rank) => (s.rank !== null && s.rank !== rank ? fail(`Shape ${String(s)} must have rank ${String(rank)}`) : null) },
    assert_is_fully_defined: { params: '', call: (_, s) => (isFull(s.dims) ? null : fail(`Shape ${String(s)} is not fully defined`)) },
    __getitem__: { params: 'key', call: (_, s, key) => item(s, key) },
    __len__: { params: '', call: (_, s) => dims(s).length },
    __iter__: { params: '', call: (_, s) => dims(s).map((d) => new Dimension(d)) },
    __bool__: { params: '', call: (_, s) => s.dims !== null },
    __eq__: { params: 'other', call: (_, s, other) => { try { const o = asShape(other); return JSON.stringify(o) === JSON.stringify(s.dims); } catch { return false; } } },
    __ne__: { params: 'other', call: (_, s, other) => { try { const o = asShape(other); return JSON.stringify(o) !== JSON.stringify(s.dims); } catch { return true; } } },
    __add__: { params: 'other', call: (_, s, other) => { const o = asShape(other); return new TensorShape(s.dims && o ? [...s.dims, ...o] : null); } },
    __str__: { params: '', call: (_, s) => String(s) },
    __repr__: { params: '', call: (_, s) => (s.dims ? `TensorShape([${s.dims.map((d) => (d === null ? 'Dimension(None)' : `Dimension(${d})`)).join(', ')}])` : 'TensorShape(None)') },
  },
});

const value = (v: unknown): number | null => (v instanceof Dimension ? v.value : v === null ? null : Number(v));
const both = (f: (a: number, b: number) => number) => ({ params: 'other', call: (_: unknown, d: Dimension, other: unknown): Dimension => {
  const b = value(other);
  return new Dimension(d.value === null || b === null ? null : f(d.value, b));
} });
const swapped = (f: (a: number, b: number) => number) => both((a, b) => f(b, a));

export const dimensionClass = classBinding<Dimension>({
  paths: ['Dimension'], name: 'Dimension', type: Dimension, params: 'value', create: (_, v) => new Dimension(v === null ? null : value(v)),
  properties: { value: (_, d) => d.value },
  methods: {
    __add__: both((a, b) => a + b), __radd__: both((a, b) => a + b), __sub__: both((a, b) => a - b), __rsub__: swapped((a, b) => a - b), __mul__: both((a, b) => a * b), __rmul__: both((a, b) => a * b),
    __floordiv__: both((a, b) => Math.floor(a / b)), __rfloordiv__: swapped((a, b) => Math.floor(a / b)), __mod__: both((a, b) => ((a % b) + b) % b),
    __eq__: { params: 'other', call: (_, d, other) => (typeof other === 'number' || other instanceof Dimension || other === null ? (d.value === null || value(other) === null ? null : d.value === value(other)) : false) },
    __bool__: { params: '', call: (_, d) => d.value !== null && d.value !== 0 },
    is_compatible_with: { params: 'other', call: (_, d, other) => d.value === null || value(other) === null || d.value === value(other) },
    merge_with: { params: 'other', call: (_, d, other) => {
      const b = value(other);
      return d.value !== null && b !== null && d.value !== b ? fail(`Dimensions ${d.value} and ${b} are not compatible`) : new Dimension(d.value ?? b);
    } },
    __int__: { params: '', call: (_, d) => d.value ?? fail('__int__ returned non-int (type NoneType)') },
    __index__: { params: '', call: (_, d) => d.value ?? fail('__index__ returned non-int (type NoneType)') },
    __str__: { params: '', call: (_, d) => (d.value === null ? '?' : String(d.value)) },
    __repr__: { params: '', call: (_, d) => `Dimension(${d.value ?? 'None'})` },
  },
});
