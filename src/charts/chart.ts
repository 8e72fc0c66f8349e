/**
 * What a chart is: pure functions from the run's history to data, drawing, words and table. A chart file in `all/` exports one
 * `defineChart({...})` as its default. Charts know nothing of React, canvas elements or workers.
 */
import type { Marks } from './marks.ts';
import type { Meaning, Palette } from './palette.ts';
import type { Pen } from './pen.ts';
import type { ChartInput } from './source.ts';
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
export interface Example {
  name: string;
  input: ChartInput;
}

export interface ChartDefinition<D> {
  /** Place in the stack, from the top. */
  order: number;
  /** Height compared with the other charts of the stack. */
  weight: number;
  /** Whether the linear/log switch belongs to this chart. */
  hasLog: boolean;
  hasLane: boolean;
  /** What `select` reads: data are the same object as long as these are. */
  depends(input: ChartInput): readonly unknown[];
  select(input: ChartInput): D;
  tags(data: D, input: ChartInput, words: ChartWords): Tag[];
  domain(data: D, view: View): Domain;
  draw(pen: Pen, data: D, layout: Layout): void;
  /** One paragraph that says what a sighted reader would see. */
  describe(data: D, words: ChartWords): string;
  table(data: D, words: ChartWords): Table;
  /** Values in the row of one epoch, with their labels. */
  readout(data: D, row: number, words: ChartWords): Reading[];
  /** Synthetic runs to test and show the chart with. A function: the page never makes them. */
  examples(): readonly Example[];
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

export interface Chart {
  readonly order: number;
  readonly weight: number;
  readonly hasLog: boolean;
  readonly hasLane: boolean;
  examples(): readonly Example[];
  /** Data for an input; kept while what the chart reads is the same by reference. */
  of(input: ChartInput): BoundChart;
}
export interface NamedChart extends Chart {
  readonly id: string;
}

/**
 * Closes over the type of the data, so that charts of all kinds fit one list. Data of the last two inputs are kept: the drawing uses the
 * newest, the text around it may lag behind.
 */
export function defineChart<D>(definition: ChartDefinition<D>): Chart {
  let kept: { depends: readonly unknown[]; bound: BoundChart }[] = [];
  return {
    order: definition.order,
    weight: definition.weight,
    hasLog: definition.hasLog,
    hasLane: definition.hasLane,
    examples: definition.examples,
    of(input) {
      const depends = definition.depends(input);
      const known = kept.find((entry) => entry.depends.every((value, i) => value === depends[i]));
      if (known) return known.bound;
      const data = definition.select(input);
      const bound: BoundChart = {
        key: data,
        tags: (words) => definition.tags(data, input, words),
        domain: (view) => definition.domain(data, view),
        draw: (pen, layout) => definition.draw(pen, data, layout),
        describe: (words) => definition.describe(data, words),
        table: (words) => definition.table(data, words),
        readout: (row, words) => definition.readout(data, row, words),
      };
      kept = [{ depends, bound }, ...kept.slice(0, 1)];
      return bound;
    },
  };
}
