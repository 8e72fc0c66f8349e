/** Of a script that is over: its default graph as a field, one code a node, and all about one node. Loaded when it is first asked for. */
import { Covering } from '../../handout/covering.ts';
import { factsOf, FieldColumn, type FieldSource, type Pages } from '../../handout/field.ts';
import type { FieldLook, FieldOrder, NodeLook, NodeOrder } from '../../protocol/field.ts';
import type { Watched } from './watched.ts';

/** All of it at once: nothing else is to be done. No page of memory is laid out for a script's nodes; all of them are in the first tier. */
export function fieldAnswer(watched: Watched, { id, by }: FieldOrder): FieldLook {
  const steps = new FieldColumn(by).update(sourceOf(watched));
  let next = steps.next();
  while (!next.done) next = steps.next();
  return { id, by, epoch: watched.epochs.finished, run: 0, graph: 1, real: watched.account !== 'told', ...next.value };
}

export function nodeAnswer(watched: Watched, { id, node }: NodeOrder): NodeLook {
  return { id, node: factsOf(sourceOf(watched), node, null) };
}

function sourceOf({ tf: { graph }, trails, runs: { last }, account }: Watched): FieldSource {
  let latest: FieldSource['latest'] = null;
  if (last?.graph === graph) {
    const { run, nodes, feeds, left } = last;
    latest = { needed: run.needed, nodes, all: false };
    if (account === 'told') {
      const covering = new Covering(graph);
      const live = new Set(left.variables);
      covering.update({ isInitialised: (id) => live.has(id) }, feeds);
      latest = { ...latest, all: true, executes: (id) => covering.executes(id) };
    }
  }
  return { graph, trail: trails.of(graph), latest, pages: nowhere };
}

function* nowhere(): Generator<void, Pages> {
  yield;
  return { first: new Int32Array(1), tier: new Uint8Array(1), size: null };
}
