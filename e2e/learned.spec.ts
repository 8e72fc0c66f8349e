// What a program learns: pictures beside the run, by pointer and by keyboard, as a table, in both themes, on a phone; the run is not touched.
import type { Locator, Page } from '@playwright/test';
import { deep } from '../src/app/words/en-deep.ts';
import { deep as deepZh } from '../src/app/words/zh-deep.ts';
import { NAMES } from './support/names.ts';
import { PlaygroundPage } from './support/playground.ts';
import { accessibilityProblems, expect, tableRows, test } from './support/test.ts';

const words = deep.learned;

class LearnedPage extends PlaygroundPage {
  readonly moment: Locator;
  constructor(page: Page) {
    super(page);
    this.moment = page.getByTestId('learned-moment');
  }
  picture(kind: string): Locator {
    return this.page.getByTestId(`picture-${kind}`).first();
  }
  /** Waits until the pictures are of this epoch. */
  async of(epoch: number): Promise<void> {
    await expect(this.moment).toHaveAttribute('data-epoch', String(epoch));
    await this.idle();
  }
  /** Cells of a picture's canvas that are not of one colour. */
  colours(kind: string): Promise<number> {
    return this.picture(kind)
      .locator('canvas')
      .evaluate((canvas: HTMLCanvasElement) => {
        const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
        return new Set(new Uint32Array(data.buffer)).size;
      });
  }
  async rows(kind: string): Promise<string[][]> {
    await this.picture(kind).getByText(words.table, { exact: true }).click();
    return tableRows(this.picture(kind));
  }
}

test('the perceptron while it runs: digits, confusion and weights are those of the epoch, and the run is the run that nobody looks at', async ({ page }) => {
  const learned = new LearnedPage(page);
  const link = 'v=1&samples=60&epochs=12&run=batch&build=hoisted';
  await learned.openAtRest(`${link}&at=12`);
  const alone = await learned.state();
  await learned.open(`${link}&view=learned&at=0`);
  await learned.settled();
  await expect(page.getByTestId('learned')).toContainText(words.waiting);
  await learned.play();
  await learned.comesTo('done');
  await learned.of(12);
  const looked = await learned.state();
  for (const column of ['nodes', 'executed', 'signatures', 'loss', 'accuracy', 'engineBytes'] as const) expect(looked.lastFrame?.[column], column).toBe(alone.lastFrame?.[column]);
  for (const kind of ['digits', 'chosen', 'confusion', 'weights']) expect(await learned.colours(kind), kind).toBeGreaterThan(8);
  const counts = await learned.rows('confusion');
  const sum = counts.flatMap((row) => row.slice(1).map(Number)).reduce((a, b) => a + b);
  const right = counts.reduce((n, row, i) => n + Number(row[i + 1]), 0);
  expect(sum).toBe(60);
  await expect(learned.picture('digits')).toContainText(words.digits.summary(right, 60));
  const digits = await learned.rows('digits');
  expect(digits).toHaveLength(60);
  expect(digits.filter((row) => row[1] === row[2])).toHaveLength(right);
  for (const row of digits) expect(row[4]).toBe(row[1] === row[2] ? words.digits.right : words.digits.wrong);
});

test('by keyboard: a value is read, a digit is chosen, others are shown', async ({ page }) => {
  const learned = new LearnedPage(page);
  await learned.openAtRest('v=1&samples=60&epochs=5&run=batch&build=hoisted&at=3&view=learned');
  await learned.of(3);
  const digits = learned.picture('digits').getByRole('application');
  await digits.focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect(learned.picture('digits').getByRole('status')).toContainText(/^Digit 2 is 2/);
  await page.keyboard.press('Enter');
  await expect(learned.picture('chosen').getByRole('heading')).toHaveText(words.chosen.title(2));
  await learned.picture('weights').getByRole('application').focus();
  await page.keyboard.press('Home');
  await expect(learned.picture('weights').getByRole('status')).toContainText(/^Digit 0, row 1, column 1: [+−]?\d/);
  await page.getByRole('radio', { name: words.sets.held }).check();
  await page.getByRole('checkbox', { name: words.onlyWrong }).check();
  await expect(learned.picture('digits')).toContainText(/of 1,737 right/);
  const rows = await learned.rows('digits');
  expect(rows.length).toBeGreaterThan(0);
  for (const row of rows) expect(row[4]).toBe(words.digits.wrong);
});

test('a search: its grid fills while the model at hand is shown; sequences; a session that was cleared', async ({ page }) => {
  const learned = new LearnedPage(page);
  await learned.openAtRest('v=1&program=search&samples=50&epochs=1&at=6&view=learned');
  await learned.of(6);
  expect((await learned.rows('grid')).flat().filter((text) => text.includes('%'))).toHaveLength(6);
  await learned.followAtRest('v=1&program=seq2seq&samples=20&epochs=2&build=hoisted&at=2&view=learned');
  await learned.of(2);
  const sequences = await learned.rows('sequences');
  expect(sequences.length).toBeGreaterThan(5);
  for (const [, wanted, said, verdict] of sequences) expect(verdict).toBe(wanted === said ? words.digits.right : words.digits.wrong);
  await learned.followAtRest('v=1&samples=20&epochs=4&clear=1&every=4&at=4&view=learned');
  await expect(page.getByTestId('learned')).toContainText(words.cleared);
});

test('a click on a digit chooses it, and pointing at a value reads it', async ({ page }) => {
  const learned = new LearnedPage(page);
  await learned.openAtRest('v=1&samples=40&epochs=2&build=hoisted&at=2&view=learned');
  await learned.of(2);
  await learned.picture('digits').locator('canvas').click({ position: { x: 55 + 20, y: 25 } });
  await expect(learned.picture('chosen').getByRole('heading')).toHaveText(words.chosen.title(1));
  await learned.picture('confusion').locator('canvas').hover({ position: { x: 34 + 5 + 17, y: 38 + 5 + 12 } });
  await expect(learned.picture('confusion').locator('.picture-reading')).toHaveText(/times 0, the model says 0/);
});

test('without barriers: dark; on a phone, light', async ({ page }) => {
  const learned = new LearnedPage(page);
  const link = 'v=1&samples=40&epochs=3&build=hoisted&at=3&view=learned';
  await learned.openAtRest(`${link}&theme=dark`);
  await learned.of(3);
  await learned.rows('confusion');
  for (const theme of ['dark', 'light'] as const) {
    if (theme === 'light') {
      await page.setViewportSize({ width: 390, height: 844 });
      await learned.followAtRest(`${link}&theme=light`);
      await learned.of(3);
    }
    await expect(learned.picture('confusion').getByRole('table')).toBeVisible();
    expect.soft(await accessibilityProblems(page), theme).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBeLessThanOrEqual(0);
  }
});

test('in Chinese, and for a script of the visitor’s own', async ({ page }) => {
  const learned = new LearnedPage(page);
  await learned.openAtRest('v=1&samples=40&epochs=3&build=hoisted&at=3&view=learned&lang=zh');
  await expect(page.getByRole('heading', { name: deepZh.learned.confusion.title })).toBeVisible();
  await learned.of(3);
  await learned.follow('v=1&lang=en&program=script&view=learned');
  await expect(page.getByRole('tabpanel')).toContainText(words.script);
  await expect(page.getByRole('tab', { name: NAMES.tabs.learned })).toHaveAttribute('aria-selected', 'true');
});
