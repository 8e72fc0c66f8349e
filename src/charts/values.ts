/** How the charts write numbers: the page's own formats, under the names of what the charts show. */
import { capacity, count, duration, memory, percent, significant, type DurationWords } from '../lib/format.ts';

export { capacity, count, percent, significant };
/** Bytes in a tier, in the seller's units: 2³⁰ bytes are "1 GB". */
export const bytes = memory;
/** Seconds for people. Languages bring their own words for days and years. */
export const seconds = (value: number, words: DurationWords | null): string => (words ? duration(value, words) : duration(value));
