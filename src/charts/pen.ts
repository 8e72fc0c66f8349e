/**
 * What charts draw with. One drawing code serves the live canvas (CanvasPen) and the exported picture (SvgPen): a pen knows
 * shapes, lines, text and pattern fills in CSS pixels, and nothing of charts.
 */
import type { Hatch } from './palette.ts';

export interface Paint {
  fill?: string;
  opacity?: number;
  /** Pattern laid over the fill in `hatchColor`. */
  hatch?: Hatch;
  hatchColor?: string;
  stroke?: string;
  width?: number;
  dash?: readonly number[];
}

export interface TextStyle {
  /** CSS pixels. */
  size: number;
  color: string;
  bold?: boolean;
  anchor?: 'start' | 'middle' | 'end';
  /** Colour of an outline that keeps the text readable on top of marks. */
  halo?: string;
}

/** A shape bound to its data: traces itself on the context, or returns path data when there is none. */
export type Trace = (context: CanvasRenderingContext2D | null) => string | null;

export interface Pen {
  shape(trace: Trace, paint: Paint): void;
  line(x1: number, y1: number, x2: number, y2: number, paint: Paint): void;
  rect(x: number, y: number, width: number, height: number, paint: Paint): void;
  circle(x: number, y: number, radius: number, paint: Paint): void;
  /** Text on one line, vertically centred on y. */
  text(text: string, x: number, y: number, style: TextStyle): void;
  /** Width of the text in CSS pixels (SvgPen estimates it: it has no fonts to measure with). */
  measure(text: string, style: TextStyle): number;
  /** Runs `draw` with everything outside the rectangle cut off. */
  clip(x: number, y: number, width: number, height: number, draw: () => void): void;
  /** Runs `draw` with the origin moved. */
  shift(dx: number, dy: number, draw: () => void): void;
}

export const FONT = '"Inter Variable", Inter, system-ui, -apple-system, "Segoe UI", "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif';

/** Side of the square that a hatch repeats in, CSS pixels. */
export const TILE = 7;

/** Strokes of one hatch tile as [x1, y1, x2, y2]; they run over the edges so that tiles join. A stroke without length is a dot. */
export const HATCHES: Readonly<Record<Exclude<Hatch, 'none'>, readonly (readonly [number, number, number, number])[]>> = {
  rising: [
    [-1, 1, 1, -1],
    [-1, 8, 8, -1],
    [6, 8, 8, 6],
  ],
  falling: [
    [-1, 6, 1, 8],
    [-1, -1, 8, 8],
    [6, -1, 8, 1],
  ],
  level: [[0, 3.5, 7, 3.5]],
  upright: [[3.5, 0, 3.5, 7]],
  crossed: [
    [-1, -1, 8, 8],
    [-1, 8, 8, -1],
  ],
  dotted: [
    [1.75, 1.75, 1.75, 1.75],
    [5.25, 5.25, 5.25, 5.25],
  ],
};
