// The graph view: the session's own graph and graphs from files, by pointer and by keyboard; saved files open again with equal counts.
import { fileURLToPath } from 'node:url';
import type { Locator, Page } from '@playwright/test';
import { openGraph, saveGraph } from '../src/graphdef/open.ts';
import type { GraphDefData } from '../src/graphdef/model.ts';
import { NAMES, NAMES_ZH } from './support/names.ts';
import { fileOf, hashOf, PlaygroundPage } from './support/playground.ts';
import { accessibilityProblems, expect, test } from './support/test.ts';

const words = NAMES.graph;
const CONVOLUTION = fileURLToPath(new URL('support/convolution.pb', import.meta.url));
const AT_REST = 'v=1&samples=100&epochs=9&at=4&view=graph';

class GraphPage extends PlaygroundPage {
  readonly view: Locator;
  readonly title: Locator;
  readonly canvas: Locator;
  readonly trail: Locator;
  readonly table: Locator;
  readonly details: Locator;
  readonly trouble: Locator;
  readonly announced: Locator;

  constructor(page: Page) {
    super(page);
    this.view = page.getByTestId('graph-view');
    this.title = page.getByTestId('graph-title');
    this.canvas = page.getByTestId('graph-canvas');
    this.trail = page.getByRole('navigation', { name: words.trail });
    this.table = page.getByRole('region', { name: words.items, exact: true }).getByRole('table');
    this.details = page.getByRole('region', { name: words.details });
    this.trouble = this.view.getByRole('alert');
    this.announced = page.getByTestId('graph-selected');
  }

  /** Opens a link whose run rests, and waits for its graph. */
  async shows(hash = AT_REST): Promise<void> {
    await this.openAtRest(hash);
    await expect(this.title).toBeVisible();
    await this.idle();
  }
  async openFile(name: string, buffer: Buffer): Promise<void> {
    await this.view.locator('input[type=file]').setInputFiles({ name, mimeType: 'application/octet-stream', buffer });
    await this.idle();
  }
  /** Opens a scope or a fold by its button in the table. */
  async openItem(label: string): Promise<void> {
    await this.table.getByRole('button', { name: words.openItem(label) }).click();
    await this.idle();
  }
  row(label: string): Locator {
    return this.table.getByRole('row').filter({ has: this.page.getByRole('button', { name: label, exact: true }) });
  }
  save(format: keyof typeof words.formats): Promise<{ name: string; bytes: Buffer }> {
    return fileOf(this.page, () => this.view.getByRole('button', { name: words.formats[format], exact: true }).click());
  }
}

const nodesOf = (bytes: Uint8Array, name: string): GraphDefData['nodes'] => {
  const opened = openGraph(new Uint8Array(bytes), name); // a Buffer's slice() is no copy
  if (!opened.ok) throw new Error(opened.error);
  return opened.value.graph.nodes;
};

test('the session’s graph while it runs: taken beside the run, taken again when paused, opened scope by scope', async ({ page }) => {
  const graph = new GraphPage(page);
  await graph.open('v=1&samples=20&epochs=5000');
  await graph.reaches(2);
  await page.getByRole('tab', { name: NAMES.tabs.graph }).click();
  await expect(graph.view).toBeVisible();
  await graph.idle();
  await expect(graph.title).toContainText('Perceptron on digits');
  await graph.goesOn();
  await graph.pause();
  await expect(page.getByText(/The session’s graph has changed since/)).toBeVisible();
  await graph.button(words.takeAgain).click();
  await graph.idle();
  const { status } = await graph.state();
  await expect(graph.title).toContainText(`${status?.nodes.toLocaleString('en')} nodes`);
  await expect(page.getByText(/The session’s graph has changed since/)).toHaveCount(0);
  await expect.poll(() => hashOf(page)).toContain('view=graph');

  await expect(graph.row('gradients')).toContainText('scope');
  await graph.openItem('gradients');
  await expect(graph.trail).toContainText('gradients');
  await expect(graph.row('MatMul_grad')).toContainText('scope');
  await graph.row('MatMul_grad').getByRole('button').first().click();
  await expect(graph.details).toContainText('gradients/MatMul_grad');
  await graph.trail.getByRole('button', { name: words.whole }).click();
  await graph.idle();
  await expect(graph.row('gradients')).toHaveAttribute('aria-current', 'true');
});

