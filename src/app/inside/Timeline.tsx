/** The plan of the run: for which devices, how long it takes and why not less, its timeline, what each device does, how it is modelled. */
import { Download } from 'lucide-react';
import { useMemo } from 'react';
import { PLATFORM_IDS, SCHEDULINGS, type PlanView } from '../../protocol/inside.ts';
import { Scroll } from '../parts/Scroll.tsx';
import { Segmented } from '../parts/Segmented.tsx';
import { Select } from '../parts/Select.tsx';
import { useWords } from '../words/index.ts';
import { Canvas } from './Canvas.tsx';
import { ofPlan, overfull } from './timelines.ts';
import { useInside, useInsideWords, useOpened } from './use-inside.ts';

const WHICH = ['optimised', 'built'] as const;

export function Timeline({ plan }: { plan: PlanView }) {
  const words = useInsideWords();
  const { tags } = useWords();
  const model = useInside();
  const platform = useOpened((state) => state.platform);
  const optimised = useOpened((state) => state.optimised);
  const scheduling = useOpened((state) => state.scheduling);
  const gantt = useMemo(() => ofPlan(plan, words), [plan, words]);
  const ratio = plan.bounds.all > 0 ? plan.makespan / plan.bounds.all : 1;
  const summary = words.summary(plan.names.length, plan.devices.length, plan.copies.names.length, plan.makespan, ratio);
  const [args, returns] = ['_Arg', '_Retval'].map((op) => plan.ops.filter((one) => one === op).length);
  const taken = plan.schedules.find((one) => one.taken);
  const others = plan.devices.length > 1 ? plan.schedules.filter((one) => !one.taken) : [];
  const why = (['criticalPath', 'told', 'work'] as const).find((bound) => plan.bounds[bound] === plan.bounds.all) ?? 'work';
  return (
    <section className="inside-part" aria-label={words.timeline} data-testid="inside-plan">
      <div className="inside-part-head">
        <h3>{words.timeline}</h3>
        <span className="tag">{tags.modelled}</span>
        <span className="inside-save">
          <button type="button" className="button small" title={words.saveTraceTitle} onClick={() => model.save('trace')}>
            <Download size={14} aria-hidden /> {words.saveTrace}
          </button>
        </span>
      </div>
      <div className="inside-controls">
        <Select label={words.platform} options={PLATFORM_IDS} name={(id) => words.platforms[id]} value={platform} onChange={(next) => model.setPlan({ platform: next })} />
        <Select label={words.scheduling} options={SCHEDULINGS} name={(id) => words.schedulings[id]} value={scheduling} onChange={(next) => model.setPlan({ scheduling: next })} />
        <Segmented label={words.which} options={WHICH} names={words.whichNames} value={optimised ? 'optimised' : 'built'} onChange={(next) => model.setPlan({ optimised: next === 'optimised' })} />
      </div>
      <p data-testid="inside-summary">
        {summary} {words.why[why](plan.bounds.all, plan.devices.length)} {args + returns > 0 && words.handed(plan.names.length, args, returns)}
      </p>
      {overfull(plan).map(({ id, peak, memory }) => (
        <p key={id} className="inside-overfull" role="status">
          {words.overfull(id, peak, memory)}
        </p>
      ))}
      <Legend />
      <Canvas gantt={gantt} label={`${words.timeline}. ${summary}`} name="inside-timeline" />
      <div className="inside-columns">
        <Devices plan={plan} />
        <ul className="note inside-remarks">
          {taken && plan.devices.length > 1 && <li data-testid="inside-taken">{words.taken(taken, plan.scheduling === 'best')}</li>}
          <li>{words.told(plan.told - plan.missing)}</li>
          {plan.missing > 0 && <li>{words.missing(plan.missing)}</li>}
          {!plan.devices.some(({ id }) => id.startsWith('CPU')) && <li>{words.hostless}</li>}
          {plan.loops > 0 && <li>{words.loops(plan.loops)}</li>}
          {others.map((other) => (
            <li key={`${other.kind} ${other.device}`}>{words.other(other, plan.makespan)}</li>
          ))}
          {plan.devices.length > 1 && !plan.schedules.some(({ kind }) => kind === 'list') && <li>{words.noList}</li>}
        </ul>
      </div>
      <Method plan={plan} />
    </section>
  );
}

function Legend() {
  const words = useInsideWords();
  return (
    <ul className="inside-legend note" aria-hidden>
      <li>
        <span className="inside-swatch run" /> {words.run}
      </li>
      <li>
        <span className="inside-swatch critical" /> {words.critical}
      </li>
      <li>
        <span className="inside-swatch copy" /> {words.copy}
      </li>
      <li>
        <span className="inside-swatch bound" /> {words.boundMark}
      </li>
    </ul>
  );
}

function Devices({ plan }: { plan: PlanView }) {
  const words = useInsideWords();
  return (
    <Scroll label={words.devices}>
      <table className="inside-devices">
        <thead>
          <tr>
            {words.deviceHead.map((text, i) => (
              <th key={text} scope="col" className={i === 0 ? undefined : 'number'}>
                {text}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {plan.devices.map(({ id, tasks, cut, busy, peak, kept, memory }) => (
            <tr key={id}>
              <th scope="row">{id}</th>
              <td className="number">{words.whole(tasks)}</td>
              <td className="number">{words.whole(cut)}</td>
              <td className="number">{words.busy(busy, plan.makespan > 0 ? busy / plan.makespan : 0)}</td>
              <td className={peak > memory ? 'number inside-overfull' : 'number'}>{words.peakOf(peak, memory)}</td>
              <td className="number">{words.ofMemory(kept)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

function Method({ plan }: { plan: PlanView }) {
  const words = useInsideWords();
  return (
    <details>
      <summary>{words.method}</summary>
      <p className="note">{words.methodText}</p>
      <Scroll label={words.method}>
        <table>
          <thead>
            <tr>
              {words.sourceHead.map((text) => (
                <th key={text} scope="col">
                  {text}
                </th>
              ))}
            </tr>
          </thead>
          <tbody lang="en">
            {plan.sources.map(({ what, where, status }) => (
              <tr key={what}>
                <th scope="row">{what}</th>
                <td>{where}</td>
                <td>{words.sourceKinds[status]}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </details>
  );
}
