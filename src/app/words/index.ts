/** The catalogue of the language in use, handed to components by context. Other languages load when they are first asked for. */
import { createContext, use } from 'react';
import type { Lang } from '../../store/state.ts';
import { en } from './en.ts';
import type { DeepWords, Words } from './types.ts';

export type { Words } from './types.ts';

export const WordsContext = createContext<Words>(en);

/** The words of the page. */
export function useWords(): Words {
  return use(WordsContext);
}

/** Loads the catalogue of `lang`. */
export async function loadWords(lang: Lang): Promise<Words> {
  return lang === 'zh' ? (await import('./zh.ts')).zh : en;
}

const deep = new Map<Lang, Promise<DeepWords>>();
/** Loads the longer texts (sources, claims) of `lang`; the same promise for the same language, so that components may suspend on it. */
function loadDeepWords(lang: Lang): Promise<DeepWords> {
  let loading = deep.get(lang);
  if (loading === undefined) {
    loading = lang === 'zh' ? import('./zh-deep.ts').then((module) => module.deep) : import('./en-deep.ts').then((module) => module.deep);
    deep.set(lang, loading);
  }
  return loading;
}

/** Fetches what other languages and dialogs need, so that they open without a network. */
export function preloadWords(): Promise<unknown> {
  return Promise.all([loadWords('zh'), loadDeepWords('en'), loadDeepWords('zh')]);
}

/** The texts of dialogs and sources in the page's language; suspends while they load. */
export function useDeepWords(lang: Lang): DeepWords {
  return use(loadDeepWords(lang));
}
