/** Lines and marks over two axes on a canvas, each line named at its right end. Pure drawing, for charts below those of the run. */
import type { Colours } from '../memory/colours.ts';
import { roundTicks } from './round.ts';

export interface Box { width: number; height: number }
export interface Line { name: string; colour: string; dash: readonly number[]; points: readonly (readonly [number, number])[] }
/** A single figure: a diamond, filled or hollow, or a ring for one pointed at. */
export interface Mark { x: number; y: number; shape: 'diamond' | 'dot'; hollow: boolean; strong?: boolean }
export interface Axes {
  x: readonly [number, number];
  y: readonly [number, number];
  xText: (v: number) => string;
  yText: (v: number) => string;
  /** What the values are round in: 1 by default, 60 for minutes. */
  unit?: number;
  lines: readonly Line[];
  /** A place on the axis across, with its words; one beyond the axis' end gets an arrow there. */
  mark: { at: number; text: string } | null;
  /** Whether the axis across is logarithmic; `x` is above 0 then. */
  log?: boolean;
  marks?: readonly Mark[];
  /** Whether the axis upwards is logarithmic; `y` is above 0 then. */
  logY?: boolean;
  /** Places named on the axis upwards; left out: its ends and the middle. */
  ticks?: readonly number[];
  /** Places named on the axis across, those left out that have no room; left out: its ends. */
  xTicks?: readonly number[];
  /** Where the lines end before the axis does, and why. */
  cut?: { at: number; text: string } | null;
}
/** Where a point of the axes was drawn. */
export type Placed = (x: number, y: number) => readonly [number, number];

/** The place nearest to the wanted one that is `size` away from all that are taken, within the bounds if there is one. */
export function freePlace(wanted: number, taken: readonly number[], size: number, [top, bottom]: readonly [number, number]): number {
  const isFree = (at: number): boolean => taken.every((other) => Math.abs(other - at) > size - 1e-6);
  const away = (at: number): number => Math.abs(at - wanted) + (at < top || at > bottom ? 1e6 : 0);
  return [wanted, ...taken.flatMap((other) => [other - size, other + size])].filter(isFree).reduce((a, b) => (away(b) < away(a) ? b : a), Infinity);
}

/** Draws them; returns where each point of the axes lies, to find marks by pointer. */
export function lines(context: CanvasRenderingContext2D, { width, height }: Box, { token, font, unit }: Colours, axes: Axes): Placed {
  const size = 12 * unit;
  context.font = `${size}px ${font}`;
  const [y0, y1] = axes.y;
  const [x0, x1] = axes.x;
  const ticks = axes.ticks ?? roundTicks(y0, y1, axes.unit);
  const left = Math.max(...ticks.map((v) => context.measureText(axes.yText(v)).width)) + 8;
  const right = Math.max(0, ...axes.lines.map(({ name }) => context.measureText(name).width)) + 10;
  const [top, bottom] = [size + 6, height - size - 10];
  const across = (v: number): number => (axes.log === true ? Math.log(v / x0) / Math.log(x1 / x0 || Math.E) : (v - x0) / (x1 - x0 || 1));
  const px = (v: number): number => left + across(v) * (width - left - right);
  const up = (v: number): number => (axes.logY === true ? Math.log(Math.max(v, y0) / y0) / Math.log(y1 / y0 || Math.E) : (v - y0) / (y1 - y0 || 1));
  const py = (v: number): number => bottom - up(v) * (bottom - top);
  context.textBaseline = 'middle';
  context.lineWidth = 1;
  context.setLineDash([]);
  for (const v of ticks) {
    context.strokeStyle = token.line;
    context.beginPath();
    context.moveTo(left, py(v));
    context.lineTo(width - right, py(v));
    context.stroke();
    context.fillStyle = token.muted;
    context.textAlign = 'right';
    context.fillText(axes.yText(v), left - 6, py(v));
  }
  context.textBaseline = 'alphabetic';
  context.textAlign = 'left';
  context.fillText(axes.xText(x0), left, height - 4);
  context.textAlign = 'right';
  context.fillText(axes.xText(x1), width - right, height - 4);
  context.textAlign = 'center';
  const [gap, last] = [10, width - right - context.measureText(axes.xText(x1)).width];
  let free = left + context.measureText(axes.xText(x0)).width + gap;
  for (const v of axes.xTicks ?? []) {
    const half = context.measureText(axes.xText(v)).width / 2;
    if (v <= x0 || v >= x1 || px(v) - half < free || px(v) + half + gap > last) continue;
    context.fillText(axes.xText(v), px(v), height - 4);
    free = px(v) + half + gap;
  }
  // Two that are near one another: the second name stands under the first.
  const near = axes.mark !== null && axes.cut !== null && axes.cut !== undefined && Math.abs(px(axes.mark.at) - px(axes.cut.at)) < context.measureText(axes.mark.text + axes.cut.text).width + gap;
  for (const [mark, row] of [[axes.mark, 0], [axes.cut ?? null, near ? 1 : 0]] as const) {
    if (mark === null) continue;
    const at = px(Math.min(mark.at, x1));
    const beyond = mark.at > x1;
    context.strokeStyle = token.edge;
    context.setLineDash([2, 3]);
    context.beginPath();
    if (!beyond) {
      context.moveTo(at, top);
      context.lineTo(at, bottom);
    }
    context.stroke();
    context.fillStyle = token.ink;
    context.textAlign = at > width * 0.7 ? 'right' : at < width * 0.2 ? 'left' : 'center';
    context.fillText(beyond ? `${mark.text} →` : mark.text, at, size + row * (size + 4));
  }
  context.lineWidth = 2 * unit;
  const taken: number[] = [];
  for (const { name, colour, dash, points } of axes.lines) {
    context.strokeStyle = context.fillStyle = colour;
    context.setLineDash([...dash]);
    context.beginPath();
    for (const [x, y] of points) context.lineTo(px(x), py(y));
    context.stroke();
    const end = points.at(-1);
    if (!end || name === '') continue;
    const at = freePlace(py(end[1]), taken, size, [top, bottom]);
    taken.push(at);
    context.textAlign = 'left';
    context.textBaseline = 'middle';
    context.fillText(name, px(end[0]) + 6, at);
  }
  context.setLineDash([]);
  for (const { x, y, shape, hollow, strong } of axes.marks ?? []) {
    const r = (strong === true ? 6 : 4.5) * unit;
    context.lineWidth = 1.75 * unit;
    context.beginPath();
    if (shape === 'dot') context.arc(px(x), py(y), r, 0, 2 * Math.PI);
    else {
      context.moveTo(px(x), py(y) - r);
      context.lineTo(px(x) + r, py(y));
      context.lineTo(px(x), py(y) + r);
      context.lineTo(px(x) - r, py(y));
      context.closePath();
    }
    // A halo of paper keeps a mark apart from the line that it lies on.
    context.strokeStyle = token.card;
    context.lineWidth = 4 * unit;
    context.stroke();
    context.fillStyle = hollow ? token.card : token.ink;
    context.fill();
    context.strokeStyle = token.ink;
    context.lineWidth = 1.5 * unit;
    context.stroke();
  }
  return (x, y) => [px(x), py(y)];
}
