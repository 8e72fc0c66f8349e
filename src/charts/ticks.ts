/** Ticks and domains of the value axes, in the units of each axis. Pure. */
import { nice, ticks } from 'd3-array';
import { count, significant } from './values.ts';

const BYTE_UNITS = ['B', 'KB', 'MB', 'GB', 'TB', 'PB'] as const;
/** Units of time on axes: short names, since a tick has little room. */
const TIME_UNITS: readonly [number, string][] = [
  [31_557_600e9, 'G years'],
  [31_557_600e6, 'M years'],
  [31_557_600, 'years'],
  [86_400, 'days'],
  [3600, 'h'],
  [60, 'min'],
  [1, 's'],
  [1e-3, 'ms'],
  [1e-6, 'µs'],
  [1e-9, 'ns'],
];

export interface Tick {
  value: number;
  label: string;
}
/** A value axis: from and to, linear or logarithmic. */
export interface Domain {
  from: number;
  to: number;
  log: boolean;
}

/** Linear domain from 0 to a round number at or above `highest` of the given unit. Never empty. */
export function roundDomain(highest: number, unit = 1): Domain {
  const top = Number.isFinite(highest) && highest > 0 ? highest / unit : 1;
  return { from: 0, to: nice(0, top, 5)[1] * unit, log: false };
}

export function countTicks(domain: Domain, wanted: number): Tick[] {
  const unit = domain.to >= 1e9 ? 1e9 : domain.to >= 1e6 ? 1e6 : domain.to >= 1e4 ? 1e3 : 1;
  const name = unit === 1e9 ? ' G' : unit === 1e6 ? ' M' : unit === 1e3 ? ' k' : '';
  return linear(domain, wanted, unit)
    .filter((value) => unit > 1 || Number.isInteger(value))
    .map((value) => ({ value, label: value === 0 ? '0' : unit === 1 ? count(value) : significant(value / unit) + name }));
}

/** Most of a unit that an axis counts in it: 900 would be rounded to 1,000, and a tick has no room for such numbers. */
const MOST = 800;

/** Binary unit in which the axis counts, so that its ticks are whole GB of 2³⁰ bytes. */
export function byteUnit(highest: number): number {
  let unit = 1;
  while (highest > MOST * unit && unit < 1024 ** (BYTE_UNITS.length - 1)) unit *= 1024;
  return unit;
}

export function byteTicks(domain: Domain, wanted: number): Tick[] {
  const unit = byteUnit(domain.to);
  const name = BYTE_UNITS[Math.round(Math.log2(unit) / 10)] ?? '';
  // There are no parts of a byte.
  return linear(domain, wanted, unit)
    .filter((value) => unit > 1 || Number.isInteger(value))
    .map((value) => ({ value, label: value === 0 ? '0' : `${significant(value / unit)} ${name}` }));
}

/** Unit in which a linear axis of durations up to `highest` counts. */
export function timeUnit(highest: number): number {
  for (const [unit] of TIME_UNITS) if (unit > 1 ? highest >= 2 * unit : highest > (MOST / 1000) * unit) return unit;
  return 1e-9;
}

/** A tick in the given unit, or in the largest that it has one of. */
function timeLabel(value: number, unit = TIME_UNITS.find(([size]) => value >= size * 0.999)?.[0] ?? 1e-9): string {
  const name = TIME_UNITS.find(([size]) => size === unit)?.[1] ?? '';
  const amount = significant(value / unit);
  return `${amount} ${amount === '1' ? name.replace(/^(day|year)s$/, '$1') : name}`;
}

/** Round places of a logarithmic time axis: decades of seconds, then the units people use. */
const LOG_PLACES: readonly number[] = [
  1e-7,
  1e-6,
  1e-5,
  1e-4,
  1e-3,
  1e-2,
  0.1,
  1,
  10,
  60,
  600,
  3600,
  36_000,
  5 * 86_400,
  50 * 86_400,
  ...Array.from({ length: 40 }, (_, i) => 31_557_600 * 10 ** i),
];

export function timeTicks(domain: Domain, wanted: number): Tick[] {
  if (!domain.log) {
    const unit = timeUnit(domain.to);
    return linear(domain, wanted, unit).map((value) => ({ value, label: value === 0 ? '0' : timeLabel(value, unit) }));
  }
  const inside = LOG_PLACES.filter((value) => value >= domain.from * 0.999 && value <= domain.to * 1.001);
  const every = Math.max(1, Math.ceil(inside.length / Math.max(2, wanted)));
  return inside.filter((_, i) => i % every === 0).map((value) => ({ value, label: timeLabel(value) }));
}

/** Logarithmic domain over at least two round places, from one at or below `lowest` to one at or above `highest`. Seconds. */
export function logTimeDomain(lowest: number, highest: number): Domain {
  const low = lowest > 0 && Number.isFinite(lowest) ? lowest : 1e-3;
  const high = Math.max(low, Number.isFinite(highest) ? highest : low);
  const from = LOG_PLACES.findLast((value) => value <= low) ?? 1e-7;
  const start = LOG_PLACES.indexOf(from);
  const to = LOG_PLACES.find((value, i) => value >= high && i >= start + 2) ?? high;
  return { from, to, log: true };
}

export function plainTicks(domain: Domain, wanted: number): Tick[] {
  return linear(domain, wanted, 1).map((value) => ({ value, label: significant(value) }));
}

function linear(domain: Domain, wanted: number, unit: number): number[] {
  return ticks(domain.from / unit, domain.to / unit, Math.max(1, wanted)).map((value) => value * unit);
}

/** Where a value lies, in pixels from `top` (domain end) to `bottom` (domain start). Log axes put what is at or below their start at the bottom. */
export function valueScale(domain: Domain, bottom: number, top: number): (value: number) => number {
  if (!domain.log) return linearScale(domain.from, domain.to, bottom, top);
  const scale = linearScale(Math.log(domain.from), Math.log(domain.to), bottom, top);
  return (value) => (value <= domain.from ? bottom : scale(Math.log(value)));
}

/** Takes from..to onto start..end, on either side too. Its ends come out exact. */
export function linearScale(from: number, to: number, start: number, end: number): (value: number) => number {
  return (value) => {
    const share = (value - from) / (to - from);
    return start * (1 - share) + end * share;
  };
}

/** Steps of the epoch axis while a run goes on: each leaves room to grow into, and none comes so often that the picture is restless. */
const STEPS = [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10] as const;

/**
 * Last epoch on the shared axis: room for a quarter more than there is, at least 30, at most the whole run; or the whole run
 * at once if asked. Never less than the epochs there are.
 */
export function lastEpochShown(epochs: number, epochsInAll: number, whole: boolean): number {
  const all = Math.max(1, epochs, epochsInAll);
  if (whole) return all;
  const wanted = Math.max(30, epochs * 1.25);
  const decade = 10 ** Math.floor(Math.log10(wanted));
  const round = (STEPS.find((step) => step * decade >= wanted - 1e-9) ?? 10) * decade;
  return Math.max(epochs, Math.min(round, all));
}

/** Whole epochs only. */
export function epochTicks(last: number, wanted: number): Tick[] {
  return ticks(0, last, Math.max(1, wanted))
    .filter(Number.isInteger)
    .map((value) => ({ value, label: count(value) }));
}
