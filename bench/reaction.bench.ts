/**
 * How soon the page obeys at 3 million nodes, in the middle of a run at full speed: from the click to the frame in which the
 * worker's own answer is in the page's state.
 */
import type { Page } from '@playwright/test';
import { atFullSpeed, newContext, open, snapshot, untilOver, withBrowser } from './browser.ts';
import { atMost, median, type Row } from './table.ts';

const TIMES = 7;

type Until = 'paused' | 'heard' | 'applied';

/** Clicks, and waits for what should follow; milliseconds. */
async function reaction(page: Page, selector: string, until: readonly Until[]): Promise<number[]> {
  return page.locator(selector).evaluate(
    (button, [...wanted]) =>
      new Promise<number[]>((resolve) => {
        const state = () => window.playground?.state();
        const saved = state()?.config.save;
        const entries = state()?.status?.log.length ?? 0;
        const tests: Record<Until, () => boolean> = {
          paused: () => state()?.status?.state === 'paused',
          heard: () => state()?.status?.config.save === !saved,
          applied: () => (state()?.status?.log.length ?? 0) > entries,
        };
        const times: number[] = wanted.map(() => NaN);
        const start = performance.now();
        (button as HTMLButtonElement).click();
        requestAnimationFrame(function look() {
          wanted.forEach((want, i) => {
            if (Number.isNaN(times[i]) && tests[want]()) times[i] = performance.now() - start;
          });
          if (times.some(Number.isNaN) && performance.now() - start < 20_000) requestAnimationFrame(look);
          else resolve(times);
        });
      }),
    until,
  );
}

async function at(page: Page, name: string, link: string): Promise<Row[]> {
  await page.goto('about:blank');
  await open(page, link);
  await untilOver(page, 300);
  const play = page.getByRole('button', { name: 'Play', exact: true });
  const pauses: number[] = [];
  const heard: number[] = [];
  const applied: number[] = [];
  for (let i = 0; i < TIMES; i++) {
    await play.click();
    await page.waitForFunction(() => window.playground?.state().status?.state === 'running');
    await page.waitForTimeout(60 + 37 * i); // somewhere else in the run each time
    const [a, b] = await reaction(page, 'button[aria-keyshortcuts="s"]', ['heard', 'applied']);
    heard.push(a);
    applied.push(b);
    const [c] = await reaction(page, '.transport button.round', ['paused']);
    pauses.push(c);
  }
  const { status } = await snapshot(page);
  const nodes = `${((status?.nodes ?? NaN) / 1e6).toFixed(2)} M nodes`;
  const rows = (what: string, times: readonly number[], most: number | null): Row[] => [
    { what: `${name}, ${nodes}: ${what}, median`, value: median(times), unit: 'ms' },
    most === null
      ? { what: `${name}, ${nodes}: ${what}, slowest`, value: Math.max(...times), unit: 'ms' }
      : atMost({ what: `${name}, ${nodes}: ${what}, slowest`, value: Math.max(...times), unit: 'ms' }, most),
  ];
  return [
    ...rows('Pause', pauses, 100),
    ...rows('Save switched, heard', heard, 100),
    ...rows('Save switched, in force (when the run under way is over)', applied, null),
  ];
}

/** About half a minute. */
export async function reactionBench(): Promise<Row[]> {
  return withBrowser(async (browser) => {
    const page = await atFullSpeed(await newContext(browser));
    return [
      // The graph of 3 million nodes in few epochs: all of it built for each of 1,797 samples.
      ...(await at(page, 'real work', 'v=1&build=everything&samples=1797&epochs=1000&every=100&at=67')),
      ...(await at(page, 'work skipped', 'v=1&work=modelled&epochs=3000&every=100&at=1000')),
    ];
  });
}
