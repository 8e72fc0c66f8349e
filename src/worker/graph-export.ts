/** The session's graph as handout/ writes it, with what the run knows beside it: lines, the latest run's marks, the pages. Loaded when it is first asked for. */
import { exportGraph } from '../handout/session-graph.ts';
import { statementsOf, wordOf } from '../lib/statement.ts';
import type { SessionGraph } from '../protocol/graph-view.ts';
import type { Runner } from './runner.ts';

/** Yields how many nodes are written. */
export function exportSession(runner: Runner): Generator<number, SessionGraph> {
  const { tf: { graph }, session, place, latest, ledger, config: { program, page } } = runner;
  const script = runner.script();
  const statements = statementsOf(script.map(({ text }) => text));
  return exportGraph(graph, {
    program,
    epoch: place.epoch,
    lines: new Map(script.flatMap(({ id }, i) => (id === null ? [] : [[id, wordOf(statements[i])] as const]))),
    ran: latest && {
      account: latest.run.account === 'all' ? 'told' : 'tensorflow', epoch: latest.epoch, run: latest.at, nodes: latest.nodes, needed: latest.run.needed, fed: latest.feeds,
      live: new Set(session.variables),
    },
    pages: () => {
      const { tiers, top, size } = ledger.memory();
      const tier = tiers.snapshot();
      if (top === 1) for (let p = 0; p < tier.length; p++) tier[p]++;
      return { page, tier, bytes: tiers.totalBytes, size };
    },
  });
}
