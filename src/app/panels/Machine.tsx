/** The machine that is modelled: its memories, who has to leave them, pages. Loaded beside the first load, for it is folded away at first. */
import { BUSES, DISKS, GIB, OWN, oversubscribes, PAGES, POLICIES } from '../../protocol/config.ts';
import type { RunConfig } from '../../protocol/config.ts';
import { MACHINE_CAPACITIES, MACHINE_IDS } from '../../presets/machines.ts';
import { usePage, useSelect } from '../context.ts';
import { Knob } from '../parts/Knob.tsx';
import { MachineSources } from './MachineSources.tsx';
import { ownFrom } from './machine-figures.ts';
import { Select } from '../parts/Select.tsx';
import { useDeepWords, useWords } from '../words/index.ts';

export default function Machine() {
  const { client } = usePage();
  const { numbers } = useWords();
  const words = useDeepWords(useSelect((state) => state.lang)).memory.knobs;
  const config = useSelect((state) => state.config);
  const change = (patch: Partial<RunConfig>): void => client.change(patch);
  return (
    <>
      <Select
        label={words.machine}
        options={MACHINE_IDS}
        name={(id) => words.machines[id] ?? id}
        value={config.machine}
        // One's own starts from the one before, its capacities as they are set; the others have their own.
        onChange={(id) => change(id === 'own' ? { machine: id, ...ownFrom(config) } : { machine: id, ...capacitiesOf(id), ...OWN })}
      />
      <Knob of="video" label={words.videoMemory} log unit={GIB} />
      <Knob of="main" label={words.mainMemory} log unit={GIB} />
      {config.machine === 'own' && (
        <>
          <Knob of="bandwidth" label={words.own.bandwidth} log fraction />
          <Knob of="flops" label={words.own.flops} log fraction />
          <Knob of="fault" label={words.own.fault} log fraction />
          {config.bus === 'own' && (
            <>
              <Knob of="up" label={words.own.up} log fraction />
              <Knob of="down" label={words.own.down} log fraction />
            </>
          )}
          {config.disk === 'own' && (
            <>
              <Knob of="read" label={words.own.read} log fraction />
              <Knob of="write" label={words.own.write} log fraction />
              <Knob of="seek" label={words.own.seek} log fraction />
            </>
          )}
        </>
      )}
      <Select label={words.policy} options={POLICIES} name={(id) => words.policies[id]} value={config.policy} onChange={(policy) => change({ policy })} />
      <Select label={words.bus} options={BUSES} name={(id) => words.buses[id]} value={config.bus} onChange={(bus) => change({ bus })} />
      <Select label={words.disk} options={DISKS} name={(id) => words.disks[id]} value={config.disk} onChange={(disk) => change({ disk })} />
      <label className="check">
        <input type="checkbox" checked={config.pinned} onChange={(event) => change({ pinned: event.target.checked })} />
        <span>{words.pinned}</span>
      </label>
      <label className="check">
        <input type="checkbox" checked={config.prefetch} onChange={(event) => change({ prefetch: event.target.checked })} />
        <span>{words.prefetch}</span>
      </label>
      <label className="check">
        <input
          type="checkbox"
          checked={oversubscribes(config)}
          onChange={(event) => change({ unified: event.target.checked === oversubscribes({ ...config, unified: 'own' }) ? 'own' : event.target.checked ? 'on' : 'off' })}
        />
        <span>{words.unified}</span>
      </label>
      <Select label={words.page} options={PAGES} name={(bytes) => numbers.memory(bytes)} value={config.page} onChange={(page) => change({ page })} />
      <MachineSources />
    </>
  );
}

/** What the machine has unless it is changed: a link leaves it out then. */
function capacitiesOf(machine: string): { video: number; main: number } | undefined {
  return Object.entries(MACHINE_CAPACITIES).find(([id]) => id === machine)?.[1];
}
