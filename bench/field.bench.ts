/** Frames of the node field with 4 million nodes, all else of the page included. */
import type { Browser, Page } from '@playwright/test';
import { addressOf, quantile, traced, withBrowser } from './browser.ts';
import { atMost, beside, median, type Row } from './table.ts';

const NODES = 4_000_000;
const EPOCHS = Math.ceil(NODES / 3000);
const FRAMES = 60;
/** Milliseconds that frames of a growing field are watched for. */
const GROWING = 5000;
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
 * Processor milliseconds of the page's thread for each frame: callbacks, style, layout and painting. On a busy machine a frame takes long
 * because others are served first: its processor time tells what it is worth.
 */
async function framesOf(browser: Browser, page: Page, use: () => Promise<void>): Promise<number[]> {
  const { tasks } = await traced(browser, page, use);
  return tasks.filter(({ frame }) => frame).map(({ processor }) => processor);
}

async function growing(browser: Browser, page: Page): Promise<number[]> {
  return framesOf(browser, page, async () => {
    await page.getByRole('button', { name: 'Play', exact: true }).click();
    await page.getByRole('tablist').scrollIntoViewIfNeeded();
    await page.waitForTimeout(GROWING);
    await page.getByRole('button', { name: 'Pause', exact: true }).click();
  });
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
      const grown = await growing(browser, page);
      const now = Number(await page.getByTestId('field-moment').getAttribute('data-nodes'));
      await page.getByRole('tab', { name: 'Events' }).click();
      const without = await growing(browser, page);
      const [middle, most] = rows(`growing by ${((now - nodes) / 1e3).toFixed(0)} k nodes, all charts live`, grown);
      found.push(beside(middle, 'without the field', median(without), 'less'), beside(most, 'without the field', quantile(without, 0.95), 'less'));
      await page.context().close();
    }
    return found;
  });
}
