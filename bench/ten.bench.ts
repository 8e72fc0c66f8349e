/**
 * Ten million nodes in the page: the answer's loop until its graph has as many, old nodes' work skipped, and then what the page shows of
 * that graph: its last run looked into, all nodes at a glance, and the graph drawn. Each from the click on its tab to the drawing.
 */
import type { Browser, Page } from '@playwright/test';
import { atFullSpeed, loaded, longestTask, newContext, open, processorSeconds, seen, traced, untilOver, withBrowser } from './browser.ts';
import { bytesPerNode } from './node.bench.ts';
import { atLeast, atMost, type Row } from './table.ts';

const NODES = 10_000_000;
/** Of 3,000 nodes each. */
const EPOCHS = 3_400;

/** Tabs, and what is there when they have drawn the graph as it is at the end. */
const VIEWS = [
  { tab: 'Inside a run', until: 'its strip', selector: '[data-testid=inside-strip]' },
  { tab: 'Node field', until: 'its drawing', selector: `[data-testid=field-moment][data-epoch="${EPOCHS}"]` },
  { tab: 'Graph', until: 'its first layout', selector: '[data-testid=graph-canvas]' },
] as const;

/** Processor seconds of both kinds of threads during `use`; none where the system does not tell them. */
async function spent(browser: Browser, what: string, use: () => Promise<void>): Promise<Row[]> {
  const before = await processorSeconds(browser);
  await use();
  const after = await processorSeconds(browser);
  if (before === null || after === null) return [];
  return [
    { what: `${what}: processor time of the workers' threads`, value: after.worker - before.worker, unit: 's' },
    { what: `${what}: processor time of the page's thread`, value: after.page - before.page, unit: 's' },
  ];
}

async function viewRows(browser: Browser, page: Page, { tab, until, selector }: (typeof VIEWS)[number]): Promise<Row[]> {
  let seconds = NaN;
  let longest = NaN;
  const processor = await spent(browser, tab, async () => {
    const { tasks } = await traced(browser, page, async () => {
      const from = await page.evaluate(() => performance.now());
      await page.getByRole('tab', { name: tab, exact: true }).click();
      await page.waitForSelector(selector, { timeout: 120_000 });
      seconds = await page.evaluate(async (start) => {
        await window.playground?.idle();
        return (performance.now() - start) / 1000;
      }, from);
    });
    longest = Math.max(...tasks.map((task) => task.processor));
  });
  return [
    { what: `${tab}: click to ${until}`, value: seconds, unit: 's' },
    ...processor,
    atMost({ what: `${tab}: longest task of the page meanwhile, processor time`, value: longest, unit: 'ms' }, 50),
  ];
}

/** About a minute. */
export async function tenBench(): Promise<Row[]> {
  return withBrowser(async (browser) => {
    const page = await atFullSpeed(await newContext(browser));
    const processor = await spent(browser, 'run', async () => {
      await open(page, `v=1&work=modelled&epochs=${EPOCHS}`);
      await untilOver(page, 300);
    });
    const probe = await seen(page);
    const nodes = probe.column('nodes');
    const bytes = probe.column('engineBytes');
    const rows: Row[] = [
      { what: 'run: navigation to the last epoch', value: probe.over / 1000, unit: 's' },
      ...processor,
      atLeast({ what: 'run: nodes at the end', value: nodes.at(-1) ?? NaN, unit: '' }, NODES),
      atMost({ what: 'run: engine bytes a node, at the end', value: (bytes.at(-1) ?? NaN) / (nodes.at(-1) ?? NaN), unit: 'B' }, 64),
      atMost({ what: 'run: engine bytes a node, greatest from a million nodes on', value: bytesPerNode(nodes, bytes), unit: 'B' }, 64),
      atMost({ what: 'run: longest task over 50 ms after load, by the clock', value: longestTask(probe.tasks, await loaded(page)), unit: 'ms' }, 50),
    ];
    for (const view of VIEWS) rows.push(...(await viewRows(browser, page, view)));
    return rows;
  });
}
