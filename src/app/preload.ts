/** What is not needed at first is fetched when the page has nothing else to do: from then on everything works without a network. */
import { preloadWords } from './words/index.ts';

/** Fetches the lazy parts. One that fails now is asked for again when it is needed. */
async function fetchLazyParts(): Promise<void> {
  await Promise.allSettled([import('./dialogs/Dialogs.tsx'), import('./panels/Tabs.tsx'), import('./panels/Sources.tsx'), preloadWords()]);
}

/** Fetches them once the browser is idle, within a second and a half at the latest. Resolves when they are there. */
export function preload(): Promise<void> {
  return new Promise((resolve) => {
    const start = (): void => void fetchLazyParts().then(resolve);
    if ('requestIdleCallback' in window) requestIdleCallback(start, { timeout: 1_500 });
    else setTimeout(start, 1_000);
  });
}
