/** The entry of the worker that counts what programs build: a worker of its own, so that the run is not disturbed. One question at a time. */
import { loading } from '../programs/index.ts';
import type { CountAsk, CountTell } from '../protocol/counts.ts';
import { count } from './count.ts';
import { inflate, parseDigits } from './digits.ts';

const scope = self as unknown as DedicatedWorkerGlobalScope;

async function load(): Promise<ReturnType<typeof parseDigits>> {
  const response = await fetch(new URL('../digits.bin.z', self.location.href));
  if (!response.ok) throw new Error(`the digits could not be loaded: ${response.status} ${response.statusText}`);
  return parseDigits(await inflate(new Uint8Array(await response.arrayBuffer())));
}
const digits = load();

async function answer({ id, config }: CountAsk): Promise<CountTell> {
  try {
    await loading(config);
    return { id, counted: count(config, await digits) };
  } catch (error) {
    return { id, error: error instanceof Error ? error.message : String(error) };
  }
}

scope.onmessage = ({ data }: MessageEvent<CountAsk>) => { void answer(data).then((tell) => scope.postMessage(tell)); };
