/** If it goes on like this: how long the run will take by the best supported curve, and as the answer reckons it beside it. */
import { lazy, Suspense, useState } from 'react';
import { busy } from '../../lib/busy.ts';
import { rounded } from '../../charts/fits.ts';
import { FITS_WELL, ratePassingAge, supported } from '../../lib/fit.ts';
import type { Fit, Projection as Fitted } from '../../lib/fit.ts';
import { finishedEpochs, selectProjection, selectTotals } from '../../store/select.ts';
import { usePage, useSelect } from '../context.ts';
import { NumberField } from '../parts/NumberField.tsx';
import { useWords } from '../words/index.ts';
import { AGE_OF_UNIVERSE } from '../words/numbers.ts';
import { rich } from '../words/rich.tsx';
import { geometricSum } from './universe.ts';

const Fits = lazy(() => busy(import('./Fits.tsx')));

/** Epochs that a fit needs at least: five, and the first, which also builds the model, is left out. */
const FIRST_FIT = 6;

/** The projection panel. */
export function Projection() {
  const words = useWords();
  const projection = useSelect(selectProjection);
  const count = useSelect((state) => Math.min(FIRST_FIT, state.history.count));
  const total = useSelect((state) => state.status?.epochsInAll ?? state.config.epochs);
  return (
    <section className="card projection" aria-labelledby="projection-title">
      <div className="card-head">
        <h2 id="projection-title">{words.projection}</h2>
        <span className="tag">{words.tags.modelled}</span>
      </div>
      {projection === null ? (
        <p className="waiting">{words.projectionWaiting(count)}</p>
      ) : (
        <>
          <Reckoning projection={projection} total={total} />
          {supported(projection) !== null && <Curves projection={projection} />}
        </>
      )}
      <details>
        <summary data-lesson="universe">{words.universeQuestion}</summary>
        <Universe epochs={total} />
      </details>
    </section>
  );
}

function Curves({ projection }: { projection: Fitted }) {
  const words = useWords();
  const [open, setOpen] = useState(false);
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{words.projectionAll}</summary>
      {open && (
        <Suspense fallback={<p className="waiting">{words.loading}</p>}>
          <Fits projection={projection} />
        </Suspense>
      )}
    </details>
  );
}

function Reckoning({ projection, total }: { projection: Fitted; total: number }) {
  const words = useWords();
  // A link's `at` of the last epoch rests as paused, and nothing more would come.
  const done = useSelect((state) => state.status?.state === 'done' || finishedEpochs(state) >= total);
  const spent = useSelect((state) => selectTotals(state).subarray(0, state.history.count).reduce((a, b) => a + b, 0));
  const told = projection.fits.find((fit) => fit.kind === 'geometric');
  const closest = projection.fits.reduce((a, b) => (b.r2 > a.r2 ? b : a));
  const chosen = supported(projection);
  if (done) {
    return (
      <>
        <p className="quiet">{words.projectionDone(total)}</p>
        <p className="total">{words.numbers.duration(spent)}</p>
      </>
    );
  }
  // A pace that changed (a spill, a cure) is no curve: say so instead of drawing one out.
  if (chosen === null) {
    return (
      <>
        <p className="quiet">{words.projectionSpent}</p>
        <p className="total">{words.numbers.duration(spent)}</p>
        <p>{(closest.r2 < FITS_WELL ? words.projectionChanged : words.projectionDown)(words.projectionBest[closest.kind], rounded(closest.r2))}</p>
      </>
    );
  }
  const says = (fit: Fit): string => words.numbers.duration(fit.total);
  return (
    <>
      <p className="quiet">
        {words.projectionFrom(total, words.projectionBest[chosen.kind], chosen.kind === 'constant' ? '' : rounded(chosen.r2))}
      </p>
      <p className="total">{says(chosen)}</p>
      {told !== undefined && (
        <p data-testid="told">
          {told === chosen
            ? words.projectionAsTold(growthOf(told))
            : says(told) === says(chosen)
              ? words.projectionToldSame
              : rich(words.projectionTold(growthOf(told), says(told), rounded(told.r2)))}
        </p>
      )}
      {told !== undefined && told.total > AGE_OF_UNIVERSE && <blockquote>{words.abyss}</blockquote>}
    </>
  );
}

/** By how much each epoch of a geometric series is slower than the one before, as a share. */
const growthOf = (told: Fit): number => (told.parameters[1] ?? 1) - 1;

function Universe({ epochs }: { epochs: number }) {
  const words = useWords();
  const { actions } = usePage();
  const percent = useSelect((state) => state.slower);
  const sum = geometricSum(1, 1 + percent / 100, epochs);
  const least = ratePassingAge(epochs, 1);
  return (
    <>
      <NumberField
        lesson="slower"
        label={words.universeSlider}
        value={percent}
        least={0.1}
        most={100}
        whole={false}
        log
        onCommit={actions.setSlower}
        onMove={actions.setSlower}
      />
      <p>{rich(words.universeAnswer(epochs, percent / 100, words.numbers.duration(sum), words.numbers.duration(1)))}</p>
      <p className="note">
        {!Number.isFinite(least) ? words.universeNone : words.universeLeast(least)}{' '}
        {least <= 1 && (
          <button type="button" className="link" onClick={() => actions.setSlower(Math.ceil(least * 10_000) / 100)}>
            {words.universeLeastButton}
          </button>
        )}
      </p>
      {sum > AGE_OF_UNIVERSE && <blockquote>{words.abyss}</blockquote>}
    </>
  );
}
