/**
 * Colours and patterns by meaning. The page's style sheet holds the live values as custom properties; the constants here
 * are the same values for exports, tests, and pages without the style sheet. Nothing without a meaning is coloured.
 */
import type { Kind, Phase } from '../protocol/frame.ts';

export const TOKENS = [
  'paper',
  'card',
  'ink',
  'muted',
  'line',
  'video',
  'main',
  'disk',
  'cure',
  'forward',
  'loss',
  'gradients',
  'update',
  'checkpoint',
  'bookkeeping',
] as const;
export type Token = (typeof TOKENS)[number];
export type Palette = Readonly<Record<Token, string>>;
export type Theme = 'light' | 'dark' | 'projector';

const LIGHT: Palette = {
  paper: '#fbfaf7',
  card: '#ffffff',
  ink: '#1d1f24',
  muted: '#6a6e78',
  line: '#e4e1d8',
  video: '#d1495b',
  main: '#e09f3e',
  disk: '#3d5a80',
  cure: '#1b6e5a',
  forward: '#3d5a80',
  loss: '#7a5195',
  gradients: '#bc5090',
  update: '#ef8354',
  checkpoint: '#1b6e5a',
  bookkeeping: '#9a9da5',
};

/** Values of look.md; `projector` is the light theme on pure white with darker text and lines. */
export const PALETTES: Readonly<Record<Theme, Palette>> = {
  light: LIGHT,
  dark: {
    paper: '#15171b',
    card: '#1c1f25',
    ink: '#eceae4',
    muted: '#9da1ab',
    line: '#2c3038',
    video: '#f0717f',
    main: '#f2b95d',
    disk: '#7fa3d1',
    cure: '#57c4a5',
    forward: '#7fa3d1',
    loss: '#b592d0',
    gradients: '#e585bd',
    update: '#f6a17e',
    checkpoint: '#57c4a5',
    bookkeeping: '#7f848e',
  },
  projector: { ...LIGHT, paper: '#ffffff', ink: '#000000', muted: '#3c4048', line: '#cfcbc0' },
};

/** Things that are drawn with a colour: what made a node, a tier, a phase, or a line. */
export type Meaning = Kind | Phase | 'video' | 'main' | 'disk' | 'held' | 'measured' | 'lossLine' | 'accuracy' | 'projected';
export type Hatch = 'none' | 'rising' | 'falling' | 'level' | 'upright' | 'crossed' | 'dotted';
export interface Look {
  token: Token;
  hatch: Hatch;
  opacity: number;
}

const look = (token: Token, hatch: Hatch = 'none', opacity = 0.92): Look => ({ token, hatch, opacity });

/** Colour and pattern of each meaning; no two bands of one chart share both. */
export const LOOKS: Readonly<Record<Meaning, Look>> = {
  forward: look('forward'),
  loss: look('loss', 'rising'),
  gradients: look('gradients', 'falling'),
  update: look('update', 'dotted'),
  checkpoint: look('checkpoint', 'crossed'),
  bookkeeping: look('bookkeeping', 'level'),
  video: look('video'),
  main: look('main', 'rising'),
  disk: look('disk', 'falling'),
  held: look('bookkeeping', 'dotted', 0.55),
  build: look('bookkeeping', 'level', 0.75),
  extend: look('loss', 'rising'),
  prepare: look('update', 'dotted'),
  execute: look('forward'),
  move: look('video', 'falling', 0.85),
  save: look('cure', 'upright', 0.95),
  clear: look('cure', 'crossed', 0.75),
  reload: look('cure', 'none', 0.6),
  measured: look('ink', 'none', 1),
  lossLine: look('loss', 'none', 1),
  accuracy: look('cure', 'none', 1),
  projected: look('muted', 'none', 1),
};

const HEX = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i;

/** Mixes two #rrggbb colours (share of `b` from 0 to 1); anything else that a style sheet may hold gives `b` as it is. */
export function mix(a: string, b: string, share: number): string {
  const left = HEX.exec(a.trim());
  const right = HEX.exec(b.trim());
  if (!left || !right) return b;
  const part = (i: number): string =>
    Math.round(parseInt(left[i] ?? '0', 16) * (1 - share) + parseInt(right[i] ?? '0', 16) * share)
      .toString(16)
      .padStart(2, '0');
  return `#${part(1)}${part(2)}${part(3)}`;
}
