/** What a typed number means: a value, or why it is none. Not the control. */

export interface Bounds {
  least: number;
  most: number;
  whole: boolean;
}
export type Typed = { ok: true; value: number } | { ok: false; why: 'notNumber' | 'outside' | 'whole' };

/** Reads a number as people type them: spaces and thousands commas are let pass, units are not. */
export function readNumber(text: string, { least, most, whole }: Bounds): Typed {
  const cleaned = text.replace(/[\s_]/g, '').replace(/,(?=\d{3}(\D|$))/g, '');
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(cleaned)) return { ok: false, why: 'notNumber' };
  const value = Number(cleaned);
  if (!(value >= least && value <= most)) return { ok: false, why: 'outside' };
  return whole && !Number.isInteger(value) ? { ok: false, why: 'whole' } : { ok: true, value };
}

/** Steps of a slider whose ends are `least` and `most`; logarithmic sliders need least > 0. */
export const SLIDER_STEPS = 1000;

/** Slider position 0…SLIDER_STEPS of a value. */
export function toSlider(value: number, { least, most }: Bounds, log: boolean): number {
  const share = log ? Math.log(value / least) / Math.log(most / least) : (value - least) / (most - least);
  return Math.round(share * SLIDER_STEPS);
}

/** Value of a slider position, rounded to what a hand can mean: whole numbers, or two significant digits. */
export function fromSlider(position: number, { least, most, whole }: Bounds, log: boolean): number {
  const share = position / SLIDER_STEPS;
  const exact = log ? least * (most / least) ** share : least + (most - least) * share;
  const rounded = whole ? (log && exact >= 100 ? Number(exact.toPrecision(2)) : Math.round(exact)) : Number(exact.toPrecision(2));
  return Math.min(most, Math.max(least, rounded));
}
