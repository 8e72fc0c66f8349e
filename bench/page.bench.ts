/** The page itself: how much JavaScript a first visit loads, how soon a chart moves, and frames a second beside the busy worker. */
import { basename } from 'node:path';
import { gzipSync } from 'node:zlib';
import { addressOf, atFullSpeed, gaps, loaded, longestTask, newContext, open, quantile, seen, traced, withBrowser } from './browser.ts';
import { atLeast, atMost, beside, median, type Row } from './table.ts';

const VISITS = 5;

/** What a first visit starts with, and what it loads while the first chart moves already. */
const PARTS = { page: 'the page', worker: 'the engine', later: 'while it runs' } as const;
type Part = keyof typeof PARTS;

/** Names of the scripts that the built page starts with, and that its worker does; read from the files (tools/first-load.mjs). */
function starting(): Record<'page' | 'worker', string[]> {
  const paths = process.env['BENCH_FIRST_LOAD'];
  if (!paths) throw new Error('expected BENCH_FIRST_LOAD: run npm run bench');
  const { page, worker } = JSON.parse(paths) as Record<'page' | 'worker', string[]>;
  const names = (some: string[]): string[] => some.map((path) => basename(path));
  return { page: names(page), worker: names(worker) };
}

/** First visits, each with an empty cache, up to 2 s after the first motion. The two limits are those of .size-limit.mjs. */
export async function loadBench(): Promise<Row[]> {
  return withBrowser(async (browser) => {
    const moved: number[] = [];
    const painted: number[] = [];
    let longest = 0;
    let during = 0;
    const processor: number[] = [];
    let sizes: { name: string; part: Part; bytes: number }[] = [];
    const first = starting();
    for (let visit = 0; visit < VISITS; visit++) {
      const context = await newContext(browser);
      const page = await context.newPage();
      const scripts: Promise<{ url: string; bytes: number }>[] = [];
      page.on('response', (response) => {
        const url = response.url();
        if (url.endsWith('.js')) scripts.push(response.body().then((body) => ({ url, bytes: gzipSync(body, { level: 9 }).length })));
      });
      const { tasks, load: marked } = await traced(browser, page, async () => {
        await page.goto(addressOf(''));
        await page.waitForFunction(() => (window.probe?.moved ?? NaN) > 0, undefined, { timeout: 30_000 });
        await page.waitForTimeout(2000);
      });
      processor.push(...tasks.filter(({ start }) => start >= marked).map((task) => task.processor));
      const probe = await seen(page);
      const load = await loaded(page);
      moved.push(probe.moved);
      painted.push(await page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN));
      longest = Math.max(longest, longestTask(probe.tasks, load));
      during = Math.max(during, longestTask(probe.tasks, 0));
      sizes = (await Promise.all(scripts)).map(({ url, bytes }) => {
        const name = basename(url);
        return { name, bytes, part: first.page.includes(name) ? 'page' : first.worker.includes(name) ? 'worker' : 'later' };
      });
      await context.close();
    }
    const total = (part: Part): number => sizes.filter((script) => script.part === part).reduce((sum, { bytes }) => sum + bytes, 0) / 1000;
    return [
      ...sizes.map(({ name, part, bytes }) => ({ what: `${PARTS[part]}: ${name}`, value: bytes / 1000, unit: 'KB gzipped' })),
      atMost({ what: 'first load: scripts of the page', value: total('page'), unit: 'KB gzipped' }, 130),
      atMost({ what: 'first load: the engine in its worker', value: total('worker'), unit: 'KB gzipped' }, 96),
      { what: 'loaded while it runs: panels, texts of tabs', value: total('later'), unit: 'KB gzipped' },
      { what: `first paint, median of ${VISITS} first visits`, value: median(painted), unit: 'ms' },
      atMost({ what: `first chart moving, median of ${VISITS} first visits`, value: median(moved), unit: 'ms' }, 1500),
      { what: 'first chart moving, slowest', value: Math.max(...moved), unit: 'ms' },
      atMost({ what: 'longest task after load, processor time', value: Math.max(...processor), unit: 'ms' }, 50),
      { what: 'longest task over 50 ms after load, by the clock', value: longest, unit: 'ms' },
      { what: 'longest task over 50 ms by the clock, load included', value: during, unit: 'ms' },
    ];
  });
}

const SECONDS = 10;

/** Frames a second with all charts live beside the worker at full speed; the peer is an empty page with nothing beside it. */
export async function framesBench(): Promise<Row[]> {
  return withBrowser(async (browser) => {
    const context = await newContext(browser);
    const empty = await context.newPage();
    await empty.goto(addressOf('').replace(/#$/, 'icon.svg'));
    const blank = await empty.evaluate(
      () =>
        new Promise<number>((resolve) => {
          const times: number[] = [];
          requestAnimationFrame(function frame() {
            times.push(performance.now());
            if (times.length <= 180) requestAnimationFrame(frame);
            else resolve(180_000 / (times[180] - times[0]));
          });
        }),
    );
    await empty.close();
    const page = await atFullSpeed(context);
    const rows: Row[] = [];
    for (const [name, link] of [
      ['from the start', 'v=1&epochs=3000'],
      ['late: 800 epochs shown', 'v=1&work=modelled&epochs=10000&samples=100&at=800'],
    ] as const) {
      await page.goto('about:blank');
      await open(page, link);
      if (link.includes('at=')) {
        await page.waitForFunction(() => window.playground?.state().status?.state === 'paused', undefined, { timeout: 60_000 });
        await page.getByRole('button', { name: 'Play', exact: true }).click();
      }
      await page.waitForTimeout(1000);
      let from = 0;
      let to = 0;
      const { tasks } = await traced(browser, page, async () => {
        from = await page.evaluate(() => performance.now());
        await page.waitForTimeout(SECONDS * 1000);
        to = await page.evaluate(() => performance.now());
      });
      const { status } = await page.evaluate(() => ({ status: window.playground?.state().status?.state }));
      if (status !== 'running') throw new Error(`expected the run to be under way, it is ${status ?? 'not there'}`);
      const { frames, tasks: late } = await seen(page);
      const apart = gaps(frames, from, to);
      rows.push(
        atLeast(
          beside(
            { what: `${name}: frames a second over ${SECONDS} s`, value: (apart.length * 1000) / (to - from), unit: 'fps' },
            'an empty page',
            blank,
            'more',
          ),
          58,
        ),
        { what: `${name}: time between frames, 99 %`, value: quantile(apart, 0.99), unit: 'ms' },
        {
          what: `${name}: processor time of the page's thread a frame`,
          value: tasks.reduce((sum, task) => sum + task.processor, 0) / apart.length,
          unit: 'ms',
        },
        atMost({ what: `${name}: longest task, processor time`, value: Math.max(...tasks.map((task) => task.processor)), unit: 'ms' }, 50),
        { what: `${name}: longest task over 50 ms, by the clock`, value: longestTask(late, from), unit: 'ms' },
      );
    }
    return rows;
  });
}
