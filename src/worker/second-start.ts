/** Starts the second engine; loaded when a run is long enough for it. */
import { ownScriptsOnly } from '../lib/own-scripts.ts';
import { Second, type SecondAnswer } from './second.ts';

/** Once in a thread, as its policy can be set only once. Throws where the browser refuses to start a worker. */
export function startSecond(): Second {
  ownScriptsOnly(self.location.href);
  const worker = new Worker(new URL('./second-worker.ts', import.meta.url), { type: 'module' });
  const second = new Second((ask) => { worker.postMessage(ask); });
  worker.onmessage = ({ data }: MessageEvent<SecondAnswer>) => { second.hear(data); };
  worker.onerror = () => { second.fail(); };
  return second;
}
