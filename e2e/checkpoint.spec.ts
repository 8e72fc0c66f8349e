// Checkpoints as files: what is downloaded is a safetensors file that can be read, what is uploaded is used, and a file that is none
// of ours is refused with a reason while the run goes on untouched.
import type { Page } from '@playwright/test';
import { NAMES } from './support/names.ts';
import { fileOf, PlaygroundPage } from './support/playground.ts';
import { expect, test } from './support/test.ts';

interface Entry {
  dtype: string;
  shape: number[];
  data_offsets: [number, number];
}

/** Header and data of a safetensors file; github.com/huggingface/safetensors. */
function readSafetensors(bytes: Buffer): { metadata: Record<string, string>; tensors: Record<string, Entry & { values: number[] }> } {
  const length = Number(bytes.readBigUInt64LE(0));
  expect(length % 8, 'the data are aligned').toBe(0);
  const { __metadata__: metadata, ...entries }: Record<string, Entry> & { __metadata__: Record<string, string> } = JSON.parse(
    bytes.subarray(8, 8 + length).toString('utf8'),
  );
  const data = bytes.subarray(8 + length);
  const tensors = Object.entries(entries).map(([name, entry]) => {
    const part = data.subarray(...entry.data_offsets);
    return [name, { ...entry, values: Array.from({ length: part.length / 4 }, (_, i) => part.readFloatLE(4 * i)) }] as const;
  });
  return { metadata, tensors: Object.fromEntries(tensors) };
}

const upload = (page: Page, name: string, buffer: Buffer): Promise<void> =>
  page.locator('input[type=file]').setInputFiles({ name, mimeType: 'application/octet-stream', buffer });

/** Saves by hand and downloads. */
async function saved(playground: PlaygroundPage): Promise<Buffer> {
  await playground.unfold(NAMES.byHand);
  await playground.button(NAMES.now.save).click();
  await expect(playground.shelf).toContainText('the checkpoint of epoch');
  const { bytes } = await fileOf(playground.page, () => playground.button(NAMES.download).click());
  return bytes;
}

test('save by hand, download, upload again: the file is whole, and its weights come back', async ({ page }) => {
  const playground = new PlaygroundPage(page);
  await playground.openAtRest('v=1&samples=100&epochs=20&at=6');
  const { lastFrame: sixth } = await playground.state();
  const bytes = await saved(playground);
  const { metadata, tensors } = readSafetensors(bytes);
  expect(metadata).toMatchObject({ format: 'session-playground', epoch: '6' });
  const shapes = Object.values(tensors).map(({ dtype, shape }) => ({ dtype, shape }));
  expect(shapes.toSorted((a, b) => b.shape.length - a.shape.length)).toEqual([
    { dtype: 'F32', shape: [64, 10] },
    { dtype: 'F32', shape: [10] },
  ]);
  for (const { shape, values } of Object.values(tensors)) {
    expect(values).toHaveLength(shape.reduce((a, b) => a * b, 1));
    expect(values.every(Number.isFinite)).toBe(true);
    expect(values.some((value) => value !== 0)).toBe(true);
  }

  // Elsewhere, from nothing: the seventh epoch begins with the sixth one's weights.
  await playground.openAtRest('v=1&samples=100&epochs=20&at=1');
  await playground.unfold(NAMES.byHand);
  await upload(page, 'six.safetensors', bytes);
  await expect(playground.shelf).toContainText('an uploaded checkpoint');
  await expect(page.getByRole('status').filter({ hasText: 'six.safetensors is on the shelf' })).toBeVisible();
  expect((await playground.state()).status?.checkpoint).toMatchObject({ origin: 'upload', epoch: 6 });
  await playground.button(NAMES.now.clear).click();
  await playground.button(NAMES.now.reload).click();
  await playground.button(NAMES.epochStep).click();
  await playground.reaches(2);
  const { lastFrame } = await playground.state();
  expect(lastFrame?.loss).toBeLessThan(sixth?.loss ?? 0);
  const straight = await playground.openAtRest('v=1&samples=100&epochs=20&at=7');
  expect(lastFrame?.loss, 'bit for bit').toBe(straight.lastFrame?.loss);
});

