/** The live sentence, its polite announcement, and the measured tag beside it. */
import { meaningOf } from '../../store/situation.ts';
import type { Situation } from '../../store/situation.ts';
import { selectSituation } from '../../store/select.ts';
import { useSelect } from '../context.ts';
import { useFps } from '../hooks.ts';
import { useWords } from '../words/index.ts';
import { plain, rich } from '../words/rich.tsx';
import { Announcer } from './Announcer.tsx';

/** Where a run has come to rest, or nothing while it goes on: coming to rest is said at once. */
function restOf(situation: Situation, playing: boolean): string {
  if (situation.kind === 'error' || situation.kind === 'stopped') return situation.kind;
  if (situation.kind === 'before') return playing ? '' : 'paused';
  return 'mode' in situation && situation.mode !== 'running' ? situation.mode : '';
}

/** One sentence that says what is happening now. */
export function Sentence() {
  const words = useWords();
  const situation = useSelect(selectSituation);
  const playing = useSelect((state) => state.playing);
  const text = words.sentence(situation);
  return (
    <>
      <p className={`sentence ${situation.kind}`}>{rich(text)}</p>
      <Announcer meaning={meaningOf(situation)} rest={restOf(situation, playing)} text={plain(text)} brief={situation.kind === 'starting'} />
      <Meter />
    </>
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
