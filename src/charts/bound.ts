/** What a drawn chart is made of: its place on the page, its words, table and readings, and a chart with the data of one input. */
import type { Marks } from './marks.ts';
import type { Meaning, Palette } from './palette.ts';
import type { Pen } from './pen.ts';
import type { Domain } from './ticks.ts';
import type { ChartWords, Origin } from './words.ts';

export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** Where and how one chart is drawn. Lengths in CSS pixels. */
export interface Layout {
  width: number;
  height: number;
  /** The area between the axes. */
  plot: Box;
  /** Epoch to pixels; shared by all charts of a stack. */
  x: (epoch: number) => number;
  /** Last epoch on the shared axis. */
  lastShown: number;
  domain: Domain;
  palette: Palette;
  words: ChartWords;
  /** Narrow: labels go inside the plot. */
  compact: boolean;
  /** Size of type and lines: 1, or 1.5 on a projector. */
  unit: number;
  /** Epoch under the crosshair. */
  cross: number | null;
  marks: Marks;
  /** Whether this chart carries the row of event marks below its plot. */
  lane: boolean;
  /** Whether this chart carries the epoch axis. */
  axis: boolean;
}

/** What a chart wants of its value axis. */
export interface View {
  log: boolean;
  /** Last epoch on the shared axis. */
  lastShown: number;
  /** Highest of what lies over the chart, if anything does: then the axis is for comparing, and makes no room for other lines. */
  over?: number;
}

export interface Tag {
  text: string;
  short: string;
}
export interface Reading {
  label: string;
  value: string;
  meaning: Meaning | null;
}
export interface TableColumn {
  title: string;
  unit: string;
  origin: Origin | null;
}
export interface Table {
  columns: TableColumn[];
  /** One per epoch; NaN is an empty cell. */ rows: (number | string)[][];
}
/** A chart with data of one input: the type of the data stays inside. */
export interface BoundChart {
  /** The same object as long as there is nothing new to draw. */
  readonly key: unknown;
  tags(words: ChartWords): Tag[];
  domain(view: View): Domain;
  draw(pen: Pen, layout: Layout): void;
  describe(words: ChartWords): string;
  table(words: ChartWords): Table;
  readout(row: number, words: ChartWords): Reading[];
}
