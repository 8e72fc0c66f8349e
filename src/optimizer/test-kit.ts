/** Recordings of TensorFlow 2.15.1 as graphs of this room, for tests. */
import { arrayType, type DType } from '../engine/dtype.ts';
import { isTensor } from './graph.ts';
import type { Attr, OptNode } from './types.ts';

export interface RecordedNode { name: string; op: string; inputs: string[]; attrs?: Record<string, unknown>; device?: string; outputs?: [string, (number | null)[] | null][] }
export interface RecordedPass { changed?: boolean; after_count: number; after?: RecordedNode[] }
export interface Recording {
  graph: string; fetches: string[]; feeds: string[]; before: RecordedNode[]; passes: Record<string, RecordedPass>;
  feed_values?: Record<string, unknown>; fetch_values?: (readonly (number | string | boolean)[] | null)[];
}

const number = (v: unknown): number => (v === 'nan' ? NaN : v === 'inf' ? Infinity : v === '-inf' ? -Infinity : Number(v));

function attr(key: string, v: unknown): Attr {
  if (typeof v === 'object' && v !== null && 'dtype' in v && 'shape' in v) {
    const t = v as { dtype: DType; shape: number[]; value?: unknown[] };
    const size = t.shape.reduce((a, b) => a * b, 1);
    // Values of great constants are not recorded; zeros with the first element marking them stand for them.
    if (t.dtype === 'string') return { dtype: t.dtype, shape: t.shape, data: (t.value ?? []).map(String) };
    const Type = arrayType(t.dtype);
    return { dtype: t.dtype, shape: t.shape, data: t.value ? Type.from(t.value.map(number)) : Object.assign(new Type(size), { unrecorded: true }) };
  }
  if (key === 'shape' && v === 'unknown') return null;
  if (key === 'shape' && Array.isArray(v)) return v.map((d: number) => (d < 0 ? null : d));
  return v as Attr;
}

/** `_class` is left out: the tool that recorded single passes drops it before. */
export const toNode = (n: RecordedNode): OptNode => ({
  name: n.name, op: n.op, inputs: n.inputs, device: n.device ?? '',
  attrs: Object.fromEntries(Object.entries(n.attrs ?? {}).filter(([k]) => k !== '_class').map(([k, v]) => [k, attr(k, v)])),
  ...(n.outputs && { outputs: n.outputs.map(([dtype, shape]) => ({ dtype, shape })) }),
});

/** The same with `_class`, as a session has it. */
export const placed = (n: RecordedNode): OptNode => {
  const node = toNode(n);
  const near = n.attrs?.['_class'];
  return Array.isArray(near) ? { ...node, attrs: { ...node.attrs, _class: near.map(String) } } : node;
};

/** One node a line, in the order of names: what must be equal. */
export function listing(nodes: readonly OptNode[]): string[] {
  return nodes.map((n) => `${n.name} = ${n.op}(${n.inputs.join(', ')}) ${JSON.stringify(Object.entries(n.attrs).sort(([a], [b]) => (a < b ? -1 : 1)).map(([k, v]) => [k, show(v)]))}`).sort();
}

function show(v: Attr): unknown {
  if (isTensor(v)) return { dtype: v.dtype, shape: v.shape, ...(v.data.length <= 64 && { value: Array.from<number | string, unknown>(v.data, (x) => (typeof x === 'number' ? String(x) : x)) }) };
  return Array.isArray(v) ? v.map(show) : typeof v === 'number' ? String(Math.fround(v)) : v;
}
