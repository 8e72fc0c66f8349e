/**
 * The graph view: from the click to the first drawing, for the session's graph and for a file, beside dagre on the flat graph. The flat
 * graph is laid out at a size that dagre manages in seconds; the ratio is of nodes a second at these sizes, and flatters the peer: its time
 * grows faster than the number of nodes.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from '@playwright/test';
import { Graph as Flat, layout } from '@dagrejs/dagre';
import { bigFile } from './big-file.ts';
import { addressOf, newContext, traced, withBrowser } from './browser.ts';
import { atMost, beside, median, type Row } from './table.ts';

const FLAT = 1_000;
const MILLION = 1_000_000;
const TIMES = 3;

/** Epochs of the answer's run (1,000 samples) after which its graph has so many nodes. */
const SIZES = [
  { nodes: MILLION, epochs: 333 },
  { nodes: 3 * MILLION, epochs: 1000 },
] as const;

/** Nodes a second that dagre lays out of the leaky loop's graph: constants, their products with one variable, sums. */
function flat(): number {
  const graph = new Flat();
  graph.setGraph({});
  graph.setNode('w', { width: 100, height: 42 });
  for (let i = 0; i < FLAT / 3; i++) {
    for (const name of ['Const', 'MatMul', 'add']) graph.setNode(`${name}_${i}`, { width: 100, height: 42 });
    graph.setEdge(`Const_${i}`, `MatMul_${i}`, {});
    graph.setEdge('w', `MatMul_${i}`, {});
    graph.setEdge(`MatMul_${i}`, `add_${i}`, {});
  }
  const from = performance.now();
  layout(graph);
  return graph.nodeCount() / ((performance.now() - from) / 1000);
}

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
  const peer = flat();
  try {
    return await withBrowser(async (browser) => {
      const context = await newContext(browser);
      const rows: Row[] = [];
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
        const row: Row = { what: `session's graph, ${has.toLocaleString('en-US')} nodes: click to drawing, median of ${TIMES}`, value: median(times), unit: 's' };
        const rated = beside(row, `dagre, flat, ${FLAT} nodes, scaled`, has / peer, 'less');
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
        atMost(beside({ what: `file, 1,000,000 nodes: chosen to drawing, median of ${TIMES}`, value: median(times), unit: 's' }, `dagre, flat, ${FLAT} nodes, scaled`, MILLION / peer, 'less'), 1),
        atMost({ what: 'longest task of the page meanwhile, processor time', value: longest, unit: 'ms' }, 50),
        { what: `dagre, flat, ${FLAT} nodes of the same graph`, value: peer, unit: 'nodes/s' },
      );
      return rows;
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}
