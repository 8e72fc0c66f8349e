/** A timeline's canvas with its keys and buttons, what the chosen slice reads as, and the same slices as a table. */
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from 'react';
import { Scroll } from '../parts/Scroll.tsx';
import { WAYS } from '../parts/canvas.ts';
import { Zoom } from '../parts/Zoom.tsx';
import type { Gantt } from './gantt.ts';
import { GanttScene } from './scene.ts';
import { useInsideWords } from './use-inside.ts';

/** Rows of the table. */
const TABLE_MOST = 200;

export function Canvas({ gantt, label, name }: { gantt: Gantt; label: string; name: string }) {
  const words = useInsideWords();
  const canvas = useRef<HTMLCanvasElement>(null);
  const [scene, setScene] = useState<GanttScene | null>(null);
  const [chosen, setChosen] = useState<{ gantt: Gantt; slice: number } | null>(null);
  const [pointed, setPointed] = useState(-1);
  const id = useId();
  const shown = useRef(gantt);
  useEffect(() => {
    if (!canvas.current) return;
    const made = new GanttScene(canvas.current, { onPoint: setPointed, onSelect: (slice) => setChosen({ gantt: shown.current, slice }) });
    setScene(made);
    return made.start();
  }, []);
  const selected = chosen?.gantt === gantt ? chosen.slice : -1;
  const say = useMemo(() => ({ bound: words.boundMark, duration: words.duration }), [words]);
  useEffect(() => {
    shown.current = gantt;
    scene?.show(gantt, selected, say);
  }, [scene, gantt, selected, say]);
  const go = (slice: number): void => setChosen({ gantt, slice });
  const press = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || !scene) return;
    const way = WAYS[event.key];
    if (way) go(scene.next(selected, ...way));
    else if (event.key === 'Home') go(gantt.slices.length > 0 ? 0 : -1);
    else if (event.key === 'End') go(gantt.slices.length - 1);
    else if (event.key === 'Escape') go(-1);
    else if (event.key === '+' || event.key === '=') scene.zoom(1);
    else if (event.key === '-') scene.zoom(-1);
    else if (event.key === '0') scene.fit();
    else return;
    event.preventDefault();
  };
  const reading = gantt.slices[pointed] ?? gantt.slices[selected];
  return (
    <div className="inside-gantt">
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- an application has keys of its own; the rule does not know the role */}
      <div className="inside-canvas" tabIndex={0} role="application" aria-label={label} aria-describedby={`${id}-help`} data-keys data-testid={name} onKeyDown={press} onFocus={() => scene?.redraw()} onBlur={() => scene?.redraw()}>
        <canvas ref={canvas} aria-hidden />
      </div>
      <p id={`${id}-help`} className="unseen">
        {words.help}
      </p>
      <p className="unseen" role="status" data-testid={`${name}-said`}>
        {gantt.slices[selected]?.text ?? ''}
      </p>
      <div className="inside-below">
        <p className="inside-reading" aria-hidden>
          {reading?.text ?? words.hint}
        </p>
        <Zoom className="inside-zoom" words={words} scene={scene} />
      </div>
      <Rows gantt={gantt} label={label} />
    </div>
  );
}

/** The same slices as a table; made only while it is open. */
function Rows({ gantt, label }: { gantt: Gantt; label: string }) {
  const words = useInsideWords();
  const [open, setOpen] = useState(false);
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{words.table}</summary>
      {open && <Table gantt={gantt} label={label} />}
    </details>
  );
}

function Table({ gantt, label }: { gantt: Gantt; label: string }) {
  const words = useInsideWords();
  const rows = [...gantt.slices].sort((a, b) => a.start - b.start || a.track - b.track).slice(0, TABLE_MOST);
  const device = (track: number): string => {
    const { label: own, device: of, kind } = gantt.tracks[track];
    const first = gantt.tracks.find((other) => other.device === of)?.label ?? own;
    return kind === 'copy' ? `${first} ${own}` : first;
  };
  return (
    <>
      {rows.length < gantt.slices.length && <p className="note">{words.tableCut(rows.length, gantt.slices.length)}</p>}
      <Scroll label={`${label} ${words.table}`}>
        <table>
          <thead>
            <tr>
              {words.tableHead.map((text, i) => (
                <th key={text} scope="col" className={i > 2 ? 'number' : undefined}>
                  {text}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ name, op, kind, track, start, end, critical }, i) => (
              <tr key={i}>
                <th scope="row" className="mono">
                  {name}
                </th>
                <td>
                  {kind === 'copy' ? words.copy : op}
                  {critical ? ` (${words.critical})` : ''}
                </td>
                <td>{device(track)}</td>
                <td className="number">{words.duration(start)}</td>
                <td className="number">{words.duration(end - start)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </>
  );
}
