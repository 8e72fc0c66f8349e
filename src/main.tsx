/** The entry of the page, and its only file with side effects: policy, worker, address, preferences, mount. */
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/App.tsx';
import { preload } from './app/preload.ts';
import { saveFile } from './app/save-file.ts';
import { en } from './app/words/en.ts';
import { VERSION } from './presets/keys.ts';
import { createClient } from './store/client.ts';
import { createPlayground } from './store/playground.ts';
import type { Counter } from './store/counts.ts';
import type { GraphModels } from './app/context.ts';
import type { Playground } from './store/playground.ts';
import { readPreferences, writePreferences } from './store/prefs.ts';
import { ownScriptsOnly } from './lib/own-scripts.ts';
import type { ScriptHost } from './store/script/host.ts';
import type { Scripts } from './store/scripts.ts';
import { createPlaygroundStore, pageActions } from './store/store.ts';
import { bindUrl } from './store/url.ts';

declare global {
  interface Window {
    playground?: Playground;
  }
}

/** How often the worker is asked whether it lives, in milliseconds. */
const BEAT = 1000;

ownScriptsOnly(document.baseURI);

const store = createPlaygroundStore(readPreferences(() => localStorage));
const actions = pageActions(store);
/** The same promise each time, and another after a failure: the network may be back. */
function once<T>(load: () => Promise<T>): () => Promise<T> {
  let loading: Promise<T> | null = null;
  return () =>
    (loading ??= load().catch((error: unknown) => {
      loading = null;
      throw error;
    }));
}

const script: () => Promise<ScriptHost> = once(() => import('./main/own-script.ts').then(({ ownScript }) => ownScript(store)));
const client = createClient({
  processors: navigator.hardwareConcurrency,
  store,
  spawn: () => new Worker(new URL('./worker/worker.ts', import.meta.url), { type: 'module' }),
  script,
  onCheckpoint: saveFile,
});
bindUrl(store, client);
setInterval(() => client.beat(), BEAT);

const counter: () => Promise<Counter> = once(() => import('./main/counts.ts').then((loaded) => loaded.counter()));
const graph: () => Promise<GraphModels> = once(() => import('./main/graph.ts').then(({ graphModels }) => graphModels(store, client)));

let refused = false;
store.subscribe((state, before) => {
  if (refused || (state.theme === before.theme && state.speed === before.speed && state.done === before.done)) return;
  refused = !writePreferences(() => localStorage, state);
  if (refused) actions.notify('info', en.storageRefused);
});

const scripts: () => Promise<Scripts> = once(() => import('./main/scripts.ts').then((loaded) => loaded.scripts()));

window.playground = createPlayground(store, client, VERSION, preload(), scripts);

const root = document.getElementById('app');
if (root === null) throw new Error('internal: index.html has no #app');
createRoot(root).render(
  <StrictMode>
    <App page={{ store, client, actions, graph, counter, script }} />
  </StrictMode>,
);
