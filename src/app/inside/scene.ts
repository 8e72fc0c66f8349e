/** The canvas of one timeline: drawn in the page's frame loop when its data, size, span or colours changed; says what was pointed at. */
import { cancelDraw, requestDraw } from '../../lib/frame-loop.ts';
import { emptied, onPageChange } from '../parts/canvas.ts';
import { boxOf, draw, MARGIN, readLook, ROW, type Look, type SceneWords } from './draw.ts';
import { moved, nextSlice, showing, whole, zoomed, type Gantt, type Span } from './gantt.ts';

export interface SceneEvents {
  onPoint: (slice: number) => void;
  onSelect: (slice: number) => void;
}

const ZOOM_STEP = 1.6;
/** Pixels that a press may travel and still be one. */
const STILL = 4;

export class GanttScene {
  readonly #canvas: HTMLCanvasElement;
  readonly #events: SceneEvents;
  #gantt: Gantt | null = null;
  #words: SceneWords | null = null;
  #selected = -1;
  #span: Span = { from: 0, to: 1 };
  #width = 0;
  #look: Look | null = null;
  #drag: { x: number; travelled: number } | null = null;

  constructor(canvas: HTMLCanvasElement, events: SceneEvents) {
    this.#canvas = canvas;
    this.#events = events;
  }

  /** Listens and draws until the returned function is called. */
  start(): () => void {
    const stop = new AbortController();
    const { signal } = stop;
    const canvas = this.#canvas;
    const on = <K extends keyof HTMLElementEventMap>(type: K, listener: (event: HTMLElementEventMap[K]) => void, options = {}): void => canvas.addEventListener(type, listener, { signal, ...options });
    on('pointerdown', (event) => {
      if (event.button !== 0) return;
      this.#drag = { x: event.offsetX, travelled: 0 };
      canvas.setPointerCapture(event.pointerId);
    });
    on('pointermove', (event) => this.#move(event));
    on('pointerup', (event) => {
      const { travelled } = this.#drag ?? { travelled: Infinity };
      this.#drag = null;
      if (travelled < STILL) this.#events.onSelect(this.#at(event));
    });
    on('pointercancel', () => (this.#drag = null));
    on('pointerleave', () => this.#events.onPoint(-1));
    // The wheel alone scrolls the page, as everywhere on it.
    on('wheel', (event) => {
      if (!this.#gantt || (!event.ctrlKey && !event.metaKey)) return;
      event.preventDefault();
      this.#zoomAt(Math.exp(-event.deltaY * (event.deltaMode === 1 ? 0.05 : 0.004)), this.#time(event.offsetX));
    }, { passive: false });
    const sized = (width: number): void => {
      this.#width = width;
      this.redraw();
    };
    const restyled = (): void => {
      this.#look = null;
      this.redraw();
    };
    onPageChange(canvas.parentElement, sized, restyled, signal);
    return () => {
      stop.abort();
      cancelDraw(this);
    };
  }

  show(gantt: Gantt, selected: number, words: SceneWords): void {
    if (gantt !== this.#gantt) this.#span = whole(gantt);
    else if (selected !== this.#selected && selected >= 0) this.#span = showing(this.#span, gantt.slices[selected], whole(gantt));
    this.#gantt = gantt;
    this.#selected = selected;
    this.#words = words;
    this.redraw();
  }

  readonly redraw = (): void => requestDraw(this, () => this.#draw());

  next(slice: number, dx: number, dy: number): number {
    return this.#gantt ? nextSlice(this.#gantt, slice, dx, dy) : -1;
  }

  /** Around the selected slice, else around the middle. */
  zoom(direction: 1 | -1): void {
    if (!this.#gantt) return;
    const chosen = this.#gantt.slices[this.#selected];
    const middle = (this.#span.from + this.#span.to) / 2;
    const at = chosen && chosen.end > this.#span.from && chosen.start < this.#span.to ? (chosen.start + chosen.end) / 2 : middle;
    this.#zoomAt(ZOOM_STEP ** direction, at);
  }
  fit(): void {
    if (!this.#gantt) return;
    this.#span = whole(this.#gantt);
    this.redraw();
  }

  #zoomAt(factor: number, at: number): void {
    if (!this.#gantt) return;
    this.#span = zoomed(this.#span, factor, at, whole(this.#gantt));
    this.redraw();
  }

  #time(x: number): number {
    const { left, right } = MARGIN(this.#unit());
    return this.#span.from + ((x - left) / Math.max(1, this.#width - left - right)) * (this.#span.to - this.#span.from);
  }
  #unit(): number { return (this.#look ??= readLook()).unit; }

  #move(event: PointerEvent): void {
    if (!this.#drag) {
      this.#events.onPoint(this.#at(event));
      return;
    }
    const by = this.#time(this.#drag.x) - this.#time(event.offsetX);
    this.#drag = { x: event.offsetX, travelled: this.#drag.travelled + Math.abs(event.offsetX - this.#drag.x) };
    if (!this.#gantt || this.#drag.travelled < STILL) return;
    this.#span = moved(this.#span, by, whole(this.#gantt));
    this.redraw();
  }

  /** The slice under the pointer; the nearest within a few pixels, since many are thin. */
  #at(event: MouseEvent): number {
    if (!this.#gantt || this.#width === 0) return -1;
    let best = -1;
    let distance = 4;
    this.#gantt.slices.forEach((slice, i) => {
      const box = boxOf(slice, this.#span, this.#width, this.#unit());
      if (event.offsetY < box.y || event.offsetY > box.y + box.height) return;
      const apart = Math.max(0, box.x - event.offsetX, event.offsetX - box.x - box.width);
      if (apart < distance) [best, distance] = [i, apart];
    });
    return best;
  }

  #draw(): void {
    const canvas = this.#canvas;
    if (!this.#gantt || !this.#words || this.#width === 0) return;
    const look = (this.#look ??= readLook());
    const { top, bottom } = MARGIN(look.unit);
    const [width, height] = [this.#width, top + this.#gantt.tracks.length * ROW * look.unit + bottom];
    canvas.style.width = `${width}px`;
    canvas.style.height = `${height}px`;
    const context = emptied(canvas, width, height);
    if (!context) return;
    const focused = canvas.parentElement?.matches(':focus-visible') ?? false;
    draw(context, { gantt: this.#gantt, selected: this.#selected, span: this.#span, width, height, look, words: this.#words, focused });
  }
}
