// Recorded runs of real TensorFlow: one laid over the charts with the model's error, run here; a visitor's own opened, a bad one refused.
import type { Locator, Page } from '@playwright/test';
import { recorded as words } from '../src/app/words/en-recorded.ts';
import { columnOf } from './support/csv.ts';
import { fileOf, PlaygroundPage } from './support/playground.ts';
import { accessibilityProblems, expect, test } from './support/test.ts';

const LEAKY = 'v=1&build=loss&run=sample&samples=10&epochs=12&account=tensorflow';
const OWN = {
  schema: 'session-playground-recording/1', title: 'train.py', versions: { tensorflow: '1.15.5', python: '3.7.9' }, machine: 'my laptop', date: '2026-11-20',
  epochs: Array.from({ length: 30 }, (_, i) => ({ epoch: i + 1, nodes: 100 + 60 * i, seconds: 0.1 + 0.01 * i, rss_bytes: 4e8 + 1e6 * i, runs: 11, grown_runs: 10, new_signatures: 10, new_signature_nodes: 90, executed_nodes: 140 })),
};

class RecordedPage extends PlaygroundPage {
  readonly bar: Locator;
  constructor(page: Page) {
    super(page);
    this.bar = page.getByTestId('recorded-bar');
  }
  async choose(): Promise<void> {
    await this.button(words.open).click();
    await expect(this.dialog).toContainText(words.likeThis);
  }
  /** A file of the text, so many times over, dropped on the charts. */
  async drop(text: string, times = 1): Promise<void> {
    await this.page.locator('.charts').evaluate((charts, [part, count]) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([part.repeat(count)], 'dropped.json'));
      charts.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
    }, [text, times] as const);
  }
  async give(text: string, name = 'train.recording.json'): Promise<void> {
    await this.dialog.locator('input[type=file]').setInputFiles({ name, mimeType: 'application/json', buffer: Buffer.from(text) });
  }
}

test('a recorded run lies over the charts with the model beside it and its error, in every file, and is run here', async ({ page }) => {
  const recorded = new RecordedPage(page);
  await recorded.openAtRest(LEAKY);
  await recorded.choose();
  await recorded.dialog.getByRole('button').filter({ hasText: words.same }).first().click();
  await expect(recorded.bar).toContainText('TensorFlow 2.15.1, 2 shared x86-64 cores, no GPU, 2026-11');
  await recorded.idle();
  const error = Number(await page.getByTestId('recorded-errors').getAttribute('data-time'));
  expect(error).toBeGreaterThan(0);
  expect(error).toBeLessThan(0.25);
  await expect(page.getByTestId('recorded-errors')).toContainText(/time [\d.]+ %, growth of memory [\d.]+ %, nodes 0 %/);
  // Every chart's summary, picture and numbers have both.
  await expect(page.locator('.chart-time .chart-hidden')).toContainText(/Recorded on real TensorFlow.*The model of the same parameters says/);
  expect((await recorded.download('nodes', 'svg')).bytes.toString('utf8')).toContain('recorded: TensorFlow 2.15.1');
  const csv = await recorded.data('time');
  const [seen, modelled] = [columnOf(csv, `${words.columns.cpu} (s, recorded)`), columnOf(csv, `${words.columns.model} (s, modelled)`)];
  expect(seen.length).toBe(123);
  const errors = seen.map((value, i) => Math.abs(modelled[i] - value) / value).sort((a, b) => a - b);
  expect(errors[61]).toBeCloseTo(error, 6);

  await recorded.button(words.run).click();
  await expect.poll(async () => (await recorded.state()).config).toMatchObject({ program: 'perceptron', build: 'loss', run: 'sample', samples: 10, epochs: 123, account: 'tensorflow' });
  await recorded.reaches(12);
  expect((await recorded.state()).lastFrame?.added).toBe(60);
  await recorded.button(words.remove).click();
  await expect(recorded.bar).toBeHidden();
});

test('a visitor’s own recording is opened by file, drop and paste, kept only if wanted and in no link; a bad one is refused in plain words', async ({ page }) => {
  const recorded = new RecordedPage(page);
  await recorded.openAtRest('v=1&build=hoisted&samples=50&epochs=5');
  await recorded.choose();
  // Far down in the dialog: what is wrong is said where one is.
  await recorded.dialog.locator('summary').click();
  for (const [text, said] of [
    ['epoch,seconds\n1,2', 'Line 1: expected JSON, got “epoch,seconds'],
    [JSON.stringify(OWN).replace('"seconds":0.1,', '"seconds":NaN,'), 'expected a number, got NaN'],
    [JSON.stringify({ ...OWN, epochs: [{ ...OWN.epochs[0], nodes: '<b>many</b>' }] }), 'Field epochs[0].nodes: expected a number of nodes: whole, 0 to 1,000,000,000, got “<b>many</b>”'],
    [JSON.stringify({ ...OWN, epochs: [{ ...OWN.epochs[0], nodes: 1e15 }] }), 'whole, 0 to 1,000,000,000, got 1000000000000000'],
  ] as const) {
    await recorded.give(text, 'bad.json');
    await expect(page.getByTestId('recorded-refused')).toContainText(said);
    await expect(page.getByTestId('recorded-refused')).toBeInViewport({ ratio: 1 });
  }
  await recorded.drop(' ', 100_000_000);
  await expect(page.getByTestId('recorded-refused')).toContainText('Expected at most 8.39 MB, got 100 MB');
  await expect(recorded.bar).toBeHidden();
  const recorder = await fileOf(page, () => recorded.dialog.getByRole('link', { name: words.download }).click());
  expect(recorder.name).toBe('playground_recorder.py');
  expect(recorder.bytes.toString('utf8')).toContain(`SCHEMA = '${OWN.schema}'`);

  await recorded.give(JSON.stringify(OWN));
  await expect(recorded.bar).toContainText('train.py');
  await expect(recorded.bar).toContainText('TensorFlow 1.15.5, my laptop, 2026-11-20');
  await expect(page.getByTestId('recorded-errors')).toContainText(/time [\d.]+ %/);
  expect(columnOf(await recorded.data('nodes'), `${words.columns.nodes} (nodes, recorded)`)).toEqual(OWN.epochs.map(({ nodes }) => nodes));
  expect(await page.evaluate(() => `${location.href} ${Object.values(localStorage).join(' ')}`)).not.toContain('train.py');

  await recorded.button(words.another).click();
  await page.getByLabel(words.keep).check();
  expect(await accessibilityProblems(page)).toEqual([]);
  await recorded.dialog.getByRole('textbox', { name: words.paste }).focus();
  await page.evaluate((text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', text);
    document.activeElement?.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, JSON.stringify({ ...OWN, title: 'pasted.py' }));
  await expect(recorded.bar).toContainText('pasted.py');
  await recorded.drop(JSON.stringify({ ...OWN, title: 'dropped.py' }));
  await expect(recorded.bar).toContainText('dropped.py');

  // What was kept is there at the next visit, and can be removed.
  await recorded.open();
  await recorded.choose();
  await recorded.dialog.getByRole('button', { name: 'train.recording.json', exact: true }).click();
  await expect(recorded.bar).toContainText('train.py');
  await recorded.button(words.another).click();
  await recorded.button(words.forget('train.recording.json')).click();
  expect(await page.evaluate(() => Object.values(localStorage).join(' '))).not.toContain('train.py');
});
