/**
 * The canvas of the field: draws what is in sight of its bands in the page's frame loop, pans, zooms, and tells what was pointed at. It holds
 * codes, cells and camera; what is chosen is the view's business.
 */
import { cancelDraw, requestDraw } from '../../lib/frame-loop.ts';
import type { FieldLook } from '../../protocol/field.ts';
import { type Camera, moved, showing, type Size, zoomed } from '../graph/camera.ts';
import { emptied, onPageChange } from '../parts/canvas.ts';
import { onHands, type Point } from '../parts/gestures.ts';
import { Bands, LEVEL_MOST } from './bands.ts';
import { Codes } from './codes.ts';
import { type FieldTokens, sameColours } from './palette.ts';
import { changeAfter, nodeAt, type Plan, planOf, rowsOf, stepped } from './plan.ts';

export interface SceneEvents {
  /** The node under the pointer; -1: none. */
  onPoint: (node: number) => void;
  onChoose: (node: number) => void;
}

/** Milliseconds of a frame that may be spent on painting bands; what is left is painted in the next ones. */
const PAINT = 5;
const ZOOM_STEP = 1.5;
const PADDING = 3;
/** Pixels of a cell: the largest, and those from which on cells are told apart by lines. */
const CELL_MOST = 40;
const LINES_FROM = 8;

export class FieldScene {
  readonly #canvas: HTMLCanvasElement;
  readonly #events: SceneEvents;
  readonly #codes = new Codes();
  #palette = new Uint32Array(0);
  #tokens: FieldTokens | null = null;
  #view: Size = { width: 0, height: 0 };
  #plan: Plan | null = null;
  #bands: Bands | null = null;
  #camera: Camera = { scale: 1, x: 0, y: 0 };
  /** Whether all is kept in sight as the graph grows; not once the visitor has looked closer. */
  #whole = true;
  #chosen = -1;
  #pointed = -1;
  #run = -1;

  constructor(canvas: HTMLCanvasElement, events: SceneEvents) {
    this.#canvas = canvas;
    this.#events = events;
  }

