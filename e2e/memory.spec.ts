// The memory of the modelled machine: the map beside the run, by pointer and by keyboard, curves as a table, in both themes, on a phone; the run is not touched.
import type { Locator, Page } from '@playwright/test';
import { memory as words } from '../src/app/words/en-memory.ts';
import { memory as wordsZh } from '../src/app/words/zh-memory.ts';
import { NAMES } from './support/names.ts';
import { PlaygroundPage } from './support/playground.ts';
import { accessibilityProblems, expect, tableRows, test } from './support/test.ts';

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
  const rows = await tableRows(curve);
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

test('as TensorFlow does, on a phone and in Chinese: what made an epoch slow, the process in bands, how clears are made; and a script of the visitor’s own', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  const memory = new MemoryPage(page);
  const { lastFrame: kept } = await memory.openAtRest('v=1&samples=40&epochs=30&every=10&save=1&clear=1&reload=1&account=tensorflow&keep=model&at=21&view=memory&lang=zh');
  await expect(page.getByRole('heading', { name: wordsZh.next })).toBeVisible();
  await expect(memory.moment).toHaveAttribute('data-epoch', '21');
  expect(kept?.kept).toBeGreaterThan(0);
  await expect(page.getByTestId('memory-bands')).toContainText(wordsZh.memory(kept!.kept));
  const slow = page.getByTestId('memory-slow');
  await expect(slow).toHaveAttribute('data-epoch', '21');
  await expect(slow).toContainText(wordsZh.process.terms.compile);
  await expect(slow).not.toContainText(`${wordsZh.process.terms.clear}:`);
  await slow.getByRole('textbox').fill('10');
  await slow.getByRole('textbox').press('Enter');
  await expect(slow).toContainText(`${wordsZh.process.terms.clear}:`);
  await page.getByRole('combobox', { name: wordsZh.process.keep }).selectOption({ label: wordsZh.process.keeps.nothing });
  await page.getByRole('checkbox', { name: wordsZh.process.switches.trim }).check();
  await memory.idle();
  expect((await memory.state()).config).toMatchObject({ keep: 'nothing', trim: true, collect: true });
  await expect(page).toHaveURL(/[&]trim=1/);
  expect(await accessibilityProblems(page)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBeLessThanOrEqual(0);
  await memory.follow('v=1&lang=en&program=script&view=memory');
  await expect(page.getByRole('tabpanel')).toContainText(words.script);
});

test.describe('by touch, on a phone', () => {
  test.use({ hasTouch: true, viewport: { width: 390, height: 844 } });
  test('a tap reads a page, and what it reads stays until another tap', async ({ page }) => {
    const memory = new MemoryPage(page);
    await memory.openAtRest(`${SPILLED}&at=20&view=memory`);
    await memory.of(20);
    const reading = page.getByTestId('memory-reading');
    await expect(reading).toHaveText(words.hint);
    const canvas = memory.map.locator('canvas');
    await canvas.tap({ position: { x: 30, y: 40 } });
    await expect(reading).toContainText(/^Page \d.*nodes [\d,]+ to [\d,]+.*_/);
    const read = await reading.textContent();
    await memory.idle();
    await expect(reading).toHaveText(read!);
    await canvas.tap({ position: { x: 200, y: 60 } });
    await expect(reading).not.toHaveText(read!);
    await expect(reading).toContainText(/^Page \d/);
    await canvas.tap({ position: { x: 200, y: 4 } });
    await expect(reading).toHaveText(words.hint);
  });
});

