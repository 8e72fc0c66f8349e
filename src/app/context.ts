/** What every component can reach: the store, the worker's proxy, the page's own actions. Made once, in main. */
import { createContext, use, useEffect, useEffectEvent, useState } from 'react';
import { useStore } from 'zustand';
import type { Client } from '../store/client.ts';
import type { Counter } from '../store/counts.ts';
import type { GraphModel } from '../store/graph/graph-model.ts';
import type { InsideModel } from '../store/inside/inside-model.ts';
import type { ScriptHost } from '../store/script/host.ts';
import type { PlaygroundState } from '../store/state.ts';
import type { PageActions, PlaygroundStore } from '../store/store.ts';

export interface GraphModels {
  readonly graph: GraphModel;
  readonly inside: InsideModel;
}

export interface Page {
  store: PlaygroundStore;
  client: Client;
  actions: PageActions;
  /** What the graph view and the view inside a run can do; loaded when first asked for, the same promise from then on. */
  graph: () => Promise<GraphModels>;
  /** What counts nodes that programs build, in the same way. */
  counter: () => Promise<Counter>;
  /** What runs the visitor's own script, in the same way. */
  script: () => Promise<ScriptHost>;
}

export const PageContext = createContext<Page | null>(null);

/** The page's parts. */
export function usePage(): Page {
  const page = use(PageContext);
  if (page === null) throw new Error('internal: usePage outside of PageContext');
  return page;
}

/** A part of the state; the component renders again when it changes by Object.is. */
export function useSelect<T>(select: (state: PlaygroundState) => T): T {
  return useStore(usePage().store, select);
}

/** Milliseconds between two looks of useSampled. */
const SAMPLE_EVERY = 250;

/** As useSelect, but looked at a few times a second only: for what is long to lay out, such as tables. */
export function useSampled<T>(select: (state: PlaygroundState) => T): T {
  const { store } = usePage();
  const [value, setValue] = useState(() => select(store.getState()));
  const look = useEffectEvent(() => setValue(select(store.getState())));
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | null = null;
    const stop = store.subscribe(() => {
      timer ??= setTimeout(() => {
        timer = null;
        look();
      }, SAMPLE_EVERY);
    });
    return () => {
      stop();
      if (timer !== null) clearTimeout(timer);
    };
  }, [store]);
  return value;
}
