/** The map of pages as plain functions: which page is in which cell, where cells are, and how they are painted. */
import { OWNERS, type MemoryLook } from '../../protocol/memory.ts';
import type { Colours } from './colours.ts';

/** Most cells of the map; beyond, a cell is several pages. */
export const CELLS_MOST = 60_000;
/** Cells of a tier that are drawn though nothing is in them: three times as many as there are pages, and so many at least. */
const EMPTY_LEAST = 600;

export interface Tier {
  readonly tier: 0 | 1 | 2;
  /** First page of each cell, in order. */
  readonly cells: Int32Array;
  /** Cells that fit into the tier; -1 for a tier without an end. */
  readonly room: number;
  /** Whether there is more room than is drawn. */
  readonly cut: boolean;
  readonly y: number;
  readonly rows: number;
}
export interface MapLayout {
  readonly perCell: number;
  /** Size of a cell, and cells in a row. */
  readonly size: number;
  readonly columns: number;
  readonly tiers: readonly Tier[];
  readonly width: number;
  readonly height: number;
}

/** Room above each tier for its name. */
const HEAD = 22;
const GAP = 10;

/** Pages that fit into each tier; -1 for a tier without an end, null for one that nothing is laid out in. */
export function roomsOf({ top, capacity, device, tier }: MemoryLook): readonly [number | null, number, -1] {
  let beside = 0;
  for (let p = tier.length - device; p < tier.length; p++) if (tier[p] === 1) beside++;
  return [top === 0 || capacity.video >= 0 ? capacity.video : null, capacity.main + beside, -1];
}

/** Cells by tier, in order of address; a cell of several pages is where its first page is. */
export function layout(look: MemoryLook, width: number, unit: number): MapLayout {
  const pages = look.tier.length;
  const frames = roomsOf(look);
  const total = pages + Math.max(0, frames[0] ?? 0) + Math.max(0, frames[1]);
  // Empty frames are drawn as far as there is something to compare them with.
  const perCell = Math.max(1, Math.ceil(Math.min(total, 3 * pages + 1) / CELLS_MOST));
  const counts = [0, 0, 0];
  for (let p = 0; p < pages; p += perCell) counts[look.tier[p]]++;
  const rooms = frames.map((capacity) => (capacity === null || capacity < 0 ? -1 : Math.ceil(capacity / perCell)));
  const empty = Math.min(CELLS_MOST, Math.max(EMPTY_LEAST, Math.ceil((3 * pages) / perCell)));
  const shown = [0, 1, 2].map((tier) => Math.max(counts[tier], Math.min(rooms[tier], empty)));
  const all = shown.reduce((a, b) => a + b);
  let size = Math.floor(Math.sqrt((width * 300 * unit) / Math.max(1, all)));
  size = Math.max(2, Math.min(16, size));
  const columns = Math.max(1, Math.floor(width / size));
  const cells = counts.map((n) => new Int32Array(n));
  const filled = [0, 0, 0];
  for (let p = 0; p < pages; p += perCell) cells[look.tier[p]][filled[look.tier[p]]++] = p;
  let y = 0;
  const tiers: Tier[] = [];
  for (const tier of [0, 1, 2] as const) {
    if (frames[tier] === null) continue;
    const rows = Math.ceil(shown[tier] / columns);
    tiers.push({ tier, cells: cells[tier], room: rooms[tier], cut: rooms[tier] > shown[tier], y: y + HEAD * unit, rows });
    y += HEAD * unit + rows * size + GAP * unit;
  }
  return { perCell, size, columns, tiers, width: columns * size, height: y };
}

/** The page at a point, or -1. */
export function pageAt({ tiers, size, columns }: MapLayout, x: number, y: number): number {
  for (const { cells, y: top, rows } of tiers) {
    if (y < top || y >= top + rows * size || x < 0 || x >= columns * size) continue;
    const cell = Math.floor((y - top) / size) * columns + Math.floor(x / size);
    return cell < cells.length ? cells[cell] : -1;
  }
  return -1;
}

/** Where a page's cell is: corner and tier; null if it has none. */
export function cellOf({ tiers, size, columns, perCell }: MapLayout, page: number): { x: number; y: number } | null {
  const first = page - (page % perCell);
  for (const { cells, y } of tiers) {
    let [low, high] = [0, cells.length - 1];
    while (low <= high) {
      const mid = (low + high) >> 1;
      if (cells[mid] === first) return { x: (mid % columns) * size, y: y + Math.floor(mid / columns) * size };
      if (cells[mid] < first) low = mid + 1;
      else high = mid - 1;
    }
  }
  return null;
}

/** Pixels of one tier, a cell a pixel: owners where there are pages, the well where there is room. */
export function pixels({ cells, room, rows }: Tier, columns: number, owner: Uint8Array, { packed }: Colours, into: Uint32Array): void {
  const colours = Uint32Array.from(OWNERS, (name) => packed[`owner-${name}`]);
  const most = Math.min(columns * rows, Math.max(cells.length, room));
  for (let i = 0; i < cells.length; i++) into[i] = colours[owner[cells[i]]];
  into.fill(packed.well, cells.length, Math.max(cells.length, most));
  into.fill(0, Math.max(cells.length, most), columns * rows);
}

const sheets: OffscreenCanvas[] = [];

/** Draws the map; the context's origin is the map's corner. */
export function paint(context: CanvasRenderingContext2D, map: MapLayout, look: MemoryLook, colours: Colours, names: readonly string[], marked: number): void {
  const { size, columns, tiers } = map;
  const { token, unit, font } = colours;
  context.font = `${12 * unit}px ${font}`;
  context.textBaseline = 'alphabetic';
  for (const tier of tiers) {
    context.fillStyle = token[(['video', 'main', 'disk'] as const)[tier.tier]];
    context.fillRect(0, tier.y - 15 * unit, 10 * unit, 10 * unit);
    context.fillStyle = token.ink;
    context.fillText(names[tier.tier], 16 * unit, tier.y - 6 * unit);
    if (tier.rows === 0) continue;
    if (tier.cut) context.fillText('…', columns * size - context.measureText('…').width, tier.y + tier.rows * size + 7 * unit);
    const sheet = (sheets[tier.tier] ??= new OffscreenCanvas(1, 1));
    if (sheet.width !== columns) sheet.width = columns;
    if (sheet.height !== tier.rows) sheet.height = tier.rows;
    const pen = sheet.getContext('2d');
    if (!pen) continue;
    const image = pen.createImageData(columns, tier.rows);
    pixels(tier, columns, look.owner, colours, new Uint32Array(image.data.buffer));
    pen.putImageData(image, 0, 0);
    context.imageSmoothingEnabled = false;
    context.drawImage(sheet, 0, tier.y, columns * size, tier.rows * size);
    if (size < 5) continue;
    context.fillStyle = token.card;
    for (let c = 1; c < columns; c++) context.fillRect(c * size - 1, tier.y, 1, tier.rows * size);
    for (let r = 1; r < tier.rows; r++) context.fillRect(0, tier.y + r * size - 1, columns * size, 1);
  }
  const ring = (page: number, width: number, colour: string): void => {
    const at = cellOf(map, page);
    if (!at) return;
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.strokeRect(at.x - 1, at.y - 1, size + 1, size + 1);
  };
  for (const page of look.next) ring(page, 1.5 * unit, token.ink);
  if (marked >= 0) ring(marked, 2.5 * unit, token.focus);
}
