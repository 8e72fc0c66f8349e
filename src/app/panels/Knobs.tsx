/** What the program does: every setting of a run that is not the cure. */
import { BUILDS, GIB, hasWidth, isSuccession, LEAKS, LIMITS, OPTIMIZERS, PAGES, POLICIES, RUNS, WORKS } from '../../protocol/config.ts';
import type { RunConfig } from '../../protocol/config.ts';
import { MACHINE_CAPACITIES, MACHINE_IDS } from '../../presets/machines.ts';
import { usePage, useSelect } from '../context.ts';
import { NumberField } from '../parts/NumberField.tsx';
import { Segmented } from '../parts/Segmented.tsx';
import { Select } from '../parts/Select.tsx';
import { useWords } from '../words/index.ts';

/** A number of the config within its LIMITS, shown in units of `unit`. */
function Knob({
  of,
  label,
  log = false,
  bare = false,
  unit = 1,
}: {
  of: keyof typeof LIMITS;
  label: string;
  log?: boolean;
  bare?: boolean;
  unit?: number;
}) {
  const { client } = usePage();
  const value = useSelect((state) => state.config[of]);
  const [least, most] = LIMITS[of];
  return (
    <NumberField
      label={label}
      value={value / unit}
      least={least / unit}
      most={most / unit}
      whole={of !== 'rate' && unit === 1}
      log={log}
      bare={bare}
      onCommit={(typed) => client.change({ [of]: unit === 1 ? typed : Math.round(typed * unit) })}
    />
  );
}

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
    <>
      <Select
        label={words.machine}
        options={MACHINE_IDS}
        name={(id) => words.machines[id] ?? id}
        value={config.machine}
        onChange={(id) => change({ machine: id, ...capacitiesOf(id) })}
      />
      <Knob of="video" label={words.videoMemory} log unit={GIB} />
      <Knob of="main" label={words.mainMemory} log unit={GIB} />
      <Select
        label={words.policy}
        options={POLICIES}
        name={(id) => words.policies[id]}
        value={config.policy}
        onChange={(policy) => change({ policy })}
      />
      <Select
        label={words.page}
        options={PAGES}
        name={(bytes) => words.numbers.memory(bytes)}
        value={config.page}
        onChange={(page) => change({ page })}
      />
    </>
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

/** What the machine has unless it is changed: a link leaves it out then. */
function capacitiesOf(machine: string): { video: number; main: number } | undefined {
  return Object.entries(MACHINE_CAPACITIES).find(([id]) => id === machine)?.[1];
}