test('a series of like nodes is folded and counted, and a member’s details name its line, its shape and what it is made from', async ({
  page,
}) => {
  const graph = new GraphPage(page);
  await graph.shows();
  await expect(graph.row('MatMul … MatMul_400')).toContainText('401');
  await graph.openItem('MatMul … MatMul_400');
  await page.getByRole('searchbox', { name: words.search }).fill('matmul_77');
  await graph.idle();
  await expect(page.getByText('1 node found.')).toBeVisible();
  await page.keyboard.press('Enter');
  await graph.idle();
  // A leaked node, the line that made it, what the latest run does with it, and where it lies.
  for (const text of ['MatMul_77', 'forward', 'tf.matmul', '[1, 10]', 'w/read', 'transpose_a', 'false', words.ran.told, words.tiers[0], 'modelled'])
    await expect(graph.details).toContainText(text);
  await graph.details.getByRole('button', { name: 'w/read' }).click();
  await graph.idle();
  await expect(graph.announced).toHaveText('read, node, Identity');
  await expect(graph.trail).toContainText('w');
});

test('what the latest run executes is marked and counted, by either account; a cured graph has nothing that leaked', async ({ page }) => {
  const graph = new GraphPage(page);
  const series = 'MatMul … MatMul_400';
  const executed = page.getByTestId('graph-executed');
  await graph.shows();
  const nodes = (await graph.state()).status?.nodes ?? 0;
  await expect(graph.row(series)).toContainText(words.executedOf(401, 401));
  await page.getByRole('radio', { name: words.marksNames.tensorflow }).check({ force: true });
  await graph.idle();
  await expect(graph.row(series)).toContainText(words.executedOf(101, 401));
  await expect(graph.row('init')).toContainText(words.executedLegend.none);
  await expect(executed).toHaveText(new RegExp(`executes \\d+ of ${nodes.toLocaleString('en')} nodes`));
  await graph.row(series).getByRole('button').first().click();
  await graph.idle();
  await expect(graph.announced).toContainText(words.executedOf(101, 401));
  await page.getByRole('radio', { name: words.marksNames.off }).check({ force: true });
  await expect(graph.row(series)).not.toContainText('executed');

  await graph.shows(`${AT_REST}&save=1&clear=1&reload=1&every=4&account=tensorflow`);
  await page.getByRole('searchbox', { name: words.search }).fill('MatMul_77');
  await graph.idle();
  await expect(page.getByText(words.found(0, 0))).toBeVisible();
});

test('by keyboard alone: into the drawing, from item to item, into a scope and out again', async ({ page }) => {
  const graph = new GraphPage(page);
  await graph.shows();
  await graph.canvas.focus();
  await page.keyboard.press('ArrowDown');
  await expect(graph.announced).not.toHaveText('');
  const { status } = await graph.state();
  // Down and aside until the gradients are reached: every item of this drawing can be.
  await graph.row('gradients').getByRole('button').first().click();
  await graph.canvas.focus();
  await expect(graph.announced).toHaveText('gradients, scope, 34 nodes, 34 of 34 executed');
  await page.keyboard.press('ArrowDown');
  await expect(graph.announced).toHaveText('GradientDescent, scope, 4 nodes, 4 of 4 executed');
  await page.keyboard.press('ArrowUp');
  await expect(graph.announced).toHaveText('gradients, scope, 34 nodes, 34 of 34 executed');
  await page.keyboard.press('Enter');
  await graph.idle();
  await expect(graph.trail.locator('[aria-current]')).toHaveText('gradients');
  await page.keyboard.press('ArrowDown');
  await expect(graph.announced).not.toHaveText('');
  await page.keyboard.press('Backspace');
  await graph.idle();
  await expect(graph.trail.locator('[aria-current]')).toHaveText(words.whole);
  await expect(graph.announced).toHaveText('gradients, scope, 34 nodes, 34 of 34 executed');
  for (const key of ['+', '-', '0', 'Escape']) await page.keyboard.press(key);
  await graph.idle();
  await expect(graph.announced).toHaveText('');
  await expect(graph.canvas).toBeFocused();
  const after = await graph.state();
  expect(after.status?.moment).toEqual(status?.moment);
  expect(after.speed).toBe(20);
});