test('as TensorFlow does, the map shows what is no node by name, and the tensors in video memory', async ({ page }) => {
  const memory = new MemoryPage(page);
  await memory.openAtRest('v=1&account=tensorflow&save=1&clear=1&reload=1&every=10&keep=session&samples=100&epochs=30&page=64KiB&at=21&view=memory');
  await memory.of(21);
  const part = page.getByTestId('memory');
  for (const owner of ['kept', 'signatures', 'tensors'] as const) await expect(part.getByRole('listitem').filter({ hasText: words.owners[owner] })).toBeVisible();
  await expect(part).toContainText(new RegExp(`${words.tiers.video}: [1-9][\\d,]* of [\\d,]+ pages`));
  // The first page is of a graph that was cleared: no node of the present one is in it.
  await memory.map.focus();
  await page.keyboard.press('Home');
  await expect(page.getByTestId('memory-reading')).toHaveText(`Page 0, main memory, ${words.owners.kept}`);
  await page.keyboard.press('End');
  await expect(page.getByTestId('memory-reading')).toContainText(/^Page \d+, video memory, /);
  expect(await accessibilityProblems(page)).toEqual([]);
});

test('thrash: past the disk’s cliff an epoch faults on nearly all it touches and moves it over both links', async ({ page }) => {
  const memory = new MemoryPage(page);
  const link = 'v=1&samples=200&epochs=60&video=16MiB&main=24MiB&page=64KiB';
  const { lastFrame: fits } = await memory.openAtRest(`${link}&at=3&view=memory`);
  const { lastFrame: spills } = await memory.followAtRest(`${link}&at=10&view=memory`);
  const { lastFrame: thrashes } = await memory.followAtRest(`${link}&at=40&view=memory`);
  const PAGE = 65_536;
  for (const frame of [fits!, spills!, thrashes!]) {
    // A run goes round the whole graph, and LRU has always just let go what comes next: all pages fault, and each brings its bytes up.
    const pages = Math.ceil((frame.video + frame.main + frame.disk) / PAGE);
    expect(frame.faults).toBeGreaterThan(0.98 * pages);
    expect(frame.faults).toBeLessThanOrEqual(pages);
    expect(frame.upVideo).toBe(frame.faults * PAGE);
    expect(frame.downVideo).toBeGreaterThanOrEqual(frame.upVideo);
  }
  expect([fits!.disk, fits!.upMain, fits!.downMain]).toEqual([0, 0, 0]);
  for (const frame of [spills!, thrashes!]) {
    expect(frame.disk).toBeGreaterThan(0);
    expect(frame.upMain).toBe(frame.upVideo);
    expect(frame.downMain).toBe(frame.downVideo);
  }
  // The cliff: some three times the bytes, some hundred times the time.
  expect(spills!.upVideo / fits!.upVideo).toBeLessThan(4);
  expect(spills!['modelled.move'] / fits!['modelled.move']).toBeGreaterThan(100);
  await memory.of(40);
  const moves = page.getByTestId('memory-moves');
  await expect(moves).toContainText(words.movesSummary(40, words.memory(thrashes!.upVideo), words.memory(thrashes!.downVideo), words.memory(thrashes!.upMain), words.memory(thrashes!.downMain)));
  await expect(moves).toContainText(words.faultRate(words.short(thrashes!.faults), words.short(thrashes!.touches), words.share(thrashes!.faults / thrashes!.touches)));
});

test('capacities and policies change to their extremes amid a run, and the page goes on answering', async ({ page }) => {
  const memory = new MemoryPage(page);
  await memory.openAtRest('v=1&samples=200&epochs=60&page=4KiB&policy=driver&at=20&view=memory');
  await memory.unfold(NAMES.machineKnobs);
  // What moved rises and falls so that all four links' lines end in the middle of the chart, whose names once sought a place for ever.
  for (const [knob, gib] of [[words.knobs.videoMemory, 0.015625], [words.knobs.mainMemory, 0.015625], [words.knobs.videoMemory, 1024], [words.knobs.mainMemory, 4096]] as const) {
    await memory.type(knob, gib);
    const { frames } = await memory.state();
    await memory.button(NAMES.epochStep).click();
    await memory.reaches(frames + 1);
    await memory.settled();
    await memory.of(frames + 1);
  }
  for (const policy of Object.values(words.knobs.policies)) {
    await page.getByRole('combobox', { name: words.knobs.policy }).selectOption({ label: policy });
    await memory.idle();
  }
  const { status, lastFrame } = await memory.state();
  expect([status?.state, lastFrame?.main, lastFrame?.disk]).toEqual(['paused', 0, 0]);
});