test('hostile and mismatched files are refused with a reason, and the run goes on untouched', async ({ page }) => {
  test.slow();
  const playground = new PlaygroundPage(page);
  await playground.open('v=1&samples=60&epochs=3000');
  await playground.reaches(2);
  await playground.unfold(NAMES.byHand);
  const file = (header: unknown, data = 0, length?: bigint): Buffer => {
    const text = Buffer.from(typeof header === 'string' ? header : JSON.stringify(header));
    const head = Buffer.alloc(8);
    head.writeBigUInt64LE(length ?? BigInt(text.length));
    return Buffer.concat([head, text, Buffer.alloc(data)]);
  };
  const tensor = (shape: number[], from: number, to: number, dtype = 'F32'): object => ({ dtype, shape, data_offsets: [from, to] });
  for (const [name, bytes, reason] of [
    ['empty', Buffer.alloc(0), 'begins with 8 bytes'],
    ['noise', Buffer.from('not a checkpoint at all, only text'), 'it is not a safetensors file'],
    ['huge-header', file('{}', 0, 2n ** 62n), 'it is not a safetensors file'],
    ['no-json', file('{"w": '), 'not JSON'],
    ['wrong-type', file({ w: tensor([1], 0, 8, 'F64') }, 8), 'expected "F32"'],
    ['out-of-bounds', file({ w: tensor([1000], 0, 4000) }, 8), 'the file holds 8'],
    ['overlap', file({ a: tensor([2], 0, 8), b: tensor([2], 4, 12) }, 12), 'without gap or overlap'],
    ['prototype', file('{"__proto__": {"dtype": "F32", "shape": [1], "data_offsets": [0, 4]}}', 4), 'was not taken'],
    ['other-model', file({ other: tensor([2], 0, 8) }, 8), 'the model needs variable'],
  ] as const) {
    await test.step(name, async () => {
      const before = await playground.state();
      await upload(page, `${name}.safetensors`, bytes);
      const notice = page.getByRole('status').locator('.notice').filter({ hasText: `${name}.safetensors was not taken` });
      await expect(notice).toContainText(reason);
      await expect(notice).toContainText('The run is untouched');
      await notice.getByRole('button', { name: NAMES.dismiss }).click();
      await playground.goesOn();
      const after = await playground.state();
      expect(after).toMatchObject({ run: before.run, playing: true, engine: 'ready', config: before.config, events: [] });
      expect(after.status?.checkpoint).toBeNull();
    });
  }
});

test('save, clear and reload by hand: nothing is lost, so nothing says so, and the buttons stay where they are', async ({ page }) => {
  const playground = new PlaygroundPage(page);
  const { lastFrame: before } = await playground.openAtRest('v=1&samples=100&epochs=20&at=8');
  await playground.unfold(NAMES.byHand);
  const alert = page.getByTestId('would-stop');
  const reload = playground.button(NAMES.now.reload);
  const place = await reload.boundingBox();
  await playground.button(NAMES.now.save).click();
  await playground.button(NAMES.now.clear).click();
  await playground.settled();
  await expect(playground.sentence).toContainText('the graph holds 0 and fills 0 %');
  expect(await reload.boundingBox()).toEqual(place);
  await reload.click();
  await playground.settled();
  await expect(playground.shelf).toContainText('the checkpoint of epoch 8');
  await playground.button(NAMES.epochStep).click();
  await playground.settled();
  const after = await playground.state();
  expect(after.events.map(({ kind, epoch, run }) => [kind, epoch, run])).toEqual([['save', 8, 0], ['clear', 8, 0], ['reload', 8, 0]]);
  expect(after.lastFrame?.loss).toBeLessThan(before?.loss ?? 0);
  await expect(alert).toHaveCount(0);

  // A run comes before the reload: now it is said, and below what is pressed.
  await playground.button(NAMES.now.clear).click();
  await playground.settled();
  await expect(alert).toHaveCount(0);
  await playground.button(NAMES.epochStep).click();
  await expect(alert).toContainText('After the clear of epoch 9, TensorFlow would have stopped');
  await expect(alert).toContainText('build() and sess.run(init)');
  expect(await reload.boundingBox()).toEqual(place);
  // A later cycle that works brings nothing back.
  for (const hand of ['save', 'clear', 'reload'] as const) await playground.button(NAMES.now[hand]).click();
  await playground.settled();
  await expect(alert).toBeVisible();
});
