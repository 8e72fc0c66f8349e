// Save, clear, reload: what each of the eight combinations does to the graph and to the weights, and what the page says of it.
// 100 samples build 300 nodes an epoch; every 4 epochs it is the switches' turn; the run ends after 12.
import type { Snapshot } from '../src/store/playground.ts';
import { columnOf } from './support/csv.ts';
import { NAMES } from './support/names.ts';
import { type Hand, hashOf, PlaygroundPage } from './support/playground.ts';
import { expect, test } from './support/test.ts';

const RUN = 'v=1&samples=100&epochs=12&every=4';
const GROWTH = 300;
const TURNS = [4, 8, 12];

interface Course {
  end: Snapshot;
  nodes: number[];
  loss: number[];
}

/** Runs a link to its end and gives every epoch's nodes and loss. */
async function course(playground: PlaygroundPage, switches: string): Promise<Course> {
  const end = await playground.openAtRest(`${RUN}${switches}&at=12`);
  const nodes = columnOf(await playground.data('nodes'), 'total');
  const loss = columnOf(await playground.data('learning'), 'loss');
  return { end, nodes, loss };
}
let known: Course | null = null;
/** The course with all switches off, which others are compared with: run once for all tests of a worker, since it is the same each time (links.spec.ts). */
async function plainCourse(playground: PlaygroundPage): Promise<Course> {
  return (known ??= await course(playground, ''));
}
const kinds = (run: Snapshot): string[] => run.events.map(({ epoch, kind }) => `${epoch} ${kind}`);
const detail = (run: Snapshot, kind: Hand, name: string): number => Number(run.events.find((event) => event.kind === kind)?.detail[name]);

test('none: the graph grows for ever, by the same number of nodes each epoch', async ({ page }) => {
  const playground = new PlaygroundPage(page);
  const { end, nodes, loss } = await course(playground, '');
  expect(nodes).toHaveLength(12);
  expect(nodes.slice(1).map((count, i) => count - (nodes[i] ?? 0))).toEqual(Array.from({ length: 11 }, () => GROWTH));
  expect(end.events).toEqual([]);
  expect(loss.every((value, i) => i === 0 || value < (loss[i - 1] ?? 0)), 'the loss falls each epoch').toBe(true);
  await expect(playground.sentence).toContainText(`Every epoch builds ${GROWTH} new nodes`);
  await expect(playground.combination).toContainText('grows for ever');
  await expect(page.locator('.code li.leaks').first()).toBeAttached();
  await expect(playground.shelf).toContainText('The shelf is empty');
  // Set when all is over, the cure has done nothing yet, and the panel says so.
  for (const hand of ['save', 'clear', 'reload'] as const) await playground.hand(hand).click();
  await expect(playground.combination).toContainText('The graph stays small');
  await expect(playground.combination).toContainText(NAMES.unplayed);
  for (const hand of ['save', 'clear', 'reload'] as const) await playground.hand(hand).click();
  await expect(playground.combination).not.toContainText(NAMES.unplayed);
});

test('save: a checkpoint each time, and the saver’s own nodes make the graph grow faster', async ({ page }) => {
  const playground = new PlaygroundPage(page);
  const plain = await plainCourse(playground);
  const { end, nodes, loss } = await course(playground, '&save=1');
  expect(kinds(end)).toEqual(TURNS.map((epoch) => `${epoch} save`));
  const saver = detail(end, 'save', 'nodes');
  expect(saver).toBeGreaterThan(0);
  expect(nodes).toEqual(plain.nodes.map((count, i) => count + saver * Math.floor((i + 1) / 4)));
  expect(loss).toEqual(plain.loss);
  expect(end.status?.checkpoint).toMatchObject({ epoch: 12, origin: 'run', bytes: detail(end, 'save', 'bytes') + 8 });
  await expect(playground.combination).toContainText('Save only: a checkpoint every 4 epochs');
  await expect(playground.shelf).toContainText('the checkpoint of epoch 12');
});

