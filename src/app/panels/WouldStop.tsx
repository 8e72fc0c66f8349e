/** The alert of a run that went on after a clear without a reload: what TensorFlow would have said, and what the page did to go on. Loaded when there was one. */
import { useState } from 'react';
import { useSelect } from '../context.ts';
import { useDeepWords, useWords } from '../words/index.ts';

/** Says the first such clear of the run, until it is closed: a clear each epoch is announced once. */
export default function WouldStop() {
  const { error: words, close } = useWords();
  const { wouldStop } = useDeepWords(useSelect((state) => state.lang));
  const run = useSelect((state) => state.run);
  const first = useSelect((state) => state.status?.anew ?? null);
  const [closed, setClosed] = useState(-1);
  if (first === null || closed === run) return null;
  return (
    <section className="trouble" role="alert" data-testid="would-stop">
      <div>
        <h2>{wouldStop.title(first.epoch)}</h2>
        <p>{wouldStop.lost}</p>
        <details>
          <summary>{words.tensorflow}</summary>
          <p lang="en">
            <code className="mono">{first.tensorflow}</code>
          </p>
          <p>{wouldStop.went}</p>
        </details>
        <div className="row">
          <button type="button" className="button" onClick={() => setClosed(run)}>
            {close}
          </button>
        </div>
      </div>
    </section>
  );
}
