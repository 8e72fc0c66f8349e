/** What all charts have around their marks: layout, grid, axes, event marks, crosshair. It knows no chart's data. */
import type { Box, Layout } from './chart.ts';
import type { Marks } from './marks.ts';
import type { Palette } from './palette.ts';
import type { Pen, TextStyle } from './pen.ts';
import { epochTicks, linearScale, type Domain, type Tick } from './ticks.ts';
import type { ChartWords } from './words.ts';

export interface LayoutRequest {
  width: number;
  height: number;
  lastShown: number;
  domain: Domain;
  palette: Palette;
  words: ChartWords;
  unit: number;
  cross: number | null;
  marks: Marks;
  lane: boolean;
  axis: boolean;
}

/** Widths below this have their labels inside the plot. CSS pixels at unit 1. */
const COMPACT = 560;
const LANE = 22;
const AXIS = 24;

/** Left, right, top and bottom edge of the plot: the same left and right for all charts of a stack. */
export function plotBox(width: number, height: number, unit: number, lane: boolean, axis: boolean): Box {
  const compact = width < COMPACT * unit;
  return {
    left: (compact ? 50 : 54) * unit,
    top: 20 * unit,
    right: Math.max((compact ? 60 : 120) * unit, width - (compact ? 12 : 132) * unit),
    bottom: Math.max(40, height - (4 + (lane ? LANE : 0) + (axis ? AXIS : 0)) * unit),
  };
}

export function layoutOf(request: LayoutRequest): Layout {
  const { width, height, unit, lane, axis, lastShown } = request;
  const plot = plotBox(width, height, unit, lane, axis);
  const last = Math.max(1, lastShown);
  return {
    width,
    height,
    plot,
    unit,
    lane,
    axis,
    compact: width < COMPACT * unit,
    x: linearScale(0, last, plot.left, plot.right),
    lastShown: last,
    domain: request.domain,
    palette: request.palette,
    words: request.words,
    cross: request.cross,
    marks: request.marks,
  };
}

/** Text of a label in this layout. */
export function style(layout: Layout, color: string, extra: Partial<TextStyle> = {}): TextStyle {
  return { size: (layout.compact ? 11 : 12) * layout.unit, color, ...extra };
}

/** How many ticks have room on the value axis. */
export function tickRoom(layout: Layout): number {
  return Math.max(2, Math.floor((layout.plot.bottom - layout.plot.top) / (22 * layout.unit)));
}

/** Horizontal grid with values at the left and the axis title above them. Drawn before the marks. */
export function drawGrid(pen: Pen, layout: Layout, ticks: readonly Tick[], y: (value: number) => number, title: string): void {
  const { plot, palette, unit } = layout;
  const text = style(layout, palette.muted, { anchor: 'end' });
  // Where one is too long, all are nearer to the plot, then smaller: cut short, it would be another number.
  const longest = Math.max(1, ...ticks.map((tick) => pen.measure(tick.label, text)));
  const right = plot.left - (longest > plot.left - 8 * unit ? 4 : 8) * unit;
  text.size *= Math.min(1, right / longest);
  for (const tick of ticks) {
    const place = y(tick.value);
    pen.line(plot.left, place, plot.right, place, { stroke: palette.line, width: unit });
    pen.text(tick.label, right, place, text);
  }
  pen.text(title, plot.left, plot.top - 13 * unit, style(layout, palette.muted, { size: 11 * unit }));
}

/** Epochs below the last chart, with the axis title at the right; narrow charts have it before the first epoch, where the last would hide it. */
export function drawEpochAxis(pen: Pen, layout: Layout): void {
  if (!layout.axis) return;
  const { plot, palette, unit, x, words } = layout;
  const y = plot.bottom + ((layout.lane ? LANE : 0) + 14) * unit;
  const title = style(layout, palette.muted, { anchor: layout.compact ? 'end' : 'start' });
  const titleAt = layout.compact ? plot.left - 9 * unit : plot.right + 28 * unit;
  const text = style(layout, palette.muted, { anchor: 'middle' });
  for (const tick of epochTicks(layout.lastShown, Math.max(2, Math.floor((plot.right - plot.left) / (80 * unit))))) {
    const place = x(tick.value);
    const half = pen.measure(tick.label, text) / 2;
    pen.line(place, plot.bottom, place, plot.bottom + 4 * unit, { stroke: palette.line, width: unit });
    pen.text(tick.label, Math.min(place, layout.width - 1 - half), y, text);
  }
  pen.text(words.epoch, titleAt, y, title);
}

/** The linked crosshair: a line, and a ring on each given place. */
export function drawCross(pen: Pen, layout: Layout, points: readonly number[]): void {
  if (layout.cross === null) return;
  const { palette, unit } = layout;
  const place = layout.x(layout.cross);
  pen.line(place, 0, place, layout.axis || layout.lane ? layout.plot.bottom : layout.height, {
    stroke: palette.ink,
    width: unit,
    opacity: 0.7,
  });
  for (const y of points) {
    if (Number.isFinite(y)) pen.circle(place, y, 3.5 * unit, { fill: palette.card, stroke: palette.ink, width: 1.5 * unit });
  }
}

/** Says in the plot that there is nothing yet: never a blank box. */
export function drawEmpty(pen: Pen, layout: Layout): void {
  const { plot, palette, words } = layout;
  pen.text(
    words.empty,
    (plot.left + plot.right) / 2,
    (plot.top + plot.bottom) / 2,
    style(layout, palette.muted, { anchor: 'middle', halo: palette.card }),
  );
}
