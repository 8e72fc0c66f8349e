/** The canvas of one picture: draws it in the page's frame loop when its numbers, size or colours changed, and tells what was pointed at. */
import { cancelDraw, requestDraw } from '../../lib/frame-loop.ts';
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
    const resize = new ResizeObserver(([entry]) => {
      this.#width = entry.contentRect.width;
      this.redraw();
    });
    if (canvas.parentElement) resize.observe(canvas.parentElement);
    // The page may restyle the root, or find its font, after the first draw.
    const restyle = new MutationObserver(() => {
      this.#colours = null;
      this.redraw();
    });
    restyle.observe(document.documentElement, { attributes: true });
    document.fonts.addEventListener('loadingdone', this.redraw, { signal });
    return () => {
      stop.abort();
      resize.disconnect();
      restyle.disconnect();
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
    const context = canvas.getContext('2d');
    if (!this.#plan || this.#width === 0 || !context) return;
    const colours = (this.#colours ??= readColours());
    const geometry = this.#plan.layout(this.#width - 2 * MARGIN, colours.unit);
    this.#geometry = geometry;
    const ratio = window.devicePixelRatio || 1;
    const [width, height] = [Math.min(this.#width, geometry.width + 2 * MARGIN), geometry.height + 2 * MARGIN];
    canvas.style.width = `${width}px`;
    canvas.style.height = `${height}px`;
    if (canvas.width !== Math.round(width * ratio)) canvas.width = Math.round(width * ratio);
    if (canvas.height !== Math.round(height * ratio)) canvas.height = Math.round(height * ratio);
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, width, height);
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
