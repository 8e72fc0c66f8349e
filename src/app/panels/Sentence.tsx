/** The live sentence, its polite announcement, and the measured tag beside it. */
import { useEffect, useEffectEvent, useState } from 'react';
import { meaningOf } from '../../store/situation.ts';
import { selectSituation } from '../../store/select.ts';
import { useSelect } from '../context.ts';
import { useFps } from '../hooks.ts';
import { useWords } from '../words/index.ts';
import { plain, rich } from '../words/rich.tsx';

/** Least time between two announcements, in milliseconds: a listener must be able to finish listening. */
const ANNOUNCE_EVERY = 5000;

/** One sentence that says what is happening now. */
export function Sentence() {
  const words = useWords();
  const situation = useSelect(selectSituation);
  const text = words.sentence(situation);
  return (
    <>
      <p className={`sentence ${situation.kind}`}>{rich(text)}</p>
      <Announcer meaning={meaningOf(situation)} text={plain(text)} />
      <Meter />
    </>
  );
}

/** Says `text` when `meaning` changed, at most every five seconds, and then what holds at that moment. */
function Announcer({ meaning, text }: { meaning: string; text: string }) {
  const [said, setSaid] = useState({ meaning: '', text: '', at: -ANNOUNCE_EVERY });
  const say = useEffectEvent(() => setSaid({ meaning, text, at: performance.now() }));
  useEffect(() => {
    if (said.meaning === meaning) return;
    const timer = setTimeout(say, Math.max(0, said.at + ANNOUNCE_EVERY - performance.now()));
    return () => clearTimeout(timer);
  }, [meaning, said]);
  return (
    <p className="unseen" aria-live="polite" data-testid="announcement">
      {said.text}
    </p>
  );
}

function Meter() {
  const words = useWords();
  const running = useSelect((state) => state.playing && state.engine === 'ready');
  const rate = useSelect((state) => state.status?.rate ?? null);
  const work = useSelect((state) => state.config.work);
  const fps = useFps(running);
  const parts = [
    ...(fps === null ? [] : [words.fps(fps)]),
    ...(work === 'modelled' ? [words.rateModelled] : rate === null ? [] : [words.rate(rate)]),
  ];
  if (parts.length === 0) return <span className="tag meter empty" aria-hidden />;
  return (
    <span className="tag meter">
      {parts.join(' · ')} {work === 'real' && <em>{words.tags.measured}</em>}
    </span>
  );
}
