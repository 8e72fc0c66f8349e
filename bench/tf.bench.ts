/** Building TensorFlow's own nodes through src/tf, in Node and in a Chromium worker, beside what real TensorFlow was recorded to do. */
import { readFileSync } from 'node:fs';
import { withBrowser } from './browser.ts';
import { best, type Built } from './build-worker.ts';
import { atLeast, atMost, beside, type Row } from './table.ts';

/** Microseconds a node that Python takes in TensorFlow 2.15.1, recorded: 61 to 155 for ordinary ops, on the CPU of a shared machine. */
const RECORDED = { fast: 61, slow: 155 };
const NODES = 1_000_000;

/** The same module in a module worker of a page that has nothing else on it. */
async function inWorker(): Promise<Built> {
  const path = process.env['BENCH_BUILD_WORKER'];
  if (!path) throw new Error('expected BENCH_BUILD_WORKER: run npm run bench');
  const origin = 'http://bench.localhost';
  return withBrowser(async (browser) => {
    const page = await browser.newPage();
    await page.route(`${origin}/**`, (route) => (route.request().url().endsWith('.mjs')
      ? route.fulfill({ contentType: 'text/javascript', body: readFileSync(path, 'utf8') })
      : route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>bench</title>' })));
    await page.goto(`${origin}/`);
    return page.evaluate((nodes) => new Promise<Built>((resolve, reject) => {
      const worker = new Worker('/build.mjs', { type: 'module' });
      worker.onerror = (event) => reject(new Error(event.message || 'the worker could not be loaded'));
      worker.onmessage = ({ data }: MessageEvent<Built>) => resolve(data);
      worker.postMessage(nodes);
    }), NODES);
  });
}

function rows(where: string, { nodes, seconds, overhead }: Built): Row[] {
  const rate: Row = { what: `through src/tf, ${NODES.toLocaleString('en-US')} nodes, ${where}`, value: nodes / seconds / 1e6, unit: 'M nodes/s' };
  return [
    atLeast(beside(rate, `TensorFlow 2.15.1, recorded (${Math.round(1e3 / RECORDED.slow)}–${Math.round(1e3 / RECORDED.fast)} k/s)`, 1 / RECORDED.fast, 'more'), 1),
    atMost({ what: `bytes a node beyond its values, ${where}`, value: overhead, unit: 'bytes' }, 40),
  ];
}

/** About 10 s. */
export async function tfBench(): Promise<Row[]> {
  return [...rows('Node', best(NODES, 5)), ...rows('Chromium worker', await inWorker())];
}
