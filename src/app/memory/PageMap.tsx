/** The map: each tier's pages as a grid, by pointer and by keyboard, with the nodes of the page pointed at. */
import { type KeyboardEvent, useId, useRef, useState } from 'react';
import type { History } from '../../protocol/frame.ts';
import { OWNERS, type MemoryLook } from '../../protocol/memory.ts';
import { Canvas } from './Canvas.tsx';
import { layout, type MapLayout, pageAt, paint, roomsOf } from './map.ts';
import { epochOf, ownerOf, type MemoryWords } from './shared.ts';

const TIERS = ['video', 'main', 'disk'] as const;
/** Owners that every account has; the others are named where there are any. */
const BY_NODES = OWNERS.indexOf('kept');
const WAYS: Readonly<Record<string, (columns: number) => number>> = { ArrowLeft: () => -1, ArrowRight: () => 1, ArrowUp: (c) => -c, ArrowDown: (c) => c };

export function PageMap({ look, history, words, onPage }: { look: MemoryLook; history: History; words: MemoryWords; onPage: (page: number) => void }) {
  const [pointed, setPointed] = useState(-1);
  const [cursor, setCursor] = useState(-1);
  const map = useRef<MapLayout | null>(null);
  const id = useId();
  const pages = look.tier.length;
  const here = pointed >= 0 && pointed < pages ? pointed : cursor < pages ? cursor : -1;
  const counts = [0, 0, 0];
  for (const tier of look.tier) counts[tier]++;
  const capacities = roomsOf(look);
  const owners = OWNERS.filter((_, owner) => BY_NODES > owner || look.owner.includes(owner));
  const shown = TIERS.flatMap((name, tier) => (capacities[tier] === null ? [] : [[words.tiers[name], counts[tier], capacities[tier]] as const]));
  const names = TIERS.map((name, tier) => `${words.tiers[name]} · ${capacities[tier] !== null && capacities[tier] > 0 ? words.ofCapacity(counts[tier] * look.page, capacities[tier] * look.page) : words.memory(counts[tier] * look.page)}`);
  const point = (page: number): void => {
    setPointed(page);
    onPage(page >= 0 ? page : cursor);
  };
  const go = (page: number): void => {
    const to = Math.min(pages - 1, Math.max(0, page));
    setCursor(to);
    onPage(to);
  };
  const press = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const way = WAYS[event.key];
    const step = map.current?.perCell ?? 1;
    if (way) go(cursor < 0 ? 0 : cursor + step * way(map.current?.columns ?? 1));
    else if (event.key === 'Home') go(0);
    else if (event.key === 'End') go(pages - 1);
    else if (event.key === 'Escape') {
      setCursor(-1);
      onPage(-1);
    } else return;
    event.preventDefault();
  };
  const text = here < 0 ? '' : reading(look, history, words, here);
  const summary = words.mapSummary(shown);
  return (
    <section aria-labelledby={`${id}-title`}>
      <h3 id={`${id}-title`}>{words.map}</h3>
      <p>{summary}</p>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- an application has keys of its own; the rule does not know the role */}
      <div className="memory-map" tabIndex={0} role="application" aria-label={`${words.map}. ${summary}`} aria-describedby={`${id}-help`} data-keys onKeyDown={press} data-testid="memory-map">
        <Canvas
          draw={(context, width, _height, colours) => {
            const made = layout(look, width - 4, colours.unit);
            map.current = made;
            context.translate(2, 0);
            paint(context, made, look, colours, names, here);
            return made.height;
          }}
          onPoint={(x, y) => {
            const page = map.current ? pageAt(map.current, x - 2, y) : -1;
            if (page !== pointed) point(page);
          }}
          onPress={(x, y) => {
            const page = map.current ? pageAt(map.current, x - 2, y) : -1;
            setCursor(page);
            onPage(page);
          }}
        />
      </div>
      <p id={`${id}-help`} className="unseen">
        {words.help}
      </p>
      <p className="unseen" role="status">
        {cursor >= 0 && pointed < 0 ? text : ''}
      </p>
      <p className="memory-reading" aria-hidden data-testid="memory-reading">
        {text === '' ? words.hint : text}
      </p>
      <ul className="memory-owners">
        {owners.map((owner) => (
          <li key={owner}>
            <span className={`memory-swatch ${owner}`} aria-hidden /> {words.owners[owner]}
          </li>
        ))}
        {pages > 60_000 && <li className="note">{words.perCell(Math.ceil(pages / 60_000))}</li>}
      </ul>
    </section>
  );
}

function reading(look: MemoryLook, history: History, words: MemoryWords, page: number): string {
  const [from, to] = [look.from[page], look.to[page]];
  const parts = [words.cell(page, words.tiers[TIERS[look.tier[page]]], words.owners[ownerOf(look, page)])];
  if (to > from) parts.push(words.nodes(from, to - 1));
  const epoch = to > from ? epochOf(history, from) : null;
  if (epoch !== null) parts.push(words.builtIn(epoch));
  if (look.named?.page === page && look.named.names.length > 0) {
    const { names, from: first, to: last } = look.named;
    parts.push(`${names.join(', ')}${last - first > names.length ? ` ${words.more(last - first - names.length)}` : ''}`);
  }
  return parts.join(' · ');
}
