/** The transport of a script: run and stop, steps through what was recorded, and the count of epochs. */
import { ChevronRight, ChevronsRight, Play, Square } from 'lucide-react';
import { finishedEpochs } from '../../store/select.ts';
import { usePage, useSelect } from '../context.ts';
import { useWords } from '../words/index.ts';
import { useScriptWords } from './words.ts';

export function OwnTransport() {
  const { client } = usePage();
  const page = useWords();
  const words = useScriptWords();
  const playing = useSelect((state) => state.playing);
  const steps = useSelect((state) => state.own?.steps.count ?? 0);
  const ran = useSelect((state) => state.own !== null);
  const epochs = useSelect(finishedEpochs);
  const progress = useSelect((state) => state.status?.progress ?? null);
  const share = progress !== null && progress.total > 0 ? progress.done / progress.total : 0;
  const label = playing ? words.stop : ran ? words.runAgain : words.run;
  return (
    <div className="transport" role="group" aria-label={page.transport}>
      <button
        type="button"
        className="round"
        aria-label={label}
        title={playing ? words.stopTitle : words.runTitle}
        onClick={() => (playing ? client.pause() : client.play())}
      >
        {playing ? <Square size={15} fill="currentColor" strokeWidth={0} aria-hidden /> : <Play size={18} fill="currentColor" strokeWidth={0} aria-hidden />}
      </button>
      <button type="button" className="button" title={words.lineStepTitle} disabled={playing || steps === 0} onClick={() => client.step('run')}>
        {words.lineStep}
        <ChevronRight size={14} aria-hidden />
      </button>
      <button type="button" className="button" title={words.epochStepTitle} disabled={playing || steps === 0} onClick={() => client.step('epoch')}>
        {words.epochStep}
        <ChevronsRight size={14} aria-hidden />
      </button>
      <div className="counter">
        <strong>{page.numbers.whole(epochs)}</strong> <span>{words.counter(epochs)}</span>
        <progress max={1} value={Math.min(1, share)} aria-label={page.runProgress} />
      </div>
    </div>
  );
}
