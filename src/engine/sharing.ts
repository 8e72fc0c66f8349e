/**
 * Runs that change variables, as TensorFlow's executor has them: a read of a variable shares its memory, so a change shows in every read of
 * the run, also in earlier ones; and the order is the executor's own (order.ts). Scripts see this; the page's programs, whose runs are of
 * one piece, keep to the order of ids.
 */
import type { Graph } from './graph.ts';
import type { Op } from './op-def.ts';
import { executionOrder, type Wanted } from './order.ts';
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

/** Null where no one sees the order: no variable is changed, and each has a value. */
export function sharing(run: Wanted, careful: boolean, root: (node: number, input: number) => number): Sharing | null {
  const { graph, needed, fed } = run;
  if (!careful && !needed.some((id) => hasEffects(graph.classOf(id).op))) return null;
  const readers = new Map<number, number[]>();
  const variableOf = new Map<number, number>();
  for (const id of needed) {
    const own = sharedVariable(graph, id, variableOf, fed, root);
    if (own < 0) continue;
    variableOf.set(id, own);
    readers.set(own, [...(readers.get(own) ?? []), id]);
  }
  return { order: executionOrder(run), readers };
}

const hasEffects = (op: Op): boolean => op.changes === true || op.type.startsWith('PyFunc') || op.type === 'Print' || op.type === 'CheckNumerics';

/** Kernels that hand on the memory of their first input. */
const SAME_MEMORY = new Set(['Identity', 'StopGradient', 'PreventGradient', 'EnsureShape', 'CheckNumerics', 'Reshape', 'Squeeze', 'ExpandDims']);

/** The variable whose memory a node's value is, or -1: references and reads, the same in another shape, and what updates hand on. */
function sharedVariable(graph: Graph, id: number, known: ReadonlyMap<number, number>, fed: (id: number) => boolean, root: (node: number, input: number) => number): number {
  const c = graph.classOf(id);
  if (fed(id) || c.bytes <= 0 || c.outputs.length !== 1) return -1;
  if (SAME_MEMORY.has(c.op.type)) {
    const from = graph.input(id, 0).id;
    if (graph.classOf(from).op.type === 'VariableV2') return from;
    return known.get(from) ?? -1;
  }
  const { inputs, outputs } = signatureOf(c.op.signature);
  return inputs[0]?.ref && outputs[0]?.ref ? root(id, 0) : -1;
}