  /** Listens and draws until the returned function is called. `onRestyle` hears that colours or fonts may be others. */
  start(onRestyle: () => void): () => void {
    const stop = new AbortController();
    const { signal } = stop;
    onHands(
      this.#canvas,
      {
        hover: (at) => this.#point(at ? this.#at(at) : -1),
        tap: (at) => this.#events.onChoose(this.#at(at)),
        pan: (dx, dy) => this.pan(dx, dy),
        zoom: (factor, at) => this.#zoomAt(factor, at),
      },
      signal,
    );
    onPageChange(this.#canvas, () => this.#resized(), onRestyle, signal);
    return () => {
      stop.abort();
      cancelDraw(this);
    };
  }

  get nodes(): number { return this.#codes.nodes; }
  readonly redraw = (): void => requestDraw(this, () => this.#draw());

  /** Takes what has changed. A run begins with all in sight. */
  take(look: FieldLook, run: number): void {
    const [from, to] = this.#codes.take(look);
    if (run !== this.#run) {
      this.#run = run;
      this.#whole = true;
      this.#plan = null;
    }
    this.#bands?.changed(from, to);
    this.#replan();
    this.redraw();
  }

  /** By code. */
  colour(palette: Uint32Array, tokens: FieldTokens): void {
    this.#tokens = tokens;
    if (this.#palette.length !== palette.length || !sameColours(palette, this.#palette)) {
      this.#palette = new Uint32Array(palette);
      this.#bands?.changed(0, Infinity);
    }
    this.redraw();
  }

  choose(node: number): void {
    if (node === this.#chosen) return;
    this.#chosen = node;
    this.#bringIn(node);
    this.redraw();
  }

  pan(dx: number, dy: number): void {
    if (!this.#plan) return;
    this.#whole = false;
    this.#camera = moved(this.#camera, dx, dy, this.#view, { width: this.#plan.columns, height: rowsOf(this.nodes, this.#plan) });
    this.redraw();
  }
  /** Around the chosen node if it is in sight, else around the middle. */
  zoom(direction: 1 | -1): void {
    const { width, height } = this.#view;
    const at = this.placeOf(this.#chosen);
    const inSight = at && at.x >= 0 && at.x <= width && at.y >= 0 && at.y <= height;
    this.#zoomAt(ZOOM_STEP ** direction, inSight ? at : { x: width / 2, y: height / 2 });
  }
  fit(): void {
    this.#whole = true;
    this.#plan = null;
    this.#replan();
    this.redraw();
  }

  next(dx: number, dy: number): number {
    return this.#plan ? stepped(this.nodes, this.#plan, this.#chosen, dx, dy) : -1;
  }
  change(way: 1 | -1): number {
    return changeAfter(this.#codes.codes, this.nodes, this.#chosen, way);
  }
  /** The first node with one of these codes at or after the chosen one, else the first of all; -1 if there is none. */
  find(codes: readonly number[]): number {
    const wanted = new Set(codes);
    const { nodes } = this;
    for (let k = 0; k < nodes; k++) {
      const id = (Math.max(0, this.#chosen) + k) % nodes;
      if (wanted.has(this.#codes.codes[id])) return id;
    }
    return -1;
  }

  /** The middle of a node's cell on the canvas, also for tests; null if there is none. */
  placeOf(node: number): Point | null {
    if (!this.#plan || node < 0 || node >= this.nodes) return null;
    const { scale, x, y } = this.#camera;
    const { columns } = this.#plan;
    return { x: x + ((node % columns) + 0.5) * scale, y: y + (Math.floor(node / columns) + 0.5) * scale };
  }

  /** The picture as it is, for a file. */
  get canvas(): HTMLCanvasElement { return this.#canvas; }

  #ratio(): number { return window.devicePixelRatio || 1; }

  #resized(): void {
    const [width, height] = [this.#canvas.clientWidth, this.#canvas.clientHeight];
    if (width === 0 || height === 0) return;
    this.#view = { width, height };
    if (this.#whole) this.#plan = null;
    this.#replan();
    this.redraw();
  }

  /** Cells are made smaller when nodes no longer fit, and are never made larger by themselves: that a graph was cleared is to be seen. */
  #replan(): void {
    const { width, height } = this.#view;
    if (width === 0 || this.nodes === 0) return;
    const ratio = this.#ratio();
    const [wide, high] = [(width - 2 * PADDING) * ratio, (height - 2 * PADDING) * ratio];
    const plan = this.#plan;
    if (plan && (!this.#whole || rowsOf(this.nodes, plan) * plan.cell <= high)) return;
    const next = planOf(this.nodes, wide, high);
    if (!this.#bands || next.columns !== this.#bands.plan.columns) this.#bands = new Bands(next);
    this.#plan = next;
    const scale = next.cell / ratio;
    this.#camera = { scale, x: Math.round((width - next.columns * scale) * 0.5 * ratio) / ratio, y: PADDING };
  }

  #zoomAt(factor: number, { x, y }: Point): void {
    if (!this.#plan) return;
    this.#whole = false;
    const least = Math.min(this.#plan.cell / this.#ratio(), 1 / 16);
    this.#camera = zoomed(this.#camera, factor, x, y, least, CELL_MOST);
    this.pan(0, 0);
  }

  #bringIn(node: number): void {
    if (!this.#plan || node < 0 || this.#whole) return;
    const { columns } = this.#plan;
    this.#camera = showing(this.#camera, { x: node % columns, y: Math.floor(node / columns), width: 1, height: 1 }, this.#view);
  }

  #at({ x, y }: Point): number {
    const { scale, x: left, y: top } = this.#camera;
    return this.#plan ? nodeAt(this.nodes, this.#plan, (x - left) / scale, (y - top) / scale) : -1;
  }

  #point(node: number): void {
    if (node === this.#pointed) return;
    this.#pointed = node;
    this.#events.onPoint(node);
    this.redraw();
  }

  #draw(): void {
    const { width, height } = this.#view;
    if (width === 0) return;
    const context = emptied(this.#canvas, width, height);
    const tokens = this.#tokens;
    if (!context || !tokens || !this.#plan || !this.#bands || this.#palette.length === 0) return;
    const ratio = this.#ratio();
    context.setTransform(1, 0, 0, 1, 0, 0);
    const [wide, high] = [Math.round(width * ratio), Math.round(height * ratio)];
    // From here on all is in pixels of the device.
    const cell = this.#camera.scale * ratio;
    const [left, top] = [this.#camera.x * ratio, this.#camera.y * ratio];
    const { columns } = this.#plan;
    const rows = rowsOf(this.nodes, this.#plan);
    const level = cell >= 1 ? 0 : Math.min(LEVEL_MOST, Math.ceil(-Math.log2(cell) - 0.01));
    const side = 1 << level;
    const bands = this.#bands;
    const [c0, c1] = [Math.max(0, Math.floor(-left / cell)) & -side, Math.min(columns, Math.ceil((wide - left) / cell))];
    const first = Math.max(0, Math.floor(-top / cell / bands.rows));
    const end = Math.min(Math.ceil(rows / bands.rows), Math.ceil((high - top) / cell / bands.rows));
    context.imageSmoothingEnabled = cell < 1 && Math.abs(cell * side - 1) > 1e-6;
    const until = performance.now() + PAINT;
    let left_ = false;
    for (let band = first; band < end; band++) {
      const paints = performance.now() < until;
      left_ ||= !paints && bands.isStale(band, level);
      const sheet = bands.sheet(band, level, this.#codes, this.#palette, paints);
      if (!sheet || c1 <= c0) continue;
      const count = Math.ceil((c1 - c0) / side);
      // Edges on whole pixels, or seams would show between bands.
      const [x0, x1] = [Math.round(left + c0 * cell), Math.round(left + (c0 + count * side) * cell)];
      const [y0, y1] = [Math.round(top + band * bands.rows * cell), Math.round(top + (band + 1) * bands.rows * cell)];
      context.drawImage(sheet, c0 / side, 0, count, sheet.height, x0, y0, x1 - x0, y1 - y0);
    }
    bands.keep(first, end, level);
    if (cell >= LINES_FROM) this.#lines(context, tokens, { left, top, cell, c0, c1, r0: Math.max(0, Math.floor(-top / cell)), r1: Math.min(rows, Math.ceil((high - top) / cell)) });
    this.#ring(context, this.#pointed, tokens.token.ink, tokens.token.card, left, top, cell);
    this.#ring(context, this.#chosen, tokens.token.focus, tokens.token.card, left, top, cell);
    if (left_) this.redraw();
  }

  #lines(context: CanvasRenderingContext2D, { token }: FieldTokens, { left, top, cell, c0, c1, r0, r1 }: { left: number; top: number; cell: number; c0: number; c1: number; r0: number; r1: number }): void {
    context.fillStyle = token.card;
    const [x0, y0] = [Math.round(left + c0 * cell), Math.round(top + r0 * cell)];
    const [wide, high] = [Math.round((c1 - c0) * cell), Math.round((r1 - r0) * cell)];
    for (let c = c0; c <= c1; c++) context.fillRect(Math.round(left + c * cell), y0, 1, high);
    for (let r = r0; r <= r1; r++) context.fillRect(x0, Math.round(top + r * cell), wide, 1);
  }

  /** A ring around a node's cell, never smaller than can be seen, light outside so that it stands out on any colour. */
  #ring(context: CanvasRenderingContext2D, node: number, colour: string, paper: string, left: number, top: number, cell: number): void {
    if (!this.#plan || node < 0 || node >= this.nodes) return;
    const { columns } = this.#plan;
    const unit = this.#ratio() * (this.#tokens?.unit ?? 1);
    const size = Math.max(cell, 7 * unit) + 2 * unit;
    const x = left + ((node % columns) + 0.5) * cell - size / 2;
    const y = top + (Math.floor(node / columns) + 0.5) * cell - size / 2;
    for (const [width, style] of [[5 * unit, paper], [2.5 * unit, colour]] as const) {
      context.lineWidth = width;
      context.strokeStyle = style;
      context.strokeRect(x, y, size, size);
    }
  }
}
