// The numbers of the answer: recorded and counted here, equal; at the visitor's settings; when memories are full. The run is not disturbed.
import { deep } from '../src/app/words/en-deep.ts';
import { deep as deepZh } from '../src/app/words/zh-deep.ts';
import { BUILDS, LEAKS, PROGRAMS } from '../src/protocol/config.ts';
import { NAMES } from './support/names.ts';
import { PlaygroundPage } from './support/playground.ts';
import { accessibilityProblems, expect, test } from './support/test.ts';

const words = deep.counts;
const AT_REST = 'v=1&samples=40&epochs=3&at=3&view=numbers';

test('every recorded number is what the page builds; the perceptron’s epoch adds what the run adds, and memories fill accordingly; by keyboard, in Chinese', async ({ page }) => {
  test.slow();
  const playground = new PlaygroundPage(page);
  const { lastFrame } = await playground.openAtRest(AT_REST);
  const numbers = page.getByTestId('numbers');
  const programs = PROGRAMS.length - 2; // without scripts, and without leaks, which have a table of their own
  await test.step('for every program, setting and leak', async () => {
    await expect(numbers.locator('.numbers-equal')).toHaveCount(programs * BUILDS.length + 2 * LEAKS.length, { timeout: 40_000 });
    await expect(numbers.locator('.numbers-unequal')).toHaveCount(0);
    const row = page.getByRole('region', { name: words.recordedTitle }).getByRole('row', { name: NAMES.programs.perceptron });
    expect((await row.locator('td').allTextContents()).slice(0, 4).map((text) => Number.parseInt(text, 10))).toEqual([0, 18, 36, 174]);
  });
  const cells = page.getByTestId('count-perceptron').locator('td');
  await test.step('by keyboard, another setting', async () => {
    const settings = numbers.getByRole('radio');
    await settings.nth(1).focus();
    await page.keyboard.press('ArrowRight');
    await expect(settings.nth(2)).toBeChecked();
    await expect(cells.nth(1)).toHaveText(`240 ${NAMES.tags.measured}`);
    await page.keyboard.press('Tab');
    await expect(page.getByRole('region', { name: words.liveTitle, exact: true })).toBeFocused();
  });
  await test.step('at the visitor’s settings', async () => {
    await numbers.getByRole('radio', { name: NAMES.builds.forward }).check();
    await expect(cells.nth(1)).toHaveText(`${lastFrame?.added} ${NAMES.tags.measured}`);
    expect(lastFrame?.added).toBe(120);
    await expect(cells.nth(2)).toHaveText('5,644 epochs');
    await expect(cells.nth(3)).toHaveText(/^16,9\d\d epochs$/);
    await numbers.getByRole('radio', { name: NAMES.builds.hoisted }).check();
    await expect(cells.nth(1)).toHaveText(`0 ${NAMES.tags.measured}`);
    await expect(cells.nth(2)).toHaveText(words.never);
    await expect(cells.nth(5)).toHaveText(words.never);
    await playground.type(NAMES.samples, 50);
    await numbers.getByRole('radio', { name: NAMES.builds.forward }).check();
    await expect(cells.nth(1)).toHaveText(`150 ${NAMES.tags.measured}`);
  });
  await page.getByRole('button', { name: NAMES.switchLanguage }).click();
  await expect(page.getByRole('heading', { name: deepZh.counts.liveTitle })).toBeVisible();
});

test('the answer’s own numbers, while the run goes on', async ({ page }) => {
  const playground = new PlaygroundPage(page);
  await playground.open('v=1&view=numbers');
  const cells = page.getByTestId('count-perceptron').locator('td');
  // The run on the page has counted them itself.
  await expect(cells.nth(1)).toHaveText(/^3,000 measured$/, { timeout: 30_000 });
  await expect(cells.nth(2)).toHaveText('226 epochs');
  await expect(cells.nth(3)).toHaveText('678 epochs');
  await playground.goesOn();
});

test('without barriers: dark; on a phone, light', async ({ page }) => {
  test.slow();
  const playground = new PlaygroundPage(page);
  await playground.openAtRest(`${AT_REST}&theme=dark`);
  for (const theme of ['dark', 'light'] as const) {
    if (theme === 'light') {
      await page.setViewportSize({ width: 390, height: 844 });
      await playground.followAtRest(`${AT_REST}&theme=light`);
    }
    await expect(page.getByTestId('count-perceptron')).toBeVisible({ timeout: 30_000 });
    await playground.idle();
    expect.soft(await accessibilityProblems(page), theme).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBeLessThanOrEqual(0);
  }
});
