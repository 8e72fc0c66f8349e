/** Which of the eight combinations of save, clear and reload is set. Its sentence is in the catalogue of words. */
import type { RunConfig } from '../protocol/config.ts';

export const COMBINATIONS = ['---', 's--', '-c-', '--r', 'sc-', 's-r', '-cr', 'scr'] as const;
export type Combination = (typeof COMBINATIONS)[number];

/** The combination's key, for instance 's-r' for save and reload without clear. */
export function combinationOf(config: Pick<RunConfig, 'save' | 'clear' | 'reload'>): Combination {
  return `${config.save ? 's' : '-'}${config.clear ? 'c' : '-'}${config.reload ? 'r' : '-'}`;
}
