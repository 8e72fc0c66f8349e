/** What is looked at, and what can be looked at instead: the session's graph, a file; and saving it. */
import { FolderOpen, RotateCw } from 'lucide-react';
import { useRef } from 'react';
import { GRAPH_FORMATS } from '../../protocol/graph-view.ts';
import { useSelect } from '../context.ts';
import { useGraph, useGraphWords, useShown } from './use-graph.ts';

export function Source() {
  const model = useGraph();
  const words = useGraphWords();
  const shown = useShown((state) => state.shown);
  const saving = useShown((state) => state.saving);
  const built = useSelect((state) => (state.status?.nodes ?? 0) > 0);
  const file = useRef<HTMLInputElement>(null);
  return (
    <div className="graph-source">
      <div className="row">
        <button type="button" className="button small" data-lesson="graph-take" disabled={!built} onClick={() => void model.takeSession()}>
          <RotateCw size={14} aria-hidden /> {shown?.source === 'session' ? words.takeAgain : words.take}
        </button>
        <button type="button" className="button small" title={words.openFileTitle} onClick={() => file.current?.click()}>
          <FolderOpen size={14} aria-hidden /> {words.openFile}
        </button>
        <input
          ref={file}
          type="file"
          hidden
          aria-label={words.openFileTitle}
          onChange={(event) => {
            const chosen = event.target.files?.[0];
            if (chosen) void model.openFile(chosen, chosen.name);
            event.target.value = '';
          }}
        />
      </div>
      {shown !== null && (
        <div className="row" role="group" aria-label={words.save}>
          <span className="quiet" aria-hidden>
            {words.save}
          </span>
          {GRAPH_FORMATS.map((format) => (
            <button
              key={format}
              type="button"
              className="button small"
              title={words.saveTitles[format]}
              disabled={saving !== null}
              onClick={() => model.save(format)}
            >
              {words.formats[format]}
            </button>
          ))}
        </div>
      )}
      {shown === null && <Intro />}
    </div>
  );
}

function Intro() {
  const words = useGraphWords();
  return <p className="note">{words.intro}</p>;
}
