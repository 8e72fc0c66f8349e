/** The chart of a process's main memory: alive, of cleared graphs that are still alive, freed but held, given back. Pure drawing on a canvas. */
import type { History } from '../../protocol/frame.ts';
import { roundTicks, unitOfMemory } from '../parts/round.ts';
import type { Colours, Token } from './colours.ts';

export const BANDS = ['live', 'kept', 'held', 'returned'] as const;
export type Band = (typeof BANDS)[number];
const COLOUR: Readonly<Record<Band, Token>> = { live: 'main', kept: 'video', held: 'muted', returned: 'edge' };

/** Bytes of a band in a row. */
const valueOf = ({ columns }: History, band: Band, row: number): number => (band === 'live' ? columns.main[row] + columns.disk[row] - columns.kept[row] : columns[band][row]);

/** Bands stacked over the epochs, each named where it is at its thickest at the end; what is given back is an outline. */
export function drawBands(context: CanvasRenderingContext2D, { width, height }: { width: number; height: number }, { token, font, unit }: Colours, history: History, names: Readonly<Record<Band, string>>, bytes: (v: number) => string, whole: (v: number) => string): void {
  const { count, columns } = history;
  const size = 12 * unit;
  context.font = `${size}px ${font}`;
  const rows = Array.from({ length: count }, (_, row) => row);
  // A row's lowest and highest matter: of many rows in one pixel none may hide a clear, so at most two a pixel are drawn.
  const step = Math.max(1, Math.floor(count / (2 * width)));
  const shown = rows.filter((row) => row % step === 0 || row === count - 1 || columns.cleared[row] > 0);
  const most = Math.max(1, ...shown.map((row) => BANDS.reduce((sum, band) => sum + valueOf(history, band, row), 0)));
  const ticks = roundTicks(0, most, unitOfMemory(most));
  const left = Math.max(...ticks.map((v) => context.measureText(bytes(v)).width)) + 8;
  const present = BANDS.filter((band) => shown.some((row) => valueOf(history, band, row) > 0));
  const narrow = width < 420 * unit;
  const right = narrow ? 4 : Math.max(...present.map((band) => context.measureText(names[band]).width)) + 12;
  const [top, bottom] = [size * (narrow ? 2.2 : 1), height - size - 10];
  const [first, last] = [columns.epoch[0], columns.epoch[count - 1]];
  const x = (row: number): number => left + ((columns.epoch[row] - first) / (last - first || 1)) * (width - left - right);
  const y = (v: number): number => bottom - (v / most) * (bottom - top);
  context.textBaseline = 'middle';
  for (const v of ticks) {
    context.strokeStyle = token.line;
    context.lineWidth = 1;
    context.beginPath();
    context.moveTo(left, y(v));
    context.lineTo(width - right, y(v));
    context.stroke();
    context.fillStyle = token.muted;
    context.textAlign = 'right';
    context.fillText(bytes(v), left - 6, y(v));
  }
  context.textBaseline = 'alphabetic';
  context.textAlign = 'left';
  context.fillText(whole(first), left, height - 4);
  context.textAlign = 'right';
  context.fillText(whole(last), width - right, height - 4);
  const base = shown.map(() => 0);
  const taken: number[] = [];
  let along = left;
  for (const band of present) {
    const above = shown.map((row, i) => base[i] + valueOf(history, band, row));
    context.beginPath();
    shown.forEach((row, i) => context.lineTo(x(row), y(above[i])));
    for (let i = shown.length - 1; i >= 0; i--) context.lineTo(x(shown[i]), y(base[i]));
    context.closePath();
    context.fillStyle = token[COLOUR[band]];
    context.globalAlpha = band === 'returned' ? 0.25 : band === 'held' ? 0.55 : 0.85;
    context.fill();
    context.globalAlpha = 1;
    // The band's own mark stands before its name, so that the name can be written in ink.
    const end = shown.length - 1;
    const middle = y((base[end] + above[end]) / 2);
    const mark = (at: number, line: number): void => {
      context.fillStyle = token[COLOUR[band]];
      context.fillRect(at, line - size * 0.3, size * 0.6, size * 0.6);
      context.strokeStyle = token.edge;
      context.strokeRect(at, line - size * 0.3, size * 0.6, size * 0.6);
    };
    context.fillStyle = token.ink;
    context.textAlign = 'left';
    context.textBaseline = 'middle';
    if (narrow) {
      mark(along, size * 0.7);
      context.fillStyle = token.ink;
      context.fillText(names[band], along + size * 0.9, size * 0.7);
      along += context.measureText(names[band]).width + size * 1.6;
    } else {
      // Upwards from the band below; where there is no room left, everything moves down at the top.
      let at = Math.min(middle, (taken.at(-1) ?? Infinity) - size * 1.2);
      at = Math.max(at, top + size * 1.2 * (present.length - 1 - taken.length));
      taken.push(at);
      context.fillText(names[band], width - right + 6, at);
    }
    shown.forEach((_, i) => { base[i] = above[i]; });
  }
}
