/** Recordings of TensorFlow 2.15.1 as graphs of this room, for tests. */
import { isTensor } from './graph.ts';
import { attrsFromJson } from './json.ts';
import type { Attr, OptNode } from './types.ts';

export interface RecordedNode { name: string; op: string; inputs: string[]; attrs?: Record<string, unknown>; device?: string; outputs?: [string, (number | null)[] | null][] }
export interface RecordedPass { changed?: boolean; after_count: number; after?: RecordedNode[] }
export interface Recording {
  graph: string; fetches: string[]; feeds: string[]; before: RecordedNode[]; passes: Record<string, RecordedPass>;
  feed_values?: Record<string, unknown>; fetch_values?: (readonly (number | string | boolean)[] | null)[];
}

/** `_class` is left out: the tool that recorded single passes drops it before. */
export const toNode = (n: RecordedNode): OptNode => ({
  name: n.name, op: n.op, inputs: n.inputs, device: n.device ?? '',
  attrs: attrsFromJson(Object.fromEntries(Object.entries(n.attrs ?? {}).filter(([k]) => k !== '_class'))),
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
