// The node field: a leaked node and the line that made it, found by keyboard and by pointer on the leaky run, none after the cure; colours, zoom, file, both languages.
import { readFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import { FIELD_COLOURS, type FieldColour } from '../src/protocol/field.ts';
import { field as words } from '../src/app/words/en-field.ts';
import { field as wordsZh } from '../src/app/words/zh-field.ts';
import { PlaygroundPage } from './support/playground.ts';
import { accessibilityProblems, expect, test } from './support/test.ts';

const LEAKY = 'v=1&samples=100&epochs=12&view=field';
const CURED = `${LEAKY}&save=1&clear=1&reload=1&every=6`;

class FieldPage extends PlaygroundPage {
  readonly canvas: Locator;
  readonly facts: Locator;
  readonly moment: Locator;
  constructor(page: Page) {
    super(page);
    this.canvas = page.getByTestId('field-canvas');
    this.facts = page.getByTestId('field-facts');
    this.moment = page.getByTestId('field-moment');
  }
  /** Waits until the field is of the whole graph after this epoch. */
  async of(epoch: number, by: FieldColour = 'leaked'): Promise<number> {
    const nodes = (await this.state()).status?.nodes ?? -1;
    await expect(this.moment).toHaveAttribute('data-epoch', String(epoch));
    await expect(this.moment).toHaveAttribute('data-nodes', String(nodes));
    await expect(this.moment).toHaveAttribute('data-by', by);
    await this.idle();
    return nodes;
  }
  async by(colour: FieldColour): Promise<void> {
    await this.page.getByRole('combobox', { name: words.colour }).selectOption({ label: words.by[colour] });
    await expect(this.moment).toHaveAttribute('data-by', colour);
    await this.idle();
  }
  /** Nodes by name of their colour, from the legend. */
  async legend(): Promise<Map<string, number>> {
    const rows = await this.page.getByTestId('field-legend').getByRole('button').evaluateAll((all) => all.map((row) => [row.children[1].textContent ?? '', Number(row.children[2].getAttribute('data-count'))] as const));
    return new Map(rows);
  }
  async press(key: string, node: number | RegExp): Promise<void> {
    await this.canvas.press(key);
    await expect(this.facts).toHaveAttribute('data-node', node instanceof RegExp ? node : String(node));
  }
  pixels(): Promise<Record<string, number>> {
    return this.canvas.locator('canvas').evaluate((canvas: HTMLCanvasElement) => {
      // A copy: a canvas that is read often is no longer drawn as it would be.
      const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d', { willReadFrequently: true })!;
      copy.drawImage(canvas, 0, 0);
      const { data } = copy.getImageData(0, 0, canvas.width, canvas.height);
      const found: Record<string, number> = {};
      for (let i = 0; i < data.length; i += 4) {
        const key = `${data[i]} ${data[i + 1]} ${data[i + 2]} ${data[i + 3]}`;
        found[key] = (found[key] ?? 0) + 1;
      }
      return found;
    });
  }
}
const RED = '209 73 91 255';

test('a leaked node and its line are found by keyboard and by pointer on the leaky run; right after the cure there is none', async ({ page }) => {
  const field = new FieldPage(page);
  await field.openAtRest(`${LEAKY}&at=12&theme=light`);
  const nodes = await field.of(12);
  const counts = await field.legend();
  // All that eleven epochs have built but the model: 300 nodes an epoch.
  expect(counts.get(words.keys.leaked)).toBe(11 * 300);
  expect([...counts.values()].reduce((a, b) => a + b)).toBe(nodes);
  expect((await field.pixels())[RED]).toBeGreaterThan(10_000);
  await field.canvas.focus();
  await field.press('Home', 0);
  await expect(field.facts).toContainText(words.keys.live);
  await field.press('PageDown', nodes - 12 * 300);
  await expect(field.facts).toContainText(words.keys.leaked);
  await field.press('ArrowRight', nodes - 12 * 300 + 1);
  await expect(field.facts.locator('code')).toContainText('tf.matmul(tf.constant(s[None]), w) + b');
  await expect(page.getByTestId('field-said')).toContainText(/leaked.*in epoch 1,.*tf\.matmul/);
  await field.press('End', nodes - 1);
  await expect(field.facts).toContainText(words.builtIn(12));
  await field.press('Escape', -1);
  // By pointer, closer to it: what is under the pointer is the node that the keyboard had.
  await field.canvas.locator('canvas').hover({ position: { x: 200, y: 60 } });
  await expect(field.facts).toHaveAttribute('data-node', /^[1-9]/);
  await expect(field.facts).toContainText(words.keys.leaked);

  // What was used last counts, for the ring as for the text: a key although the pointer rests on a cell, and the pointer once it moves again.
  const chosen = field.canvas.locator('canvas');
  await chosen.click({ position: { x: 200, y: 60 } });
  const clicked = Number(await field.facts.getAttribute('data-node'));
  await field.press('End', nodes - 1);
  await field.press('ArrowLeft', nodes - 2);
  await expect(page.getByTestId('field-said')).toContainText(words.node(nodes - 2));
  await chosen.hover({ position: { x: 202, y: 60 } });
  await expect(field.facts).not.toHaveAttribute('data-node', String(nodes - 2));
  await chosen.click({ position: { x: 200, y: 60 } });
  await expect(field.facts).toHaveAttribute('data-node', String(clicked));

  // Right after save, clear and reload; until the next time it leaks again.
  await field.openAtRest(`${CURED}&at=6&theme=light`);
  await field.of(6);
  expect((await field.legend()).get(words.keys.leaked)).toBe(0);
  expect((await field.pixels())[RED]).toBeUndefined();
});

test('it grows and empties with the run, tells the same in every colour, and the run is the run that nobody looks at', async ({ page }) => {
  const field = new FieldPage(page);
  await field.openAtRest(`${CURED}&view=events&at=12`);
  const alone = await field.state();
  await field.open(`${CURED}&at=0`);
  await field.settled();
  await expect(page.getByRole('tabpanel')).toContainText(words.waiting);
  await field.play();
  await field.comesTo('done');
  const nodes = await field.of(12);
  const looked = await field.state();
  for (const column of ['nodes', 'video', 'faults', 'touches', 'loss', 'engineBytes'] as const) expect(looked.lastFrame?.[column], column).toBe(alone.lastFrame?.[column]);
  for (const colour of FIELD_COLOURS) {
    await field.by(colour);
    expect([...(await field.legend()).values()].reduce((a, b) => a + b), colour).toBe(nodes);
  }
  // A colour alone, and to its next node.
  await field.by('op');
  await page.getByTestId('field-legend').getByRole('button', { name: 'MatMul' }).click();
  await expect(field.facts).toContainText('MatMul');
  // Closer: fewer nodes in the same place.
  const before = await field.pixels();
  await field.button(words.zoomIn).click();
  await field.idle();
  expect(await field.pixels()).not.toEqual(before);
  await field.button(words.fit).click();
  const download = page.waitForEvent('download');
  await field.button(words.save).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe('session-playground-node-field.png');
  expect((await readFile(await file.path())).subarray(1, 4).toString()).toBe('PNG');
});

for (const [theme, width, lang] of [['light', 390, 'zh'], ['dark', 1440, 'en']] as const) {
  test(`without barriers: ${theme}, ${width} px, ${lang}`, async ({ page }) => {
    await page.setViewportSize({ width, height: 844 });
    const field = new FieldPage(page);
    await field.openAtRest(`${LEAKY}&at=12&theme=${theme}&lang=${lang}&account=tensorflow`);
    await field.of(12);
    await expect(page.getByTestId('field-summary')).toContainText(lang === 'zh' ? `${wordsZh.keys.leaked}：3,300` : `${words.keys.leaked}: 3,300`);
    expect(await accessibilityProblems(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBeLessThanOrEqual(0);
  });
}

test('a script of one’s own that has not been run says when there is something to see', async ({ page }) => {
  const field = new FieldPage(page);
  await field.openAtRest('v=1&program=script&view=field');
  await expect(page.getByRole('tabpanel')).toContainText(words.script);
});
