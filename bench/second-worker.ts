/** The second engine in a thread of Node: what second-worker.ts is in the page. */
import { CORE } from '../src/engine/ops/core.ts';
import { registerOps } from '../src/engine/registry.ts';
import { SecondEngine, type SecondAsk } from '../src/worker/second.ts';

registerOps(CORE);
const engine = new SecondEngine(() => performance.now());
self.onmessage = ({ data }: MessageEvent<SecondAsk>) => {
  const answer = engine.answer(data);
  if (answer) self.postMessage(answer);
};
