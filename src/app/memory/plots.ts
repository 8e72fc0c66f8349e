/** The two charts of the memory view: hits against capacity, and bytes moved by epoch and link. Pure drawing on a canvas. */
import type { History } from '../../protocol/frame.ts';
import type { MemoryCurve } from '../../protocol/memory.ts';
import { lines, type Box, type Line } from '../parts/lines.ts';
import { unitOfMemory } from '../parts/round.ts';
import type { Colours, Token } from './colours.ts';

export const LINKS = ['upVideo', 'downVideo', 'upMain', 'downMain'] as const;
export type Link = (typeof LINKS)[number];
const STYLE: Readonly<Record<Link, { colour: Token; dash: readonly number[] }>> = {
  upVideo: { colour: 'video', dash: [] }, downVideo: { colour: 'video', dash: [5, 3] }, upMain: { colour: 'disk', dash: [] }, downMain: { colour: 'disk', dash: [5, 3] },
};

/** Share of touches that hit, at each capacity: LRU, MIN and, where it is another, the policy that is set. */
export function drawCurve(context: CanvasRenderingContext2D, box: Box, colours: Colours, curve: MemoryCurve, capacity: number, own: string | null, here: string, bytes: (pages: number) => string, share: (v: number) => string): void {
  const hits = (faults: number): number => 1 - faults / curve.touches;
  const { token } = colours;
  const step = Math.max(1, Math.floor(curve.pages / 600));
  const lru: [number, number][] = [];
  for (let c = 1; c <= curve.pages; c += step) lru.push([c, hits(curve.lru[c - 1])]);
  if (lru.at(-1)?.[0] !== curve.pages) lru.push([curve.pages, hits(curve.lru[curve.pages - 1])]);
  const sampled = (of: Float64Array): [number, number][] => Array.from(curve.at, (c, i) => [c, hits(of[i])]);
  const all: Line[] = [
    { name: 'LRU', colour: token.video, dash: [], points: lru },
    { name: 'MIN', colour: token.cure, dash: [6, 3], points: sampled(curve.min) },
    ...(own === null ? [] : [{ name: own, colour: token.disk, dash: [2, 2], points: sampled(curve.own) }]),
  ];
  // Where all fits in half of what is set, the axis ends before: the mark says that it lies beyond.
  const most = Math.max(curve.pages * 1.08, Math.min(capacity, 2 * curve.pages));
  for (const line of all) line.points = [...line.points, [most, 1]];
  // What fits a page or two is hit at any capacity that matters: the axis begins where the curves do, at a tenth of the working set.
  const lowest = Math.min(...all.flatMap(({ points }) => points.filter(([c]) => c >= curve.pages / 10).map(([, y]) => y)));
  // All at 100 % needs a scale too, and to begin where nothing is kept and nothing hit.
  const low = lowest < 1 ? lowest : 0;
  if (lowest === 1) for (const line of all) line.points = [[0, 0], [line.points[0][0], 0], ...line.points];
  lines(context, box, colours, {
    x: [0, most], y: [Math.max(0, low - (1 - low) * 0.1), 1], xText: bytes, yText: share, lines: all.map((line) => ({ ...line, points: line.points.filter(([c]) => c >= curve.pages / 10 || lowest === 1) })),
    mark: { at: capacity, text: here },
  });
}

/** Bytes over each link by epoch; links over which nothing went are left out. */
export function drawMoves(context: CanvasRenderingContext2D, box: Box, colours: Colours, history: History, names: Readonly<Record<Link, string>>, bytes: (v: number) => string, whole: (v: number) => string): void {
  const { count, columns } = history;
  const step = Math.max(1, Math.floor(count / 600));
  const rows = Array.from({ length: Math.ceil(count / step) }, (_, i) => Math.min(count - 1, i * step));
  if (rows.at(-1) !== count - 1) rows.push(count - 1);
  const shown = LINKS.filter((link) => columns[link].subarray(0, count).some((v) => v > 0));
  const most = Math.max(1, ...shown.map((link) => columns[link].subarray(0, count).reduce((a, b) => Math.max(a, b), 0)));
  lines(context, box, colours, {
    x: [columns.epoch[0], columns.epoch[count - 1]], y: [0, most], unit: unitOfMemory(most), xText: whole, yText: bytes, mark: null,
    lines: shown.map((link) => ({ name: names[link], colour: colours.token[STYLE[link].colour], dash: STYLE[link].dash, points: rows.map((row) => [columns.epoch[row], columns[link][row]] as const) })),
  });
}
