/** The page's questions for the session's graph and for its latest run, each answered once by the engine's worker. Not what it reports by itself. */
import type { SessionGraph } from '../protocol/graph-view.ts';
import type { RunGraph } from '../protocol/inside.ts';
import type { Report } from '../protocol/messages.ts';

interface Answers {
  graph: SessionGraph;
  'run-graph': RunGraph;
}
interface Waiting {
  type: keyof Answers;
  run: number;
  resolve: (graph: never) => void;
  onShare: ((share: number) => void) | undefined;
}

export class Asked {
  #graphs: Waiting[] = [];

  graph<T extends keyof Answers>(type: T, run: number, onShare?: (share: number) => void): Promise<Answers[T]> {
    return new Promise((resolve) => this.#graphs.push({ type, run, resolve, onShare }));
  }

  /** Whether a report was an answer; one of a former run answers nothing. */
  hear(report: Report): boolean {
    if (report.type === 'graph' || report.type === 'run-graph') {
      const first = this.#graphs.findIndex(({ type, run }) => type === report.type && run === report.run);
      if (first >= 0) this.#graphs.splice(first, 1)[0].resolve(report.graph as never);
      return true;
    }
    if (report.type !== 'graph-progress') return false;
    for (const { run, onShare } of this.#graphs) if (run === report.run) onShare?.(report.share);
    return true;
  }

  /** Nobody will answer any more. */
  stop(why: 'stopped' | 'script' = 'stopped'): void {
    const graphs = this.#graphs;
    this.#graphs = [];
    for (const { resolve } of graphs) resolve({ kind: 'failed', why, text: '' } as never);
  }
}
