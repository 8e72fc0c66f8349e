/** If it goes on like this: how long the run will take, as the answer reckons it and as the best supported curve says. */
import { lazy, Suspense, useState } from 'react';
import { busy } from '../../lib/busy.ts';
import { ratePassingAge } from '../../lib/fit.ts';
import type { Projection as Fitted } from '../../lib/fit.ts';
import { selectProjection, selectTotals } from '../../store/select.ts';
import { usePage, useSelect } from '../context.ts';
import { NumberField } from '../parts/NumberField.tsx';
import { useWords } from '../words/index.ts';
import { AGE_OF_UNIVERSE } from '../words/numbers.ts';
import { rich } from '../words/rich.tsx';
import { geometricSum } from './universe.ts';

const Fits = lazy(() => busy(import('./Fits.tsx')));

/** Epochs that a fit needs at least: five, and the first, which also builds the model, is left out. */
const FIRST_FIT = 6;
/** A curve that explains less than this share of the variance is not worth a prophecy. */
const FITS_WELL = 0.5;

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
          <Curves projection={projection} />
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
  const done = useSelect((state) => state.status?.state === 'done');
  const spent = useSelect((state) => selectTotals(state).subarray(0, state.history.count).reduce((a, b) => a + b, 0));
  const told = projection.fits.find((fit) => fit.kind === 'geometric');
  const best = projection.fits.find((fit) => fit.kind === projection.best);
  if (told === undefined || best === undefined) return <p className="waiting">{words.projectionWaiting(FIRST_FIT)}</p>;
  const rate = (told.parameters[1] ?? 1) - 1;
  if (done) {
    return (
      <>
        <p className="quiet">{words.projectionDone(total)}</p>
        <p className="total">{words.numbers.duration(spent)}</p>
      </>
    );
  }
  // A pace that changed (a spill, a cure) is no curve: say so instead of drawing one out.
  if (best.kind !== 'constant' && Math.max(best.r2, told.r2) < FITS_WELL) {
    return (
      <>
        <p className="quiet">{words.projectionSpent}</p>
        <p className="total">{words.numbers.duration(spent)}</p>
        <p>{words.projectionChanged(words.projectionBest[best.kind], best.r2.toFixed(2))}</p>
      </>
    );
  }
  if (told.r2 < 0 || best.kind === 'constant') {
    return (
      <>
        <p className="quiet">{words.projectionFrom(total, words.projectionBest[best.kind])}</p>
        <p className="total">{words.numbers.duration(best.total)}</p>
        <p>{rich(words.projectionToldWorse(words.numbers.duration(told.total), told.r2.toFixed(2)))}</p>
      </>
    );
  }
  return (
    <>
      <p className="quiet">{words.projectionLead(total, rate)}</p>
      <p className="total">{words.numbers.duration(told.total)}</p>
      <p>
        {words.projectionToldBy(Number.isFinite(told.r2) ? told.r2.toFixed(2) : '–')}{' '}
        {best === told
          ? words.projectionAgree
          : rich(words.projectionBetter(words.projectionBest[best.kind], words.numbers.duration(best.total)))}
      </p>
      {told.total > AGE_OF_UNIVERSE && <blockquote>{words.abyss}</blockquote>}
    </>
  );
}

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
