/** Starts the second engine; loaded when a run is long enough for it. */
import { Second, type SecondAnswer } from './second.ts';

export function startSecond(): Second {
  const worker = new Worker(new URL('./second-worker.ts', import.meta.url), { type: 'module' });
  const second = new Second((ask) => { worker.postMessage(ask); });
  worker.onmessage = ({ data }: MessageEvent<SecondAnswer>) => { second.hear(data); };
  worker.onerror = () => { second.fail(); };
  return second;
}
