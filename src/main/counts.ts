/** Counts nodes in a worker of its own. Loaded with the view that shows the numbers. */
import { Counter } from '../store/counts.ts';

export const counter = (): Counter => new Counter(() => new Worker(new URL('../worker/count-worker.ts', import.meta.url), { type: 'module' }));
