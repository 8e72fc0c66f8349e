/** The way to recorded runs: one button below the charts, and a file dropped on them; and figures of the public case that the run is. All else is loaded when it is asked for. */
import { lazy, Suspense, useEffect, useMemo, useRef, useState } from 'react';
import type { Overlay } from '../../charts/source.ts';
import { busy } from '../../lib/busy.ts';
import { caseOf } from '../cases/known.ts';
import { useSelect } from '../context.ts';
import { useDeepWords } from '../words/index.ts';
import './recorded.css';

const Panel = lazy(() => busy(import('./Panel.tsx')));
const Published = lazy(() => busy(import('../cases/Published.tsx')));

export default function Recorded({ onOverlay }: { onOverlay: (overlay: Overlay | null) => void }) {
  const words = useDeepWords(useSelect((state) => state.lang)).recorded;
  const [asked, setAsked] = useState<{ file: File | null } | null>(null);
  const [open, setOpen] = useState(false);
  // A recording that was chosen is shown rather than what a case brings by itself.
  const [chosen, setChosen] = useState<Overlay | null>(null);
  const [published, setPublished] = useState<Overlay | null>(null);
  const overlay = chosen ?? published;
  useEffect(() => onOverlay(overlay), [onOverlay, overlay]);
  const started = useSelect((state) => state.started);
  const packed = useSelect((state) => state.packed);
  const known = useMemo(() => caseOf(started, packed), [started, packed]);
  const root = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const charts = root.current?.closest('.charts');
    if (!(charts instanceof HTMLElement)) return undefined;
    const over = (event: DragEvent): void => {
      if (event.dataTransfer?.types.includes('Files')) event.preventDefault();
    };
    const drop = (event: DragEvent): void => {
      const file = event.dataTransfer?.files.item(0);
      if (!file) return;
      event.preventDefault();
      setAsked({ file });
    };
    charts.addEventListener('dragover', over);
    charts.addEventListener('drop', drop);
    return () => {
      charts.removeEventListener('dragover', over);
      charts.removeEventListener('drop', drop);
    };
  }, []);
  const button = (
    <button type="button" className="link" title={words.openTitle} data-testid="recorded-open" onClick={() => { setAsked((before) => before ?? { file: null }); setOpen(true); }}>
      {words.open}
    </button>
  );
  return (
    <div ref={root} className="recorded">
      {asked === null ? <p className="note">{button}</p> : (
        <Suspense fallback={<p className="note waiting">{words.reading}</p>}>
          <Panel dropped={asked.file} open={open} setOpen={setOpen} button={button} onOverlay={setChosen} />
        </Suspense>
      )}
      {known !== undefined && (
        <Suspense fallback={null}>
          <Published key={known.preset.id} about={known.about} onOverlay={setPublished} />
        </Suspense>
      )}
    </div>
  );
}
