/**
 * Events as marks on the epoch axis: few strong ones that get a line through all charts, a dot and words, and many regular ones (save,
 * clear, reload, next model) that become a thin row of ticks with words for the first and the latest only.
 */
import type { Hand } from '../protocol/action.ts';
import type { RunEvent } from '../protocol/frame.ts';
import type { Token } from './palette.ts';
import type { ChartWords } from './words.ts';

export interface Mark {
  epoch: number;
  label: string;
  /** For narrow charts. */ short: string;
  token: Token;
  priority: number;
}
export interface Rug {
  token: Token;
  /** ascending, without doubles */ epochs: readonly number[];
  label: string;
}
export interface Marks {
  strong: readonly Mark[];
  rugs: readonly Rug[];
}

export const NO_MARKS: Marks = { strong: [], rugs: [] };
const HANDS: readonly Hand[] = ['save', 'clear', 'reload'];

/** Sorts the events, which come in the order of time, into marks. Save, clear and reload of one epoch are one tick; ticks of the same hands share their words, the latest come first. */
export function marksOf(events: readonly RunEvent[], words: ChartWords): Marks {
  const strong: Mark[] = [];
  /** Bits of the hands that worked in an epoch. */
  const hands = new Map<number, number>();
  const models: number[] = [];
  for (const { kind, epoch } of events) {
    switch (kind) {
      case 'save':
      case 'clear':
      case 'reload':
        hands.set(epoch, (hands.get(epoch) ?? 0) | (1 << HANDS.indexOf(kind)));
        break;
      case 'model':
        if (models[models.length - 1] !== epoch) models.push(epoch);
        break;
      case 'spill-main':
        strong.push({ epoch, label: words.marks.spillMain, short: words.marks.videoFull, token: 'video', priority: 4 });
        break;
      case 'spill-disk':
        strong.push({ epoch, label: words.marks.spillDisk, short: words.marks.mainFull, token: 'disk', priority: 5 });
        break;
      case 'error':
        strong.push({ epoch, label: words.marks.error, short: words.marks.error, token: 'video', priority: 6 });
        break;
      case 'upload':
        strong.push({ epoch, label: words.marks.upload, short: words.marks.uploadShort, token: 'cure', priority: 3 });
        break;
      case 'set':
        strong.push({ epoch, label: words.marks.set, short: words.marks.setShort, token: 'muted', priority: 1 });
        break;
    }
  }
  const alike = new Map<number, number[]>();
  for (const [epoch, bits] of hands) {
    const epochs = alike.get(bits);
    if (epochs) epochs.push(epoch);
    else alike.set(bits, [epoch]);
  }
  const rugs: Rug[] = [...alike]
    .map(([bits, epochs]): Rug => ({ token: 'cure', epochs, label: words.marks.hands(HANDS.filter((_, i) => (bits & (1 << i)) !== 0)) }))
    .sort((a, b) => (b.epochs.at(-1) ?? 0) - (a.epochs.at(-1) ?? 0));
  if (models.length > 0) rugs.push({ token: 'muted', epochs: models, label: words.marks.model });
  return { strong, rugs };
}

/**
 * Thins ascending places so that neighbours are at least `gap` pixels apart. The first and the last stay.
 * A thousand saves become a row of ticks, never a black mass.
 */
export function thin(places: readonly number[], gap: number): number[] {
  const last = places[places.length - 1];
  if (last === undefined) return [];
  const out: number[] = [];
  for (const place of places) {
    const before = out[out.length - 1];
    if (before === undefined || place - before >= gap) out.push(place);
  }
  if (out[out.length - 1] !== last) {
    if (out.length > 1) out[out.length - 1] = last;
    else out.push(last);
  }
  return out;
}

/** Keeps, of marks that would lie within `gap` pixels of one another, the most important; the latest of equals. */
export function thinMarks(marks: readonly Mark[], x: (epoch: number) => number, gap: number): Mark[] {
  const kept: Mark[] = [];
  for (const mark of [...marks].sort((a, b) => b.priority - a.priority || b.epoch - a.epoch)) {
    if (kept.every((other) => Math.abs(x(other.epoch) - x(mark.epoch)) >= gap)) kept.push(mark);
    // Many marks of one kind say no more than a few: the latest 40 are enough for any width.
    if (kept.length >= 40) break;
  }
  return kept;
}
