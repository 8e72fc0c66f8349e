// Links: the same link gives the same charts, every preset is a good link, and what a link says of the page's looks is done.
import { GIB, MIB } from '../src/protocol/config.ts';
import { allRows, deterministic, withoutMeasured } from './support/frames.ts';
import { CHART_IDS, NAMES, NAMES_ZH } from './support/names.ts';
import { hashOf, PlaygroundPage } from './support/playground.ts';
import { expect, test } from './support/test.ts';

test('a link opened twice gives the same charts', async ({ page }) => {
  const playground = new PlaygroundPage(page);
  const link = 'v=1&samples=200&epochs=40&seed=7&save=1&clear=1&reload=1&every=9&video=16MiB&main=24MiB&at=30';
  const seen = [];
  for (let visit = 0; visit < 2; visit += 1) {
    const { lastFrame, events, frames } = await playground.openAtRest(link);
    const summaries: string[] = [];
    for (const id of CHART_IDS) {
      await expect.poll(() => playground.summary(id)).toMatch(/30 epochs|Training accuracy/);
      summaries.push(withoutMeasured(await playground.summary(id)));
    }
    seen.push({ frame: deterministic(lastFrame), events, frames, rows: await allRows(playground), summaries });
  }
  expect(seen[0]?.frames).toBe(30);
  expect(seen[1]).toEqual(seen[0]);
});

test('another seed gives another run', async ({ page }) => {
  const playground = new PlaygroundPage(page);
  const one = await playground.openAtRest('v=1&samples=100&epochs=3&seed=1&at=3');
  const other = await playground.openAtRest('v=1&samples=100&epochs=3&seed=2&at=3');
  expect(other.lastFrame?.loss).not.toBe(one.lastFrame?.loss);
  expect(other.lastFrame?.nodes).toBe(one.lastFrame?.nodes);
});

test('every preset of the gallery opens without a warning, and runs two epochs or waits with its script', async ({ page }) => {
  test.slow(); // some twenty runs
  const playground = new PlaygroundPage(page);
  await playground.open();
  await playground.button(NAMES.gallery).click();
  const presets = playground.dialog.getByRole('link');
  await expect(presets.first()).toBeVisible();
  const links = await presets.evaluateAll((elements) => elements.map((element) => element.getAttribute('href') ?? ''));
  expect(links.length).toBeGreaterThanOrEqual(8);
  expect(new Set(links).size, 'each another link').toBe(links.length);
  // By way of the gallery once, as a visitor does: the page is not loaded anew, and the run is another.
  const { run } = await playground.state();
  await playground.dialog.getByRole('link').nth(3).click();
  await expect(playground.dialog).toBeHidden();
  await expect.poll(async () => (await playground.state()).run).toBe(run + 1);
  for (const link of links) {
    // As if pasted into the address bar: the page stays, and follows.
    await test.step(link, async () => {
      const hash = `${new URL(link).hash.slice(1)}&at=2`;
      const before = await playground.state();
      await page.evaluate((given) => {
        location.hash = given;
      }, hash);
      await expect.poll(async () => (await playground.state()).run).toBe(before.run + 1);
      await playground.settled();
      const { warnings, frames, status, config } = await playground.state();
      expect(warnings).toEqual([]);
      expect(frames, 'a script waits to be run').toBe(config.program === 'script' ? 0 : 2);
      expect(status?.error).toBeNull();
    });
  }
});

test('the share dialog gives the link of the address, with title and moment if wanted', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const playground = new PlaygroundPage(page);
  await playground.openAtRest('v=1&build=hoisted&samples=100&epochs=30&video=2GB&at=6');
  await expect.poll(() => hashOf(page)).toBe('v=1&build=hoisted&samples=100&epochs=30&video=2GB&at=6');
  await playground.button(NAMES.share).click();
  const link = playground.dialog.getByRole('textbox', { name: NAMES.shareDialog.link });
  await expect(link).toHaveValue(page.url().replace('&at=6', ''));
  await playground.dialog.getByRole('checkbox', { name: NAMES.shareDialog.withMoment(6) }).check();
  await expect(link).toHaveValue(page.url());
  await playground.dialog.getByRole('textbox', { name: NAMES.shareDialog.titleLabel }).fill('Week 3: 50 % & more');
  await expect(link).toHaveValue(/&at=6&title=Week\+3%3A\+50\+%25\+%26\+more$/);
  await expect.poll(() => page.url()).toBe(await link.inputValue());
  await playground.dialog.getByRole('button', { name: NAMES.shareDialog.copy, exact: true }).click();
  await expect(playground.dialog.getByText(NAMES.shareDialog.copied)).toBeVisible();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toBe(page.url());

  const again = await playground.openAtRest(new URL(copied).hash);
  expect(again.frames).toBe(6);
  await expect(page).toHaveTitle(/^Week 3: 50 % & more/);
});

