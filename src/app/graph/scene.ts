/**
 * The canvas of the graph view: draws the level in the page's frame loop, pans, zooms, and tells what was pointed at. It holds the camera;
 * which level and which item is the model's business. One finger scrolls the page, two move the drawing.
 */
import { cancelDraw, requestDraw } from '../../lib/frame-loop.ts';
import { emptied, onPageChange } from '../parts/canvas.ts';
import { onHands, type Point } from '../parts/gestures.ts';
import type { Level } from '../../protocol/graph-view.ts';
import { type Box, type Camera, firstSight, fit, moved, neighbour, showing, type Size, zoomed } from './camera.ts';
import { draw, itemAt, type Picture } from './draw.ts';
import { type GraphLook, readLook } from './look.ts';

export interface SceneInput {
  readonly level: Level;
  readonly selected: number;
  readonly words: Picture['words'];
  readonly marks: Picture['marks'];
  readonly fates: boolean;
  /** names the colours in force */
  readonly theme: string;
}
export interface SceneEvents {
  onSelect: (item: number) => void;
  onOpen: (item: number) => void;
  onAspect: (aspect: number) => void;
}

const ZOOM_STEP = 1.3;
/** Pixels a unit at which text can be read well. */
const READ_WELL = 0.62;

export class Scene {
  readonly #canvas: HTMLCanvasElement;
  readonly #events: SceneEvents;
  #input: SceneInput | null = null;
  #look: { of: string; look: GraphLook } | null = null;
  #camera: Camera = { scale: 1, x: 0, y: 0 };
  #view: Size = { width: 0, height: 0 };
  /** the level that the camera was set for */
  #seen: Level | null = null;
  /** whether the visitor has moved the camera since */
  #moved = false;
  #hovered = -1;

  constructor(canvas: HTMLCanvasElement, events: SceneEvents) {
    this.#canvas = canvas;
    this.#events = events;
  }

  /** Listens and draws until the returned function is called. */
  start(): () => void {
    const canvas = this.#canvas;
    const stop = new AbortController();
    onHands(
      canvas,
      {
        hover: (at) => this.#hover(at ? this.#at(at) : -1),
        tap: (at) => this.#events.onSelect(this.#at(at)),
        twice: (at) => {
          const item = this.#at(at);
          if (item >= 0) this.#events.onOpen(item);
        },
        pan: (dx, dy) => {
          if (!this.#input) return;
          this.#camera = moved(this.#camera, dx, dy, this.#view, this.#input.level);
          this.#moved = true;
          this.redraw();
        },
        zoom: (factor, { x, y }) => {
          this.#camera = zoomed(this.#camera, factor, x, y);
          this.#moved = true;
          this.redraw();
        },
      },
      stop.signal,
    );
    const restyled = (): void => {
      this.#look = null;
      this.redraw();
    };
    onPageChange(canvas, () => this.#resized(), restyled, stop.signal);
    return () => {
      stop.abort();
      cancelDraw(this);
    };
  }

  show(input: SceneInput): void {
    const before = this.#input;
    this.#input = input;
    if (input.theme !== before?.theme) this.#look = null;
    this.#settle();
    if (input.selected >= 0 && (input.selected !== before?.selected || input.level !== before.level)) this.#bringIn(input.selected);
    this.redraw();
  }

  readonly redraw = (): void => requestDraw(this, () => this.#draw());

  zoom(direction: 1 | -1): void {
    this.#camera = zoomed(this.#camera, ZOOM_STEP ** direction, this.#view.width / 2, this.#view.height / 2);
    this.#moved = true;
    this.redraw();
  }

  fit(): void {
    if (!this.#input) return;
    this.#camera = fit(this.#view, this.#input.level, this.#unit());
    this.#moved = true;
    this.redraw();
  }

  /** The item to go to from the selected one in a direction; the first one where none is selected. */
  next(dx: number, dy: number): number {
    if (!this.#input) return -1;
    const { level, selected } = this.#input;
    const boxes = boxesOf(level);
    return selected < 0 ? (boxes.length > 0 ? 0 : -1) : neighbour(boxes, selected, dx, dy);
  }

  /** Where an item is on the canvas, for tests and for what is shown beside it. */
  placeOf(item: number): { x: number; y: number } | null {
    const box = this.#input && boxesOf(this.#input.level)[item];
    return box
      ? {
          x: (box.x + box.width / 2) * this.#camera.scale + this.#camera.x,
          y: (box.y + box.height / 2) * this.#camera.scale + this.#camera.y,
        }
      : null;
  }

  #unit(): number {
    return Number(getComputedStyle(document.documentElement).getPropertyValue('--scale')) || 1;
  }

  #resized(): void {
    const [width, height] = [this.#canvas.clientWidth, this.#canvas.clientHeight];
    if (width === 0 || height === 0) return;
    const before = this.#view;
    this.#view = { width, height };
    this.#events.onAspect(width / height);
    // Where nothing was moved yet, the first sight is that of the new size.
    if (before.width === 0 || !this.#moved) this.#seen = null;
    else
      this.#camera = { ...this.#camera, x: this.#camera.x + (width - before.width) / 2, y: this.#camera.y + (height - before.height) / 2 };
    this.#settle();
    this.redraw();
  }

  /** A level not seen yet is looked at from its beginning. */
  #settle(): void {
    if (!this.#input || this.#view.width === 0 || this.#seen === this.#input.level) return;
    this.#seen = this.#input.level;
    this.#hovered = -1;
    this.#moved = false;
    const unit = this.#unit();
    this.#camera = firstSight(this.#view, this.#input.level, READ_WELL * unit, unit);
    if (this.#input.selected >= 0) this.#bringIn(this.#input.selected);
  }

  #bringIn(item: number): void {
    const box = this.#input && boxesOf(this.#input.level)[item];
    if (box && this.#view.width > 0) this.#camera = showing(this.#camera, box, this.#view);
  }

  #draw(): void {
    if (!this.#input || this.#view.width === 0) return;
    const context = emptied(this.#canvas, this.#view.width, this.#view.height);
    if (!context) return;
    if (this.#look?.of !== this.#input.theme) this.#look = { of: this.#input.theme, look: readLook() };
    const { level, selected, words, marks, fates, theme } = this.#input;
    const focused = this.#canvas.parentElement?.matches(':focus-visible') ?? false;
    draw(context, {
      level,
      selected,
      words,
      marks,
      fates,
      focused,
      camera: this.#camera,
      view: this.#view,
      look: this.#look.look,
      hovered: this.#hovered,
      stroke: theme === 'projector' ? 1.5 : 1,
    });
  }

  #at({ x, y }: Point): number {
    return this.#input ? itemAt(this.#input.level, this.#camera, x, y) : -1;
  }

  #hover(item: number): void {
    if (item === this.#hovered) return;
    this.#hovered = item;
    this.#canvas.style.cursor = item >= 0 ? 'pointer' : '';
    this.redraw();
  }
}

function boxesOf({ items }: Level): Box[] {
  return Array.from({ length: items.count }, (_, i) => ({ x: items.x[i], y: items.y[i], width: items.width[i], height: items.height[i] }));
}
