/**
 * Runs that change variables, as TensorFlow's executor has them: a read of a variable shares its memory, so a change shows in every read of
 * the run, also in earlier ones; and nodes execute when their inputs are there, first come, first served, so that what does not wait for
 * a change comes before it. Scripts see this; the page's programs, whose runs are of one piece, keep to the order of ids.
 */
import type { Graph } from './graph.ts';
import { signatureOf } from './signature.ts';

export interface Sharing {
  /** All nodes in order of execution. */
  readonly order: readonly number[];
  /** By variable: nodes whose value is the variable's own memory. */
  readonly readers: ReadonlyMap<number, readonly number[]>;
}

const refs = (graph: Graph, id: number): number => signatureOf(graph.classOf(id).op.signature).inputs.filter((a) => a.ref).length;

/** The variables that a node changes. */
export function changedBy(graph: Graph, id: number, root: (node: number, input: number) => number): number[] {
  return Array.from({ length: refs(graph, id) }, (_, i) => root(id, i));
}

/** Null where no variable is changed. `needed` is in an order of execution. */
export function sharing(graph: Graph, needed: Int32Array, fed: (id: number) => boolean, root: (node: number, input: number) => number): Sharing | null {
  if (!needed.some((id) => graph.classOf(id).op.changes)) return null;
  const place = new Map<number, number>();
  needed.forEach((id, i) => place.set(id, i));
  const waits = new Uint8Array(needed.length);
  const pending = new Int32Array(needed.length);
  const users: number[][] = [];
  const order: number[] = [];
  const ready: number[] = [];
  const readers = new Map<number, number[]>();
  const variableOf = new Map<number, number>();
  needed.forEach((id, i) => {
    const c = graph.classOf(id);
    const from = fed(id) ? [] : [...Array.from({ length: c.inputs }, (_, k) => graph.input(id, k).id), ...graph.controls(id)];
    const before = from.filter((f) => place.has(f) && waits[place.get(f)!] === 1);
    waits[i] = c.op.changes || before.length > 0 ? 1 : 0;
    if (waits[i] === 0) order.push(id);
    else {
      const distinct = new Set(before);
      pending[i] = distinct.size;
      for (const f of distinct) (users[place.get(f)!] ??= []).push(i);
      if (distinct.size === 0) ready.push(i);
    }
    const own = sharedVariable(graph, id, variableOf, fed, root);
    if (own >= 0) {
      variableOf.set(id, own);
      readers.set(own, [...(readers.get(own) ?? []), id]);
    }
  });
  for (let at = 0; at < ready.length; at++) {
    order.push(needed[ready[at]]);
    for (const u of users[ready[at]] ?? []) if (--pending[u] === 0) ready.push(u);
  }
  return { order, readers };
}

/** The variable whose memory a node's value is, or -1: copies of references and of reads, and what updates hand on. */
function sharedVariable(graph: Graph, id: number, known: ReadonlyMap<number, number>, fed: (id: number) => boolean, root: (node: number, input: number) => number): number {
  const c = graph.classOf(id);
  if (fed(id) || c.bytes <= 0 || c.outputs.length !== 1) return -1;
  if (c.op.type === 'Identity') {
    const from = graph.input(id, 0).id;
    if (graph.classOf(from).op.type === 'VariableV2') return from;
    return known.get(from) ?? -1;
  }
  const { inputs, outputs } = signatureOf(c.op.signature);
  return inputs[0]?.ref && outputs[0]?.ref ? root(id, 0) : -1;
}
