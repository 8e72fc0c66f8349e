// axe on every state of the page: WCAG 2.2 A and AA and axe's best practices, with no rule left out.
import type { Page } from '@playwright/test';
import { CHART_NAMES, chartTitle, NAMES, NAMES_ZH } from './support/names.ts';
import { PlaygroundPage } from './support/playground.ts';
import { accessibilityProblems, expect, test } from './support/test.ts';

/** Soft: one state's problems do not hide the next one's. */
async function isClean(page: Page, state: string): Promise<void> {
  await test.step(state, async () => expect.soft(await accessibilityProblems(page), state).toEqual([]));
}

test('before the first epoch, while it runs, when it is done, and spilled to main memory and to disk', async ({ page }) => {
  const playground = new PlaygroundPage(page);
  await playground.openAtRest('v=1&samples=60&epochs=6&at=0');
  expect((await playground.state()).frames).toBe(0);
  await isClean(page, 'paused at 0');
  await playground.followAtRest('v=1&samples=60&epochs=6&at=6');
  await playground.button(NAMES.play).click();
  await playground.comesTo('done');
  await isClean(page, 'done');
  await playground.follow('v=1&samples=200&epochs=5000');
  await playground.reaches(6);
  await isClean(page, 'running');
  const { lastFrame } = await playground.followAtRest('v=1&samples=300&epochs=20&video=16MiB&main=16MiB&page=64KiB&at=12');
  expect(lastFrame?.disk).toBeGreaterThan(0);
  await isClean(page, 'spilled');
});

test('paused by an error, and with the engine stopped', async ({ page, guard }) => {
  const playground = new PlaygroundPage(page);
  await playground.open('v=1&samples=60&epochs=6&every=2&reload=1');
  await playground.comesTo('error');
  await expect(playground.banner).toBeVisible();
  await isClean(page, 'error banner');
  guard.allow(/request failed|Failed to load|answer 503|status of 503|uncaught error/i);
  await page.route(/\/worker-[^/]*\.js$/, (route) => route.fulfill({ status: 503, body: '' }));
  await playground.open('v=1&samples=60');
  await expect(playground.banner).toBeVisible();
  await isClean(page, 'engine stopped');
});

test('each dialog', async ({ page }) => {
  const playground = new PlaygroundPage(page);
  await playground.openAtRest('v=1&samples=60&epochs=6&at=3');
  const dialogs: [string, () => Promise<void>][] = [
    ['help', () => playground.button(NAMES.help).click()],
    ['share', () => playground.button(NAMES.share).click()],
    ['gallery', () => playground.button(NAMES.gallery).click()],
    ['account', () => playground.button(NAMES.accountLink).click()],
    ['data table', () => playground.menu('nodes', 'table')],
  ];
  for (const [name, show] of dialogs) {
    await show();
    await expect(playground.dialog).toBeVisible();
    await playground.idle();
    await isClean(page, name);
    await page.keyboard.press('Escape');
    await expect(playground.dialog).toBeHidden();
  }
  await playground.button(CHART_NAMES.menu.open(chartTitle('time'))).click();
  await isClean(page, 'menu of a chart');
  await playground.followAtRest('v=1&samples=60&epochs=6&at=3&bild=hoisted');
  await expect(playground.dialog).toBeVisible();
  await isClean(page, 'warnings');
});

test('each view below the charts, and every folded panel open', async ({ page }) => {
  const playground = new PlaygroundPage(page);
  await playground.openAtRest('v=1&samples=60&epochs=6&save=1&every=2&at=6&view=events');
  await expect(page.getByRole('tabpanel')).toContainText('Saved a checkpoint');
  await isClean(page, 'events');
  await page.getByRole('tab', { name: NAMES.tabs.sources }).click();
  await expect(page.getByRole('tabpanel')).toContainText('TensorFlow');
  await isClean(page, 'sources');
  await page.locator('details').evaluateAll((all) => all.forEach((details) => details.setAttribute('open', '')));
  await isClean(page, 'unfolded');
  await playground.followAtRest('v=1&program=search&samples=50&epochs=1&at=3');
  await isClean(page, 'results');
});

test('the dark theme and the projector’s, calm and in error; in Chinese, with the language marked', async ({ page }) => {
  const playground = new PlaygroundPage(page);
  await playground.openAtRest('v=1&samples=60&epochs=6&at=5&lang=zh&view=sources');
  await expect(page.getByRole('heading', { name: NAMES_ZH.cure })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', NAMES_ZH.htmlLang);
  await isClean(page, 'Chinese');
  for (const theme of ['dark', 'projector'] as const) {
    await playground.followAtRest(`v=1&lang=en&samples=60&epochs=6&every=2&save=1&clear=1&reload=1&at=5&theme=${theme}`);
    await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
    await expect(page.getByRole('heading', { name: NAMES.cure })).toBeVisible();
    await isClean(page, theme);
    await playground.follow(`v=1&samples=60&epochs=6&every=2&reload=1&theme=${theme}`);
    await playground.comesTo('error');
    await expect(playground.banner).toBeVisible();
    await isClean(page, `${theme}, error`);
  }
});

test('on a phone', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  const playground = new PlaygroundPage(page);
  await playground.openAtRest('v=1&samples=60&epochs=6&at=5');
  await isClean(page, 'phone');
  await playground.button(NAMES.share).click();
  await expect(playground.dialog).toBeVisible();
  await isClean(page, 'phone, share');
});
