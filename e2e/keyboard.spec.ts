// Everything without a pointer: the page's own keys, and the keys every control has.
import type { Page } from '@playwright/test';
import { CHART_NAMES, chartTitle, NAMES } from './support/names.ts';
import { hashOf, PlaygroundPage } from './support/playground.ts';
import { expect, test } from './support/test.ts';

/** Presses Tab until the element has the focus; fails if it cannot be reached. */
async function tabTo(page: Page, element: ReturnType<Page['getByRole']>): Promise<void> {
  for (let presses = 0; presses < 80; presses += 1) {
    await page.keyboard.press('Tab');
    if (await element.evaluate((wanted) => wanted === document.activeElement)) return;
  }
  throw new Error('expected the element to be reached within 80 presses of Tab');
}

test('the whole story by keyboard alone, from the first Tab on', async ({ page }) => {
  const playground = new PlaygroundPage(page);
  await playground.open('v=1&samples=100&epochs=500&seed=3');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: NAMES.skip })).toBeFocused();
  await expect(page.getByRole('link', { name: NAMES.skip })).toBeInViewport();

  await tabTo(page, playground.button(NAMES.pause));
  await page.keyboard.press('Enter');
  await playground.comesTo('paused');
  await expect(playground.button(NAMES.play)).toBeFocused();
  const { frames } = await playground.state();

  await tabTo(page, playground.button(NAMES.epochStep));
  await page.keyboard.press('Space');
  await playground.reaches(frames + 1);
  expect((await playground.comesTo('paused')).frames).toBe(frames + 1);

  const samples = page.getByRole('textbox', { name: NAMES.samples, exact: true });
  await tabTo(page, samples);
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('60');
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await playground.state()).status?.config.samples).toBe(60);
  await playground.reaches(1);
  expect((await playground.state()).lastFrame?.added).toBeLessThan(300);

  for (const hand of ['save', 'clear', 'reload'] as const) {
    await tabTo(page, playground.hand(hand));
    await page.keyboard.press('Space');
    await expect(playground.hand(hand)).toHaveAttribute('aria-pressed', 'true');
  }
  await expect.poll(async () => (await playground.state()).status?.config).toMatchObject({ save: true, clear: true, reload: true });

  await page.keyboard.press('Shift+?');
  await expect(playground.dialog).toBeVisible();
  await expect(playground.dialog).toContainText('finish one epoch');
  await page.keyboard.press('Escape');
  await expect(playground.dialog).toBeHidden();
  await expect(playground.hand('reload')).toBeFocused();
});

test('sharing by keyboard: open, tick the moment, and read the link', async ({ page }) => {
  const playground = new PlaygroundPage(page);
  await playground.openAtRest('v=1&samples=50&epochs=9&at=4');
  await tabTo(page, playground.button(NAMES.share));
  await page.keyboard.press('Enter');
  await expect(playground.dialog).toBeVisible();
  await tabTo(page, playground.dialog.getByRole('checkbox'));
  await page.keyboard.press('Space');
  await expect(playground.dialog.getByRole('textbox', { name: NAMES.shareDialog.link })).toHaveValue(/&at=4$/);
});

test('space, arrows, s, c, r, Home and ? do what the help says', async ({ page }) => {
  const playground = new PlaygroundPage(page);
  await playground.openAtRest('v=1&samples=100&batch=25&run=batch&epochs=500&at=2');
  const moment = async (): Promise<unknown> => (await playground.state()).status?.moment;

  await page.keyboard.press('ArrowRight');
  await expect.poll(moment).toEqual({ epoch: 3, run: 1 });
  await page.keyboard.press('Shift+ArrowRight');
  await expect.poll(moment).toEqual({ epoch: 4, run: 0 });
  expect((await playground.state()).status?.state).toBe('paused');

  for (const [key, hand] of [
    ['s', 'save'],
    ['c', 'clear'],
    ['r', 'reload'],
  ] as const) {
    await page.keyboard.press(key);
    await expect(playground.hand(hand)).toHaveAttribute('aria-pressed', 'true');
    await page.keyboard.press(key);
    await expect(playground.hand(hand)).toHaveAttribute('aria-pressed', 'false');
  }
  await page.keyboard.press('Shift+S');
  await expect.poll(async () => (await playground.state()).events.map(({ kind }) => kind)).toEqual(['save']);
  expect(await moment(), 'none of it let the run go on').toEqual({ epoch: 4, run: 0 });

  const { speed } = await playground.state();
  await page.keyboard.press('ArrowUp');
  expect((await playground.state()).speed).toBeGreaterThan(speed);
  await page.keyboard.press('ArrowDown');
  expect((await playground.state()).speed).toBe(speed);

  await page.keyboard.press('Space');
  await playground.comesTo('running');
  await page.keyboard.press('Space');
  await playground.comesTo('paused');
  const { run } = await playground.state();
  await page.keyboard.press('Home');
  await expect.poll(async () => (await playground.state()).run).toBe(run + 1);
  await page.keyboard.press('?');
  await expect(playground.dialog).toBeVisible();
  await page.keyboard.press('c');
  expect((await playground.state()).config.clear, 'keys are the dialog’s while it is open').toBe(false);
});

