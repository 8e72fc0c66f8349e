/** A timeline as data, and where its slices are drawn: tracks, slices, arrows. Pure: scene.ts draws it, and both kinds of timeline are made into it. */

export interface Slice {
  readonly track: number;
  /** Seconds from the beginning. */
  readonly start: number;
  readonly end: number;
  readonly name: string;
  readonly op: string;
  readonly kind: 'run' | 'copy';
  readonly critical: boolean;
  /** What it reads as. */
  readonly text: string;
}
export interface Track {
  readonly label: string;
  /** Tracks of the same device stand together. */
  readonly device: number;
  readonly kind: 'run' | 'copy';
}
export interface Arrow {
  readonly from: number;
  readonly to: number;
  /** Track of the sender's and the receiver's nodes. */
  readonly start: number;
  readonly end: number;
  readonly critical: boolean;
}
export interface Gantt {
  readonly tracks: readonly Track[];
  /** By track, and on a track by start. */
  readonly slices: readonly Slice[];
  readonly arrows: readonly Arrow[];
  /** Seconds. */
  readonly end: number;
  /** Lower bound in seconds; null where there is none. */
  readonly bound: number | null;
}

/** The part of time that is seen, in seconds. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

export const whole = ({ end }: Gantt): Span => ({ from: 0, to: end || 1 });

/** Zoomed around a moment, never beyond the whole. */
export function zoomed(span: Span, factor: number, at: number, all: Span): Span {
  const length = Math.min(all.to - all.from, Math.max((all.to - all.from) / 20_000, (span.to - span.from) / factor));
  const share = (at - span.from) / (span.to - span.from);
  return inside({ from: at - share * length, to: at + (1 - share) * length }, all);
}
export function moved(span: Span, by: number, all: Span): Span {
  return inside({ from: span.from + by, to: span.to + by }, all);
}
function inside({ from, to }: Span, all: Span): Span {
  const length = Math.min(to - from, all.to - all.from);
  const start = Math.min(Math.max(from, all.from), all.to - length);
  return { from: start, to: start + length };
}
/** The span moved as little as possible so that a slice is seen. */
export function showing(span: Span, { start, end }: Slice, all: Span): Span {
  const length = span.to - span.from;
  if (start < span.from) return inside({ from: start - 0.05 * length, to: start + 0.95 * length }, all);
  if (end > span.to) {
    const to = Math.min(end, start + 0.9 * length) + 0.05 * length;
    return inside({ from: to - length, to }, all);
  }
  return span;
}

/** Puts what overlaps on tracks of its own: for each, the first that is free. Returns how many were used. */
export function lanes(times: readonly { readonly start: number; readonly end: number }[]): { lane: number[]; count: number } {
  const free: number[] = [];
  const lane: number[] = times.map(() => 0);
  for (const i of [...times.keys()].sort((a, b) => times[a].start - times[b].start || times[a].end - times[b].end)) {
    let at = free.findIndex((over) => over <= times[i].start);
    if (at < 0) at = free.push(0) - 1;
    free[at] = times[i].end;
    lane[i] = at;
  }
  return { lane, count: free.length };
}

/** Index of the next slice in a direction: on the track, or on another one the nearest in time. -1 becomes the first. */
export function nextSlice({ slices, tracks }: Gantt, at: number, dx: number, dy: number): number {
  if (slices.length === 0) return -1;
  if (at < 0) return 0;
  const { track, start, end } = slices[at];
  if (dx !== 0) return slices[at + dx]?.track === track ? at + dx : at;
  const middle = (start + end) / 2;
  for (let other = track + dy; other >= 0 && other < tracks.length; other += dy) {
    let best = -1;
    let distance = Infinity;
    slices.forEach((slice, i) => {
      if (slice.track !== other) return;
      const apart = Math.abs((slice.start + slice.end) / 2 - middle);
      if (apart < distance) [best, distance] = [i, apart];
    });
    if (best >= 0) return best;
  }
  return at;
}

/** Round steps for an axis of time: 1, 2 or 5 times a power of ten. */
export function ticks({ from, to }: Span, most: number): number[] {
  const rough = (to - from) / Math.max(1, most);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((k) => k * power).find((candidate) => candidate >= rough) ?? 10 * power;
  const out: number[] = [];
  for (let k = Math.ceil(from / step - 1e-9) + 0; k * step <= to * (1 + 1e-9); k++) out.push(k * step);
  return out;
}
