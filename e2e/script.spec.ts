// The program "Your script": pasted, run, stopped, stepped through, cured, handed on in a link. Each test loads Python: few and long ones.
import type { Locator, Page } from '@playwright/test';
import { deep } from '../src/app/words/en-deep.ts';
import { packSource } from '../src/presets/source.ts';
import { NAMES } from './support/names.ts';
import { PlaygroundPage } from './support/playground.ts';
import { accessibilityProblems, expect, test } from './support/test.ts';

const words = NAMES.script;
const { graph } = deep;

const HEAD = ['import tensorflow.compat.v1 as tf', 'tf.disable_v2_behavior()', "rate = tf.Variable(0.1, name='rate')", "w = tf.Variable(4.0, name='w')"];
const LOOP = ['with tf.Session() as sess:', '    sess.run(tf.global_variables_initializer())', '    for epoch in range(30):'];
/** Line 8 makes a constant and an assign in each epoch. */
const LEAKY = [...HEAD, ...LOOP, '        sess.run(tf.assign(rate, 0.1 * 0.9 ** epoch))', "    print('rate', sess.run(rate))"].join('\n');
const CURED = [
  ...HEAD,
  'value = tf.placeholder(tf.float32, [])',
  'change = tf.assign(rate, value)',
  ...LOOP,
  '        sess.run(change, {value: 0.1 * 0.9 ** epoch})',
  "    print('rate', sess.run(rate))",
].join('\n');

class ScriptPage extends PlaygroundPage {
  readonly editor: Locator;
  readonly findings: Locator;
  readonly output: Locator;
  constructor(page: Page) {
    super(page);
    this.editor = page.getByRole('textbox', { name: words.editor });
    this.findings = page.getByRole('region', { name: words.leaks }).getByRole('listitem');
    this.output = page.getByRole('region', { name: words.output });
  }
  /** The button in the panel; the transport has another of the same name. */
  control(name: string): Locator {
    return this.page.getByRole('region', { name: words.title }).getByRole('button', { name, exact: true });
  }
  async write(source: string): Promise<void> {
    await this.editor.click();
    await this.page.keyboard.press('ControlOrMeta+a');
    // As a paste: typed letter by letter, the editor would indent as well.
    await this.editor.evaluate((content, text) => {
      const data = new DataTransfer();
      data.setData('text/plain', text);
      content.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
    }, source);
    await this.idle();
    expect((await this.state()).config.source).toBe(source);
  }
  async runs(): Promise<void> {
    await this.control(words.run).click();
    await this.settled();
  }
}

