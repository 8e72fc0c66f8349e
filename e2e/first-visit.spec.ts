// The first visit: within moments something real moves, and the page says what.
import { CHART_IDS, chartTitle, NAMES } from './support/names.ts';
import { PlaygroundPage } from './support/playground.ts';
import { expect, test } from './support/test.ts';

test('trains at once, and nodes, bytes and epochs rise without a click', async ({ page }) => {
  const playground = new PlaygroundPage(page);
  await playground.open();
  await playground.reaches(2);
  const before = await playground.state();
  await playground.goesOn();
  const after = await playground.state();
  expect(after.playing).toBe(true);
  expect(after.status?.state).toBe('running');
  // The answer's own program: 3 nodes for each of 1,000 samples in each epoch.
  expect(after.lastFrame?.added).toBe(3000);
  expect(after.status?.nodes).toBeGreaterThan(before.status?.nodes ?? Infinity);
  expect(after.lastFrame?.video).toBeGreaterThan(before.lastFrame?.video ?? Infinity);
  expect(after.lastFrame?.loss).toBeLessThan(before.lastFrame?.loss ?? 0);
});

test('says in one live sentence how many nodes there are, and shows the count rising', async ({ page }) => {
  const playground = new PlaygroundPage(page);
  await playground.open();
  await expect(page).toHaveTitle(NAMES.appName);
  await expect(playground.sentence).toHaveText(/Every epoch builds 3,000 new nodes; the graph holds [\d.,]+( \w+)? .*of the modelled video memory/);
  const counter = page.getByRole('group', { name: NAMES.transport });
  await expect(counter).toContainText(/of 1,000 epochs/);
  const epochs = async (): Promise<number> => Number(/(\d[\d,]*) of 1,000 epochs/.exec((await counter.textContent()) ?? '')?.[1]?.replace(',', ''));
  const first = await epochs();
  await expect.poll(epochs).toBeGreaterThan(first);
});

test('shows four charts, each with a name and a summary of what it shows', async ({ page }) => {
  const playground = new PlaygroundPage(page);
  await playground.open();
  await playground.reaches(3);
  await playground.pause();
  const { frames, lastFrame } = await playground.state();
  for (const id of CHART_IDS) {
    await expect(page.getByRole('heading', { name: chartTitle(id), exact: true })).toBeVisible();
    await expect(page.getByRole('img', { name: chartTitle(id), exact: true })).toBeVisible();
  }
  await expect.poll(() => playground.summary('nodes')).toContain(`after ${frames} epochs`);
  expect(await playground.summary('nodes')).toContain('now, at most');
  expect(await playground.summary('memory')).toContain('Video memory (6 GB) has not been passed');
  expect(await playground.summary('time')).toContain('These are modelled times');
  expect(await playground.summary('learning')).toMatch(/Training accuracy: .* at first, .* now/);
  const canvas = page.getByRole('img', { name: chartTitle('nodes'), exact: true });
  const inks = await canvas.evaluate((element) => {
    if (!(element instanceof HTMLCanvasElement)) throw new Error('expected a canvas');
    const pixels = element.getContext('2d')?.getImageData(0, 0, element.width, element.height).data ?? new Uint8ClampedArray();
    return new Set(new Uint32Array(pixels.buffer)).size;
  });
  expect(inks, 'colours on the nodes chart').toBeGreaterThan(20);
  expect(lastFrame?.nodes).toBeGreaterThan(6000);
});

test('fits a phone, a tablet and a screen without scrolling sideways', async ({ page }) => {
  const playground = new PlaygroundPage(page);
  for (const [width, height] of [
    [390, 844],
    [1024, 768],
    [1440, 900],
  ] as const) {
    await page.setViewportSize({ width, height });
    if (width === 390) {
      await playground.open();
      await playground.reaches(3);
    }
    await playground.idle();
    await expect(playground.sentence).toBeInViewport({ ratio: 1 });
    await expect(page.getByRole('button', { name: NAMES.pause, exact: true })).toBeInViewport({ ratio: 1 });
    const extent = await page.evaluate(() => ({ content: document.documentElement.scrollWidth, window: document.documentElement.clientWidth }));
    expect(extent.content, `width of the content, in ${width} by ${height}`).toBeLessThanOrEqual(extent.window);
    await page.evaluate(() => window.scrollTo(10_000, 0));
    expect(await page.evaluate(() => window.scrollX), 'scrolled sideways').toBe(0);
  }
});

for (const theme of ['light', 'projector'] as const)
  for (const lang of ['en', 'zh'] as const)
    test(`is never wider than the window, and keeps its top bar on it: ${theme}, ${lang}`, async ({ page }) => {
      const playground = new PlaygroundPage(page);
      await playground.openAtRest(`v=1&theme=${theme}&lang=${lang}&account=tensorflow&at=2&speed=max`);
      // Every 64 px, tablets and phones on their sides, and the usual projectors.
      const widths = [...Array.from({ length: 26 }, (_, i) => 320 + 64 * i), 820, 844, 967, 1280];
      for (const width of widths) {
        await page.setViewportSize({ width, height: 768 });
        await playground.idle();
        const { wider, outside } = await page.evaluate(() => {
          const window = document.documentElement.clientWidth;
          const controls = [...document.querySelectorAll('.header button, .header select, .header h1')];
          return {
            wider: document.documentElement.scrollWidth - window,
            outside: controls
              .filter((element) => {
                const { left, right, width: own } = element.getBoundingClientRect();
                return left < 0 || right > window || own < 24;
              })
              .map((element) => element.getAttribute('aria-label') ?? element.getAttribute('title') ?? element.textContent),
          };
        });
        expect({ width, wider, outside }).toEqual({ width, wider: 0, outside: [] });
      }
    });
