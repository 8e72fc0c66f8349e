/**
 * The graph of the session's latest training run (of a script: of its last run), for the view that looks inside it: a GraphDef in parts,
 * written a few nodes at a time between the slices of the run, with what each node's outputs are, and what was fetched and fed. Loaded when
 * it is first asked for.
 */
import type { Tensor } from '../engine/dtype.ts';
import type { OpClass } from '../engine/graph.ts';
import type { Output } from '../engine/op-def.ts';
import type { Run } from '../engine/run.ts';
import type { Session } from '../engine/session.ts';
import type { NodeData } from '../graphdef/model.ts';
import type { NodeColumn } from '../protocol/graph-view.ts';
import { OUTPUTS_COLUMN, type RunGraph, type RunOf, type RunValues } from '../protocol/inside.ts';
import type { Graph } from '../tf/graph.ts';
import { nodeData, PRODUCER } from '../tf/graphdef/export.ts';
import { Covering } from './covering.ts';
import { omittedNodes } from './omitted.ts';
import { BATCH, encoded, Parts, Words } from './parts.ts';
import { VALUES_MOST, valuesOf } from './run-values.ts';

/** Nodes of a graph that is handed out whole; of a larger one only what the run needs. */
export const WHOLE_MOST = 20_000;
/** Nodes of a run that can be looked into. */
export const RUN_MOST = 30_000;

/** What is remembered of a run that is over. */
export interface Latest {
  readonly run: Run;
  /** Nodes of the graph when it ran. */
  readonly nodes: number;
  readonly epoch: number;
  readonly at: number;
  readonly fetches: readonly Output[];
  readonly targets: readonly number[];
  readonly feeds: ReadonlyMap<number, Tensor>;
  /** Signatures that the session had cached when it was over; those it has now where nobody noted it. */
  readonly signatures?: number;
  /** The session as the run left it, where it may be closed by now. */
  readonly left?: { readonly signatures: number; readonly variables: readonly number[] };
  /** What it can be executed with again, where the session has been closed. */
  readonly values?: RunValues | null;
}
export interface RunExportOptions {
  readonly program: string;
  readonly wholeMost?: number;
  readonly runMost?: number;
  readonly valuesMost?: number;
}

/** Writes the run's nodes as they are now; yields how many are written. */
export function* exportRun(graph: Graph, session: Session, latest: Latest | null, { program, wholeMost = WHOLE_MOST, runMost = RUN_MOST, valuesMost = VALUES_MOST }: RunExportOptions): Generator<number, RunGraph> {
  if (!latest) return { kind: 'none' };
  const { nodes, run: { needed }, fetches, targets, feeds, left = { signatures: session.cachedSignatures, variables: session.variables } } = latest;
  const of: RunOf = {
    epoch: latest.epoch, run: latest.at, program,
    account: latest.run.account === 'all' ? 'told' : 'tensorflow',
    nodes, needed: latest.run.pruned, executed: latest.run.total, told: toldBy(graph, new Set(left.variables), latest), grew: latest.run.grew, fresh: latest.run.fresh, signatures: latest.signatures ?? left.signatures,
    // A session hands out each tensor once, however often it was asked for.
    fetches: [...new Set(fetches.map(({ id, index }) => `${graph.name(id)}:${index}`))],
    targets: [...new Set(targets.map((id) => graph.name(id)))],
    feeds: [...feeds].map(([id, { dtype, shape }]) => ({ name: `${graph.name(id)}:0`, dtype, shape: [...shape] })),
    variables: left.variables.map((id) => graph.name(id)),
  };
  if (needed.length > runMost) return { kind: 'large', of, limit: runMost };
  // What was built after it, for a run that is under way, is no part of the graph that it ran on.
  const whole = nodes <= wholeMost;
  const ids = whole ? Int32Array.from({ length: nodes }, (_, id) => id) : needed.slice();
  const parts = new Parts();
  for (let from = 0; from < ids.length; from += BATCH) {
    const batch: NodeData[] = [];
    for (const id of ids.subarray(from, from + BATCH)) batch.push(nodeData(graph, id));
    parts.add(encoded({ nodes: batch, producer: 0, minConsumer: 0 }));
    yield Math.min(ids.length, from + BATCH);
  }
  parts.add(encoded({ nodes: [], producer: PRODUCER, minConsumer: 0 }));
  const omitted = whole ? undefined : yield* omittedNodes(graph, ids, nodes);
  return { kind: 'run', of, whole, ...(omitted && { omitted }), parts: parts.list(), columns: [outputsColumn(graph, ids)], values: latest.values ?? valuesOf(graph, session, latest, valuesMost) };
}

/** How many nodes the run executes as told, whatever account was played. */
function toldBy(graph: Graph, variables: ReadonlySet<number>, { run, feeds }: Latest): number {
  if (run.account === 'all') return run.total;
  const covering = new Covering(graph);
  covering.update({ isInitialised: (id) => variables.has(id) }, feeds);
  return covering.count + run.needed.reduce((n, id) => n + (covering.executes(id) ? 0 : 1), 0);
}

/** Of each node. All nodes of a class have the same. */
function outputsColumn(graph: Graph, ids: Int32Array): NodeColumn {
  const words = new Words();
  const text = ({ outputs }: OpClass): string => outputs.map(({ dtype, shape }) => `${dtype}${shape ? `[${shape.map((size) => size ?? '?').join(', ')}]` : '?'}`).join(' ');
  const byClass = new Map<number, number>();
  const of = Uint32Array.from(ids, (id) => {
    const c = graph.classOf(id);
    let word = byClass.get(c.id);
    if (word === undefined) byClass.set(c.id, (word = words.of(text(c))));
    return word;
  });
  return { name: OUTPUTS_COLUMN, words: words.list, of };
}
