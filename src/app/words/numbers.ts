/** How numbers are written in each language, over lib/format's three significant digits. Not how sentences use them. */
import { bytes, capacity, count, duration, memory, ofCapacity, percent, quantity, rate, significant, steadyPercent } from '../../lib/format.ts';
import type { DurationWords } from '../../lib/format.ts';
import type { Lang } from '../../store/state.ts';

export { AGE_OF_UNIVERSE } from '../../lib/format.ts';

export interface Numbers {
  /** whole number with separators: 1,000 */
  whole(value: number): string;
  /** short: 1.24 M */
  short(value: number): string;
  /** in a sentence: 1.24 million */
  long(value: number): string;
  /** stored bytes, decimal: 6.3 GB */
  bytes(value: number): string;
  /** bytes in a memory, in the seller's units */
  memory(value: number): string;
  capacity(value: number): string;
  ofCapacity(used: number, total: number): string;
  percent(share: number): string;
  /** of a number that counts up in a text */
  steadyPercent(share: number): string;
  /** any number with three significant digits */
  plain(value: number): string;
  /** seconds, from microseconds to multiples of the age of the universe */
  duration(seconds: number): string;
  rate(perSecond: number): string;
}

/** The number in a text that lib/format wrote. */
const read = (text: string): number => Number(text.replaceAll(',', ''));
/** Chinese counts large numbers by ten thousands and hundred millions. */
export const ZH_TIME: DurationWords = {
  days: (n) => `${n} 天`,
  years: (n) => (read(n) < 10_000 ? `${n} 年` : `${significant(read(n) / 1e4)} 万年`),
  millionYears: (n) => (read(n) < 100 ? `${significant(read(n) * 100)} 万年` : `${significant(read(n) / 100)} 亿年`),
  billionYears: (n) => `${significant(read(n) * 10)} 亿年`,
  ages: (n) => `宇宙年龄的 ${n} 倍`,
};
const ZH_UNITS: readonly (readonly [RegExp, string])[] = [
  [/ h\b/g, ' 小时'],
  [/ min\b/g, ' 分'],
  [/ s\b/g, ' 秒'],
];

/** The numbers of `lang`. */
export function numbersOf(lang: Lang): Numbers {
  const zh = lang === 'zh';
  const long = new Intl.NumberFormat(zh ? 'zh-Hans' : 'en', { notation: 'compact', compactDisplay: 'long', maximumSignificantDigits: 3 });
  const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
  return {
    whole: (value) => whole.format(value),
    short: (value) => (Math.abs(value) < 10_000 ? count(value) : quantity(value)),
    long: (value) => (Math.abs(value) < (zh ? 10_000 : 1e6) ? count(value) : long.format(value)),
    bytes,
    memory,
    capacity,
    ofCapacity: (used, total) => (zh ? ofCapacity(used, total).replace(' of ', ' / ') : ofCapacity(used, total)),
    percent,
    steadyPercent,
    plain: (value) => significant(value),
    duration: (seconds) =>
      zh ? ZH_UNITS.reduce((text, [unit, word]) => text.replace(unit, word), duration(seconds, ZH_TIME)) : duration(seconds),
    rate: (perSecond) => rate(perSecond, zh ? '节点' : 'nodes'),
  };
}
