/** How the drawing looks: colours from the style sheet, by meaning, and how thick a line is for so many edges. */
import { KINDS } from '../../protocol/frame.ts';
import type { Fate } from '../../protocol/inside.ts';

const TOKENS = ['ink', 'soft', 'muted', 'line', 'edge', 'card', 'well', 'focus', 'video-text', 'bookkeeping', 'paper'] as const;

/** The colours of fates are those of the list of passes. */
const FATE_TOKENS: Readonly<Record<Fate, string>> = { kept: 'edge', removed: 'video-text', merged: 'loss', folded: 'main-text', fused: 'cure-text', changed: 'gradients', added: 'disk-text' };

export interface GraphLook {
  readonly token: Readonly<Record<(typeof TOKENS)[number], string>>;
  /** colour of what became of a node in a pass, by its word */
  fate(word: string): string;
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
  const fates = new Map<string, string>(Object.entries(FATE_TOKENS).map(([fate, name]) => [fate, read(name)]));
  return { token, fate: (word) => fates.get(word) ?? token.edge, made: (word) => made.get(word) ?? token.bookkeeping, font: read('sans') };
}

/** Units of the drawing; a thousand edges are four times as thick as one. */
export function thickness(edges: number): number {
  return Math.min(6, 1 + Math.log10(Math.max(1, edges)));
}
