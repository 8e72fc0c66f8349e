/** A graph written out node by node as recordings of real TensorFlow are: names, inputs, attributes, shapes, in order of creation. */
import type { Tensor as HostTensor } from '../engine/dtype.ts';
import type { AttrValue } from '../engine/op-def.ts';
import { Tensor, type Graph } from './graph.ts';

export interface ListedNode {
  readonly name: string;
  readonly op: string;
  /** `a`, `a:1`, control inputs `^a` last and sorted. */
  readonly inputs: readonly string[];
  readonly device: string;
  /** A constant's `value` is its host tensor; dtypes are names, shapes arrays or null. */
  readonly attrs: Readonly<Record<string, AttrValue | HostTensor>>;
  readonly shapes: readonly (readonly (number | null)[] | null)[];
}

/** One node. */
export function listNode(graph: Graph, id: number): ListedNode {
  const c = graph.classOf(id);
  const data = Array.from({ length: c.inputs }, (_, i) => {
    const o = graph.input(id, i);
    return o.index === 0 ? graph.name(o.id) : `${graph.name(o.id)}:${o.index}`;
  });
  const controls = graph.controls(id).map((n) => `^${graph.name(n)}`).sort();
  const attrs: Record<string, AttrValue | HostTensor> = { ...c.attrs };
  if (c.op.type === 'Const') {
    delete attrs.shape;
    attrs.value = graph.constantValue(new Tensor(graph, id, 0))!;
  }
  if (attrs._class !== undefined) attrs._class = graph.groups(id).sort();
  return {
    name: graph.name(id), op: c.op.type, inputs: [...data, ...controls], device: c.device,
    attrs: Object.fromEntries(Object.entries(attrs).sort(([a], [b]) => (a < b ? -1 : 1))),
    shapes: c.outputs.map((s) => s.shape),
  };
}

/** How many nodes fetches reach backwards, stopping at fed tensors (names as in a session run). */
export function prunedCount(graph: Graph, fetches: readonly string[], fed: ReadonlySet<string>): number {
  const seen = new Set<number>();
  const todo: number[] = [];
  const visit = (id: number): void => {
    if (seen.has(id)) return;
    seen.add(id);
    todo.push(id);
  };
  for (const name of fetches) if (!(name.includes(':') && fed.has(name))) visit(graph.find(name.split(':')[0]));
  while (todo.length > 0) {
    const id = todo.pop()!;
    for (let i = 0; i < graph.classOf(id).inputs; i++) {
      const o = graph.input(id, i);
      if (fed.size === 0 || !fed.has(`${graph.name(o.id)}:${o.index}`)) visit(o.id);
    }
    for (const c of graph.controls(id)) visit(c);
  }
  return seen.size;
}
