/** What a run can be executed with again: the values of its variables and what it was fed. */
import { elementBytes, type Tensor } from '../engine/dtype.ts';
import type { Run } from '../engine/run.ts';
import type { Session } from '../engine/session.ts';
import type { RunValue, RunValues } from '../protocol/inside.ts';
import type { Graph } from '../tf/graph.ts';

/** Bytes of values that are handed out with a run. */
export const VALUES_MOST = 64 * 2 ** 20;

interface Ran { readonly run: Run; readonly feeds: ReadonlyMap<number, Tensor> }

/** The variables that the run reads or changes, as they are now, and what it was fed. Copies: the session goes on. */
export function valuesOf(graph: Graph, session: Session, { run: { needed }, feeds }: Ran, limit: number): RunValues {
  if (!session.isOpen) return { kind: 'closed' };
  const live = Array.from(needed).filter((id) => !feeds.has(id) && session.isInitialised(id));
  const sizes = [...live, ...feeds.keys()].map((id) => {
    const fed = feeds.get(id);
    const { dtype, data } = fed ?? session.variable(id);
    return dtype === 'string' ? 0 : data.length * elementBytes(dtype);
  });
  const bytes = sizes.reduce((a, b) => a + b, 0);
  if (bytes > limit) return { kind: 'large', bytes, limit };
  const value = (id: number, { dtype, shape, data }: Tensor): RunValue => ({ name: graph.name(id), dtype, shape: [...shape], data: dtype === 'string' ? [...(data as readonly string[])] : (data as Float32Array).slice() });
  return { kind: 'values', variables: live.map((id) => value(id, session.readVariable(id))), feeds: [...feeds].map(([id, tensor]) => value(id, tensor)) };
}
