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
  const items: [name: string, act: () => void][] = [
    [words.menu.table, onTable],
    [words.menu.png, () => onDownload('png')],
    [words.menu.svg, () => onDownload('svg')],
    [words.menu.csv, () => onDownload('csv')],
  ];
  const press = (event: KeyboardEvent): void => {
    const buttons = [...(menu.current?.querySelectorAll('button') ?? [])];
    const at = buttons.findIndex((item) => item === document.activeElement);
    const to = {
      ArrowDown: (at + 1) % buttons.length,
      ArrowUp: (at - 1 + buttons.length) % buttons.length,
      Home: 0,
      End: buttons.length - 1,
    }[event.key];
    if (event.key === 'Escape') {
      menu.current?.hidePopover();
      button.current?.focus();
    } else if (to !== undefined) buttons[to]?.focus();
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
      <div ref={menu} id={id} popover="auto" className="chart-menu" onToggle={toggled}>
        {items.map(([name, act]) => (
          <button key={name} type="button" onClick={choose(act)} onKeyDown={press}>
            {name}
          </button>
        ))}
      </div>
    </>
  );
}
