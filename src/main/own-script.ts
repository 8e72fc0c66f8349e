/** The visitor's own script with its worker. Loaded when that program is first chosen: nothing of it is in the first load. */
import { createScriptHost } from '../store/script/host.ts';
import type { ScriptHost } from '../store/script/host.ts';
import type { PlaygroundStore } from '../store/store.ts';

export function ownScript(store: PlaygroundStore): ScriptHost {
  return createScriptHost({ store, spawn: () => new Worker(new URL('../python/worker.ts', import.meta.url), { type: 'module' }) });
}
