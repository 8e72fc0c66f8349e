/** The page's questions for the session's graph, each answered once by the engine's worker. Not what it reports by itself. */
import type { SessionGraph } from '../protocol/graph-view.ts';
import type { Report } from '../protocol/messages.ts';

interface Waiting {
  run: number;
  resolve: (graph: SessionGraph) => void;
  onShare: (share: number) => void;
}

export class Asked {
  #graphs: Waiting[] = [];

  graph(run: number, onShare: (share: number) => void): Promise<SessionGraph> {
    return new Promise((resolve) => this.#graphs.push({ run, resolve, onShare }));
  }

  /** Whether a report was an answer; one of a former run answers nothing. */
  hear(report: Report): boolean {
    if (report.type === 'graph') {
      const first = this.#graphs.findIndex(({ run }) => run === report.run);
      if (first >= 0) this.#graphs.splice(first, 1)[0].resolve(report.graph);
      return true;
    }
    if (report.type !== 'graph-progress') return false;
    for (const { run, onShare } of this.#graphs) if (run === report.run) onShare(report.share);
    return true;
  }

  /** Nobody will answer any more. */
  stop(why: 'stopped' | 'script' = 'stopped'): void {
    const graphs = this.#graphs;
    this.#graphs = [];
    for (const { resolve } of graphs) resolve({ kind: 'failed', why, text: '' });
  }
}