test('a leaky script is pasted, its line named, cured, and the graph is flat', async ({ page }) => {
  test.slow();
  const playground = new ScriptPage(page);
  await playground.open('v=1');
  await page.getByRole('combobox', { name: NAMES.program }).selectOption({ label: NAMES.programs.script });
  await playground.write(LEAKY);
  await playground.runs();
  await expect(playground.findings).toHaveCount(1);
  await expect(playground.findings).toContainText('Line 8 added 2 nodes on each of its last 20 passes.');
  await expect(playground.findings).toContainText('60 nodes in all');
  await expect(playground.findings).toContainText('tf.assign makes a new op each time.');
  await expect(playground.findings).toContainText('above line 7');
  await expect(playground.sentence).toHaveText(/^Finished: 30 epochs, .* Line 8 leaks: 60 nodes by itself\.$/);
  await expect(playground.output).toContainText('rate 0.00');
  const leaky = await playground.data('nodes');
  expect(leaky.rows).toHaveLength(30);
  expect((await playground.state()).lastFrame).toMatchObject({ epoch: 30, added: 2 });

  // Its graph, with the line that made each node.
  await page.getByRole('tab', { name: NAMES.tabs.graph }).click();
  await expect(page.getByTestId('graph-title')).toContainText('69');
  // What its last run executed: as TensorFlow does, the rate alone; as told, all that computes a value.
  const executed = async (marks: 'tensorflow' | 'told'): Promise<number> => {
    await page.getByRole('radio', { name: graph.marksNames[marks] }).check({ force: true });
    const text = (await page.getByTestId('graph-executed').textContent()) ?? '';
    return Number(/last session\.run executes (\d+) of 69 nodes/.exec(text)?.[1]);
  };
  const needed = await executed('tensorflow');
  expect(needed).toBeGreaterThan(0);
  expect(await executed('told')).toBeGreaterThan(needed);
  // Its nodes as a field: what the leaking line made before the last epoch is of no use any more, and says so.
  await page.getByRole('tab', { name: NAMES.tabs.field }).click();
  await expect(page.getByTestId('field-moment')).toHaveAttribute('data-nodes', '69');
  await expect(page.getByTestId('field-summary')).toContainText(`${deep.field.keys['leaked']}: 58`);
  await page.getByTestId('field-canvas').focus();
  await page.keyboard.press('End');
  await expect(page.getByTestId('field-facts')).toHaveAttribute('data-node', '68');
  await expect(page.getByTestId('field-facts')).toContainText('sess.run(tf.assign(rate, 0.1 * 0.9 ** epoch))');
  await page.getByRole('combobox', { name: deep.field.colour }).selectOption({ label: deep.field.by.executed });
  await expect(page.getByTestId('field-moment')).toHaveAttribute('data-by', 'executed');
  await expect(page.getByTestId('field-summary')).toContainText(deep.field.about.executed);
  await expect(page.getByRole('combobox', { name: deep.field.colour }).getByRole('option', { name: deep.field.by.tier })).toHaveCount(0);
  // Inside its last run: it fetched the rate alone.
  await page.getByRole('tab', { name: NAMES.tabs.inside }).click();
  const strip = page.getByTestId('inside-strip');
  await expect(strip).toContainText('Fetched: rate:0.');
  await expect(strip).toContainText('69');

  await playground.findings.getByRole('button', { name: 'Line 8' }).click();
  await expect(playground.editor).toBeFocused();
  await expect(page.getByText('Line 8: 30 passes, 2 nodes on the last, 60 nodes in all')).toBeVisible();

  await playground.write(CURED);
  await expect(page.getByText(words.edited)).toBeVisible();
  await playground.runs();
  await expect(playground.findings).toHaveCount(0);
  await expect(page.getByText(words.leaksNone)).toBeVisible();
  expect((await playground.state()).lastFrame).toMatchObject({ epoch: 30, added: 0 });
  await expect(playground.output).toContainText('rate 0.00');
});

test('a link with a script runs nothing by itself; then it is run and gone through by keyboard, and finalize() catches the leak', async ({ page }) => {
  test.slow();
  const playground = new ScriptPage(page);
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await playground.open(`v=1&program=script&src=${packSource(LEAKY)}`);
  await expect(page.getByText(words.opened)).toBeVisible();
  await expect(playground.editor).toContainText('tf.assign(rate');
  // Nor do the page's keys run it.
  await page.locator('body').press('Space');
  await page.locator('body').press('Home');
  await playground.settled();
  expect(page.workers()).toHaveLength(0);
  expect(asked.filter((url) => /pyodide|python/.test(url))).toEqual([]);
  expect((await playground.state()).frames).toBe(0);

  await playground.editor.focus();
  await page.keyboard.press('Control+Enter');
  await playground.settled();
  await expect(page.getByText(words.opened)).toBeHidden();
  expect((await playground.state()).frames).toBe(30);
  expect(page.url()).toContain(`src=${packSource(LEAKY)}`);
  await test.step('by line and by epoch', async () => {
    await page.keyboard.press('Tab');
    await expect(playground.editor).not.toBeFocused();
    await playground.unfold(words.steps);
    const slider = page.getByRole('slider', { name: words.stepSlider });
    await slider.focus();
    await page.keyboard.press('ArrowRight');
    const step = page.getByTestId('step');
    await expect(step).toContainText(/^Step 2 of \d+: line 2, 0 nodes/);
    await page.getByRole('radio', { name: words.units.epoch }).check();
    await playground.button(words.forward).press('Enter');
    await expect(step).toContainText('epoch 1: line 7');
    const nodes = async (): Promise<number> => Number(/(\d+) nodes/.exec((await step.textContent()) ?? '')?.[1]);
    const before = await nodes();
    await playground.button(words.forward).press('Enter');
    await expect.poll(nodes).toBe(before + 2);
    await playground.button(words.back).press('Enter');
    await expect.poll(nodes).toBe(before);
  });
  await test.step('finalize() stops it with TensorFlow’s own error at its line', async () => {
    await playground.button(words.finalize).click();
    await playground.settled();
    await expect(page.getByText(words.finalizeFound(8))).toBeVisible();
    await expect(playground.output).toContainText('RuntimeError in line 8');
    await expect(playground.output).toContainText('Graph is finalized and cannot be modified.');
    // Another text is not under the former one's proof.
    await playground.write(CURED);
    expect((await playground.state()).config.finalize).toBe(false);
    await playground.runs();
    await playground.button(words.finalize).click();
    await playground.settled();
    await expect(page.getByText(words.finalizeClean)).toBeVisible();
  });
  await test.step('typing over coloured text replaces it, and breaks no policy', async () => {
    await playground.editor.click();
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.type('x = 1');
    await playground.idle();
    expect((await playground.state()).config.source).toBe('x = 1');
  });
});

