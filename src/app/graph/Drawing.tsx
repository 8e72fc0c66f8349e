/** The canvas with its keys and buttons. What it shows is drawn by scene.ts; the same items are in the table of the level. */
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { ITEM_KINDS, KIND_COLUMN } from '../../protocol/graph-view.ts';
import { useResolvedTheme } from '../hooks.ts';
import { WAYS } from '../parts/canvas.ts';
import { Zoom } from '../parts/Zoom.tsx';
import { signOf } from './fate.ts';
import { Scene } from './scene.ts';
import { useGraph, useGraphWords, useShown } from './use-graph.ts';

export function Drawing() {
  const model = useGraph();
  const words = useGraphWords();
  const theme = useResolvedTheme();
  const level = useShown((state) => state.level);
  const selected = useShown((state) => state.selected);
  const marks = useShown((state) => state.marks);
  const fates = useShown((state) => state.shown?.source === 'diff');
  const canvas = useRef<HTMLCanvasElement>(null);
  const [scene, setScene] = useState<Scene | null>(null);
  const help = useId();
  useEffect(() => {
    if (!canvas.current) return;
    const made = new Scene(canvas.current, {
      onSelect: (item) => model.select(item),
      onOpen: (item) => model.openItem(item),
      onAspect: (aspect) => model.setAspect(aspect),
    });
    setScene(made);
    return made.start();
  }, [model]);
  useEffect(() => {
    if (level) scene?.show({ level, selected, words, marks, fates, theme });
  }, [scene, level, selected, words, marks, fates, theme]);
  if (level === null) return null;
  const press = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || !scene) return;
    const way = WAYS[event.key];
    if (way) {
      const next = scene.next(...way);
      if (next >= 0) model.select(next);
    } else if (event.key === 'Enter') model.openItem(selected);
    else if (event.key === 'Escape' || event.key === 'Backspace') model.up();
    else if (event.key === '+' || event.key === '=') scene.zoom(1);
    else if (event.key === '-') scene.zoom(-1);
    else if (event.key === '0') scene.fit();
    else return;
    event.preventDefault();
  };
  const place = level.trail[level.trail.length - 1].label;
  const name = level.trail.length === 1 ? words.whole : place === '' ? words.others : place;
  return (
    <div className="graph-drawing" data-keys>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- an application has keys of its own; the rule does not know the role */}
      <div
        className="graph-canvas"
        data-lesson="graph-view"
        tabIndex={0}
        role="application"
        aria-label={`${words.drawing}. ${words.levelSummary(name, level.items.count, level.nodes)}`}
        aria-describedby={help}
        data-testid="graph-canvas"
        onKeyDown={press}
        onFocus={() => scene?.redraw()}
        onBlur={() => scene?.redraw()}
      >
        <canvas ref={canvas} aria-hidden />
      </div>
      <p id={help} className="unseen">
        {words.drawingHelp}
      </p>
      <Announcer />
      <Zoom className="graph-zoom" words={words} scene={scene} />
      <Legend />
    </div>
  );
}

/** Says which item has been selected. */
function Announcer() {
  const words = useGraphWords();
  const level = useShown((state) => state.level);
  const selected = useShown((state) => state.selected);
  const marks = useShown((state) => state.marks);
  let text = '';
  if (level && selected >= 0) {
    const { items } = level;
    const kind = words.kinds[ITEM_KINDS[items.kind[selected]]];
    text = [
      items.label[selected] || words.others,
      kind,
      items.op[selected],
      items.place[selected] >= 0 ? words.nodes(items.nodes[selected]) : '',
      items.place[selected] >= 0 && marks !== 'off' ? words.executedOf((marks === 'told' ? items.told : items.needed)[selected], items.nodes[selected]) : '',
    ]
      .filter((part) => part !== '')
      .join(', ');
  }
  return (
    <p className="unseen" role="status" data-testid="graph-selected">
      {text}
    </p>
  );
}

/** What colours and signs mean: what made the nodes, what the latest run executes, or what became of them in a pass. */
function Legend() {
  const words = useGraphWords();
  const kinds = useShown((state) => state.level?.kinds ?? null);
  const coloured = useShown((state) => state.shown?.summary.columns.includes(KIND_COLUMN) ?? false);
  const marked = useShown((state) => state.marks !== 'off');
  const fates = useShown((state) => (state.shown?.source === 'diff' ? state.shown.summary.fates : null));
  return (
    <div className="graph-legend note">
      {coloured && kinds !== null && (
        <ul aria-label={words.madeTitle}>
          {kinds.map((kind) => (
            <li key={kind}>
              <span className={`graph-swatch ${kind}`} aria-hidden /> {words.made[kind] ?? kind}
            </li>
          ))}
        </ul>
      )}
      {marked && (
        <ul aria-label={words.executed}>
          {(['all', 'some', 'none'] as const).map((share) => (
            <li key={share}>
              <span className={`graph-share ${share}`} aria-hidden /> {words.executedLegend[share]}
            </li>
          ))}
        </ul>
      )}
      {fates !== null && (
        <ul aria-label={words.became} data-testid="graph-fates">
          {fates.map(({ fate, count }) => (
            <li key={fate} className={`graph-fate ${fate}`}>
              <span aria-hidden>{signOf(fate)}</span> {words.fateCount(count, words.fateNames[fate] ?? fate)}
            </li>
          ))}
        </ul>
      )}
      <p>{words.gestures}</p>
    </div>
  );
}
