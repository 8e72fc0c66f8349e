/** The entry of a worker thread that runs one Python script: the same interpreter as in the page's worker, fed by messages. */
import { parentPort } from 'node:worker_threads';
import { describeEnd, openPython, type Kit } from '../python/host.ts';
import { runScript } from '../python/script.ts';
import { PREPARE } from '../python/sources.ts';

const port = parentPort;
if (!port) throw new Error('internal: this module runs in a worker thread');

/** Boots (and answers with a kit that has a snapshot), or runs a script in an interpreter booted for it. */
export interface Order { readonly kit: Kit; readonly digits: Uint8Array; readonly script: { source: string; name: string } | null; readonly memory?: number; readonly output?: number }

port.once('message', (order: Order) => {
  void (async () => {
    try {
      const host = await openPython({ kit: order.kit, prepare: PREPARE, ...(order.memory ? { memory: order.memory } : {}) });
      if (order.script === null) port.postMessage({ kit: host.kit });
      else {
        port.postMessage({ started: true });
        port.postMessage({ report: runScript(host, order.script.source, order.script.name, { digits: order.digits, ...(order.output ? { output: order.output } : {}) }) });
      }
    } catch (error) {
      port.postMessage({ error: describeEnd(error) });
    }
  })();
});
