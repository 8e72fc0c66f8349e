/** Frames of the node field with 4 million nodes: the page's own thread, from the frame's callback until it is free again, all else of the page included. */
import type { Browser, Page } from '@playwright/test';
import { addressOf, newContext, quantile, withBrowser } from './browser.ts';
import { atMost, median, type Row } from './table.ts';

const NODES = 4_000_000;
const EPOCHS = Math.ceil(NODES / 3000);
const FRAMES = 60;
/** Milliseconds that frames of a growing field are watched for. */
const GROWING = 8000;
/** What is asked of a frame, in milliseconds. */
const MOST = 16;

/** Times of frames from now on: callbacks, and style, layout and painting after them, up to the first task that follows. */
function watch(): void {
  const spent: number[] = [];
  Object.assign(window, { spent });
  const request = window.requestAnimationFrame.bind(window);
  const channel = new MessageChannel();
  let from = 0;
  channel.port1.onmessage = () => {
    if (from > 0) spent.push(performance.now() - from);
    from = 0;
  };
  window.requestAnimationFrame = (callback) =>
    request((time) => {
      if (from === 0) {
        from = performance.now();
        channel.port2.postMessage(0);
      }
      callback(time);
    });
}

const spentOf = (page: Page): Promise<number[]> => page.evaluate(() => (window as unknown as { spent: number[] }).spent.splice(0));

async function open(browser: Browser, width: number, height: number, at: number): Promise<Page> {
  const context = await newContext(browser);
  const page = await context.newPage();
  await page.addInitScript(watch);
  await page.setViewportSize({ width, height });
  await page.goto(addressOf(`v=1&work=modelled&epochs=${EPOCHS + 2000}&at=${at}&view=field`));
  await page.waitForFunction((epoch) => document.querySelector('[data-testid=field-moment]')?.getAttribute('data-epoch') === String(epoch), at, { timeout: 300_000, polling: 500 });
  await page.getByTestId('field-canvas').scrollIntoViewIfNeeded();
  await page.evaluate(() => window.playground?.idle());
  return page;
}

/** Pans and zooms, a step a frame. */
async function moving(page: Page): Promise<number[]> {
  await spentOf(page);
  await page.evaluate(async (frames) => {
    const canvas = document.querySelector<HTMLCanvasElement>('[data-testid=field-canvas] canvas');
    if (!canvas) throw new Error('expected the field, found none');
    const box = canvas.getBoundingClientRect();
    const at = { clientX: box.left + box.width * 0.4, clientY: box.top + box.height * 0.4, bubbles: true };
    const frame = (): Promise<unknown> => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    for (let i = 0; i < frames; i++) {
      canvas.dispatchEvent(new WheelEvent('wheel', { ...at, deltaY: i % 20 < 10 ? -60 : 55, ctrlKey: true, cancelable: true }));
      canvas.dispatchEvent(new WheelEvent('wheel', { ...at, clientX: at.clientX + 9 * i, deltaY: 1, ctrlKey: true, cancelable: true }));
      await frame();
    }
    const field = document.querySelector('[data-testid=field-canvas]');
    for (let i = 0; i < frames; i++) {
      field?.dispatchEvent(new KeyboardEvent('keydown', { key: i % 2 === 0 ? 'ArrowRight' : 'ArrowDown', shiftKey: true, bubbles: true, cancelable: true }));
      await frame();
    }
  }, FRAMES);
  return spentOf(page);
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
    for (const [name, width, height] of [['1,440 × 900, several nodes a pixel', 1440, 900], ['3,840 × 2,160, a pixel a node', 3840, 2160]] as const) {
      const page = await open(browser, width, height, EPOCHS);
      const nodes = Number(await page.getByTestId('field-moment').getAttribute('data-nodes'));
      found.push(...rows(`${(nodes / 1e6).toFixed(2)} M nodes, ${name}: pan and zoom`, await moving(page)));
      await page.getByTestId('field-canvas').press('0');
      await page.evaluate(() => window.playground?.idle());
      await spentOf(page);
      await page.getByTestId('field-canvas').press(' ');
      await page.waitForTimeout(GROWING);
      const grown = Number(await page.getByTestId('field-moment').getAttribute('data-nodes'));
      found.push(...rows(`growing by ${((grown - nodes) / 1e3).toFixed(0)} k nodes, charts included`, await spentOf(page)));
      await page.context().close();
    }
    return found;
  });
}