test('by pointer: a click chooses, a double click opens, a drag moves the drawing and chooses nothing', async ({ page }) => {
  const graph = new GraphPage(page);
  await graph.openAtRest('v=1&samples=100&epochs=9&at=4&view=graph');
  // One node in the middle of the drawing.
  const scope = { nodes: [{ name: 'a/b', op: 'NoOp', inputs: [], device: '', attrs: new Map() }], producer: 0, minConsumer: 0 };
  const saved = saveGraph(scope, 'pb');
  if (!saved.ok) throw new Error(saved.error);
  await graph.openFile('one.pb', Buffer.from(saved.value));
  await graph.canvas.scrollIntoViewIfNeeded();
  const box = (await graph.canvas.boundingBox())!;
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 200, y + 50, { steps: 4 });
  await page.mouse.up();
  await graph.idle();
  await expect(graph.announced).toHaveText('');
  await page.mouse.click(x + 200, y + 50);
  await graph.idle();
  await expect(graph.announced).toHaveText('a, scope, 1 node');
  await page.mouse.dblclick(x + 200, y + 50);
  await graph.idle();
  await expect(graph.trail.locator('[aria-current]')).toHaveText('a');
});

test('saved as .pb, .pbtxt, .meta and event file, and opened again: the same nodes', async ({ page }) => {
  const graph = new GraphPage(page);
  await graph.shows();
  const title = await graph.title.textContent();
  const size = / [\d,]+ nodes, [\d,]+ edges/.exec(title ?? '')?.[0] ?? 'no size';
  const pb = await graph.save('pb');
  expect(pb.name).toBe('perceptron-epoch-4.pb');
  const nodes = nodesOf(pb.bytes, pb.name);
  expect(nodes).toHaveLength((await graph.state()).status?.nodes ?? -1);
  for (const format of ['pb', 'pbtxt', 'meta', 'events'] as const) {
    await graph.button(words.take).or(graph.button(words.takeAgain)).click();
    await graph.idle();
    const file = await graph.save(format);
    expect(file.name).toMatch({ pb: /\.pb$/, pbtxt: /\.pbtxt$/, meta: /\.meta$/, events: /^events\.out\.tfevents\.\d+\./ }[format]);
    expect(nodesOf(file.bytes, file.name)).toEqual(nodes);
    await graph.openFile(file.name, file.bytes);
    await expect(graph.title).toContainText(file.name);
    await expect(graph.title).toContainText(size);
    await expect(graph.trouble).toHaveCount(0);
  }
});

test('a file of real TensorFlow: shown whole, with the ops that the engine cannot run marked; and dropped as well as chosen', async ({
  page,
}) => {
  const graph = new GraphPage(page);
  await graph.shows();
  const { readFile } = await import('node:fs/promises');
  const bytes = await readFile(CONVOLUTION);
  await graph.openFile('convolution.pb', bytes);
  await expect(graph.title).toContainText('convolution.pb');
  await expect(graph.title).toContainText('27 nodes, 27 edges');
  await expect(page.getByText(/with ops that the engine cannot run: shown and marked, never run/)).toBeVisible();
  await graph.openItem('picture');
  await expect(graph.row('decode')).toContainText('the engine cannot run this op');
  await graph.row('decode').getByRole('button').first().click();
  await expect(graph.details).toContainText('fancy_upscaling');
  await graph.button(words.take).click();
  await graph.idle();
  await expect(graph.title).toContainText('Perceptron on digits');

  const data = await page.evaluateHandle(
    (content) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([Uint8Array.from(content)], 'dropped.pb'));
      return transfer;
    },
    [...bytes],
  );
  await graph.view.dispatchEvent('dragover', { dataTransfer: data });
  await expect(page.getByText(words.drop)).toBeVisible();
  await graph.view.dispatchEvent('drop', { dataTransfer: data });
  await graph.idle();
  await expect(graph.title).toContainText('dropped.pb');
});

