/** The counterpart of `inWorker` in browser.ts: Node's own worker thread, so that peers' garbage does not slow the engine, as it would not in the page. */
import { Worker } from 'node:worker_threads';

/** Gives the module what a worker of the web has: `self`, its messages. */
const SHIM = `const { parentPort, workerData } = require('node:worker_threads');
globalThis.self = { onmessage: null, postMessage: (data) => parentPort.postMessage(data) };
import(workerData).then(() => parentPort.on('message', (data) => self.onmessage({ data })));`;

/** A thread with a module. `variable`: the environment variable that has the bundled module's path. */
export function nodeWorker(variable: string): Worker {
  const path = process.env[variable];
  if (!path) throw new Error(`expected ${variable}: run npm run bench`);
  return new Worker(SHIM, { eval: true, workerData: path });
}

/** What a module answers to one message. */
export async function inNodeWorker<T>(variable: string, message: unknown): Promise<T> {
  const worker = nodeWorker(variable);
  try {
    return await new Promise<T>((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('error', reject);
      worker.postMessage(message);
    });
  } finally {
    await worker.terminate();
  }
}
