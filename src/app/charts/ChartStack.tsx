/**
 * The charts of a run, stacked over one epoch axis with one crosshair (pointer, touch or keys). React renders headings, menus and
 * text; marks are drawn by the stage. All strings come in as `words`.
 */
import { lazy, Suspense, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import { busy } from '../../lib/busy.ts';
import { CHARTS } from '../../charts/list.ts';
import type { ChartInput, ChartSource } from '../../charts/source.ts';
import type { Theme } from '../../charts/palette.ts';
import { ENGLISH, type ChartWords } from '../../charts/words.ts';
import type { NamedChart } from '../../charts/chart.ts';
import { ChartView } from './ChartView.tsx';
import type { Format } from './download.ts';
import { readEpoch, Readout, sayEpoch } from './Readout.tsx';
import { Segments } from './Segments.tsx';
import { Stage } from './stage.ts';
import { readPalette } from './theme.ts';
import { useInput } from './use-input.ts';
import './charts.css';

const DataTable = lazy(() => busy(import('./DataTable.tsx')).then((loaded) => ({ default: loaded.DataTable })));

export interface ChartStackProps {
  source: ChartSource;
  theme: Theme;
  reducedMotion: boolean;
  /** English where none are given. */
  words?: ChartWords;
  /** Title of the link the run came from, for downloaded pictures. */
  linkTitle?: string;
}

export function ChartStack({ source, theme, reducedMotion, words = ENGLISH, linkTitle = '' }: ChartStackProps) {
  const [log, setLog] = useState(true);
  const [whole, setWhole] = useState(false);
  const [cross, setCross] = useState<number | null>(null);
  const [table, setTable] = useState<{ chart: NamedChart; input: ChartInput } | null>(null);
  const [failure, setFailure] = useState('');
  const input = useInput(source);
  const readout = useRef<HTMLDivElement>(null);
  const stack = useRef<HTMLDivElement>(null);

  const options = useMemo(() => ({ words, theme, reducedMotion, log, whole, cross }), [words, theme, reducedMotion, log, whole, cross]);
  const stage = useMemo(() => new Stage(source), [source]);
  useLayoutEffect(() => stage.configure(options), [stage, options]);
  useEffect(() => stage.start(), [stage]);

  useEffect(() => {
    stage.follow((place, width) => {
      const element = readout.current;
      if (!element) return;
      element.hidden = place === null;
      if (place === null) return;
      // On the side with more room, and never off the stack.
      const own = element.offsetWidth;
      const right = place + 14;
      const left = place > width / 2 ? Math.max(0, place - 14 - own) : Math.max(0, Math.min(right, width - own));
      element.style.transform = `translateX(${Math.round(left)}px)`;
    });
    return () => stage.follow(null);
  }, [stage]);

  const reading = cross === null ? null : readEpoch(source.get(), cross, words);
  const { count, columns } = source.get().history;

  const point = (event: PointerEvent): void => {
    const canvas = stack.current?.querySelector('canvas');
    if (!canvas) return;
    // Buttons are for pressing: nothing may cover them.
    if (event.target instanceof Element && event.target.closest('button, dialog, [popover]')) {
      setCross(null);
      return;
    }
    setCross(stage.epochAt(event.clientX - canvas.getBoundingClientRect().left));
  };
  const first = count > 0 ? columns.epoch[0] : 0;
  const latest = count > 0 ? columns.epoch[count - 1] : 0;
  // A run that started over has fewer epochs than the crosshair knew.
  if (cross !== null && cross > latest) setCross(null);
  const press = (event: KeyboardEvent): void => {
    const { history } = source.get();
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (history.count === 0) return;
    const [low, high] = [history.columns.epoch[0], history.columns.epoch[history.count - 1]];
    const step = event.shiftKey ? 10 : 1;
    const from = cross ?? high + (event.key === 'ArrowLeft' || event.key === 'ArrowDown' ? step : 0);
    const to = {
      ArrowLeft: from - step,
      ArrowDown: from - step,
      ArrowRight: from + step,
      ArrowUp: from + step,
      PageUp: from + 10,
      PageDown: from - 10,
      Home: low,
      End: high,
    }[event.key];
    if (event.key === 'Escape' && cross !== null) setCross(null);
    else if (to !== undefined) setCross(Math.max(low, Math.min(high, to)));
    else return;
    // The page has keys of its own: these were for the crosshair.
    event.preventDefault();
    event.stopPropagation();
  };

  // Touch has no leaving: a touch elsewhere removes the crosshair.
  const shown = cross !== null;
  useEffect(() => {
    if (!shown) return undefined;
    const away = (event: Event): void => {
      if (event.target instanceof Node && !stack.current?.contains(event.target)) setCross(null);
    };
    document.addEventListener('pointerdown', away);
    return () => document.removeEventListener('pointerdown', away);
  }, [shown]);

  const save = useCallback(
    (chart: NamedChart, format: Format): void => {
      setFailure('');
      const name = { png: words.menu.png, svg: words.menu.svg, csv: words.menu.csv }[format];
      const now = { chart, input: source.get(), palette: readPalette(theme), words, linkTitle, log, whole };
      busy(import('./download.ts').then(({ download }) => download(format, now))).catch(() =>
        setFailure(words.menu.failed(name)),
      );
    },
    [source, theme, words, linkTitle, log, whole],
  );

  return (
    <div
      className={`chart-stack chart-theme-${theme}`}
      role="group"
      aria-label={words.stack.label}
      ref={stack}
      onPointerMove={point}
      onPointerDown={point}
      onPointerLeave={(event) => event.pointerType === 'mouse' && setCross(null)}
    >
      {CHARTS.map((chart, i) => (
        <ChartView
          key={chart.id}
          chart={chart}
          stage={stage}
          input={input}
          words={words}
          onTable={() => setTable({ chart, input: source.get() })}
          onDownload={(format) => save(chart, format)}
          controls={
            chart.hasLog ? (
              <Segments
                label={words.scale.label}
                value={log ? 'log' : 'linear'}
                options={[
                  ['linear', words.scale.linear],
                  ['log', words.scale.log],
                ]}
                onChange={(value) => setLog(value === 'log')}
              />
            ) : i === 0 ? (
              <Segments
                label={words.range.label}
                value={whole ? 'whole' : 'sofar'}
                options={[
                  ['sofar', words.range.sofar],
                  ['whole', words.range.whole],
                ]}
                onChange={(value) => setWhole(value === 'whole')}
              />
            ) : null
          }
        />
      ))}
      <div
        className="chart-keys"
        role="slider"
        tabIndex={0}
        aria-label={words.stack.crosshair}
        aria-orientation="horizontal"
        aria-valuemin={first}
        aria-valuemax={latest}
        aria-valuenow={cross ?? latest}
        aria-valuetext={reading ? sayEpoch(reading, words) : words.stack.none}
        onKeyDown={press}
      />
      <div ref={readout} className="chart-readout" hidden aria-hidden="true">
        {reading && <Readout reading={reading} words={words} />}
      </div>
      {failure !== '' && (
        <p role="alert" className="chart-note">
          {failure}
        </p>
      )}
      {table && (
        <Suspense fallback={null}>
          <DataTable {...table} words={words} onCsv={() => save(table.chart, 'csv')} onClose={() => setTable(null)} />
        </Suspense>
      )}
    </div>
  );
}