test('an error stands at its line, values in a table, and an endless loop is stopped with everything that was found', async ({ page }) => {
  test.slow();
  const playground = new ScriptPage(page);
  await playground.open('v=1&program=script');
  await test.step('an error stands at its line, in TensorFlow’s words', async () => {
    await playground.write([...HEAD, 'with tf.Session() as sess:', '    print(sess.run(w))'].join('\n'));
    await playground.runs();
    await expect(playground.sentence).toHaveText(/ended with FailedPreconditionError in line 6/);
    await expect(playground.output).toContainText('uninitialized value w');
    await expect(page.locator('.cm-note')).toContainText('FailedPreconditionError');
  });
  await test.step('fetched values are in a table, and at the name in the editor', async () => {
    await playground.write([...HEAD, 'with tf.Session() as sess:', '    sess.run(tf.global_variables_initializer())', '    print(sess.run(w))'].join('\n'));
    await playground.runs();
    const row = page.getByRole('region', { name: words.values }).getByRole('row', { name: /^w\b/ });
    await expect(row).toContainText('4.0');
    const place = await page.locator('.cm-line', { hasText: 'print' }).evaluate((line) => {
      const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
        const at = node.textContent?.indexOf('w)') ?? -1;
        if (at < 0) continue;
        const range = document.createRange();
        range.setStart(node, at);
        range.setEnd(node, at + 1);
        const { left, top, width, height } = range.getBoundingClientRect();
        return { x: left + width / 2, y: top + height / 2 };
      }
      throw new Error('expected the name in the line, found none');
    });
    // The pointer comes from elsewhere: what stands still under it asks for nothing.
    await page.mouse.move(place.x + 60, place.y);
    await page.mouse.move(place.x, place.y, { steps: 4 });
    await expect(page.locator('.cm-value')).toContainText('fetched in line 7');
  });
  await test.step('an endless loop is stopped, and everything that was found stays', async () => {
    await playground.write(`${LEAKY}\nprint('now for ever')\nwhile True:\n    pass\n`);
    await playground.control(words.run).click();
    await expect(playground.output).toContainText('now for ever', { timeout: 60_000 });
    await playground.control(words.stop).click();
    await playground.settled();
    await expect.poll(() => page.workers().length, { message: 'the worker has ended' }).toBe(0);
    await expect(playground.sentence).toContainText('Stopped after 30 epochs.');
    await expect(playground.findings).toContainText('Line 8 added 2 nodes');
    await playground.write("print('still here')");
    await playground.runs();
    await expect(playground.output).toContainText('still here');
  });
});

test('a link whose script is broken says so', async ({ page }) => {
  const playground = new ScriptPage(page);
  await playground.open(`v=1&program=script&src=${packSource(LEAKY).slice(0, 40)}`);
  await expect(playground.dialog).toContainText('cut off or changed');
});

test('the panel has no accessibility problems, in any state, theme, language or width', async ({ page }) => {
  test.slow();
  const playground = new ScriptPage(page);
  const isClean = (state: string): Promise<void> => test.step(state, async () => expect.soft(await accessibilityProblems(page), state).toEqual([]));
  await playground.open(`v=1&program=script&src=${packSource(LEAKY)}`);
  await isClean('before the first run');
  await playground.runs();
  await playground.unfold(words.steps);
  await isClean('with a leak');
  await page.setViewportSize({ width: 390, height: 844 });
  await isClean('on a phone');
  await page.setViewportSize({ width: 1440, height: 900 });
  await playground.button(words.finalize).click();
  await playground.settled();
  await isClean('with an error');
  await page.getByRole('button', { name: NAMES.switchLanguage }).click();
  await playground.button(NAMES.themes.auto).or(page.getByRole('button', { name: '主题' })).first().click();
  await playground.idle();
  await isClean('in Chinese');
  await page.emulateMedia({ colorScheme: 'dark' });
  await playground.follow(`v=1&lang=en&program=script&theme=dark&src=${packSource(LEAKY)}`);
  await playground.idle();
  await playground.runs();
  await isClean('in the dark');
});
