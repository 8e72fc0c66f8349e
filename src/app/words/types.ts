/** What every language must have: all that English has. Types only. */
import type { deep } from './en-deep.ts';
import type { en } from './en.ts';

export type Words = typeof en;
export type DeepWords = typeof deep;
