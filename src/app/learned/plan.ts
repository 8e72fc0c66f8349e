/** What every picture says of itself: where its cells lie, how it is drawn, what a cell reads, and its table. One file a kind in plans/. */
import type { learned } from '../words/en-learned.ts';
import type { Colours } from './colours.ts';
import type { Geometry } from './geometry.ts';

export type LearnedWords = typeof learned;

export interface Plan {
  /** The same for the same picture of the next moment. */
  readonly key: string;
  readonly title: string;
  /** Variable or tensor with its shape; '' where it is neither. */
  readonly source: string;
  readonly summary: string;
  readonly note: string;
  /** As wide as the view. */
  readonly wide: boolean;
  /** Ends of a signed scale. */
  readonly scale: { readonly least: string; readonly most: string } | null;
  layout(width: number, unit: number): Geometry;
  paint(context: CanvasRenderingContext2D, geometry: Geometry, colours: Colours): void;
  /** What a cell reads. */
  text(cell: number): string;
  /** The sample that is chosen with a cell. */
  choose?(cell: number): number;
  table(): Table;
}
export interface Table {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Whether a row begins with its name. */
  readonly named: boolean;
}

export interface Mark {
  text: string;
  x: number;
  y: number;
  colour: string;
  size?: number;
  weight?: number;
  align?: CanvasTextAlign;
}
/** Writes text whose middle is at a height. */
export function write(context: CanvasRenderingContext2D, { font, unit }: Colours, { text, x, y, colour, size = 12, weight = 450, align = 'center' }: Mark): void {
  context.font = `${weight} ${size * unit}px ${font}`;
  context.textAlign = align;
  context.textBaseline = 'middle';
  context.fillStyle = colour;
  context.fillText(text, x, y);
}

/** A frame just inside of a box. */
export function frame(context: CanvasRenderingContext2D, { x, y, width, height }: { x: number; y: number; width: number; height: number }, colour: string, line: number, dash: number[] = []): void {
  context.strokeStyle = colour;
  context.lineWidth = line;
  context.setLineDash(dash);
  context.strokeRect(x + line / 2, y + line / 2, width - line, height - line);
  context.setLineDash([]);
}
