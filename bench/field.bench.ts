/** Frames of the node field with 4 million nodes, all else of the page included. */
import type { Browser, Page } from '@playwright/test';
import { addressOf, quantile, traced, withBrowser } from './browser.ts';
import { atMost, median, type Row } from './table.ts';

const NODES = 4_000_000;
const EPOCHS = Math.ceil(NODES / 3000);
const FRAMES = 60;
/** Milliseconds that frames of a growing field are watched for. */
const GROWING = 8000;
/** What is asked of a frame, in milliseconds. */
const MOST = 16;

async function open(browser: Browser, width: number, height: number, ratio: number, at: number): Promise<Page> {
  const context = await browser.newContext({ viewport: { width, height }, deviceScaleFactor: ratio });
  const page = await context.newPage();
  await page.goto(addressOf(`v=1&work=modelled&epochs=${EPOCHS + 2000}&at=${at}&view=field`));
  await page.waitForFunction((epoch) => document.querySelector('[data-testid=field-moment]')?.getAttribute('data-epoch') === String(epoch), at, { timeout: 300_000, polling: 500 });
  await page.getByTestId('field-canvas').scrollIntoViewIfNeeded();
  await page.evaluate(() => window.playground?.idle());
  return page;
}

/** Pans and zooms, a step a frame. */
async function move(page: Page): Promise<void> {
  await page.evaluate(async (frames) => {
    const canvas = document.querySelector<HTMLCanvasElement>('[data-testid=field-canvas] canvas');
    if (!canvas) throw new Error('expected the field, found none');
    const box = canvas.getBoundingClientRect();
    const at = { clientX: box.left + box.width * 0.4, clientY: box.top + box.height * 0.4, bubbles: true };
    const frame = (): Promise<unknown> => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    for (let i = 0; i < frames; i++) {
      canvas.dispatchEvent(new WheelEvent('wheel', { ...at, deltaY: i % 20 < 10 ? -60 : 55, ctrlKey: true, cancelable: true }));
      await frame();
    }
    for (let i = 0; i < frames; i++) {
      canvas.parentElement?.dispatchEvent(new KeyboardEvent('keydown', { key: i % 20 < 10 ? 'ArrowRight' : 'ArrowLeft', shiftKey: true, bubbles: true, cancelable: true }));
      await frame();
    }
  }, FRAMES);
}

/**
 * Processor milliseconds of the page's thread for each frame: all of its tasks since the frame before, layout and painting included, so
 * that what else runs on this machine does not count.
 */
async function framesOf(browser: Browser, page: Page, use: () => Promise<void>): Promise<number[]> {
  const { tasks } = await traced(browser, page, use);
  const frames: number[] = [];
  let spent = 0;
  for (const task of tasks.toSorted((a, b) => a.start - b.start)) {
    spent += task.processor;
    if (!task.frame) continue;
    frames.push(spent);
    spent = 0;
  }
  // The first one has what starting the trace took, too.
  return frames.slice(1);
}

function rows(what: string, times: readonly number[]): Row[] {
  return [
    atMost({ what: `${what}, median of ${times.length} frames`, value: median(times), unit: 'ms' }, MOST),
    atMost({ what: '  95 % of them take at most', value: quantile(times, 0.95), unit: 'ms' }, MOST),
  ];
}

export async function fieldBench(): Promise<Row[]> {
  return withBrowser(async (browser) => {
    const found: Row[] = [];
    for (const [name, width, height, ratio] of [['1,440 × 900, several nodes a pixel', 1440, 900, 1], ['3,840 × 2,400 (200 %), a pixel a node', 1920, 1200, 2]] as const) {
      const page = await open(browser, width, height, ratio, EPOCHS);
      const nodes = Number(await page.getByTestId('field-moment').getAttribute('data-nodes'));
      found.push(...rows(`${(nodes / 1e6).toFixed(2)} M nodes, ${name}: pan and zoom`, await framesOf(browser, page, () => move(page))));
      await page.getByTestId('field-canvas').press('0');
      await page.evaluate(() => window.playground?.idle());
      const growing = await framesOf(browser, page, async () => {
        await page.getByTestId('field-canvas').press(' ');
        await page.waitForTimeout(GROWING);
      });
      const grown = Number(await page.getByTestId('field-moment').getAttribute('data-nodes'));
      found.push(...rows(`growing by ${((grown - nodes) / 1e3).toFixed(0)} k nodes, charts included`, growing));
      await page.context().close();
    }
    return found;
  });
}
