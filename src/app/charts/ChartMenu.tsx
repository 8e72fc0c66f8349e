/** The "⋯" menu of one chart: a native popover with buttons, placed below its button. */
import { useId, useRef, type KeyboardEvent, type ToggleEvent } from 'react';
import type { ChartWords } from '../../charts/words.ts';
import type { Format } from './download.ts';

interface Props {
  title: string;
  words: ChartWords;
  onTable: () => void;
  onDownload: (format: Format) => void;
}

export function ChartMenu({ title, words, onTable, onDownload }: Props) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const menu = useRef<HTMLDivElement>(null);
  /** Placed when it opens: popovers live in the top layer, where nothing anchors them in every browser yet. */
  const place = (): void => {
    const from = button.current?.getBoundingClientRect();
    const element = menu.current;
    if (!from || !element) return;
    element.style.top = `${Math.max(4, Math.min(from.bottom + 4, window.innerHeight - element.offsetHeight - 4))}px`;
    element.style.right = `${Math.max(4, document.documentElement.clientWidth - from.right)}px`;
  };
  const toggled = (event: ToggleEvent): void => {
    if (event.newState !== 'open') return;
    place();
    menu.current?.querySelector('button')?.focus();
  };
  const press = (event: KeyboardEvent): void => {
    const items = [...(menu.current?.querySelectorAll('button') ?? [])];
    const at = items.findIndex((item) => item === document.activeElement);
    const to = {
      ArrowDown: (at + 1) % items.length,
      ArrowUp: (Math.max(0, at) - 1 + items.length) % items.length,
      Home: 0,
      End: items.length - 1,
    }[event.key];
    if (event.key === 'Escape') {
      menu.current?.hidePopover();
      button.current?.focus();
    } else if (to !== undefined) items[to]?.focus();
    else return;
    event.preventDefault();
  };
  const choose = (act: () => void) => () => {
    menu.current?.hidePopover();
    act();
  };
  return (
    <>
      <button ref={button} type="button" className="chart-more" popoverTarget={id} aria-label={words.menu.open(title)}>
        <span aria-hidden="true">⋯</span>
      </button>
      <div ref={menu} id={id} popover="auto" className="chart-menu" onToggle={toggled} onKeyDown={press}>
        <button type="button" onClick={choose(onTable)}>
          {words.menu.table}
        </button>
        <button type="button" onClick={choose(() => onDownload('png'))}>
          {words.menu.png}
        </button>
        <button type="button" onClick={choose(() => onDownload('svg'))}>
          {words.menu.svg}
        </button>
        <button type="button" onClick={choose(() => onDownload('csv'))}>
          {words.menu.csv}
        </button>
      </div>
    </>
  );
}
