/**
 * Numbers for people: three significant digits and a unit. Anything that is not finite is "–".
 *
 * Bytes are decimal (6.3 GB = 6.3·10⁹) except for memory and its capacity, which are written as the seller does: 6 GiB is
 * "6 GB". Use `memory`, `capacity` and `ofCapacity` for what is in a tier, moves between tiers, or fits in one, so that a full tier of
 * 6 GB reads "6 of 6 GB"; use `bytes` for everything else (files, rates). Nothing here is read back; see size.ts for that.
 */

export const NOT_A_NUMBER = '–';
/** Seconds since the Big Bang: 13.8 billion years. */
export const AGE_OF_UNIVERSE = 4.35e17;

const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;
const YEAR = 365.25 * DAY;

/** Words of a duration, by language. `multiple` gets a finished number. */
export interface DurationWords {
  days: (text: string) => string;
  years: (text: string) => string;
  millionYears: (text: string) => string;
  billionYears: (text: string) => string;
  ages: (text: string) => string;
}
const ENGLISH: DurationWords = {
  days: (n) => (n === '1' ? '1 day' : `${n} days`),
  years: (n) => (n === '1' ? '1 year' : `${n} years`),
  millionYears: (n) => `${n} million years`,
  billionYears: (n) => `${n} billion years`,
  ages: (n) => `${n} × the age of the universe`,
};

/** `value` to `digits` significant digits, no exponent, no trailing zeros, thousands set apart: 0.00123, 12.4, 1,240. */
export function significant(value: number, digits = 3): string {
  if (!Number.isFinite(value)) return NOT_A_NUMBER;
  const rounded = round(Math.abs(value), digits);
  if (rounded === 0) return '0';
  if (rounded >= 1e15 || rounded < 1e-12) return sign(value) + scientific(rounded, digits);
  const decimals = Math.max(0, digits - 1 - Math.floor(Math.log10(rounded)));
  const text = rounded.toFixed(decimals);
  return sign(value) + grouped(text.includes('.') ? text.replace(/\.?0+$/, '') : text);
}

/** A count: every digit below a million (3,000), else three digits (1.24 M). Fractions below 1,000 keep three digits. */
export function count(value: number): string {
  if (!Number.isFinite(value)) return NOT_A_NUMBER;
  const magnitude = Math.abs(value);
  if (magnitude < 1000 && !Number.isInteger(value)) return significant(value);
  if (Math.round(magnitude) < 1e6) return (Math.round(magnitude) === 0 ? '' : sign(value)) + grouped(String(Math.round(magnitude)));
  return quantity(value);
}

/** Three digits and a prefix from the thousands on: 950, 12.4 k, 1.24 M, 1.5 G. */
export function quantity(value: number): string {
  const { amount, prefix } = scaled(value, 1000, ['', 'k', 'M', 'G', 'T', 'P']);
  return prefix === '' ? amount : `${amount} ${prefix}`;
}

/** Something a second: rate(1.18e8, 'nodes') is "118 M nodes/s". */
export function rate(perSecond: number, of: string): string {
  return Number.isFinite(perSecond) ? `${quantity(perSecond)} ${of}/s` : NOT_A_NUMBER;
}

/** A share, 0…1, as "97.5 %". What is short of the whole never reads "100 %", what is not nothing never "0 %". */
export function percent(share: number): string {
  if (!Number.isFinite(share)) return NOT_A_NUMBER;
  const hundredths = share * 100;
  if (share !== 0 && Math.abs(hundredths) < 0.01) return share > 0 ? '< 0.01 %' : '> −0.01 %';
  return `${share < 1 && round(hundredths, 3) >= 100 ? '99.9' : significant(hundredths)} %`;
}

/** The same with one digit after the point from 1 % on, zero or not: a number that counts up does not change its width at each round one. */
export function steadyPercent(share: number): string {
  return share >= 0.01 && share < 0.9995 ? `${(share * 100).toFixed(1)} %` : percent(share);
}

/** Bytes in decimal units: "6.3 GB" is 6.3·10⁹. */
export function bytes(value: number): string {
  return withUnit(value, 1000, ['B', 'kB', 'MB', 'GB', 'TB', 'PB']);
}

/** Bytes in memory, in the seller's units: 2³⁰ bytes are "1 GB". */
export function memory(value: number): string {
  return withUnit(value, 1024, SELLER);
}
const SELLER = ['B', 'KB', 'MB', 'GB', 'TB', 'PB'];

/** The capacity of a memory: "6 GB" for 6 GiB. A capacity that is round only in decimal units (6·10⁹) is written in those. */
export function capacity(value: number): string {
  const unit = binaryUnit(value);
  const binaryIsRound = Number.isFinite(value) && round(value / unit, 3) === value / unit;
  return binaryIsRound ? memory(value) : bytes(value);
}