test('a link can set theme, title, view and language, and hide parts', async ({ page }) => {
  const playground = new PlaygroundPage(page);
  await playground.openAtRest('v=1&samples=50&epochs=5&at=2&theme=dark&title=Lecture+4&hide=header,knobs&view=sources');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await expect(page).toHaveTitle(/Lecture 4/);
  await expect(page.getByText('Lecture 4', { exact: true })).toBeVisible();
  await expect(page.getByRole('heading', { level: 1 })).toHaveCount(0);
  await expect(page.getByRole('heading', { name: NAMES.knobs })).toHaveCount(0);
  await expect(page.getByRole('heading', { name: NAMES.cure })).toBeVisible();
  await expect(page.getByRole('tab', { name: NAMES.tabs.sources })).toHaveAttribute('aria-selected', 'true');
  await expect(page.getByRole('tabpanel')).toContainText('TensorFlow 2.15.1');

  await playground.openAtRest('v=1&samples=50&epochs=5&at=2&lang=zh&theme=projector&view=events');
  await expect(page.locator('html')).toHaveAttribute('lang', NAMES_ZH.htmlLang);
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'projector');
  await expect(page.getByRole('heading', { name: NAMES_ZH.cure })).toBeVisible();
  await expect(playground.sentence).toContainText('节点');
  await expect.poll(() => hashOf(page)).toBe('v=1&samples=50&epochs=5&at=2&view=events&lang=zh&theme=projector');

  // Without the cure's card, a clear that loses the weights is said all the same.
  await playground.openAtRest('v=1&samples=50&epochs=5&clear=1&every=2&hide=cure&at=5');
  await expect(page.getByRole('heading', { name: NAMES.cure })).toHaveCount(0);
  await expect(page.getByTestId('would-stop')).toBeVisible();
});

test('a link can choose machine, sizes in either unit, page and policy', async ({ page }) => {
  const playground = new PlaygroundPage(page);
  const { config, warnings } = await playground.openAtRest('v=1&samples=50&epochs=3&machine=rtx4090&video=6GB&main=6GiB&page=64KiB&policy=min&at=3');
  expect(warnings).toEqual([]);
  expect(config).toMatchObject({ machine: 'rtx4090', video: 6e9, main: 6 * GIB, page: 64 * 1024, policy: 'min' });
  const plain = await playground.openAtRest('v=1&samples=50&epochs=3&at=3');
  expect(plain.config).toMatchObject({ machine: 'answer', video: 6 * GIB, main: 12 * GIB, page: 2 * MIB });
});

test('as TensorFlow does, only the ancestors of the fetches run, and the whole graph is paid for when it grew', async ({ page }) => {
  const playground = new PlaygroundPage(page);
  const told = await playground.openAtRest('v=1&samples=100&epochs=10&at=10');
  const real = await playground.openAtRest('v=1&samples=100&epochs=10&account=tensorflow&at=10');
  expect(real.config.account).toBe('tensorflow');
  expect(real.lastFrame?.nodes).toBe(told.lastFrame?.nodes);
  expect(real.lastFrame?.loss, 'it learns the same').toBe(told.lastFrame?.loss);
  expect(told.lastFrame?.executed).toBeGreaterThan(2900);
  expect(real.lastFrame?.executed).toBeLessThan(500);
  expect(real.lastFrame?.['modelled.extend']).toBeGreaterThan(0);
  expect(told.lastFrame?.['modelled.extend']).toBe(0);
  await expect(playground.sentence).toContainText('TensorFlow goes through all of them once more');
});
