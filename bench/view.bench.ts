/**
 * The graph view: from the click to the first drawing, for the session's graph and for a file, beside dagre on the flat graph. dagre does
 * not come to the end of a million nodes, so it is measured at growing sizes for a while, and the graph view at the same sizes beside it.
 * Nothing is reckoned on to a million: that row has dagre's seconds for the largest graph that it managed, and says so.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Browser, Page } from '@playwright/test';
import { bigFile } from './big-file.ts';
import { addressOf, newContext, traced, withBrowser } from './browser.ts';
import type { FlatAsk, FlatTime } from './flat-worker.ts';
import { atMost, beside, median, type Row } from './table.ts';

const FLAT_SIZES = [250, 500, 1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 64_000];
/** Seconds that dagre has for all of them. */
const FLAT_SECONDS = 40;
const MILLION = 1_000_000;
const TIMES = 3;

/** Epochs of the answer's run (1,000 samples) after which its graph has so many nodes. */
const SIZES = [
  { nodes: MILLION, epochs: 333 },
  { nodes: 3 * MILLION, epochs: 1000 },
] as const;

/** What dagre manages of flat graphs in its time, smallest first, and why it stopped. */
function flatTimes(): Promise<{ times: FlatTime[]; end: string }> {
  const path = process.env['BENCH_FLAT_WORKER'];
  if (!path) throw new Error('expected BENCH_FLAT_WORKER: run npm run bench');
  const ask: FlatAsk = { sizes: FLAT_SIZES, ranker: null };
  const worker = new Worker(path, { workerData: ask });
  const times: FlatTime[] = [];
  return new Promise((resolve, reject) => {
    const over = (end: string): void => {
      clearTimeout(timer);
      void worker.terminate();
      if (times.length > 0) resolve({ times, end });
      else reject(new Error(`expected dagre to lay out ${FLAT_SIZES[0]} nodes in ${FLAT_SECONDS} s: ${end}`));
    };
    const timer = setTimeout(() => over(`its ${FLAT_SECONDS} s were over`), FLAT_SECONDS * 1000);
    worker.on('message', (time: FlatTime) => times.push(time));
    worker.on('error', (error) => over(error.message));
    worker.on('exit', () => over('all sizes'));
  });
}

/** The slope of seconds over nodes, both as logarithms, by least squares: seconds grow with this power of the number of nodes. */
function power(times: readonly { nodes: number; seconds: number }[]): number {
  const points = times.map(({ nodes, seconds }) => [Math.log(nodes), Math.log(seconds)] as const);
  const mean = (k: 0 | 1): number => points.reduce((sum, point) => sum + point[k], 0) / points.length;
  const [x, y] = [mean(0), mean(1)];
  return points.reduce((sum, [a, b]) => sum + (a - x) * (b - y), 0) / points.reduce((sum, [a]) => sum + (a - x) ** 2, 0);
}

function flatRows({ times, end }: Awaited<ReturnType<typeof flatTimes>>): Row[] {
  const slope = (key: 'dagre' | 'view'): number => power(times.map((time) => ({ nodes: time.nodes, seconds: time[key] })));
  return [
    ...times.map(({ nodes, dagre, view, ranker }) =>
      beside({ what: `Node: file, ${count(nodes)} nodes: bytes to positions`, value: view, unit: 's' }, `dagre, flat, same graph, ${ranker}`, dagre, 'less')),
    { what: `Node: largest flat graph that dagre managed (then: ${end})`, value: times[times.length - 1].nodes, unit: 'nodes' },
    { what: 'Node: power of the number of nodes that seconds grow with', value: slope('view'), unit: '', peer: 'dagre, flat, same graphs', peerValue: slope('dagre') },
  ];
}

const count = (nodes: number): string => nodes.toLocaleString('en-US');

/** Seconds until the page has drawn what `act` asks for, and tasks of its thread meanwhile, milliseconds of the processor. */
async function drawn(browser: Browser, page: Page, act: () => Promise<void>): Promise<{ seconds: number; longest: number }> {
  let seconds = NaN;
  const { tasks } = await traced(browser, page, async () => {
    const from = await page.evaluate(() => performance.now());
    await act();
    seconds = await page.evaluate(async (start) => {
      await window.playground?.idle();
      return (performance.now() - start) / 1000;
    }, from);
  });
  return { seconds, longest: Math.max(...tasks.map(({ processor }) => processor)) };
}

async function opened(page: Page, epochs: number): Promise<void> {
  await page.goto('about:blank');
  await page.goto(addressOf(`v=1&work=modelled&epochs=${epochs + 1}&at=${epochs}&view=graph`));
  await page.waitForFunction((at) => window.playground?.state().status?.state === 'paused' && window.playground.state().status?.moment.epoch === at, epochs + 1, { timeout: 120_000 });
  await page.evaluate(() => window.playground?.idle());
}

export async function viewBench(): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'view-'));
  const file = join(folder, 'million.pb');
  writeFileSync(file, bigFile(MILLION));
  const flat = await flatTimes();
  const most = flat.times[flat.times.length - 1];
  const peer = `dagre, flat, ${count(most.nodes)} nodes only`;
  try {
    return await withBrowser(async (browser) => {
      const context = await newContext(browser);
      const rows: Row[] = flatRows(flat);
      let longest = 0;
      // A page for each size: what one graph takes of memory is given back before the next.
      for (const { nodes, epochs } of SIZES) {
        const page = await context.newPage();
        await opened(page, epochs);
        const times: number[] = [];
        for (let i = 0; i < TIMES; i++) {
          const once = await drawn(browser, page, () => page.locator('[data-lesson=graph-take]').click());
          times.push(once.seconds);
          longest = Math.max(longest, once.longest);
        }
        const has = await page.evaluate(() => window.playground?.state().status?.nodes ?? 0);
        const row: Row = { what: `session's graph, ${count(has)} nodes: click to drawing, median of ${TIMES}`, value: median(times), unit: 's' };
        const rated = beside(row, peer, most.dagre, 'less');
        rows.push(nodes === MILLION ? atMost(rated, 1) : rated);
        await page.close();
      }
      const page = await context.newPage();
      await page.goto(addressOf('v=1&samples=20&epochs=3&at=1&view=graph'));
      await page.waitForFunction(() => window.playground !== undefined);
      await page.evaluate(() => window.playground?.idle());
      const times: number[] = [];
      for (let i = 0; i < TIMES; i++) {
        const once = await drawn(browser, page, () => page.locator('.graph-view input[type=file]').setInputFiles(file));
        times.push(once.seconds);
        longest = Math.max(longest, once.longest);
      }
      const title = (await page.getByTestId('graph-title').textContent()) ?? '';
      if (!title.includes('1,000,000 nodes')) throw new Error(`expected the file of 1,000,000 nodes to be open, found '${title}'`);
      rows.push(
        atMost(beside({ what: `file, 1,000,000 nodes: chosen to drawing, median of ${TIMES}`, value: median(times), unit: 's' }, peer, most.dagre, 'less'), 1),
        atMost({ what: 'longest task of the page meanwhile, processor time', value: longest, unit: 'ms' }, 50),
      );
      return rows;
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}
