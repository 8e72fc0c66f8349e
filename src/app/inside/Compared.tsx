/** A recorded step beside the same model made here: figures one by one with whether they are equal, and our plan of it. */
import { useEffect, useMemo } from 'react';
import type { StepView } from '../../protocol/inside.ts';
import { Scroll } from '../parts/Scroll.tsx';
import { useWords } from '../words/index.ts';
import { Canvas } from './Canvas.tsx';
import { ofPlan, type InsideWords, type RecordedStep } from './timelines.ts';
import { useInside, useInsideWords, useOpened } from './use-inside.ts';

interface Row {
  readonly name: string;
  readonly theirs: number;
  readonly ours: number;
}

const devicesOf = ({ config }: RecordedStep): number => Number(/^cpu(\d+)/.exec(config)?.[1] ?? 1);

function rowsOf(step: RecordedStep, { nodes, parts, sends, receives }: StepView, words: InsideWords): Row[] {
  const { N, P, sends: sent, receives: received } = words.compareRows;
  const theirs = new Map(step.devices);
  return [
    { name: N, theirs: step.N, ours: nodes },
    { name: P, theirs: step.P, ours: parts.reduce((sum, part) => sum + part.nodes, 0) },
    ...parts.filter((part) => part.nodes > 0 || theirs.has(part.id)).map((part) => ({ name: words.partition(part.id), theirs: theirs.get(part.id) ?? 0, ours: part.nodes })),
    { name: sent, theirs: step.sends, ours: sends },
    { name: received, theirs: step.receives, ours: receives },
  ];
}

/** The step made here for what is shown; it is asked for when it is not there. */
function useStep(model: string, devices: number): StepView | 'failed' | null {
  const inside = useInside();
  const step = useOpened((state) => state.step);
  useEffect(() => inside.showStep(model, devices), [inside, model, devices]);
  return step === null || step === 'failed' || (step.model === model && step.devices === devices) ? step : null;
}

export function Compared({ step, model }: { step: RecordedStep; model: string }) {
  const words = useInsideWords();
  const { tags } = useWords();
  const ours = useStep(model, devicesOf(step));
  if (ours === null || ours === 'failed') return <p className="waiting">{ours === null ? words.stepWaiting : words.stepFailed}</p>;
  const rows = rowsOf(step, ours, words);
  const equal = rows.filter((row) => row.theirs === row.ours).length;
  return (
    <>
      <p data-testid="inside-verdict">{words.verdict(equal, rows.length)}</p>
      <Scroll label={words.compared}>
        <table className="inside-compared" data-testid="inside-compared">
          <thead>
            <tr>
              <th scope="col">{words.compareHead[0]}</th>
              <th scope="col" className="number">
                {words.compareHead[1]} <span className="tag">{tags.recorded}</span>
              </th>
              <th scope="col" className="number">
                {words.compareHead[2]} <span className="tag">{tags.measured}</span>
              </th>
              <th scope="col">{words.compareHead[3]}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ name, theirs, ours: own }) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td className="number">{words.whole(theirs)}</td>
                <td className="number">{words.whole(own)}</td>
                <td>{theirs === own ? <span className="inside-equal">✓ {words.equal}</span> : words.differs(own - theirs)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      <p className="note">
        {words.comparedNote}
      </p>
    </>
  );
}

/** The plan of the step made last. */
export function Ours({ model }: { model: string }) {
  const words = useInsideWords();
  const { tags } = useWords();
  const step = useOpened((state) => state.step);
  const plan = step !== null && step !== 'failed' && step.model === model ? step.plan : null;
  const gantt = useMemo(() => plan && ofPlan(plan, words), [plan, words]);
  if (!plan || !gantt) return null;
  const summary = words.oursSummary(plan.names.length, plan.makespan, plan.bounds.all > 0 ? plan.makespan / plan.bounds.all : 1);
  return (
    <>
      <h4>
        {words.ours} <span className="tag">{tags.modelled}</span>
      </h4>
      <p>{summary}</p>
      <Canvas gantt={gantt} label={`${words.ours}: ${words.models[model]}. ${summary}`} name="inside-ours" />
    </>
  );
}
