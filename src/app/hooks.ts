/** Page-wide habits: keyboard, theme, reduced motion, frames a second. Each is a hook used once, by the layout or one panel. */
import { useEffect, useInsertionEffect, useState, useSyncExternalStore } from 'react';
import type { Hand } from '../protocol/action.ts';
import { SPEEDS } from '../store/state.ts';
import type { Theme } from '../store/state.ts';
import { usePage, useSelect } from './context.ts';
import type { Page } from './context.ts';

/** Whether a media query holds. */
export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (changed) => {
      const media = matchMedia(query);
      media.addEventListener('change', changed);
      return () => media.removeEventListener('change', changed);
    },
    () => matchMedia(query).matches,
  );
}

/** Whether the visitor asked for less motion. */
export function useReducedMotion(): boolean {
  return useMedia('(prefers-reduced-motion: reduce)');
}

/** The theme in force: `auto` resolved by the system's preference. */
export function useResolvedTheme(): Exclude<Theme, 'auto'> {
  const theme = useSelect((state) => state.theme);
  const dark = useMedia('(prefers-color-scheme: dark)');
  return theme === 'auto' ? (dark ? 'dark' : 'light') : theme;
}

/** Puts the theme in force on the document, where the style sheet looks for it. */
export function useTheme(): void {
  const theme = useResolvedTheme();
  // Before any layout effect: the charts read their colours from the style sheet in theirs.
  useInsertionEffect(() => {
    document.documentElement.dataset.theme = theme;
  }, [theme]);
}

/** Frames drawn a second, once a second, while `active`. */
export function useFps(active: boolean): number | null {
  const [fps, setFps] = useState<number | null>(null);
  useEffect(() => {
    if (!active) return;
    let frames = 0;
    let since = performance.now();
    let request = requestAnimationFrame(function count(now) {
      frames += 1;
      if (now - since >= 1000) {
        setFps(Math.round((frames * 1000) / (now - since)));
        frames = 0;
        since = now;
      }
      request = requestAnimationFrame(count);
    });
    return () => cancelAnimationFrame(request);
  }, [active]);
  return active ? fps : null;
}

const HANDS: Readonly<Record<string, Hand>> = { s: 'save', c: 'clear', r: 'reload' };

/** Whether the key belongs to what has the focus: text being typed, a control that uses arrows, an open dialog. */
function isTaken(event: KeyboardEvent): boolean {
  const target = event.target instanceof Element ? event.target : null;
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector('dialog[open]') !== null) return true;
  if (target === null) return false;
  if (target.closest('input, select, textarea, [contenteditable], [role=tablist]') !== null) return true;
  switch (event.key) {
    case ' ':
    case 'Enter':
      return target.closest('button, a, summary, [role=button]') !== null;
    // Whoever stands on a control expects these to move within it or to scroll: the speed is changed from the page itself.
    case 'ArrowUp':
    case 'ArrowDown':
      return target.closest('button, a, summary, canvas, [tabindex="0"], [popover], [role=menu]') !== null;
    case 'ArrowLeft':
    case 'ArrowRight':
      return target.closest('.chart-stack, [data-keys], [popover], [role=menu]') !== null;
    case 'Home':
      return target.closest('[data-keys], [popover], [role=menu]') !== null;
    default:
      return false;
  }
}

/** What a key does; false if nothing. */
function press(event: KeyboardEvent, { store, client, actions }: Page): boolean {
  const { playing, config, speed, status, engine, opened } = store.getState();
  const hand = HANDS[event.key.toLowerCase()];
  // What a script does, it says itself. One that came with a link is run by its button and by nothing else.
  if (hand !== undefined && config.program === 'script') return false;
  if (opened && (event.key === ' ' || event.key === 'Home')) return false;
  if (hand !== undefined) {
    if (event.shiftKey) client.hand(hand);
    else client.change({ [hand]: !config[hand] });
    return true;
  }
  const speedAt = SPEEDS.findIndex((known) => known === speed);
  switch (event.key) {
    case ' ':
      if (playing) client.pause();
      else client.play();
      return true;
    case 'ArrowRight':
      client.step(event.shiftKey ? 'epoch' : 'run');
      return true;
    case 'ArrowUp':
      client.setSpeed(SPEEDS[Math.min(SPEEDS.length - 1, speedAt + 1)]);
      return true;
    case 'ArrowDown':
      client.setSpeed(SPEEDS[Math.max(0, speedAt - 1)]);
      return true;
    case 'Home':
      // Paused stays paused; what ended by itself is played again.
      client.restart(playing || engine === 'stopped' || status?.state === 'done' || status?.state === 'error');
      return true;
    case '?':
      actions.open('help');
      return true;
    default:
      return false;
  }
}

/** The page's keyboard. */
export function useKeys(): void {
  const page = usePage();
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (!event.defaultPrevented && !isTaken(event) && press(event, page)) event.preventDefault();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [page]);
}