/** How full a memory is, both numbers in the unit of its capacity: "5.98 of 6 GB"; "empty" is the caller's word. */
export function ofCapacity(used: number, total: number): string {
  const whole = capacity(total);
  if (!Number.isFinite(used) || whole === NOT_A_NUMBER) return NOT_A_NUMBER;
  const [amount = '', unit = ''] = whole.split(' ');
  const base = whole === memory(total) ? 1024 : 1000;
  const power = Math.max(0, SELLER.indexOf(unit.toUpperCase()));
  const part = used / base ** power;
  // Three digits, but no finer than a hundredth: nobody reads "0.0000123 of 6 GB".
  const text = part !== 0 && Math.abs(part) < 0.01 ? '< 0.01' : part < 1 ? significant(Math.round(part * 100) / 100) : significant(part);
  return `${text} of ${amount} ${unit}`;
}

/**
 * Seconds for people: 12.4 µs, 5.6 s, 5 min 40 s, 3 days 7 h, 12.4 years, 2.3 × the age of the universe.
 * Rounded before the unit is chosen, so there is no "1000 ms" and no "60 s". Infinity is a sum beyond what numbers hold, 10³⁰⁸ s.
 */
export function duration(seconds: number, words: DurationWords = ENGLISH): string {
  if (seconds === Infinity) return words.ages('> 10²⁹⁰');
  if (!Number.isFinite(seconds)) return NOT_A_NUMBER;
  if (seconds < 0) return `−${duration(-seconds, words)}`;
  if (seconds === 0) return '0 s';
  const short = round(seconds, 3);
  if (short < MINUTE) {
    if (short >= 1) return `${significant(short)} s`;
    const { amount, prefix } = scaled(seconds * 1e9, 1000, ['ns', 'µs', 'ms']);
    return `${amount} ${prefix}`;
  }
  const whole = Math.round(seconds);
  if (whole < HOUR) return pair(whole, MINUTE, (n) => `${n} min`, 1, 's');
  const minutes = Math.round(seconds / MINUTE) * MINUTE;
  if (minutes < DAY) return pair(minutes, HOUR, (n) => `${n} h`, MINUTE, 'min');
  const hours = Math.round(seconds / HOUR) * HOUR;
  if (hours < 10 * DAY) return pair(hours, DAY, words.days, HOUR, 'h');
  if (Math.round(seconds / DAY) < 365) return words.days(String(Math.round(seconds / DAY)));
  return long(seconds, words);
}

function long(seconds: number, words: DurationWords): string {
  const ages = seconds / AGE_OF_UNIVERSE;
  if (ages >= 1) return words.ages(ages >= 1e6 ? scientific(ages, 3) : significant(ages));
  const years = Math.max(1, seconds / YEAR);
  if (round(years, 3) < 1e6) return words.years(significant(years));
  return round(years / 1e6, 3) < 1000 ? words.millionYears(significant(years / 1e6)) : words.billionYears(significant(years / 1e9));
}

/** A duration in two units, the smaller left out when it is nought: "5 min 40 s", "2 h". */
function pair(total: number, large: number, name: (n: string) => string, small: number, unit: string): string {
  const rest = Math.round((total % large) / small);
  const first = name(String(Math.floor(total / large)));
  return rest === 0 ? first : `${first} ${rest} ${unit}`;
}

function withUnit(value: number, base: number, units: readonly string[]): string {
  if (!Number.isFinite(value)) return NOT_A_NUMBER;
  const { amount, prefix } = scaled(value, base, units);
  return `${amount} ${prefix}`;
}

/** The prefix that leaves an amount of 1 or more and, rounded, less than `base`. */
function scaled(value: number, base: number, prefixes: readonly string[]): { amount: string; prefix: string } {
  if (!Number.isFinite(value)) return { amount: NOT_A_NUMBER, prefix: '' };
  let amount = Math.abs(value);
  let power = 0;
  // 1,000 to 1,023 of a binary unit keep their four digits: three would make them 1,020 and more than the next unit's 1.
  const full = (n: number) => (n >= 1000 && base === 1024 ? Math.round(n) : round(n, 3));
  while (power < prefixes.length - 1 && full(amount) >= base) {
    amount /= base;
    power += 1;
  }
  const text = significant(full(amount), amount >= 1000 ? 4 : 3);
  return { amount: (text === '0' ? '' : sign(value)) + text, prefix: prefixes[power] };
}

function binaryUnit(value: number): number {
  let unit = 1;
  while (value / unit >= 1024 && unit < 1024 ** 5) unit *= 1024;
  return unit;
}

/** 2.3×10¹⁵ */
function scientific(value: number, digits: number): string {
  const [mantissa = '', exponent = ''] = value.toExponential(digits - 1).split('e');
  const raised = exponent.replace('+', '').replace(/[-\d]/g, (c) => (c === '-' ? '⁻' : '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(c)]));
  return `${mantissa.replace(/\.?0+$/, '')}×10${raised}`;
}

function round(value: number, digits: number): number {
  return Number(value.toPrecision(digits));
}

function sign(value: number): string {
  return value < 0 ? '−' : '';
}

function grouped(text: string): string {
  const [whole = '', fraction] = text.split('.');
  const separated = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? separated : `${separated}.${fraction}`;
}
