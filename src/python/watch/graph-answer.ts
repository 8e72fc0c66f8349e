/** The default graph of a script that is over, written for the graph view, with the line of the script that made each node. */
import { exportGraph } from '../../handout/session-graph.ts';
import { buffersIn } from '../../lib/buffers.ts';
import type { SessionGraph } from '../../protocol/graph-view.ts';
import type { Watched } from './watched.ts';

/** `onShare` hears about every tenth of it. What goes wrong, such as too little memory, is part of the answer. */
export function graphAnswer(watched: Watched, onShare: (share: number) => void): { answer: SessionGraph; buffers: ArrayBuffer[] } {
  const { tf: { graph }, epochs, source } = watched;
  const lines = new Map(source.split('\n').map((text, i) => [i + 1, text]));
  try {
    const steps = exportGraph(graph, { epoch: epochs.finished, program: 'script', lines });
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
