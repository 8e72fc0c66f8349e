/** Forward and back through the lines of the run that was recorded: what ran in which order is known, so nothing is run again. */
import { ChevronLeft, ChevronRight, X } from 'lucide-react';
import { useState } from 'react';
import { epochAt, lineAt, nodesAt } from '../../store/script/own.ts';
import { useSelect } from '../context.ts';
import { Segmented } from '../parts/Segmented.tsx';
import { useScriptHost } from './use-host.ts';
import { useScriptWords } from './words.ts';

const UNITS = ['line', 'epoch'] as const;

/** The steps, folded until they are asked for. */
export function Steps() {
  const words = useScriptWords();
  const host = useScriptHost();
  const steps = useSelect((state) => state.own?.steps ?? null);
  const dropped = useSelect((state) => state.own?.dropped ?? 0);
  const cursor = useSelect((state) => state.own?.cursor ?? null);
  const epochLine = useSelect((state) => state.own?.epochs?.line ?? null);
  const [unit, setUnit] = useState<(typeof UNITS)[number]>('line');
  const count = steps?.count ?? 0;
  const at = cursor === null || steps === null ? null : words.stepAt(cursor + 1, count, lineAt(steps, cursor), nodesAt(steps, cursor), epochAt(steps, cursor, epochLine));
  return (
    <details className="own-steps">
      <summary>{words.steps}</summary>
      {steps === null || count === 0 ? (
        <p className="note">{words.stepsNone}</p>
      ) : (
        <>
          <div className="own-step-row">
            <button type="button" className="icon" aria-label={words.back} title={words.back} disabled={cursor === null || cursor === 0} onClick={() => host.step(unit, -1)}>
              <ChevronLeft size={16} aria-hidden />
            </button>
            <input
              type="range"
              aria-label={words.stepSlider}
              aria-valuetext={at ?? undefined}
              min={0}
              max={count - 1}
              value={cursor ?? 0}
              onChange={(event) => host.goTo(Number(event.target.value))}
            />
            <button type="button" className="icon" aria-label={words.forward} title={words.forward} disabled={cursor === count - 1} onClick={() => host.step(unit, 1)}>
              <ChevronRight size={16} aria-hidden />
            </button>
            {cursor !== null && (
              <button type="button" className="icon" aria-label={words.leave} title={words.leave} onClick={() => host.goTo(null)}>
                <X size={16} aria-hidden />
              </button>
            )}
          </div>
          {at !== null && (
            <p className="own-step-at" data-testid="step">
              {at}
            </p>
          )}
          {epochLine !== null && <Segmented label={words.unit} options={UNITS} names={words.units} value={unit} onChange={setUnit} />}
          <p className="note">
            {words.stepsNote} {dropped > 0 && words.stepsDropped(dropped)}
          </p>
        </>
      )}
    </details>
  );
}
