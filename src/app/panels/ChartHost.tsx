/** Hands the store to the charts, which draw by themselves in the page's frame loop, and says which account is played. */
import { lazy, Suspense, useMemo, useState } from 'react';
import { ChartStack } from '../charts/ChartStack.tsx';
import type { ChartInput, ChartSource, Overlay } from '../../charts/source.ts';
import { remember, selectProjection } from '../../store/select.ts';
import { usePage, useSelect } from '../context.ts';
import { busy } from '../../lib/busy.ts';
import { useReducedMotion, useResolvedTheme } from '../hooks.ts';
import { useWords } from '../words/index.ts';

const Recorded = lazy(() => busy(import('../recorded/Recorded.tsx')));

/** The charts. */
export function ChartHost() {
  const { store, actions } = usePage();
  const words = useWords();
  const theme = useResolvedTheme();
  const reducedMotion = useReducedMotion();
  const title = useSelect((state) => state.title);
  const account = useSelect((state) => state.config.account);
  const [overlay, setOverlay] = useState<Overlay | null>(null);
  const source = useMemo<ChartSource>(() => {
    const input = remember<ChartInput>(
      (state) => [state.history, state.events, state.config, state.status?.epochsInAll, selectProjection(state)],
      (state) => ({
        history: state.history,
        events: state.events,
        config: state.config,
        machineTitle: words.machineTag(state.config),
        epochsInAll: state.status?.epochsInAll ?? state.config.epochs,
        projection: selectProjection(state),
        overlay,
      }),
    );
    return { get: () => input(store.getState()), subscribe: (listener) => store.subscribe(listener) };
  }, [store, words, overlay]);
  return (
    <section className="card charts" aria-label={words.charts}>
      <ChartStack source={source} theme={theme} reducedMotion={reducedMotion} words={words.chartWords} linkTitle={title} />
      <p className="note account-note">
        <strong>{words.accounts[account]}:</strong> {words.accountMeans[account]}{' '}
        <button type="button" className="link" onClick={() => actions.open('account')}>
          {words.accountLink}
        </button>
      </p>
      <Suspense fallback={<p className="note">&nbsp;</p>}>
        <Recorded onOverlay={setOverlay} />
      </Suspense>
    </section>
  );
}
