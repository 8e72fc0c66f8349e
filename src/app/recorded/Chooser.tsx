/** The choice of a recording: what is near the run on the page, all of the page's, and the visitor's own by file, drop or paste. */
import { Download, FolderOpen, X } from 'lucide-react';
import { useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { ENTRIES, GROUPS, proposals } from '../../recorded/match.ts';
import type { Entry } from '../../recorded/match.ts';
import { useSelect } from '../context.ts';
import { Dialog } from '../dialogs/Dialog.tsx';
import { useDeepWords, useWords } from '../words/index.ts';
import { Dated } from './Details.tsx';
import { readKept, writeKept } from './keep.ts';
import type { Chosen } from './load.ts';

const PROPOSED = 6;

interface Props {
  close: () => void;
  chosen: Chosen | null;
  reading: boolean;
  refused: ReactNode;
  /** Whether it was the visitor's own that was refused: said beside where it was given. */
  own: boolean;
  onEntry: (entry: Entry) => void;
  onOwn: (given: Blob | string, name: string) => void;
}

export function Chooser({ close, chosen, reading, refused, own, onEntry, onOwn }: Props) {
  const words = useDeepWords(useSelect((state) => state.lang)).recorded;
  const { accounts } = useWords();
  const config = useSelect((state) => state.config);
  const near = proposals(config, PROPOSED);
  return (
    <Dialog title={words.title} close={close} wide>
      <div className="recorded-chooser">
        <p>{words.intro(accounts.tensorflow)}</p>
        {reading && <p className="waiting" role="status">{words.reading}</p>}
        {!own && refused}
        <section aria-label={words.likeThis}>
          <h3>{words.likeThis}</h3>
          {near.length === 0 ? <p className="note">{words.noneLike}</p> : (
            <ul className="recorded-list">
              {near.map(({ entry, nearness }) => <Item key={entry.id} entry={entry} same={nearness === 1 && !entry.near} chosen={chosen?.entry === entry} onEntry={onEntry} />)}
            </ul>
          )}
          <details>
            <summary>{words.all(ENTRIES.length)}</summary>
            {GROUPS.map((group) => (
              <section key={group} aria-label={words.groups[group]}>
                <h4>{words.groups[group]}</h4>
                <ul className="recorded-list">
                  {ENTRIES.filter((entry) => entry.group === group).map((entry) => <Item key={entry.id} entry={entry} same={false} chosen={chosen?.entry === entry} onEntry={onEntry} />)}
                </ul>
              </section>
            ))}
          </details>
        </section>
        <Own chosen={chosen} onOwn={onOwn} refused={own ? refused : null} />
      </div>
    </Dialog>
  );
}

function Item({ entry, same, chosen, onEntry }: { entry: Entry; same: boolean; chosen: boolean; onEntry: (entry: Entry) => void }) {
  const words = useDeepWords(useSelect((state) => state.lang)).recorded;
  return (
    <li>
      <button type="button" className="recorded-item" aria-pressed={chosen} onClick={() => onEntry(entry)}>
        <span>
          <strong>{words.name(entry)}</strong> {same && <span className="tag">{words.same}</span>}
        </span>
        <span className="note"><Dated text={[words.detail(entry), entry.epochs > 1 ? words.epochs(entry.epochs) : '', words.machine(entry.tensorflow, '', entry.date)].filter(Boolean).join(' · ')} date={entry.date} /></span>
      </button>
    </li>
  );
}

function Own({ chosen, onOwn, refused }: { chosen: Chosen | null; onOwn: (given: Blob | string, name: string) => void; refused: ReactNode }) {
  const words = useDeepWords(useSelect((state) => state.lang)).recorded;
  const page = useWords();
  const [kept, setKept] = useState(readKept);
  const [full, setFull] = useState(false);
  const [dragging, setDragging] = useState(false);
  const [nothing, setNothing] = useState(false);
  const file = useRef<HTMLInputElement>(null);
  const own = chosen?.entry === null ? chosen : null;
  const isKept = own !== null && kept.some(({ text }) => text === own.text);
  const set = (next: typeof kept): void => {
    const done = writeKept(next);
    setFull(!done);
    if (done) setKept(next);
  };
  return (
    <div
      className={dragging ? 'recorded-own dragging' : 'recorded-own'}
      onDragOver={(event) => { event.preventDefault(); setDragging(true); }}
      onDragLeave={(event) => { if (!(event.relatedTarget instanceof Node && event.currentTarget.contains(event.relatedTarget))) setDragging(false); }}
      onDrop={(event) => {
        event.preventDefault();
        setDragging(false);
        const dropped = event.dataTransfer.files.item(0);
        setNothing(dropped === null);
        if (dropped) onOwn(dropped, dropped.name);
      }}
    >
      <h3>{words.ownTitle}</h3>
      <p>{words.ownSteps}</p>
      <p><code className="mono">{words.ownCommand}</code></p>
      <p className="note">{words.ownNote}</p>
      <div className="row">
        <a className="button small" href="playground_recorder.py" download><Download size={14} aria-hidden /> {words.download}</a>
        <button type="button" className="button small" onClick={() => file.current?.click()}><FolderOpen size={14} aria-hidden /> {words.openFile}</button>
        <input
          ref={file}
          type="file"
          hidden
          accept=".json,application/json"
          aria-label={words.openFile}
          onChange={(event) => {
            const given = event.target.files?.[0];
            if (given) onOwn(given, given.name);
            event.target.value = '';
          }}
        />
        <textarea
          rows={1}
          className="recorded-paste"
          aria-label={words.paste}
          placeholder={words.paste}
          value=""
          onChange={(event) => onOwn(event.target.value, words.ownTitle)}
          onPaste={(event) => {
            // However long it is: it goes to the parser, which looks at its length first, and never into the page.
            event.preventDefault();
            const item = event.clipboardData.files.item(0);
            onOwn(item ?? event.clipboardData.getData('text'), item?.name ?? words.ownTitle);
          }}
        />
      </div>
      {refused}
      {nothing && <p role="alert">{words.dropNothing}</p>}
      <p className="note">{words.stays}</p>
      {own && (
        <label className="check">
          <input type="checkbox" checked={isKept} onChange={(event) => set(event.target.checked ? [...kept, { name: own.name, text: own.text }] : kept.filter(({ text }) => text !== own.text))} />
          <span>{words.keep}</span>
        </label>
      )}
      {full && <p role="alert" className="note">{words.keepRefused}</p>}
      {kept.length > 0 && (
        <>
          <h4>{words.kept} <span className="tag">{page.tags.recorded}</span></h4>
          <ul className="recorded-list">
            {kept.map(({ name, text }, i) => (
              <li key={i} className="recorded-kept">
                <button type="button" className="recorded-item" aria-pressed={own?.text === text} onClick={() => onOwn(text, name)}><strong>{name}</strong></button>
                <button type="button" className="icon" aria-label={words.forget(name)} onClick={() => set(kept.filter((_, at) => at !== i))}><X size={15} aria-hidden /></button>
              </li>
            ))}
          </ul>
        </>
      )}
      {dragging && <p className="recorded-drop" aria-hidden>{words.drop}</p>}
    </div>
  );
}
