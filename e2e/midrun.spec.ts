// Changing one's mind while the run is under way: each change takes effect at once, the link carries it, and the link replays it.
import { allRows, deterministic } from './support/frames.ts';
import { NAMES } from './support/names.ts';
import { hashOf, PlaygroundPage } from './support/playground.ts';
import { memory } from '../src/app/words/en-memory.ts';
import { expect, test } from './support/test.ts';
import { watch } from './support/guard.ts';

test('replays every switch, K and capacity that was changed while the run went on', async ({ page, browser, baseURL }) => {
  const playground = new PlaygroundPage(page);
  await playground.open('v=1&samples=100&epochs=2000&video=16MiB');
  await playground.speed(5);
  await playground.reaches(4);
  await playground.hand('save').click();
  await playground.hand('clear').click();
  await playground.hand('reload').click();
  await playground.type(NAMES.everyField('perceptron'), 5);
  await expect.poll(async () => (await playground.state()).status?.config).toMatchObject({ save: true, clear: true, reload: true, every: 5 });
  await expect.poll(async () => (await playground.state()).events.some(({ kind }) => kind === 'reload')).toBe(true);
  await playground.hand('clear').click();
  await playground.unfold(NAMES.machineKnobs);
  await playground.type(memory.knobs.mainMemory, 0.025);
  await playground.type(memory.knobs.videoMemory, 0.02);
  await page.getByRole('combobox', { name: memory.knobs.policy }).selectOption({ label: memory.knobs.policies.fifo });
  await playground.goesOn();
  expect((await playground.state()).status?.config).toMatchObject({ clear: false, policy: 'fifo', video: Math.round(0.02 * 1024 ** 3) });
  await playground.goesOn();
  await playground.pause();

  const original = await playground.state();
  expect(original.status?.log.length).toBeGreaterThanOrEqual(8);
  await expect.poll(() => hashOf(page)).toContain(`at=${original.frames}`);
  const hash = hashOf(page);
  expect(hash).toMatch(/was=\d+:save=0/);
  const rows = await allRows(playground);

  const context = await browser.newContext(baseURL ? { baseURL } : {});
  const guard = await watch(context, new URL(baseURL ?? '').origin);
  const other = new PlaygroundPage(await context.newPage());
  const replayed = await other.openAtRest(hash);
  expect(replayed.warnings).toEqual([]);
  expect(replayed.frames).toBe(original.frames);
  expect(replayed.status?.state).toBe('paused');
  expect(deterministic(replayed.lastFrame)).toEqual(deterministic(original.lastFrame));
  expect(replayed.events).toEqual(original.events);
  expect(replayed.status?.log).toEqual(original.status?.log);
  expect(replayed.config).toEqual(original.config);
  expect(await allRows(other)).toEqual(rows);
  expect(hashOf(other.page), 'the address says the same again').toBe(hash);
  expect(guard.problems).toEqual([]);
  await context.close();
});

test('a switch that is flipped in the middle of an epoch takes effect there, and the link says at which run', async ({ page }) => {
  const playground = new PlaygroundPage(page);
  await playground.openAtRest('v=1&samples=100&batch=10&run=batch&epochs=12&every=4&at=2');
  for (let run = 0; run < 3; run += 1) await playground.button(NAMES.runStep).click();
  await playground.settled();
  expect((await playground.state()).status?.moment).toEqual({ epoch: 3, run: 3 });
  await playground.hand('save').click();
  await playground.idle();
  expect((await playground.state()).status?.log).toEqual([{ epoch: 3, run: 3, kind: 'set', patch: { save: true } }]);
  await expect.poll(() => hashOf(page)).toMatch(/save=1&.*was=3\.3:save=0/);
});

test('pausing and going on changes nothing of the run', async ({ page }) => {
  const playground = new PlaygroundPage(page);
  const straight = await playground.openAtRest('v=1&samples=100&epochs=40&at=40');
  await playground.openAtRest('v=1&samples=100&epochs=40&at=3');
  await playground.speed(1);
  await playground.button(NAMES.epochStep).click();
  await playground.settled();
  expect((await playground.state()).frames).toBe(4);
  await playground.button(NAMES.runStep).click();
  await playground.settled();
  await playground.play();
  await playground.pause();
  expect((await playground.state()).status?.state).toBe('paused');
  await playground.speed(Infinity);
  await playground.play();
  const end = await playground.comesTo('done');
  expect(deterministic(end.lastFrame)).toEqual(deterministic(straight.lastFrame));
});
