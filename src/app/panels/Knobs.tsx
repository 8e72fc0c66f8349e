/** What the program does: every setting of a run that is not the cure. */
import { lazy, Suspense } from 'react';
import { busy } from '../../lib/busy.ts';
import { BUILDS, hasWidth, isSuccession, LEAKS, OPTIMIZERS, RUNS, WORKS } from '../../protocol/config.ts';
import type { RunConfig } from '../../protocol/config.ts';
import { usePage, useSelect } from '../context.ts';
import { Knob } from '../parts/Knob.tsx';
import { Segmented } from '../parts/Segmented.tsx';
import { Select } from '../parts/Select.tsx';
import { useWords } from '../words/index.ts';

const Machine = lazy(() => busy(import('./Machine.tsx')));

/** The knobs panel. */
export function Knobs() {
  const { client } = usePage();
  const words = useWords();
  const config = useSelect((state) => state.config);
  const change = (patch: Partial<RunConfig>): void => client.change(patch);
  const succession = isSuccession(config.program);
  // All that a script does, it says itself: only the machine is set here.
  const own = config.program === 'script';
  const loop = !own && (
    <>
      {config.program === 'leaks' ? (
        <>
          <Select label={words.leak} options={LEAKS} name={(id) => words.leaks[id]} value={config.leak} onChange={(leak) => change({ leak })} />
          <label className="check">
            <input type="checkbox" checked={config.fix} onChange={(event) => change({ fix: event.target.checked })} />
            <span>{words.fix[config.leak]}</span>
          </label>
        </>
      ) : (
        <Segmented lesson="build" label={words.build} options={BUILDS} names={words.builds} value={config.build} onChange={(build) => change({ build })} />
      )}
      <Segmented label={words.run} options={RUNS} names={words.runs} value={config.run} onChange={(run) => change({ run })} />
      <Knob of="samples" label={words.samples} />
      <Knob of="rate" label={words.learningRate} log />
      <Knob of="seed" label={words.seed} bare />
      <details>
        <summary>{words.more}</summary>
        <Knob of="epochs" label={succession ? words.epochsEach : words.epochs} log />
        <Knob of="batch" label={words.batch} log />
        {hasWidth(config.program) && <Knob of="units" label={words.units} log />}
        <Segmented
          label={words.optimizer}
          options={OPTIMIZERS}
          names={words.optimizers}
          value={config.optimizer}
          onChange={(optimizer) => change({ optimizer })}
        />
        <label className="check">
          <input type="checkbox" checked={config.slots} onChange={(event) => change({ slots: event.target.checked })} />
          <span>{words.slots}</span>
        </label>
        <Segmented label={words.work} options={WORKS} names={words.works} value={config.work} onChange={(work) => change({ work })} />
        <p className="note">{words.workMeans[config.work]}</p>
      </details>
    </>
  );
  const machine = (
    <Suspense fallback={<p className="waiting">{words.loading}</p>}>
      <Machine />
    </Suspense>
  );
  return (
    <section className="card knobs" aria-labelledby="knobs-title">
      <div className="card-head">
        <h2 id="knobs-title">{own ? words.machineKnobs : words.knobs}</h2>
      </div>
      {loop}
      {own ? (
        machine
      ) : (
        <details>
          <summary>{words.machineKnobs}</summary>
          {machine}
        </details>
      )}
      <p className="note">{words.startsOver}</p>
    </section>
  );
}
