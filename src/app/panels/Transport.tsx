/** Play, pause, one run, one epoch, start over, speed; and the count of epochs. */
import { ChevronRight, ChevronsRight, Pause, Play, RotateCcw } from 'lucide-react';
import { finishedEpochs } from '../../store/select.ts';
import { SPEEDS } from '../../store/state.ts';
import { usePage, useSelect } from '../context.ts';
import { Select } from '../parts/Select.tsx';
import { useWords } from '../words/index.ts';

/** The transport. On small screens it stays at the bottom edge. */
export function Transport() {
  const { client } = usePage();
  const words = useWords();
  const playing = useSelect((state) => state.playing);
  const done = useSelect((state) => state.status?.state === 'done');
  const speed = useSelect((state) => state.speed);
  const stopped = useSelect((state) => state.engine === 'stopped');
  const label = playing ? words.pause : done ? words.replay : words.play;
  return (
    <div className="transport" role="group" aria-label={words.transport}>
      <button
        type="button"
        className="round"
        data-lesson="play"
        aria-label={label}
        title={`${label} (${words.spaceKey})`}
        onClick={() => (playing ? client.pause() : client.play())}
      >
        {playing ? (
          <Pause size={18} fill="currentColor" strokeWidth={0} aria-hidden />
        ) : done ? (
          <RotateCcw size={18} aria-hidden />
        ) : (
          <Play size={18} fill="currentColor" strokeWidth={0} aria-hidden />
        )}
      </button>
      <button type="button" className="button" data-lesson="run-step" title={words.runStepTitle} disabled={stopped || done} onClick={() => client.step('run')}>
        {words.runStep}
        <ChevronRight size={14} aria-hidden />
      </button>
      <button type="button" className="button" data-lesson="epoch-step" title={words.epochStepTitle} disabled={stopped || done} onClick={() => client.step('epoch')}>
        {words.epochStep}
        <ChevronsRight size={14} aria-hidden />
      </button>
      <button type="button" className="icon" aria-label={words.restart} title={words.restartTitle} onClick={() => client.restart()}>
        <RotateCcw size={16} aria-hidden />
      </button>
      <Select
        quiet
        lesson="speed"
        label={words.speed}
        options={SPEEDS}
        name={words.speedOption}
        value={speed}
        onChange={(chosen) => client.setSpeed(chosen)}
      />
      <Counter />
    </div>
  );
}

function Counter() {
  const words = useWords();
  const epoch = useSelect(finishedEpochs);
  const total = useSelect((state) => state.status?.epochsInAll ?? state.config.epochs);
  const progress = useSelect((state) => state.status?.progress ?? null);
  const share = progress !== null && progress.total > 0 ? progress.done / progress.total : 0;
  return (
    <div className="counter">
      <strong>{words.numbers.whole(epoch)}</strong> <span>{words.epochOf(total)}</span>
      <progress
        max={1}
        value={Math.min(1, share)}
        aria-label={progress === null || progress.phase === '' ? words.runProgress : words.progress(progress.phase, share)}
      />
    </div>
  );
}