test('clear: the graph is empty again, the weights are lost and the loss jumps back', async ({ page }) => {
  const playground = new PlaygroundPage(page);
  const plain = await plainCourse(playground);
  const { end, nodes, loss } = await course(playground, '&clear=1');
  await expect(page.getByTestId('would-stop')).toContainText('must be from the same graph as Tensor("Const:0", shape=(1, 64), dtype=float32)');
  expect(kinds(end)).toEqual(TURNS.map((epoch) => `${epoch} clear`));
  expect(end.events.every(({ detail: said }) => said['weightsLost'] === true && said['bytesAfter'] === 0 && said['nodesAfter'] === 0)).toBe(true);
  expect(TURNS.map((epoch) => nodes[epoch - 1])).toEqual([0, 0, 0]);
  expect(Math.max(...nodes)).toBeLessThan(plain.nodes[3] ?? 0);
  const third = loss.slice(0, 4);
  expect(loss).toEqual([...third, ...third, ...third]);
  expect(loss[4]).toBeGreaterThan(loss[3] ?? Infinity);
  expect(end.lastFrame).toMatchObject({ nodes: 0, video: 0, main: 0, disk: 0, cleared: plain.nodes[3] });
  await expect(playground.sentence).toContainText('what was learnt is lost each time');
  await expect(playground.combination).toContainText('The weights are lost and the loss jumps back');
  await expect.poll(() => playground.summary('nodes')).toContain('The graph was cleared 3 times, last in epoch 12');
  await expect(page.getByRole('tabpanel')).toContainText('must be from the same graph as Tensor');
});

for (const clear of [false, true]) {
  test(`reload${clear ? ' and clear' : ''} without save: a clear error, the run pauses, nothing is lost, and turning Save on mends it`, async ({ page }) => {
    const playground = new PlaygroundPage(page);
    const plain = await plainCourse(playground);
    await playground.open(`${RUN}${clear ? '&clear=1' : ''}&reload=1`);
    const stopped = await playground.comesTo('error');
    expect(stopped.playing).toBe(false);
    expect(stopped.frames).toBe(3);
    expect(stopped.status?.nodes, 'nothing was cleared').toBe(plain.nodes[3]);
    expect(kinds(stopped)).toEqual(['4 error']);
    await expect(playground.banner).toContainText('Reload is on, but nothing has been saved yet');
    await expect(playground.banner).toContainText('is not a valid checkpoint');
    await expect(playground.banner).toContainText('Turn on Save');
    await expect(playground.sentence).toContainText('paused with an error in epoch 4');
    if (clear) await expect(playground.banner).toContainText('Nothing was cleared');
    await expect(playground.button(NAMES.play)).toBeVisible();

    await playground.hand('save').click();
    await expect(playground.hand('save')).toHaveAttribute('aria-pressed', 'true');
    await playground.button(NAMES.play).click();
    const end = await playground.comesTo('done');
    await expect(playground.banner).toHaveCount(0);
    expect(kinds(end)).toEqual(['4 error', ...TURNS.flatMap((epoch) => ['save', ...(clear ? ['clear'] : []), 'reload'].map((kind) => `${epoch} ${kind}`))]);
    expect(columnOf(await playground.data('learning'), 'loss'), 'training went on as if nothing had been').toEqual(plain.loss);
  });
}

test('the error’s own button turns Save on, saves, and goes on', async ({ page }) => {
  const playground = new PlaygroundPage(page);
  await playground.open(`${RUN}&reload=1`);
  await playground.comesTo('error');
  await playground.button(NAMES.error.turnSaveOn).click();
  const end = await playground.comesTo('done');
  expect(end.config.save).toBe(true);
  expect(kinds(end).filter((event) => event.endsWith('error'))).toEqual(['4 error']);
  expect(end.status?.checkpoint?.epoch).toBe(12);
});

test('save and clear: a checkpoint on the shelf, but training starts anew', async ({ page }) => {
  const playground = new PlaygroundPage(page);
  const { end, nodes, loss } = await course(playground, '&save=1&clear=1');
  expect(kinds(end)).toEqual(TURNS.flatMap((epoch) => [`${epoch} save`, `${epoch} clear`]));
  expect(nodes.slice(4, 8)).toEqual(nodes.slice(0, 4));
  expect(loss.slice(4, 8)).toEqual(loss.slice(0, 4));
  expect(end.status?.nodes).toBe(0);
  expect(end.status?.checkpoint?.epoch).toBe(12);
  await expect(playground.combination).toContainText('training starts anew');
  await expect(playground.shelf).toContainText('the checkpoint of epoch 12');
});

