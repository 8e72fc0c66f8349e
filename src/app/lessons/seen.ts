/** What a lesson's tasks may look at, taken from the state of the page. Pure; not what is shown of it. */
import type { Seen } from '../../lessons/lesson.ts';
import type { GraphViewState } from '../../store/graph/state.ts';
import { supported } from '../../lib/fit.ts';
import { newest } from '../../store/history.ts';
import { finishedEpochs, selectProjection, selectTotals } from '../../store/select.ts';
import type { PlaygroundState } from '../../store/state.ts';
import { geometricSum } from '../panels/universe.ts';
import { COLUMNS } from '../../protocol/frame.ts';

/** The page as it is now; `graph` is what the graph view knows, null while it is not open. */
export function seenOf(state: PlaygroundState, graph: GraphViewState | null): Seen {
  const { config, status, history, events, view, slower } = state;
  const epochs = finishedEpochs(state);
  const moment = status?.moment ?? { epoch: 1, run: 0 };
  return {
    config,
    state: status?.state ?? '',
    epochs,
    runs: moment.epoch > epochs ? moment.run : 0,
    nodes: status?.nodes ?? 0,
    latest: (name) => {
      const column = COLUMNS.find((known) => known === name);
      return column === undefined || history.count === 0 ? Number.NaN : newest(history, column);
    },
    seconds: secondsOf(state),
    events: (kind) => events.reduce((sum, event) => sum + (event.kind === kind ? 1 : 0), 0),
    view: view ?? '',
    graph: graphOf(state, graph),
    projection: projectionOf(state),
    universe: geometricSum(1, 1 + slower / 100, status?.epochsInAll ?? config.epochs),
  };
}

function secondsOf(state: PlaygroundState): Seen['seconds'] {
  const { count } = state.history;
  const totals = selectTotals(state);
  let most = Number.NaN;
  for (let row = 0; row < count; row++) if (!(totals[row] <= most)) most = totals[row];
  return { last: count > 0 ? totals[count - 1] : Number.NaN, most, second: count > 1 ? totals[1] : Number.NaN };
}

/** A graph of the session counts only as long as it is that of the run under way. */
function graphOf({ run }: PlaygroundState, graph: GraphViewState | null): Seen['graph'] {
  const shown = graph?.shown ?? null;
  if (graph === null || shown === null || shown.source === 'diff' || (shown.source === 'session' && shown.run !== run)) return null;
  const { details } = graph;
  return {
    source: shown.source,
    name: shown.name,
    nodes: shown.summary.nodes,
    node: details === null ? null : { name: details.name, op: details.op, device: details.device },
  };
}

function projectionOf(state: PlaygroundState): Seen['projection'] {
  const found = selectProjection(state);
  const told = found?.fits.find(({ kind }) => kind === 'geometric');
  const best = found === null ? null : supported(found);
  return told === undefined || best === null ? null : { told: told.total, best: best.total, bestKind: best.kind };
}
