/**
 * Nodes that a run does not need, of a graph that is too large to be handed out whole: those of one op and name whose numbers follow one
 * another are one series, so that a million leaked nodes are three lines of text.
 */
import type { Omitted, Series } from '../protocol/inside.ts';
import type { Graph } from '../tf/graph.ts';

/** Series that are kept; nodes of more are counted. */
export const SERIES_MOST = 20_000;
/** Nodes gone through between two looks at the clock: a few milliseconds. */
const STEP = 1 << 17;
/** Scopes that a key has room for beside the class. */
const SCOPES = 2 ** 26;

type Open = { -readonly [K in keyof Series]: Series[K] };

/** @param needed ids of the nodes that the run needs, ascending; @param nodes how many the graph had when it ran; yields how many are written, which are all that are needed */
export function* omittedNodes(graph: Graph, needed: ArrayLike<number>, nodes: number, most = SERIES_MOST): Generator<number, Omitted> {
  const series: Open[] = [];
  /** The series that a class in a scope has added to last. */
  const open = new Map<number, Open>();
  let unlisted = 0;
  let at = 0;
  for (let id = 0; id < nodes; id++) {
    if (id % STEP === STEP - 1) yield needed.length;
    if (at < needed.length && needed[at] === id) { at++; continue; }
    const c = graph.classOf(id);
    const scope = graph.scopeOf(id);
    const suffix = graph.suffixOf(id);
    const key = c.id * SCOPES + scope;
    const last = open.get(key);
    if (last && last.first + last.count === suffix) { last.count++; continue; }
    if (series.length >= most) { unlisted++; continue; }
    const next = { op: c.op.type, name: graph.names.path(scope) + c.leaf, first: suffix, count: 1 };
    open.set(key, next);
    series.push(next);
  }
  return { series, unlisted };
}
