/** Python scripts with their worker. Loaded when the first one is asked for: nothing of it is in the first load. */
import { createScripts, type Scripts } from '../store/scripts.ts';

export const scripts = (): Scripts => createScripts(() => new Worker(new URL('../python/worker.ts', import.meta.url), { type: 'module' }));
