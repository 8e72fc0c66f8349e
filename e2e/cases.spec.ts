// Public cases beside our run, then and now, the best K with dots of runs that were made, unified memory and where a machine's figures are from.
import { cases as words } from '../src/app/words/en-cases.ts';
import { deep } from '../src/app/words/en-deep.ts';
import { memory as machine } from '../src/app/words/en-memory.ts';
import { cases as wordsZh } from '../src/app/words/zh-cases.ts';
import { presets } from '../src/app/words/zh-presets.ts';
import { zh } from '../src/app/words/zh.ts';
import { NAMES } from './support/names.ts';
import { PlaygroundPage } from './support/playground.ts';
import { accessibilityProblems, expect, tableRows, test } from './support/test.ts';

const LOADED = 'v=1&build=hoisted&epochs=10&account=tensorflow&save=1&reload=1&every=1&view=cases';

test('a case has its figures beside the run, scaled by one factor that is said; what has changed since leads to others', async ({ page }) => {
  const playground = new PlaygroundPage(page);
  await playground.openAtRest(`${LOADED}&at=4`);
  const about = page.getByTestId('case');
  await expect(about).toHaveAttribute('data-reached', '4');
  await playground.play();
  await playground.settled();
  await expect(about).toHaveAttribute('data-reached', '10');
  const factor = Number(await about.getAttribute('data-factor'));
  expect(factor).toBeGreaterThan(1);
  await expect(about.getByRole('note')).toContainText(`× ${words.factor(factor)}: one factor, by least squares over 10 figures`);
  await expect(about.getByRole('link', { name: 'keras-team/keras#7271' })).toHaveAttribute('href', 'https://github.com/keras-team/keras/issues/7271');
  await about.getByText(words.table, { exact: true }).click();
  const rows = await tableRows(about);
  expect(rows[9].slice(0, 2)).toEqual(['10', '82.5 MB']);
  const { lastFrame } = await playground.state();
  expect(rows[9][2]).toBe(words.bytes(lastFrame!.main + lastFrame!.disk + lastFrame!.held));
  expect(await accessibilityProblems(page)).toEqual([]);
  // Then and now, each row with its source; a preset that still applies is one click away.
  await page.getByTestId('cases').getByRole('button', { name: words.sinceButton }).click();
  await expect(playground.dialog.locator('dl a')).toHaveCount(words.since.rows.length);
  for (const fact of ['when 5 of the last 10 calls traced', 'at most 8 times for a piece of code, 256 in all', 'Since Keras 2.7 it closes the session']) await expect(playground.dialog).toContainText(fact);
  expect(await accessibilityProblems(page)).toEqual([]);
  await playground.dialog.getByRole('link', { name: 'A rise that ends' }).click();
  await expect(playground.dialog).toBeHidden();
  await expect(about.getByRole('heading', { name: 'A rise that ends' })).toBeVisible();
  await expect(about).toContainText(words.counter);
  // A case that is a script waits in the editor, and says where to start it.
  await page.getByTestId('cases').getByRole('link', { name: 'A genetic algorithm over models' }).click();
  await expect(about).toContainText(words.press(NAMES.script.title));
  const runs = page.getByRole('button', { name: NAMES.script.run, exact: true }).filter({ hasText: NAMES.script.run });
  await expect(runs).toBeVisible();
  await about.getByRole('button', { name: words.goToEditor }).click();
  await expect(runs).toBeFocused();
  // A run that is no case says so; the list is there, in Chinese too.
  await playground.openAtRest('v=1&samples=20&epochs=2&at=2&view=cases&lang=zh');
  await expect(page.getByTestId('cases')).toContainText(wordsZh.none);
  await expect(page.getByTestId('cases').getByRole('listitem')).toHaveCount(14);
});

