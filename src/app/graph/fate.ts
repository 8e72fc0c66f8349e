/** What became of a node, told by its sign. */
import { FATES } from '../../protocol/inside.ts';
import { SIGNS } from '../parts/fates.ts';

/** The sign of a word of the column of fates. */
export function signOf(word: string): string {
  const fate = FATES.find((known) => known === word);
  return fate === undefined ? '' : SIGNS[fate];
}
