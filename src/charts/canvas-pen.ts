/** A pen on a canvas 2D context. The caller sets the transform (device pixel ratio) and clears; this only draws. */
import { FONT, HATCHES, TILE, type Paint, type Pen, type TextStyle, type Trace } from './pen.ts';
import type { Hatch } from './palette.ts';

type Context = CanvasRenderingContext2D;

const patterns = new Map<string, CanvasPattern>();

/** The hatch as a pattern that is sharp at this device pixel ratio. Kept: there are few of them. */
function patternOf(context: Context, hatch: Exclude<Hatch, 'none'>, color: string, ratio: number): CanvasPattern | null {
  const key = `${hatch} ${color} ${ratio}`;
  const known = patterns.get(key);
  if (known) return known;
  const size = Math.max(1, Math.round(TILE * ratio));
  const tile = new OffscreenCanvas(size, size);
  const pen = tile.getContext('2d');
  if (!pen) return null;
  pen.scale(size / TILE, size / TILE);
  pen.strokeStyle = color;
  pen.lineWidth = 0.9;
  for (const [x1, y1, x2, y2] of HATCHES[hatch]) {
    const dot = x1 === x2 && y1 === y2;
    pen.lineCap = dot ? 'round' : 'butt';
    pen.lineWidth = dot ? 1.6 : 0.9;
    pen.beginPath();
    pen.moveTo(x1, y1);
    pen.lineTo(x2, y2);
    pen.stroke();
  }
  const pattern = context.createPattern(tile, 'repeat');
  if (!pattern) return null;
  pattern.setTransform(new DOMMatrix().scale(TILE / size));
  if (patterns.size > 200) patterns.clear();
  patterns.set(key, pattern);
  return pattern;
}

export class CanvasPen implements Pen {
  readonly #context: Context;
  readonly #ratio: number;
  /** The context's font as far as this pen has set it. Setting one makes the browser bring the page's styles up to date, even where it is the same. */
  #set = '';

  /** `ratio`: device pixels for each CSS pixel of the context's transform. */
  constructor(context: Context, ratio: number) {
    this.#context = context;
    this.#ratio = ratio;
  }

  shape(trace: Trace, paint: Paint): void {
    const context = this.#context;
    context.beginPath();
    trace(context);
    this.#paint(paint);
  }

  line(x1: number, y1: number, x2: number, y2: number, paint: Paint): void {
    const context = this.#context;
    context.beginPath();
    context.moveTo(x1, y1);
    context.lineTo(x2, y2);
    this.#paint(paint);
  }

  rect(x: number, y: number, width: number, height: number, paint: Paint): void {
    const context = this.#context;
    context.beginPath();
    context.rect(x, y, width, height);
    this.#paint(paint);
  }

  circle(x: number, y: number, radius: number, paint: Paint): void {
    const context = this.#context;
    context.beginPath();
    context.arc(x, y, radius, 0, 2 * Math.PI);
    this.#paint(paint);
  }

  text(text: string, x: number, y: number, style: TextStyle): void {
    const context = this.#context;
    this.#font(style);
    context.textAlign = style.anchor === 'middle' ? 'center' : (style.anchor ?? 'start');
    context.textBaseline = 'middle';
    if (style.halo !== undefined) {
      context.strokeStyle = style.halo;
      context.lineWidth = 3.5;
      context.lineJoin = 'round';
      context.setLineDash([]);
      context.strokeText(text, x, y);
    }
    context.fillStyle = style.color;
    context.fillText(text, x, y);
  }

  measure(text: string, style: TextStyle): number {
    this.#font(style);
    return this.#context.measureText(text).width;
  }

  clip(x: number, y: number, width: number, height: number, draw: () => void): void {
    this.#apart(() => {
      const context = this.#context;
      context.beginPath();
      context.rect(x, y, width, height);
      context.clip();
      draw();
    });
  }

  shift(dx: number, dy: number, draw: () => void): void {
    this.#apart(() => {
      this.#context.translate(dx, dy);
      draw();
    });
  }

  /** Draws with all of the context's settings put back after it. */
  #apart(draw: () => void): void {
    const before = this.#set;
    this.#context.save();
    draw();
    this.#context.restore();
    this.#set = before;
  }

  #font(style: TextStyle): void {
    const font = `${style.bold ? 600 : 400} ${style.size}px ${FONT}`;
    if (font !== this.#set) this.#context.font = this.#set = font;
  }

  #paint(paint: Paint): void {
    const context = this.#context;
    context.globalAlpha = paint.opacity ?? 1;
    if (paint.fill !== undefined) {
      context.fillStyle = paint.fill;
      context.fill();
      if (paint.hatch !== undefined && paint.hatch !== 'none' && paint.hatchColor !== undefined) {
        const pattern = patternOf(context, paint.hatch, paint.hatchColor, this.#ratio);
        if (pattern) {
          context.fillStyle = pattern;
          context.globalAlpha = HATCH_OPACITY;
          context.fill();
        }
      }
    }
    context.globalAlpha = paint.opacity ?? 1;
    if (paint.stroke !== undefined) {
      context.strokeStyle = paint.stroke;
      context.lineWidth = paint.width ?? 1;
      context.lineJoin = 'round';
      context.lineCap = 'butt';
      context.setLineDash(paint.dash ? [...paint.dash] : []);
      context.stroke();
    }
    context.globalAlpha = 1;
  }
}

/** Patterns tell bands apart without shouting. */
export const HATCH_OPACITY = 0.3;