test('what was published lies over the chart of its quantity too, by the same factor, and can be taken off', async ({ page }) => {
  const playground = new PlaygroundPage(page);
  await playground.openAtRest(LOADED);
  const bar = page.getByTestId('published-bar');
  await expect(bar).toContainText('keras-team/keras#7271');
  // Both look at the run a few times a second only.
  const about = page.getByTestId('case');
  await expect(about).toHaveAttribute('data-reached', '10');
  await expect(bar).toHaveAttribute('data-factor', (await about.getAttribute('data-factor')) ?? '');
  const legend = page.locator('#charts').getByText(`× ${words.published}`, { exact: true }).first();
  await expect(legend).toBeAttached();
  await expect(bar).toContainText('one factor, by least squares over 10 figures');
  expect(await accessibilityProblems(page)).toEqual([]);
  await bar.getByRole('checkbox').uncheck();
  await expect(page.locator('#charts')).not.toContainText(`× ${words.published}`);
  // A run that is no case has none of it.
  await playground.openAtRest('v=1&samples=20&epochs=2&at=2');
  await expect(bar).toHaveCount(0);
});

test('on the Chinese page events and the gallery are Chinese', async ({ page }) => {
  const playground = new PlaygroundPage(page);
  await playground.openAtRest('v=1&lang=zh&samples=20&epochs=4&save=1&clear=1&reload=1&every=2&view=events&at=4');
  const events = page.getByRole('tabpanel').locator('tbody tr');
  await expect(events).toHaveCount(6);
  await expect(events.nth(1)).toContainText('会话已清空：213 个节点消失。');
  await expect(page.getByRole('tabpanel').locator('[lang=en]')).toHaveCount(0);
  await page.getByRole('button', { name: zh.gallery, exact: true }).click();
  await expect(page.locator('.presets li')).toHaveCount(Object.keys(presets).length);
  await expect(page.locator('.presets li').first()).toContainText(presets.answer[0]);
  await expect(page.locator('.presets [lang=en]')).toHaveCount(0);
});

test('the best K comes from the run’s own overhead and slowdown, runs that were made are dots that say what they were', async ({ page }) => {
  const run = (every: number): string => `v=1&run=sample&samples=10&epochs=24&account=tensorflow&save=1&clear=1&reload=1&every=${every}&view=bestk`;
  const playground = new PlaygroundPage(page);
  await playground.openAtRest(run(2));
  const view = page.getByTestId('bestk');
  await expect(view).toHaveAttribute('data-runs', '1');
  await playground.openAtRest(run(8));
  await expect(view).toHaveAttribute('data-runs', '2');
  expect(Number(await view.getAttribute('data-best'))).toBeGreaterThan(4);
  const totals = await tableRows(view);
  expect(totals.map(([k]) => k)).toEqual(['every 2', 'every 8']);
  // By pointer: a dot, found by its ink, says its settings.
  const canvas = view.locator('canvas');
  const caption = view.locator('figcaption');
  await playground.idle();
  const dot = await canvas.evaluate((element: HTMLCanvasElement) => {
    const { width, height, clientWidth } = element;
    const { data } = element.getContext('2d')!.getImageData(0, 0, width, height);
    const dark = (x: number, y: number): boolean => data[4 * (y * width + x)] < 60 && data[4 * (y * width + x) + 2] < 60 && data[4 * (y * width + x) + 3] > 250;
    for (let y = 20; y < height; y++) for (let x = 3; x < width - 3; x++) if ([-3, 0, 3].every((d) => dark(x + d, y) && dark(x, y + d))) return { x: (x * clientWidth) / width, y: (y * clientWidth) / width };
    return null;
  });
  await canvas.hover({ position: dot! });
  await expect(caption).toContainText(/^every \d: save, clear, reload; [\d.]+ s, modelled$/);
  await view.getByRole('radio', { name: words.bestk.kinds.measured }).check({ force: true });
  await expect(view.locator('.card-head .tag')).toHaveText(NAMES.tags.measured);
  expect(await accessibilityProblems(page)).toEqual([]);
});

