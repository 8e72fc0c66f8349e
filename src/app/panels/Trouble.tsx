/** The banner of a run's error, or of an engine that stopped: what happened, what TensorFlow would have said, what to do. */
import { TriangleAlert } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { RunError } from '../../protocol/messages.ts';
import { usePage, useSelect } from '../context.ts';
import { useWords } from '../words/index.ts';

/** Nothing while all is well. */
export default function Trouble() {
  const stopped = useSelect((state) => state.engine === 'stopped');
  const error = useSelect((state) => (state.status?.state === 'error' ? state.status.error : null));
  return stopped ? <Stopped /> : error === null ? null : <Failed error={error} />;
}

function Banner({ children }: { children: React.ReactNode }) {
  const banner = useRef<HTMLElement>(null);
  useEffect(() => {
    // Moves the focus only when it would otherwise be nowhere: whoever is typing goes on typing.
    if (document.activeElement === null || document.activeElement === document.body) banner.current?.focus({ preventScroll: true });
  }, []);
  return (
    <section ref={banner} className="trouble" role="alert" tabIndex={-1}>
      <TriangleAlert size={20} aria-hidden />
      <div>{children}</div>
    </section>
  );
}

function Stopped() {
  const { client } = usePage();
  const words = useWords();
  const reason = useSelect((state) => state.stopped);
  return (
    <Banner>
      <h2>{words.error.stoppedTitle}</h2>
      <p lang="en">{reason}</p>
      <p>{words.error.stoppedWay}</p>
      <div className="row">
        <button type="button" className="button" onClick={() => client.restart()}>
          {words.error.startOver}
        </button>
      </div>
    </Banner>
  );
}

function Failed({ error }: { error: RunError }) {
  const { client } = usePage();
  const words = useWords();
  const config = useSelect((state) => state.config);
  const shelf = useSelect((state) => state.status?.checkpoint !== null);
  const lacksCheckpoint = config.reload && !shelf;
  return (
    <Banner>
      <h2>{words.error.title(error.epoch)}</h2>
      <p lang="en">{error.message}</p>
      {error.tensorflow !== null && (
        <p lang="en">
          <span className="quiet">{words.error.tensorflow}</span> <code className="mono">{error.tensorflow}</code>
        </p>
      )}
      <p lang="en">{error.way}</p>
      <div className="row">
        {lacksCheckpoint && !config.save && (
          <button
            type="button"
            className="button"
            onClick={() => {
              client.change({ save: true });
              client.hand('save');
              client.play();
            }}
          >
            {words.error.turnSaveOn}
          </button>
        )}
        {error.canResume && !lacksCheckpoint && (
          <button type="button" className="button" onClick={() => client.play()}>
            {words.error.resume}
          </button>
        )}
        {!error.canResume && (
          <button
            type="button"
            className="button"
            onClick={() => {
              client.hand('clear');
              client.play();
            }}
          >
            {words.error.clearNow}
          </button>
        )}
        <button type="button" className="button" onClick={() => client.restart()}>
          {words.error.startOver}
        </button>
      </div>
    </Banner>
  );
}