test('Home starts over and leaves paused what was paused', async ({ page }) => {
  const playground = new PlaygroundPage(page);
  const { run } = await playground.openAtRest('v=1&samples=100&epochs=500&at=2');
  await page.keyboard.press('Home');
  await expect.poll(async () => (await playground.state()).run).toBe(run + 1);
  expect((await playground.comesTo('paused')).frames).toBe(0);
  await playground.play();
  await playground.reaches(1);
  await page.keyboard.press('Home');
  await expect.poll(async () => (await playground.state()).run).toBe(run + 2);
  await playground.reaches(1);
});

test('arrows on a control are the control’s; in a chart’s menu they walk its items, and Escape goes back to the button', async ({ page }) => {
  const playground = new PlaygroundPage(page);
  await playground.openAtRest('v=1&samples=50&epochs=50&at=2');
  const { speed, status } = await playground.state();
  const chart = playground.chart('nodes');
  const button = playground.button(CHART_NAMES.menu.open(chartTitle('nodes')));
  await button.focus();
  for (const key of ['ArrowUp', 'ArrowDown', 'ArrowDown', 'ArrowRight', 'Shift+ArrowRight']) await page.keyboard.press(key);
  await page.locator('summary').first().focus();
  await page.keyboard.press('ArrowUp');
  await button.focus();
  await page.keyboard.press('Enter');
  const item = (name: 'table' | 'png' | 'csv') => chart.getByRole('button', { name: CHART_NAMES.menu[name], exact: true });
  await expect(item('table')).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(item('png')).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowUp');
  await expect(item('csv')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(item('csv')).toBeHidden();
  await expect(button).toBeFocused();
  await playground.idle();
  const after = await playground.state();
  expect(after.speed).toBe(speed);
  expect(after.status?.moment).toEqual(status?.moment);
});

test('the page’s keys do nothing while something is being typed', async ({ page }) => {
  const playground = new PlaygroundPage(page);
  await playground.openAtRest('v=1&samples=50&epochs=50&at=2');
  const before = await playground.state();
  const hash = hashOf(page);
  const seed = page.getByRole('textbox', { name: NAMES.seed, exact: true });
  await seed.focus();
  await page.keyboard.press('End');
  for (const key of ['s', 'c', 'r', 'Space', 'ArrowRight', 'Shift+ArrowRight', 'Home', '?']) await page.keyboard.press(key);
  await expect(seed).toHaveValue(/^\??1scr $/);
  await page.keyboard.press('Escape');
  await playground.idle();
  const after = await playground.state();
  expect(after).toEqual(before);
  await expect(playground.dialog).toBeHidden();
  expect(hashOf(page)).toBe(hash);
});

test('arrows move within tabs and choices, not the run', async ({ page }) => {
  const playground = new PlaygroundPage(page);
  await playground.openAtRest('v=1&samples=50&epochs=50&at=2&view=results');
  await page.getByRole('tab', { name: NAMES.tabs.results }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('tab', { name: NAMES.tabs.events })).toBeFocused();
  await expect(page.getByRole('tab', { name: NAMES.tabs.events })).toHaveAttribute('aria-selected', 'true');
  expect((await playground.state()).status?.moment).toEqual({ epoch: 3, run: 0 });
  await page.getByRole('radio', { name: NAMES.builds.forward, exact: true }).focus();
  await page.keyboard.press('ArrowLeft');
  await expect.poll(async () => (await playground.state()).status?.config.build).toBe('hoisted');
});
