/** What the parts of the field's view share. */
import type { DeepWords } from '../words/types.ts';
import type { Entry } from './palette.ts';

export type FieldWords = DeepWords['field'];

/** Tells an entry of the legend from others, and finds it again when counts are others. */
export const keyOf = ({ key, from }: Entry): string => `${key}.${from}`;
