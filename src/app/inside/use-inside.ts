/** The model and the words of the view inside a run, for its components. */
import { createContext, use } from 'react';
import { useStore } from 'zustand';
import type { InsideModel, InsideState } from '../../store/inside/inside-model.ts';
import { useSelect } from '../context.ts';
import { useDeepWords } from '../words/index.ts';
import type { InsideWords } from './timelines.ts';

export const InsideContext = createContext<InsideModel | null>(null);

export function useInside(): InsideModel {
  const model = use(InsideContext);
  if (model === null) throw new Error('internal: useInside outside of InsideContext');
  return model;
}

/** A part of what the view knows; the component renders again when it changes by Object.is. */
export function useOpened<T>(select: (state: InsideState) => T): T {
  return useStore(useInside().store, select);
}

export function useInsideWords(): InsideWords {
  return useDeepWords(useSelect((state) => state.lang)).inside;
}
