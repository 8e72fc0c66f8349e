/**
 * The field as pictures: bands of whole rows, each a sheet with one pixel a node, or, at level L, one pixel a square of 2^L by 2^L nodes
 * with their mean colour. Only rows whose nodes have changed are painted again, and only in bands that are looked at.
 */
import type { Plan } from './plan.ts';

/** Nodes in a band, about; rows in it are a multiple of the largest square. */
const BAND = 0x1_0000;
export const LEVEL_MOST = 3;
/** Pixels of sheets that are kept although they are out of sight. */
const KEPT = 16_000_000;

export interface Nodes {
  codes: Uint8Array;
  nodes: number;
}

const scratch = { rb: new Uint32Array(0), g: new Uint32Array(0), n: new Uint32Array(0) };

/**
 * Paints node rows `from` to `to` (multiples of 2^level but for the end) at one pixel a square: means of red, green and blue, each rounded;
 * nothing where there is no node. `into` begins with the row of `from`.
 */
export function paint({ codes, nodes }: Nodes, columns: number, from: number, to: number, level: number, palette: Uint32Array, into: Uint32Array): void {
  if (level === 0) {
    const [first, end] = [from * columns, to * columns];
    const last = Math.max(first, Math.min(nodes, end));
    for (let id = first; id < last; id++) into[id - first] = palette[codes[id]];
    into.fill(0, last - first, end - first);
    return;
  }
  const side = 1 << level;
  const width = Math.ceil(columns / side);
  if (scratch.rb.length < width) Object.assign(scratch, { rb: new Uint32Array(width), g: new Uint32Array(width), n: new Uint32Array(width) });
  const { rb, g, n } = scratch;
  for (let row = from, out = 0; row < to; row += side, out += width) {
    rb.fill(0, 0, width);
    g.fill(0, 0, width);
    n.fill(0, 0, width);
    for (let y = row; y < row + side; y++) {
      const first = y * columns;
      const count = Math.max(0, Math.min(columns, nodes - first));
      for (let x = 0; x < count; x++) {
        const colour = palette[codes[first + x]];
        const k = x >> level;
        // Two sums in one word: 64 times 255 fits 16 bits.
        rb[k] += colour & 0xff00ff;
        g[k] += (colour >> 8) & 255;
      }
      for (let k = 0; k << level < count; k++) n[k] += Math.min(side, count - (k << level));
    }
    for (let k = 0; k < width; k++) {
      const count = n[k];
      const mean = (sum: number): number => Math.floor(sum / count + 0.5);
      into[out + k] = count === 0 ? 0 : ((255 << 24) | (mean(rb[k] >>> 16) << 16) | (mean(g[k]) << 8) | mean(rb[k] & 0xffff)) >>> 0;
    }
  }
}

interface Sheet {
  readonly canvas: OffscreenCanvas;
  readonly context: OffscreenCanvasRenderingContext2D;
  /** Node rows to be painted again, within the band; none if `from` is not below `to`. */
  from: number;
  to: number;
}

export class Bands {
  readonly rows: number;
  private readonly sheets = new Map<number, Sheet>();
  private pixels = 0;
  private image: ImageData | null = null;

  constructor(readonly plan: Plan) {
    this.rows = Math.max(1 << LEVEL_MOST, Math.round(BAND / plan.columns) & -(1 << LEVEL_MOST));
  }

  /** Nodes from `from` to `to` have other codes, or are new or gone. */
  changed(from: number, to: number): void {
    const { columns } = this.plan;
    for (const [key, sheet] of this.sheets) {
      const top = (key >> 2) * this.rows;
      const first = Math.max(0, Math.floor(from / columns) - top);
      const end = Math.min(this.rows, Math.ceil(to / columns) - top);
      if (first >= end) continue;
      sheet.from = sheet.from < sheet.to ? Math.min(sheet.from, first) : first;
      sheet.to = Math.max(sheet.to, end);
    }
  }

  /** The sheet of a band; painted up to date if it may be (`paints`), else as it is; null if there is none yet. */
  sheet(band: number, level: number, of: Nodes, palette: Uint32Array, paints: boolean): OffscreenCanvas | null {
    const key = (band << 2) | level;
    let sheet = this.sheets.get(key);
    if (!sheet) {
      const made = paints ? this.make(level) : null;
      if (!made) return null;
      this.sheets.set(key, (sheet = made));
    }
    if (paints && sheet.from < sheet.to) {
      const side = 1 << level;
      const from = sheet.from & -side;
      const to = Math.min(this.rows, (sheet.to + side - 1) & -side);
      const { canvas, context } = sheet;
      if (this.image?.width !== canvas.width || this.image.height !== canvas.height) this.image = context.createImageData(canvas.width, canvas.height);
      const top = band * this.rows;
      const [first, count] = [from >> level, (to - from) >> level];
      const into = new Uint32Array(this.image.data.buffer, first * canvas.width * 4, count * canvas.width);
      paint(of, this.plan.columns, top + from, top + to, level, palette, into);
      context.putImageData(this.image, 0, 0, 0, first, canvas.width, count);
      sheet.from = this.rows;
      sheet.to = 0;
    }
    return sheet.canvas;
  }

  /** Whether a sheet is not up to date, or not there. */
  isStale(band: number, level: number): boolean {
    const sheet = this.sheets.get((band << 2) | level);
    return !sheet || sheet.from < sheet.to;
  }

  /** Gives up sheets out of sight, once there are many. */
  keep(from: number, to: number, level: number): void {
    if (this.pixels <= KEPT) return;
    for (const [key, { canvas }] of this.sheets) {
      const band = key >> 2;
      if ((key & 3) === level && band >= from && band < to) continue;
      this.pixels -= canvas.width * canvas.height;
      this.sheets.delete(key);
    }
  }

  private make(level: number): Sheet | null {
    const canvas = new OffscreenCanvas(Math.ceil(this.plan.columns / (1 << level)), this.rows >> level);
    const context = canvas.getContext('2d');
    if (!context) return null;
    this.pixels += canvas.width * canvas.height;
    return { canvas, context, from: 0, to: this.rows };
  }
}
