/** What the program learns, live: pictures that the engine computes a few times a second while this is shown. Loaded with its tab. */
import { useEffect, useMemo, useRef, useState } from 'react';
import { DIGIT_SETS, type DigitSet, type Look } from '../../protocol/look.ts';
import type { Looks, LookWish } from '../../store/looking.ts';
import { usePage, useSelect } from '../context.ts';
import { Segmented } from '../parts/Segmented.tsx';
import { useDeepWords, useWords } from '../words/index.ts';
import { Card } from './Card.tsx';
import { plansOf } from './plans/index.ts';
import './learned.css';

/** Looks of the wished kind, the newest at any time; of another run or another wish the last one stays until there is a new one. */
function useLook(wish: LookWish): { look: Look | null; again: () => void } {
  const { client } = usePage();
  const [look, setLook] = useState<Look | null>(null);
  const looks = useRef<Looks | null>(null);
  useEffect(() => {
    const begun = client.watch.looks.begin(setLook);
    looks.current = begun;
    return () => begun.stop();
  }, [client]);
  const { set, wrong, sample } = wish;
  useEffect(() => looks.current?.wish({ set, wrong, sample }), [set, wrong, sample]);
  return { look, again: () => looks.current?.wish(wish) };
}

export default function LearnedView() {
  const words = useDeepWords(useSelect((state) => state.lang)).learned;
  const { tags } = useWords();
  const [wish, setWish] = useState<LookWish>({ set: 'trained', wrong: false, sample: -1 });
  const { look, again } = useLook(wish);
  const isScript = useSelect((state) => state.config.program === 'script');
  const stopped = useSelect((state) => state.engine === 'stopped');
  const hasNodes = useSelect((state) => state.history.count > 0);
  const planned = useMemo(() => (look ? plansOf(look, wish, words) : []), [look, wish, words]);
  if (isScript) return <p className="waiting">{words.script}</p>;
  const change = (part: Partial<LookWish>): void => setWish((before) => ({ ...before, ...part }));
  return (
    <div className="learned" data-testid="learned">
      <p className="note">{words.intro}</p>
      {look === null || look.nothing === 'unbuilt' ? (
        <p className="waiting">{hasNodes && look !== null ? words.cleared : words.waiting}</p>
      ) : look.nothing === 'failed' ? (
        <div role="alert">
          <p>{words.failed(look.text)}</p>
          <button type="button" className="button" onClick={again}>
            {words.retry}
          </button>
        </div>
      ) : (
        <div className="learned-head">
          <p data-testid="learned-moment" data-epoch={look.run === 0 && !look.within ? look.epoch : look.epoch - 1}>
            <strong>{words.moment(look.epoch, look.run, look.within)}</strong>
            {look.models > 1 && (
              <>
                {' · '}
                <span lang="en">{words.model(look.model, look.models, look.name)}</span>
              </>
            )}{' '}
            <span className="tag">{tags.measured}</span> <span className="note">{words.took(look.seconds)}</span>
          </p>
          {stopped && <p className="note">{words.stopped}</p>}
          <div className="learned-controls">
            <Segmented<DigitSet> label={words.set} options={DIGIT_SETS} names={words.sets} value={wish.set} onChange={(set) => change({ set, sample: -1 })} />
            <label className="check">
              <input type="checkbox" checked={wish.wrong} onChange={(event) => change({ wrong: event.target.checked })} />
              <span>{words.onlyWrong}</span>
            </label>
            {!look.hasHeld && <span className="note">{words.noHeld}</span>}
          </div>
        </div>
      )}
      <div className="pictures">
        {planned.map(({ plan, cells }) => (
          <Card key={plan.key} plan={plan} cells={cells} words={words} onChoose={(sample) => change({ sample })} />
        ))}
      </div>
    </div>
  );
}
