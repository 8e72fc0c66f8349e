/** The texts of the visitor's own script, in the page's language; suspends while they load. */
import { useSelect } from '../context.ts';
import { useDeepWords } from '../words/index.ts';
import type { DeepWords } from '../words/types.ts';

export function useScriptWords(): DeepWords['script'] {
  return useDeepWords(useSelect((state) => state.lang)).script;
}
