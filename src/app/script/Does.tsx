/** In place of the cure's switches, which cannot act on a script: how often the script itself saved, cleared and reloaded. */
import { ChevronRight } from 'lucide-react';
import { Fragment } from 'react';
import { useSelect } from '../context.ts';
import { useWords } from '../words/index.ts';
import { useScriptWords } from './words.ts';

const HANDS = ['save', 'clear', 'reload'] as const;

/** The card of what the script did. */
export function Does() {
  const page = useWords();
  const words = useScriptWords();
  const events = useSelect((state) => state.events);
  const phase = useSelect((state) => state.own?.phase ?? 'loading');
  const did = phase !== 'loading';
  const counts = { save: 0, clear: 0, reload: 0 };
  for (const { kind } of events) if (kind === 'save' || kind === 'clear' || kind === 'reload') counts[kind] += 1;
  return (
    <section className="card cure" aria-labelledby="cure-title">
      <div className="card-head">
        <h2 id="cure-title">{page.cure}</h2>
        <span className="quiet">{words.cureTitle}</span>
      </div>
      <dl className="switches own-does">
        {HANDS.map((hand, i) => (
          <Fragment key={hand}>
            {i > 0 && <ChevronRight size={14} className="then" aria-hidden />}
            <div className={counts[hand] > 0 ? 'switch did' : 'switch'}>
              <dt className="switch-name">{words.hands[hand]}</dt>
              <dd className="switch-state">{did ? words.cureTimes(counts[hand]) : '–'}</dd>
            </div>
          </Fragment>
        ))}
      </dl>
      {/* What a script never does is known when it is over. */}
      {(counts.save + counts.clear + counts.reload > 0 || (did && phase !== 'running')) && (
        <p className="combination" data-testid="combination">
          {words.cure(counts.save, counts.clear, counts.reload)}
        </p>
      )}
      <p className="note">{words.cureNote}</p>
    </section>
  );
}
