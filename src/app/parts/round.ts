/** Round values for the axes of the small charts: 0, 2 and 4 s instead of 0, 2.27 and 4.54 s. Pure. */

/** Two to five values from `from` to `to`, each 1, 2 or 5 times a power of ten of `unit`. The ends alone where there is nothing between. */
export function roundTicks(from: number, to: number, unit = 1): number[] {
  const span = (to - from) / unit;
  if (!(span > 0) || !Number.isFinite(span)) return [from];
  const power = 10 ** Math.floor(Math.log10(span));
  // Whole multiples of a power below 1 are quotients: 3 / 10 is 0.3, 3 × 0.1 is not.
  for (const step of [5, 2, 1, 0.5, 0.2]) {
    const at = (k: number): number => (power < 1 ? (k * step) / Math.round(1 / power) : k * step * power) * unit;
    const first = Math.ceil(from / (step * power * unit) - 1e-9);
    const last = Math.floor(to / (step * power * unit) + 1e-9);
    if (last - first >= 2) return Array.from({ length: last - first + 1 }, (_, i) => at(first + i));
  }
  return [from, to];
}

/** The binary unit that up to `most` bytes are said in by `memory`; the large charts, which have labels of their own, change theirs sooner (charts/ticks.ts, byteUnit). */
export const unitOfMemory = (most: number): number => 1024 ** Math.max(0, Math.min(5, Math.floor(Math.log2(Math.max(1, most)) / 10)));