test('save and reload: the weights survive, but the graph leaks faster', async ({ page }) => {
  const playground = new PlaygroundPage(page);
  const plain = await plainCourse(playground);
  const { end, nodes, loss } = await course(playground, '&save=1&reload=1');
  expect(kinds(end)).toEqual(TURNS.flatMap((epoch) => [`${epoch} save`, `${epoch} reload`]));
  expect(loss, 'bit for bit as without it').toEqual(plain.loss);
  const extra = detail(end, 'save', 'nodes') + detail(end, 'reload', 'nodes');
  const model = (plain.nodes[0] ?? 0) - GROWTH;
  expect(detail(end, 'reload', 'nodes'), 'a whole model, and the saver that reads it').toBeGreaterThan(model);
  expect(nodes).toEqual(plain.nodes.map((count, i) => count + extra * Math.floor((i + 1) / 4)));
  await expect(playground.combination).toContainText('It leaks faster');
});

test('clear and reload with an old checkpoint: training goes back in time, and the page says to which epoch', async ({ page }) => {
  const playground = new PlaygroundPage(page);
  const { end, loss } = await course(playground, '&clear=1&reload=1&was=5:save=1');
  expect(kinds(end)).toEqual(['4 save', '4 clear', '4 reload', '8 clear', '8 reload', '12 clear', '12 reload']);
  expect(loss.slice(8, 12), 'epochs 9 to 12 are epochs 5 to 8 once more').toEqual(loss.slice(4, 8));
  expect(loss[8]).toBeGreaterThan(loss[7] ?? Infinity);
  expect(end.status?.checkpoint?.epoch).toBe(4);
  await expect(playground.combination).toContainText('back in time to the checkpoint of epoch 4');
  await expect(page.getByRole('tabpanel')).toContainText('The checkpoint is of epoch 4: training goes back to what it knew then');
});

test('all three: a sawtooth of nodes, and the loss goes on bit for bit', async ({ page }) => {
  const playground = new PlaygroundPage(page);
  const plain = await plainCourse(playground);
  const { end, nodes, loss } = await course(playground, '&save=1&clear=1&reload=1');
  expect(kinds(end)).toEqual(TURNS.flatMap((epoch) => [`${epoch} save`, `${epoch} clear`, `${epoch} reload`]));
  expect(loss, 'bit for bit as without it').toEqual(plain.loss);
  const small = nodes[3] ?? 0;
  expect(nodes.slice(4)).toEqual([1, 2, 3, 0, 1, 2, 3, 0].map((epochs) => small + epochs * GROWTH));
  expect(end.lastFrame?.nodes).toBeLessThan(plain.nodes[0] ?? 0);
  expect(end.lastFrame?.accuracy).toBe(plain.end.lastFrame?.accuracy);
  await expect(playground.sentence).toContainText('Saved, cleared and reloaded every 4 epochs');
  await expect(playground.sentence).toContainText('training goes on where it was');
  await expect(playground.combination).toContainText('bit for bit');
  // Just after the cure no line holds a node that leaked, so that none is marked.
  await expect(page.locator('.code li').filter({ hasText: NAMES.lineCount(0) }).first()).toBeAttached();
  await expect(page.locator('.code li.leaks')).toHaveCount(0);
});

test('each of the three can be done by hand at any moment, and the link carries it', async ({ page }) => {
  const playground = new PlaygroundPage(page);
  await playground.openAtRest(`${RUN}&at=5`);
  const before = await playground.state();
  await playground.unfold(NAMES.byHand);
  await playground.button(NAMES.now.save).click();
  await expect(playground.shelf).toContainText('the checkpoint of epoch 5');
  await playground.button(NAMES.now.clear).click();
  await expect.poll(async () => (await playground.state()).status?.nodes).toBe(0);
  await playground.button(NAMES.now.reload).click();
  await expect.poll(async () => (await playground.state()).events.map(({ kind }) => kind)).toEqual(['save', 'clear', 'reload']);
  const after = await playground.state();
  expect(after.status?.nodes).toBeGreaterThan(0);
  expect(after.status?.nodes).toBeLessThan(before.status?.nodes ?? 0);
  await expect.poll(() => hashOf(page)).toContain('did=6:save,6:clear,6:reload');
  await playground.play();
  const end = await playground.comesTo('done');
  const plain = await plainCourse(playground);
  expect(end.lastFrame?.loss).toBe(plain.end.lastFrame?.loss);
});
