/** How the drawing looks: colours from the style sheet, by meaning, and how thick a line is for so many edges. */
import { KINDS } from '../../protocol/frame.ts';

const TOKENS = ['ink', 'soft', 'muted', 'line', 'edge', 'card', 'well', 'focus', 'video-text', 'bookkeeping'] as const;

export interface GraphLook {
  readonly token: Readonly<Record<(typeof TOKENS)[number], string>>;
  /** colour of what made a node, by its word; bookkeeping's for words that are not known */
  made(word: string): string;
  readonly font: string;
}

/** Reads the colours that hold now. */
export function readLook(): GraphLook {
  const style = getComputedStyle(document.documentElement);
  const read = (name: string): string => style.getPropertyValue(`--${name}`).trim();
  const token = Object.fromEntries(TOKENS.map((name) => [name, read(name)])) as GraphLook['token'];
  const made = new Map<string, string>(KINDS.map((kind) => [kind, read(kind)]));
  return { token, made: (word) => made.get(word) ?? token.bookkeeping, font: read('sans') };
}

/** Units of the drawing; a thousand edges are four times as thick as one. */
export function thickness(edges: number): number {
  return Math.min(6, 1 + Math.log10(Math.max(1, edges)));
}
