/** Views below the charts: what is learned, the graph, numbers of nodes, results, events, sources. The chosen one is in the link. */
import { lazy, Suspense, useEffect } from 'react';
import { busy } from '../../lib/busy.ts';
import { isSuccession } from '../../protocol/config.ts';
import { VIEWS } from '../../store/state.ts';
import type { View } from '../../store/state.ts';
import { runs } from '../bestk/runs.ts';
import { usePage, useSelect } from '../context.ts';
import { useWords } from '../words/index.ts';
import { Events } from './Events.tsx';
import { Results } from './Results.tsx';

const Sources = lazy(() => busy(import('./Sources.tsx')));
const LearnedView = lazy(() => busy(import('../learned/LearnedView.tsx')));
const MemoryView = lazy(() => busy(import('../memory/MemoryView.tsx')));
const NumbersView = lazy(() => busy(import('../numbers/NumbersView.tsx')));
const BestK = lazy(() => busy(import('../bestk/BestK.tsx')));
const CasesView = lazy(() => busy(import('../cases/CasesView.tsx')));
const InsideView = lazy(() => busy(import('../inside/InsideView.tsx')));
const FieldView = lazy(() => busy(import('../field/FieldView.tsx')));
const GraphView = lazy(() => busy(import('../graph/GraphView.tsx')));

/** The tabs. */
export default function Tabs() {
  const { actions, store } = usePage();
  useEffect(() => runs.follow(store), [store]);
  const words = useWords();
  const chosen = useSelect((state) => state.view);
  const succession = useSelect((state) => isSuccession(state.config.program));
  const view: View = chosen ?? (succession ? 'results' : 'events');
  const move = (by: number): void => {
    const next = VIEWS[(VIEWS.indexOf(view) + by + VIEWS.length) % VIEWS.length];
    actions.setView(next);
    document.getElementById(`tab-${next}`)?.focus();
  };
  return (
    <section className="tabs" aria-label={words.tabList}>
      <div
        role="tablist"
        aria-label={words.tabList}
        onKeyDown={(event) => {
          if (event.key === 'ArrowRight') move(1);
          else if (event.key === 'ArrowLeft') move(-1);
        }}
      >
        {VIEWS.map((id) => (
          <button
            key={id}
            id={`tab-${id}`}
            type="button"
            role="tab"
            aria-selected={id === view}
            aria-controls="tab-panel"
            tabIndex={id === view ? 0 : -1}
            className="tab"
            onClick={() => actions.setView(id)}
          >
            {words.tabs[id]}
          </button>
        ))}
      </div>
      <div id="tab-panel" role="tabpanel" aria-labelledby={`tab-${view}`} tabIndex={0} className="card tab-panel">
        {view === 'learned' && (
          <Suspense fallback={<p className="waiting">{words.loading}</p>}>
            <LearnedView />
          </Suspense>
        )}
        {view === 'memory' && (
          <Suspense fallback={<p className="waiting">{words.loading}</p>}>
            <MemoryView />
          </Suspense>
        )}
        {view === 'graph' && (
          <Suspense fallback={<p className="waiting">{words.loading}</p>}>
            <GraphView />
          </Suspense>
        )}
        {view === 'field' && (
          <Suspense fallback={<p className="waiting">{words.loading}</p>}>
            <FieldView />
          </Suspense>
        )}
        {view === 'inside' && (
          <Suspense fallback={<p className="waiting">{words.loading}</p>}>
            <InsideView />
          </Suspense>
        )}
        {view === 'numbers' && (
          <Suspense fallback={<p className="waiting">{words.loading}</p>}>
            <NumbersView />
          </Suspense>
        )}
        {view === 'bestk' && (
          <Suspense fallback={<p className="waiting">{words.loading}</p>}>
            <BestK />
          </Suspense>
        )}
        {view === 'cases' && (
          <Suspense fallback={<p className="waiting">{words.loading}</p>}>
            <CasesView />
          </Suspense>
        )}
        {view === 'results' && (
          <Suspense fallback={<p className="waiting">{words.loading}</p>}>
            <Results />
          </Suspense>
        )}
        {view === 'events' && <Events />}
        {view === 'sources' && (
          <Suspense fallback={<p className="waiting">{words.loading}</p>}>
            <Sources />
          </Suspense>
        )}
      </div>
    </section>
  );
}
