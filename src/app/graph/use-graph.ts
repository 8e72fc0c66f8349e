/** The graph view's model and words, for its components. */
import { createContext, use } from 'react';
import { useStore } from 'zustand';
import type { GraphModel } from '../../store/graph/graph-model.ts';
import type { GraphViewState } from '../../store/graph/state.ts';
import { useSelect } from '../context.ts';
import type { graph } from '../words/en-graph.ts';
import { useDeepWords } from '../words/index.ts';

export const GraphContext = createContext<GraphModel | null>(null);

export function useGraph(): GraphModel {
  const model = use(GraphContext);
  if (model === null) throw new Error('internal: useGraph outside of GraphContext');
  return model;
}

/** A part of what the view knows; the component renders again when it changes by Object.is. */
export function useShown<T>(select: (state: GraphViewState) => T): T {
  return useStore(useGraph().store, select);
}

export type GraphWords = typeof graph;

export function useGraphWords(): GraphWords {
  return useDeepWords(useSelect((state) => state.lang)).graph;
}
