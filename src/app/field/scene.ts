/**
 * The canvas of the field: draws what is in sight of its bands in the page's frame loop, pans, zooms, and tells what was pointed at. It holds
 * codes, cells and camera; what is chosen is the view's business.
 */
import { cancelDraw, requestDraw } from '../../lib/frame-loop.ts';
import type { FieldLook } from '../../protocol/field.ts';
import { type Camera, moved, showing, type Size, zoomed } from '../graph/camera.ts';
import { contextOf, onPageChange } from '../parts/canvas.ts';
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
  /** Where the pointer is, and where it was when something else chose a node: as long as it stays there, it points at none. */
  #pointer: Point | null = null;
  #passed: Point | null = null;
  #run = -1;
  /** What the picture on the canvas depends on besides the nodes: as long as it is the same, only bands that were painted again are drawn. */
  #drawn: { state: readonly unknown[]; rows: number } = { state: [], rows: 0 };

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
        hover: (at) => this.#hover(at),
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

  /** A node was chosen by other means than the pointer: it no longer counts where that was left. */
  passOver(): void {
    this.#passed = this.#pointer;
    this.#point(-1);
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

  #hover(at: Point | null): void {
    this.#pointer = at;
    // A browser tells of a pointer at rest anew when the page around it has changed.
    if (at && this.#passed && at.x === this.#passed.x && at.y === this.#passed.y) return;
    this.#passed = null;
    this.#point(at ? this.#at(at) : -1);
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
    const ratio = this.#ratio();
    const context = contextOf(this.#canvas, width, height);
    const [tokens, plan, bands] = [this.#tokens, this.#plan, this.#bands];
    if (!context || !tokens || !plan || !bands || this.#palette.length === 0) return;
    // From here on all is in pixels of the device.
    context.setTransform(1, 0, 0, 1, 0, 0);
    const cell = this.#camera.scale * ratio;
    const rows = rowsOf(this.nodes, plan);
    const sight = sightOf(plan, bands.rows, rows, { cell, left: this.#camera.x * ratio, top: this.#camera.y * ratio, wide: Math.round(width * ratio), high: Math.round(height * ratio) });
    const state = [width, height, ratio, bands, this.#camera, tokens, this.#chosen, this.#pointed];
    const same = rows >= this.#drawn.rows && state.every((part, i) => part === this.#drawn.state[i]);
    this.#drawn = { state, rows };
    const late = this.#drawBands(context, bands, sight, same);
    if (cell >= LINES_FROM) lines(context, tokens.token.card, sight, Math.min(rows, Math.ceil((sight.high - sight.top) / cell)));
    this.#ring(context, this.#pointed, tokens.token.ink, tokens, sight);
    this.#ring(context, this.#chosen, tokens.token.focus, tokens, sight);
    if (late) this.redraw();
  }

  /** Draws the bands in sight, or, on a picture that is the same but for them, those that were painted again. Whether some are left for the next frame. */
  #drawBands(context: CanvasRenderingContext2D, bands: Bands, sight: Sight, same: boolean): boolean {
    const { cell, top, wide, high, level, first, end, from, count, x0, x1 } = sight;
    const side = 1 << level;
    const clear = (left: number, above: number, right: number, below: number): void => {
      if (right > left && below > above) context.clearRect(left, above, right - left, below - above);
    };
    // Edges on whole pixels, or seams would show between bands.
    const yOf = (band: number): number => Math.round(top + band * bands.rows * cell);
    if (first >= end || count <= 0) {
      clear(0, 0, wide, high);
      return false;
    }
    if (!same) {
      // Beside the field; the bands cover what was where they are, but for the last one.
      clear(0, 0, wide, yOf(first));
      clear(0, yOf(end), wide, high);
      clear(0, yOf(first), x0, yOf(end));
      clear(x1, yOf(first), wide, yOf(end));
    }
    context.imageSmoothingEnabled = cell < 1 && Math.abs(cell * side - 1) > 1e-6;
    const last = Math.floor((this.nodes - 1) / bands.plan.columns / bands.rows);
    const until = performance.now() + PAINT;
    let late = false;
    for (let band = first; band < end; band++) {
      const stale = bands.isStale(band, level);
      const paints = stale && performance.now() < until;
      late ||= stale && !paints;
      if (same && !paints) continue;
      const sheet = bands.sheet(band, level, this.#codes, this.#palette, paints);
      if (same || !sheet || band === last) clear(x0, yOf(band), x1, yOf(band + 1));
      if (sheet) context.drawImage(sheet, from / side, 0, count, sheet.height, x0, yOf(band), x1 - x0, yOf(band + 1) - yOf(band));
    }
    bands.keep(first, end, level);
    return late;
  }

  /** A ring around a node's cell, never smaller than can be seen, light outside so that it stands out on any colour. */
  #ring(context: CanvasRenderingContext2D, node: number, colour: string, { unit, token }: FieldTokens, { left, top, cell }: Sight): void {
    if (!this.#plan || node < 0 || node >= this.nodes) return;
    const { columns } = this.#plan;
    const thick = this.#ratio() * unit;
    const size = Math.max(cell, 7 * thick) + 2 * thick;
    const x = left + ((node % columns) + 0.5) * cell - size / 2;
    const y = top + (Math.floor(node / columns) + 0.5) * cell - size / 2;
    for (const [width, style] of [[5 * thick, token.card], [2.5 * thick, colour]] as const) {
      context.lineWidth = width;
      context.strokeStyle = style;
      context.strokeRect(x, y, size, size);
    }
  }
}

interface Frame {
  /** Pixels of a cell, and where the field's corner is. */
  readonly cell: number;
  readonly left: number;
  readonly top: number;
  readonly wide: number;
  readonly high: number;
}
/** What of the field is in sight. */
interface Sight extends Frame {
  readonly level: number;
  /** Bands, from the first to before the end. */
  readonly first: number;
  readonly end: number;
  /** The first column, how many pixels of a sheet from there on, and the pixels of the canvas that they take. */
  readonly from: number;
  readonly count: number;
  readonly x0: number;
  readonly x1: number;
}

function sightOf({ columns }: Plan, bandRows: number, rows: number, frame: Frame): Sight {
  const { cell, left, top, wide, high } = frame;
  const level = cell >= 1 ? 0 : Math.min(LEVEL_MOST, Math.ceil(-Math.log2(cell) - 0.01));
  const side = 1 << level;
  const from = Math.max(0, Math.floor(-left / cell)) & -side;
  const count = Math.ceil((Math.min(columns, Math.ceil((wide - left) / cell)) - from) / side);
  return {
    ...frame, level, from, count,
    first: Math.max(0, Math.floor(-top / cell / bandRows)),
    end: Math.min(Math.ceil(rows / bandRows), Math.ceil((high - top) / cell / bandRows)),
    x0: Math.round(left + from * cell), x1: Math.round(left + (from + count * side) * cell),
  };
}

/** Lines between cells, in the colour of what is below them. */
function lines(context: CanvasRenderingContext2D, colour: string, { left, top, cell, from, count, x0, x1 }: Sight, lastRow: number): void {
  const firstRow = Math.max(0, Math.floor(-top / cell));
  const [y0, y1] = [Math.round(top + firstRow * cell), Math.round(top + lastRow * cell)];
  context.fillStyle = colour;
  for (let c = from; c <= from + count; c++) context.fillRect(Math.round(left + c * cell), y0, 1, y1 - y0);
  for (let r = firstRow; r <= lastRow; r++) context.fillRect(x0, Math.round(top + r * cell), x1 - x0, 1);
}