test('a hostile file is refused with a sentence, and the former graph stays', async ({ page }) => {
  const graph = new GraphPage(page);
  await graph.shows();
  const before = await graph.title.textContent();
  await graph.openItem('gradients');
  const hostile: [string, Buffer, RegExp][] = [
    ['huge.pb', Buffer.from([0x0a, 0xff, 0xff, 0xff, 0xff, 0x0f]), /huge\.pb: this is not a graph/],
    ['empty.pb', Buffer.alloc(0), /empty\.pb: the file is empty/],
    ['cat.pb', Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), /cat\.pb: this is a PNG picture/],
    [
      'deep.pbtxt',
      Buffer.from(`node { name: "a" op: "B" attr { key: "f" value { ${'func { attr { key: "f" value { '.repeat(500)}`),
      /deep\.pbtxt: .*nested/,
    ],
  ];
  for (const [name, bytes, sentence] of hostile) {
    await graph.openFile(name, bytes);
    await expect(graph.trouble).toContainText(sentence);
    await expect(graph.trouble).toContainText('What was shown before is still here.');
    expect(await graph.title.textContent()).toBe(before);
    await expect(graph.row('MatMul_grad')).toBeVisible();
  }
  await graph.trouble.getByRole('button', { name: NAMES.dismiss }).click();
  await expect(graph.trouble).toHaveCount(0);
});

test('a graph worker that cannot be loaded is said to be so, and trying again works', async ({ page, guard }) => {
  guard.allow(/request failed|Failed to load|answer 503|status of 503|uncaught error/i);
  let broken = true;
  await page.route(/\/graph-worker-[^/]*\.js$/, (route) => (broken ? route.fulfill({ status: 503, body: '' }) : route.continue()));
  const graph = new GraphPage(page);
  await graph.openAtRest(AT_REST);
  await expect(graph.trouble).toContainText('could not be loaded');
  broken = false;
  await graph.button(words.take).click();
  await expect(graph.title).toBeVisible();
  await expect(graph.trouble).toHaveCount(0);
});

for (const theme of ['light', 'dark'] as const) {
  const clean = async (page: Page, state: string): Promise<void> =>
    test.step(state, async () => expect.soft(await accessibilityProblems(page), state).toEqual([]));

  test(`axe finds nothing: ${theme}, empty, whole, a scope chosen${theme === 'dark' ? ', searching, a node chosen, refused, foreign' : ''}`, async ({ page }) => {
    test.slow();
    const graph = new GraphPage(page);
    await graph.openAtRest(`v=1&samples=100&epochs=9&at=0&view=graph&theme=${theme}`);
    await expect(graph.view).toContainText('The graph appears here as soon as');
    await clean(page, 'empty');
    await graph.followAtRest(`${AT_REST}&theme=${theme}`);
    await expect(graph.title).toBeVisible();
    await graph.idle();
    await clean(page, 'whole');
    await graph.row('gradients').getByRole('button').first().click();
    await graph.idle();
    await clean(page, 'scope chosen');
    if (theme === 'light') return;
    await page.getByRole('searchbox', { name: words.search }).fill('mean');
    await graph.idle();
    await clean(page, 'searching');
    await page.keyboard.press('Enter');
    await graph.idle();
    await clean(page, 'node chosen');
    await graph.openFile('bad.pb', Buffer.from([255, 255]));
    await clean(page, 'refused');
    await graph.view.locator('input[type=file]').setInputFiles(CONVOLUTION);
    await graph.idle();
    await page.locator('details').evaluateAll((all) => all.forEach((details) => details.setAttribute('open', '')));
    await clean(page, 'foreign');
  });
}

test('on a phone, in Chinese, without motion: nothing scrolls sideways, nothing is animated', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.setViewportSize({ width: 390, height: 844 });
  const graph = new GraphPage(page);
  await graph.openAtRest(`${AT_REST}&lang=zh`);
  await expect(graph.title).toContainText('感知机');
  await page.getByRole('button', { name: 'gradients', exact: true }).click();
  await graph.idle();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  expect(
    await page.evaluate(
      () => document.getAnimations().filter((animation) => Number(animation.effect?.getComputedTiming().endTime) > 1).length,
    ),
  ).toBe(0);
  expect(await accessibilityProblems(page)).toEqual([]);
  await expect(page.getByRole('tab', { name: NAMES_ZH.tabs.graph })).toHaveAttribute('aria-selected', 'true');
});
