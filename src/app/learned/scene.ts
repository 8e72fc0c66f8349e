/** The canvas of one picture: draws it in the page's frame loop when its numbers, size or colours changed, and tells what was pointed at. */
import { cancelDraw, requestDraw } from '../../lib/frame-loop.ts';
import { emptied, onPageChange } from '../parts/canvas.ts';
import { readColours, type Colours } from './colours.ts';
import { cellAt, cellBox, nextCell, type Geometry } from './geometry.ts';
import { frame, type Plan } from './plan.ts';

export interface SceneEvents {
  onPoint: (cell: number) => void;
  onPress: (cell: number) => void;
}

export class PictureScene {
  readonly #canvas: HTMLCanvasElement;
  readonly #events: SceneEvents;
  #plan: Plan | null = null;
  #cursor = -1;
  #colours: Colours | null = null;
  #geometry: Geometry | null = null;
  #width = 0;

  constructor(canvas: HTMLCanvasElement, events: SceneEvents) {
    this.#canvas = canvas;
    this.#events = events;
  }

  /** Listens and draws until the returned function is called. */
  start(): () => void {
    const stop = new AbortController();
    const { signal } = stop;
    const canvas = this.#canvas;
    canvas.addEventListener('pointermove', (event) => this.#events.onPoint(this.#at(event)), { signal });
    canvas.addEventListener('pointerleave', () => this.#events.onPoint(-1), { signal });
    canvas.addEventListener('click', (event) => this.#events.onPress(this.#at(event)), { signal });
    const sized = (width: number): void => {
      this.#width = width;
      this.redraw();
    };
    const restyled = (): void => {
      this.#colours = null;
      this.redraw();
    };
    onPageChange(canvas.parentElement, sized, restyled, signal);
    return () => {
      stop.abort();
      cancelDraw(this);
    };
  }

  show(plan: Plan, cursor: number): void {
    this.#plan = plan;
    this.#cursor = cursor;
    this.redraw();
  }

  readonly redraw = (): void => requestDraw(this, () => this.#draw());

  next(cell: number, dx: number, dy: number): number {
    return this.#geometry ? nextCell(this.#geometry, cell, dx, dy) : -1;
  }

  #at(event: MouseEvent): number {
    const box = this.#canvas.getBoundingClientRect();
    return this.#geometry ? cellAt(this.#geometry, event.clientX - box.left - MARGIN, event.clientY - box.top - MARGIN) : -1;
  }

  #draw(): void {
    const canvas = this.#canvas;
    if (!this.#plan || this.#width === 0) return;
    const colours = (this.#colours ??= readColours());
    const geometry = this.#plan.layout(this.#width - 2 * MARGIN, colours.unit);
    this.#geometry = geometry;
    const [width, height] = [Math.min(this.#width, geometry.width + 2 * MARGIN), geometry.height + 2 * MARGIN];
    canvas.style.width = `${width}px`;
    canvas.style.height = `${height}px`;
    const context = emptied(canvas, width, height);
    if (!context) return;
    context.translate(MARGIN, MARGIN);
    this.#plan.paint(context, geometry, colours);
    if (this.#cursor >= 0) {
      const { x, y, width: w, height: h } = cellBox(geometry, this.#cursor);
      frame(context, { x: x - 2, y: y - 2, width: w + 4, height: h + 4 }, colours.token.focus, 2.5);
    }
  }
}

/** Room around the cells for frames. */
const MARGIN = 5;
