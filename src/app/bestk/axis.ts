/** The axes of totals against K: which places are named, and whether time is logarithmic. Plain arithmetic. */
import { roundDomain, timeTicks, timeUnit } from '../../charts/ticks.ts';

const [MINUTE, HOUR, DAY, YEAR] = [60, 3600, 86_400, 31_557_600];
const steps = (unit: number, of: readonly number[]): number[] => of.map((n) => n * unit);
const decades = (from: number, count: number): number[] => Array.from({ length: count }, (_, i) => steps(10 ** (from + i), [1, 2, 5])).flat();
/** Round durations for people, seconds. */
const PLACES: readonly number[] = [
  ...decades(-9, 9),
  ...steps(1, [1, 2, 5, 10, 20, 30]),
  ...steps(MINUTE, [1, 2, 5, 10, 20, 30]),
  ...steps(HOUR, [1, 2, 5, 12]),
  ...steps(DAY, [1, 2, 5, 10, 20, 50, 100, 200]),
  ...decades(0, 12).map((years) => years * YEAR),
];
/** Totals that are further apart than this leave nothing of the smaller ones on a linear axis. */
const WIDE = 8;
/** Names on the axis of time, at most. */
const MOST = 6;

/** The axis of time for totals (seconds, above 0): its ends and the places named on it. */
export function totalsAxis(totals: readonly number[]): { y: readonly [number, number]; logY: boolean; ticks: readonly number[] } {
  const above = totals.filter((total) => total > 0 && Number.isFinite(total));
  const [least, most] = above.length === 0 ? [1, 1] : [Math.min(...above), Math.max(...above)];
  if (most <= WIDE * least) {
    const domain = roundDomain(most, timeUnit(most));
    return { y: [0, domain.to], logY: false, ticks: timeTicks(domain, 4).map(({ value }) => value) };
  }
  const from = PLACES.findLastIndex((place) => place <= least * 1.001);
  const to = PLACES.findIndex((place) => place >= most * 0.999);
  const inside = PLACES.slice(Math.max(0, from), to < 0 ? PLACES.length : to + 1);
  const every = Math.ceil(inside.length / MOST);
  return { y: [inside[0], Math.max(inside[inside.length - 1], most)], logY: true, ticks: inside.filter((_, i) => i % every === 0) };
}

/** The Ks named on the logarithmic axis across: 1, 2, 5, 10 … and the end, which is never. */
export function kTicks(last: number): number[] {
  return [...decades(0, 9).filter((k) => k <= last * 0.6), last];
}
