/**
 * What is not needed at first is fetched when the page has nothing else to do: from then on everything works without a network, but for
 * what is large and fetched when it is first asked for: the workers' part of the graph view, and Python with the editor of scripts.
 */
import { preloadWords } from './words/index.ts';

/** Fetches the lazy parts. One that fails now is asked for again when it is needed. */
async function fetchLazyParts(): Promise<void> {
  await Promise.allSettled([
    import('./panels/Trouble.tsx'),
    import('./dialogs/Dialogs.tsx'),
    import('./panels/Tabs.tsx'),
    import('./panels/Sources.tsx'),
    import('./charts/DataTable.tsx'),
    import('./charts/download.ts'),
    import('./graph/GraphView.tsx'),
    import('./field/FieldView.tsx'),
    import('./inside/InsideView.tsx'),
    import('./learned/LearnedView.tsx'),
    import('./memory/MemoryView.tsx'),
    import('./panels/Machine.tsx'),
    import('./numbers/NumbersView.tsx'),
    import('./lessons/Lesson.tsx').then(({ preloadLessons }) => preloadLessons()),
    import('./recorded/Panel.tsx'),
    import('./cases/CasesView.tsx'),
    import('./bestk/BestK.tsx'),
    import('./dialogs/Since.tsx'),
    preloadWords(),
  ]);
}

/** Milliseconds after which they are fetched even if the visitor only watches. */
const PATIENCE = 5_000;
const SIGNS = ['pointermove', 'pointerdown', 'keydown'] as const;

/** Fetches them at the visitor's first sign of life, or after some seconds: never as part of the first load. Resolves when they are there. */
export function preload(): Promise<void> {
  return new Promise((resolve) => {
    const stop = new AbortController();
    const start = (): void => {
      if (stop.signal.aborted) return;
      stop.abort();
      void fetchLazyParts().then(resolve);
    };
    for (const sign of SIGNS) addEventListener(sign, start, { signal: stop.signal, passive: true });
    setTimeout(start, PATIENCE);
  });
}
