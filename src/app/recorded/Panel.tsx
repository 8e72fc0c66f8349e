/** A recorded run over the charts: what is chosen, how far the model is from it, running the same here; the choice is in a dialog. */
import { useEffect, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { overlayOf } from '../../charts/overlay.ts';
import type { Overlay } from '../../charts/source.ts';
import { busy } from '../../lib/busy.ts';
import { clocksOf, compare } from '../../recorded/compare.ts';
import { configOf } from '../../recorded/match.ts';
import type { Entry } from '../../recorded/match.ts';
import type { Problem } from '../../recorded/problem.ts';
import type { Clock } from '../../recorded/recording.ts';
import { usePage, useSelect } from '../context.ts';
import { Select } from '../parts/Select.tsx';
import { useDeepWords, useWords } from '../words/index.ts';
import { Chooser } from './Chooser.tsx';
import { Dated, Details } from './Details.tsx';
import { fetchRecording, readOwn } from './load.ts';
import type { Chosen } from './load.ts';
import { partsOf } from './parts.ts';

interface Props {
  /** A file that was dropped on the charts. */
  dropped: File | null;
  open: boolean;
  setOpen: (open: boolean) => void;
  /** The button that opens the choice, while nothing is chosen. */
  button: ReactNode;
  onOverlay: (overlay: Overlay | null) => void;
}
/** Why the last one was not shown. */
export type Refusal = { readonly name: string; readonly problem: Problem } | 'failed' | null;

export default function Panel({ dropped, open, setOpen, button, onOverlay }: Props) {
  const words = useDeepWords(useSelect((state) => state.lang)).recorded;
  const page = useWords();
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [refusal, setRefusal] = useState<Refusal>(null);
  const [reading, setReading] = useState(false);
  const [clock, setClock] = useState<Clock>('cpu');
  const [said, setSaid] = useState('');

  const take = (getting: Promise<Chosen | { readonly problem: Problem }>, name: string): void => {
    setReading(true);
    void busy(getting)
      .then((got) => {
        setRefusal('problem' in got ? { name, problem: got.problem } : null);
        if ('problem' in got) return;
        // The model speaks of the processor, which other programs of the machine slow down less.
        setClock(clocksOf(got.recording).includes('cpu') ? 'cpu' : 'wall');
        setChosen(got);
        setSaid(words.said(got.entry ? words.name(got.entry) : got.name));
        setOpen(false);
      }, () => setRefusal('failed'))
      .finally(() => setReading(false));
  };
  const takeEntry = (entry: Entry): void => take(fetchRecording(entry).then((recording) => ({ entry, name: words.name(entry), text: '', recording })), words.name(entry));
  const takeOwn = (given: Blob | string, name: string): void => take(readOwn(given, name), name);

  const [seen, setSeen] = useState<File | null>(null);
  if (dropped !== seen) {
    setSeen(dropped);
    if (dropped) takeOwn(dropped, dropped.name);
  }

  const compared = useMemo(() => (chosen ? compare(chosen.recording, clock, chosen.entry !== null) : null), [chosen, clock]);
  const isCourse = chosen !== null && chosen.recording.epochs.length > 1;
  const overlay = useMemo(
    () => (chosen && compared && isCourse ? overlayOf(partsOf(chosen.recording, compared, clock, words, page.tags.recorded)) : null),
    [chosen, compared, isCourse, clock, words, page],
  );
  useEffect(() => onOverlay(overlay), [onOverlay, overlay]);

  const refused = refusal === null ? null : (
    <p key={reading ? 'reading' : 'read'} ref={show} role="alert" className="recorded-refused" data-testid="recorded-refused">
      {refusal === 'failed' ? words.failed : words.refused(refusal.name) + words.problem(refusal.problem)}
    </p>
  );
  return (
    <>
      <p className="unseen" role="status">{said}</p>
      {!open && refused}
      {chosen === null || compared === null ? (
        <p className="note">{button}</p>
      ) : (
        <section className="recorded-bar" aria-label={words.shown} data-testid="recorded-bar">
          <p>
            <span className="recorded-mark" aria-hidden>×</span> <strong>{chosen.entry ? words.name(chosen.entry) : chosen.recording.title || chosen.name}</strong>
            {chosen.entry && words.detail(chosen.entry) !== '' && <> · {words.detail(chosen.entry)}</>} <span className="tag">{page.tags.recorded}</span>{' '}
            <span className="note"><Dated text={words.machine(chosen.recording.tensorflow, chosen.recording.machine, chosen.recording.date)} date={chosen.recording.date} /></span>
          </p>
          <p className="note" data-testid="recorded-errors" data-time={compared.time.error}>
            {!isCourse ? words.noCurve : (
              <>
                {compared.time.model === null ? words.noModel : <><strong>{words.errors(compared.time.error, compared.memory?.error ?? Number.NaN, compared.nodes.error)}</strong> <span className="tag">{page.tags.modelled}</span></>}{' '}
                {compared.time.model !== null && compared.nodes.model === null && `${words.countedNote} `}
                {chosen.entry === null && Number.isFinite(compared.scale) && `${words.scale(compared.scale, compared.scaled)} `}
                {compared.base === null ? words.noMemory : words.base(compared.base)}
              </>
            )}
          </p>
          <div className="row">
            {chosen.entry?.settings && <RunHere entry={chosen.entry} />}
            <button type="button" className="button small" onClick={() => setOpen(true)}>{words.another}</button>
            <button type="button" className="button small plain" title={words.removeTitle} onClick={() => { setChosen(null); setSaid(words.gone); }}>{words.remove}</button>
            {isCourse && clocksOf(chosen.recording).length > 1 && (
              <Select<Clock> quiet label={words.clock} options={clocksOf(chosen.recording)} name={(id) => words.clocks[id]} value={clock} onChange={setClock} />
            )}
          </div>
          {chosen.entry?.settings && (chosen.entry.near || (chosen.entry.settings.run === 'sample' && chosen.entry.settings.build !== 'everything')) && <p className="note">{chosen.entry.near ? words.runNear : words.runTrains}</p>}
          <Details key={chosen.entry?.id ?? chosen.name} chosen={chosen} open={!isCourse} />
        </section>
      )}
      {open && <Chooser close={() => setOpen(false)} chosen={chosen} reading={reading} refused={refused} own={refusal !== 'failed'} onEntry={takeEntry} onOwn={takeOwn} />}
    </>
  );
}

/** However far one has scrolled, what went wrong is seen. */
const show = (element: HTMLElement | null): void => element?.scrollIntoView({ block: 'nearest' });

function RunHere({ entry }: { entry: Entry }) {
  const { client } = usePage();
  const { accounts } = useWords();
  const words = useDeepWords(useSelect((state) => state.lang)).recorded;
  return (
    <button type="button" className="button small strong" title={words.runTitle(accounts.tensorflow)} onClick={() => client.change(configOf(entry))}>
      {words.run}
    </button>
  );
}
