// The memory of the modelled machine: the map beside the run, by pointer and by keyboard, curves as a table, in both themes, on a phone; the run is not touched.
import type { Locator, Page } from '@playwright/test';
import { memory as words } from '../src/app/words/en-memory.ts';
import { memory as wordsZh } from '../src/app/words/zh-memory.ts';
import { NAMES } from './support/names.ts';
import { PlaygroundPage } from './support/playground.ts';
import { accessibilityProblems, expect, test } from './support/test.ts';

const SPILLED = 'v=1&samples=200&epochs=40&save=1&reload=1&every=15&video=48MiB&main=64MiB&page=64KiB';

class MemoryPage extends PlaygroundPage {
  readonly moment: Locator;
  readonly map: Locator;
  constructor(page: Page) {
    super(page);
    this.moment = page.getByTestId('memory-moment');
    this.map = page.getByTestId('memory-map');
  }
  /** Waits until map and curve are of this epoch. */
  async of(epoch: number): Promise<void> {
    await expect(this.moment).toHaveAttribute('data-epoch', String(epoch));
    await expect(this.page.getByTestId('memory-curve')).toBeVisible();
    await this.idle();
  }
  colours(): Promise<number> {
    return this.map.locator('canvas').evaluate((canvas: HTMLCanvasElement) => {
      const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
      return new Set(new Uint32Array(data.buffer)).size;
    });
  }
}

test('the map moves with the run, names nodes, and the run is the run that nobody looks at', async ({ page }) => {
  const memory = new MemoryPage(page);
  await memory.openAtRest(`${SPILLED}&at=40`);
  const alone = await memory.state();
  await memory.open(`${SPILLED}&view=memory&at=0`);
  await memory.settled();
  await expect(page.getByRole('tabpanel')).toContainText(words.waiting);
  await memory.play();
  await memory.comesTo('done');
  await memory.of(40);
  const looked = await memory.state();
  for (const column of ['nodes', 'video', 'main', 'disk', 'faults', 'touches', 'upVideo', 'downMain', 'loss', 'engineBytes'] as const) expect(looked.lastFrame?.[column], column).toBe(alone.lastFrame?.[column]);
  const frame = looked.lastFrame!;
  expect(Number(await memory.moment.getAttribute('data-pages'))).toBe(Math.ceil((frame.video + frame.main + frame.disk) / 65_536));
  expect(frame.disk).toBeGreaterThan(0);
  expect(await memory.colours()).toBeGreaterThan(5);
  // By pointer: the page under it, its nodes by name.
  await memory.map.locator('canvas').hover({ position: { x: 30, y: 30 } });
  await expect(page.getByTestId('memory-reading')).toContainText(/^Page \d.*nodes [\d,]+ to [\d,]+.*_/);
  // By keyboard.
  await memory.map.focus();
  await page.mouse.move(5, 5);
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowRight');
  await expect(memory.map.locator('xpath=..').getByRole('status')).toContainText(/^Page 1, /);
});

test('the curve marks the cliff, the policy is explained and can be changed while it runs', async ({ page }) => {
  const memory = new MemoryPage(page);
  await memory.openAtRest(`${SPILLED}&at=20&view=memory`);
  await memory.of(20);
  const curve = page.getByTestId('memory-curve');
  await curve.getByText(words.table, { exact: true }).click();
  const rows = await curve.locator('tbody tr').evaluateAll((all) => all.map((row) => [...row.querySelectorAll('th, td')].map((cell) => cell.textContent ?? '')));
  expect(rows.length).toBeGreaterThan(10);
  const faults = rows.map((row) => [Number(row[1].replaceAll(',', '')), Number(row[3].replaceAll(',', ''))]);
  for (const [lru, min] of faults) expect(min).toBeLessThanOrEqual(lru);
  expect(faults.at(-1)).toEqual([0, 0]);
  const next = page.getByTestId('memory-next');
  await expect(next).toContainText(words.why.lru);
  await expect(next.locator('li')).toHaveCount(8);
  await memory.unfold(NAMES.machineKnobs);
  await page.getByRole('combobox', { name: words.knobs.policy }).selectOption({ label: words.knobs.policies.driver });
  await expect(next).toContainText(words.why.driver);
  await expect(page.getByTestId('memory-moves')).toContainText('Epoch 20');
});

test('without barriers: light, on a phone; dark', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  const memory = new MemoryPage(page);
  await memory.openAtRest(`${SPILLED}&at=20&view=memory&theme=light`);
  for (const theme of ['light', 'dark'] as const) {
    if (theme === 'dark') {
      await page.setViewportSize({ width: 1440, height: 844 });
      await memory.followAtRest(`${SPILLED}&at=20&view=memory&theme=dark`);
    }
    await memory.of(20);
    expect.soft(await accessibilityProblems(page), theme).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBeLessThanOrEqual(0);
  }
});

test('in Chinese, as TensorFlow does, and for a script of the visitor’s own', async ({ page }) => {
  const memory = new MemoryPage(page);
  await memory.openAtRest('v=1&samples=40&epochs=3&account=tensorflow&at=3&view=memory&lang=zh');
  await expect(page.getByRole('heading', { name: wordsZh.next })).toBeVisible();
  await expect(memory.moment).toHaveAttribute('data-epoch', '3');
  await memory.follow('v=1&lang=en&program=script&view=memory');
  await expect(page.getByRole('tabpanel')).toContainText(words.script);
});
