/** A frame of the memory map: the page's own frame callback while a map of 30,000 pages is redrawn, charts that are redrawn with it included. */
import { addressOf, newContext, withBrowser } from './browser.ts';
import { atMost, median, type Row } from './table.ts';

const FRAMES = 40;

export async function mapBench(): Promise<Row[]> {
  return withBrowser(async (browser) => {
    const context = await newContext(browser);
    const page = await context.newPage();
    await page.addInitScript(() => {
      const request = window.requestAnimationFrame.bind(window);
      const spent: number[] = [];
      Object.assign(window, { spent });
      window.requestAnimationFrame = (callback) =>
        request((time) => {
          const from = performance.now();
          callback(time);
          spent.push(performance.now() - from);
        });
    });
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.goto(addressOf('v=1&samples=200&epochs=22&page=4KiB&video=48MiB&main=40MiB&at=22&view=memory'));
    const moment = page.getByTestId('memory-moment');
    await moment.waitFor({ timeout: 60_000 });
    await page.waitForFunction(() => document.querySelector('[data-testid=memory-moment]')?.getAttribute('data-epoch') === '22', undefined, { timeout: 60_000 });
    const pages = Number(await moment.getAttribute('data-pages'));
    const times = await page.evaluate(async (frames) => {
      const { spent } = window as unknown as { spent: number[] };
      const map = document.querySelector('[data-testid=memory-map] canvas');
      if (!map) throw new Error('expected the map, found none');
      const all: number[] = [];
      for (let i = 0; i < frames; i++) {
        spent.length = 0;
        const box = map.getBoundingClientRect();
        map.dispatchEvent(new PointerEvent('pointermove', { clientX: box.left + 10 + 12 * i, clientY: box.top + 40, bubbles: true }));
        await new Promise((done) => setTimeout(done, 60));
        all.push(Math.max(0, ...spent));
      }
      return all;
    }, FRAMES);
    return [
      atMost({ what: `a frame of the map, ${pages} pages, median of ${FRAMES}`, value: median(times), unit: 'ms' }, 8),
      { what: 'the slowest of them', value: Math.max(...times), unit: 'ms' },
    ];
  });
}
