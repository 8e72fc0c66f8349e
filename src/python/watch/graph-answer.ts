/** Of a script that is over: its default graph, for the graph view, with the line of the script that made each node; and its last run. */
import { exportRun, type Latest } from '../../handout/run-graph.ts';
import { exportGraph, type Ran } from '../../handout/session-graph.ts';
import { buffersIn } from '../../lib/buffers.ts';
import { statementsOf, wordOf } from '../../lib/statement.ts';
import type { SessionGraph } from '../../protocol/graph-view.ts';
import type { RunGraph } from '../../protocol/inside.ts';
import type { Watched } from './watched.ts';

/** `onShare` hears about every tenth of it. What goes wrong, such as too little memory, is part of the answer. */
export function graphAnswer(watched: Watched, onShare: (share: number) => void): { answer: SessionGraph; buffers: ArrayBuffer[] } {
  const { tf: { graph }, epochs, source } = watched;
  const lines = new Map(statementsOf(source.split('\n')).map((statement, i) => [i + 1, wordOf(statement)]));
  try {
    const steps = exportGraph(graph, { epoch: epochs.finished, program: 'script', lines, ran: ranOf(watched) });
    let told = 0;
    for (let next = steps.next(); ; next = steps.next()) {
      if (next.done) {
        const { value } = next;
        return { answer: value, buffers: buffersIn(value) };
      }
      const share = next.value / Math.max(1, graph.nodes);
      if (share >= told + 0.1) onShare((told = share));
    }
  } catch (error) {
    return { answer: { kind: 'failed', why: 'broken', text: error instanceof Error ? error.message : String(error) }, buffers: [] };
  }
}

/** What the script's last run executed, where it was a run of the graph that is the default one now. */
function ranOf({ tf: { graph }, runs: { last }, account }: Watched): Ran | null {
  if (last?.graph !== graph) return null;
  const { run, epoch, at, nodes, feeds, left } = last;
  return { account, epoch, run: at, nodes, needed: run.needed, fed: feeds, live: new Set(left.variables) };
}

/** What the script's last run needs of its graph. */
export function runAnswer({ runs: { last } }: Watched): { answer: RunGraph; buffers: ArrayBuffer[] } {
  if (!last) return { answer: { kind: 'none' }, buffers: [] };
  try {
    const { engine, run, graph, feeds, fetches, targets, epoch, at, left, values } = last;
    const latest: Latest = { run, nodes: graph.nodes, epoch, at, feeds, left, fetches, targets, values };
    const steps = exportRun(graph, engine, latest, { program: 'script' });
    for (;;) {
      const { done, value } = steps.next();
      if (done) return { answer: value, buffers: value.kind === 'run' ? [...value.parts, ...value.columns.map(({ of }) => of.buffer)] : [] };
    }
  } catch (error) {
    return { answer: { kind: 'failed', why: 'broken', text: error instanceof Error ? error.message : String(error) }, buffers: [] };
  }
}