test('without unified memory a full card is TensorFlow’s error, with it the graph spills; figures of the machine have sources', async ({ page }) => {
  const playground = new PlaygroundPage(page);
  await playground.openAtRest('v=1&samples=200&epochs=6&video=20MiB&unified=off');
  await expect(playground.banner).toContainText('ResourceExhaustedError: OOM when allocating tensor with shape');
  await playground.unfold(NAMES.machineKnobs);
  await page.getByRole('checkbox', { name: machine.knobs.unified }).check();
  await playground.settled();
  const { status, lastFrame, config } = await playground.state();
  expect([status?.state, config.unified]).toEqual(['done', 'own']);
  expect(lastFrame?.main).toBeGreaterThan(0);
  await page.getByText(machine.from.summary, { exact: true }).click();
  await page.getByRole('combobox', { name: machine.knobs.bus }).selectOption({ label: machine.knobs.buses.pcie5 });
  for (const name of [/Stack Overflow, answer 50895110/, /NVIDIA\/nvbandwidth#24/]) await expect(page.locator('.machine-from').getByRole('link', { name })).toBeVisible();
  await expect(page.locator('.machine-from')).toContainText('PCIe 5 x16, up 55.4 GB/s');
  for (const [cited, date] of [['NVIDIA/nvbandwidth#24', machine.from.date(new Date('2024-09-11'))], ['answer 50895110', machine.from.seen(new Date('2026-11'))]]) {
    await expect(page.locator('.machine-from cite', { hasText: cited })).toContainText(date);
  }
  // The video memory was changed: it is the visitor's. One's own machine starts from this one, and a link carries it.
  await expect(page.locator('.machine-from li').filter({ hasText: machine.from.instead('6 GB') })).toContainText(machine.from.status['yours']);
  await page.getByRole('combobox', { name: machine.knobs.machine, exact: true }).selectOption({ label: machine.knobs.machines['own'] });
  await playground.idle();
  expect((await playground.state()).config).toMatchObject({ machine: 'own', bandwidth: 192.2, flops: 4.4, video: 20 * 2 ** 20 });
  await expect(page.locator('.machine-from li').first()).toContainText(machine.from.set);
  // Sources tells of that machine, and of no other; another program leaves it as it is.
  await page.getByRole('tab', { name: NAMES.tabs.sources }).click();
  const sources = page.getByTestId('sources-machine');
  await expect(sources).toContainText(machine.from.status['yours']);
  await expect(page.getByRole('heading', { name: deep.machineTitle(machine.knobs.machines['own']) })).toBeVisible();
  await expect(page.getByRole('tabpanel')).toContainText(deep.machineIntro.own);
  await expect(page.getByRole('tabpanel')).not.toContainText('GTX 1060');
  await playground.unfold(NAMES.machineKnobs);
  await playground.type(machine.knobs.own.bandwidth, 900);
  await page.getByRole('combobox', { name: NAMES.program, exact: true }).selectOption({ label: NAMES.programs.mlp });
  await playground.idle();
  expect((await playground.state()).config).toMatchObject({ program: 'mlp', machine: 'own', bandwidth: 900, bus: 'pcie5', video: 20 * 2 ** 20, unified: 'own' });
  expect(await accessibilityProblems(page)).toEqual([]);
});

test('the projection has all curves with R² and what each says; one is best supported', async ({ page }) => {
  const playground = new PlaygroundPage(page);
  await playground.openAtRest('v=1&samples=50&epochs=60&account=tensorflow&at=30');
  // The curve in the largest type is the one that is marked; the answer's reckoning is named as such below it.
  const card = page.locator('.card.projection');
  const headline = (await card.locator('.total').textContent()) ?? '';
  await expect(card.getByTestId('told')).toContainText(/^As the answer reckons it, geometrically, at [\d.]+ % more per epoch: .* \(R² [\d.]+\)\.$/);
  await page.getByText(NAMES.projectionAll, { exact: true }).click();
  const rows = await tableRows(page.getByTestId('fits').locator('xpath=..'));
  expect(rows.map(([, total, r2]) => [total, r2])).toHaveLength(4);
  const marked = rows.filter(([name]) => name.includes(deep.fits.best));
  expect(marked.map(([, total]) => total)).toEqual([headline]);
  for (const [, total, r2] of rows) {
    expect(total).toMatch(/\d (ms|s|min)$/);
    expect(Number(r2.replace('−', '-'))).toBeLessThanOrEqual(1);
  }
  // Where the pace has changed nothing is projected: neither by the card nor by the chart, in picture or words; the ages of the universe need a curve too.
  await playground.openAtRest('v=1&samples=300&epochs=60&work=modelled&video=16MiB&main=64MiB&page=64KiB&at=11');
  await expect(card).toContainText('nothing to go on for a projection');
  await expect(card.locator('blockquote')).toHaveCount(0);
  await expect(page.locator('#charts')).not.toContainText('best supported');
  await expect(page.getByText(NAMES.projectionAll, { exact: true })).toHaveCount(0);
  expect(await accessibilityProblems(page)).toEqual([]);
});
