/** Entry of the second engine's worker. */
import { CORE } from '../engine/ops/core.ts';
import { registerOps } from '../engine/registry.ts';
import { SecondEngine, type SecondAsk } from './second.ts';

registerOps(CORE);
const scope = self as unknown as DedicatedWorkerGlobalScope;
const engine = new SecondEngine(() => performance.now());
scope.onmessage = ({ data }: MessageEvent<SecondAsk>) => {
  const answer = engine.answer(data);
  if (answer) scope.postMessage(answer);
};
