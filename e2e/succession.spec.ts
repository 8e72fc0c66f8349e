// Models in succession: a table of their results, one row a finished model, and "every K" counts models.
import { NAMES } from './support/names.ts';
import { PlaygroundPage } from './support/playground.ts';
import { expect, test } from './support/test.ts';

for (const program of ['search', 'crossval'] as const) {
  test(`${NAMES.programs[program]}: a row for each finished model, each built into the same graph`, async ({ page }) => {
    const playground = new PlaygroundPage(page);
    const early = await playground.openAtRest(`v=1&program=${program}&samples=100&epochs=2&at=5`);
    const models = early.status?.models ?? 0;
    expect(models).toBeGreaterThanOrEqual(3);
    expect(early.status?.epochsInAll).toBe(2 * models);
    const rows = page.getByRole('tabpanel').locator('tbody tr');
    await expect(page.getByRole('tab', { name: NAMES.tabs.results })).toHaveAttribute('aria-selected', 'true');
    await expect(rows, 'two models are finished, the third is under way').toHaveCount(2);

    await playground.speed(Infinity);
    await playground.play();
    const end = await playground.comesTo('done');
    await expect(rows).toHaveCount(models);
    expect(end.frames).toBe(2 * models);
    const results = end.status?.results ?? [];
    expect(results.map(({ model }) => model)).toEqual(Array.from({ length: models }, (_, i) => i + 1));
    for (const [i, { name, nodes, values }] of results.entries()) {
      await expect(rows.nth(i)).toContainText(name);
      await expect(rows.nth(i)).toContainText(nodes.toLocaleString('en'));
      expect(nodes, 'each model adds its nodes to those before').toBeGreaterThan(results[i - 1]?.nodes ?? 0);
      expect(values['validation accuracy']).toBeGreaterThanOrEqual(0);
      expect(values['validation accuracy']).toBeLessThanOrEqual(1);
    }
    expect(new Set(results.map(({ name }) => name)).size).toBe(models);
  });
}

test('every K counts models: cleared after every second one, the graph never holds more than two', async ({ page }) => {
  const playground = new PlaygroundPage(page);
  const { status, events } = await playground.openAtRest('v=1&program=search&samples=100&epochs=2&clear=1&every=2&at=12');
  expect(events.filter(({ kind }) => kind === 'clear').map(({ epoch }) => epoch)).toEqual([4, 8, 12]);
  const nodes = status?.results.map((result) => result.nodes) ?? [];
  expect(nodes).toHaveLength(6);
  const [first = 0, second = 0] = nodes;
  expect(second).toBeGreaterThan(first);
  expect(nodes[2]).toBe(first);
  expect(nodes[4]).toBe(first);
  await expect(playground.combination).toContainText('after every 2 models the graph is emptied');
  await expect(page.getByRole('textbox', { name: NAMES.everyField('search') })).toHaveValue('2');
});

test('the results are the same with and without clearing between the models', async ({ page }) => {
  const playground = new PlaygroundPage(page);
  const values = async (more: string): Promise<unknown> =>
    (await playground.followAtRest(`v=1&program=crossval&samples=100&epochs=3&at=9${more}`)).status?.results.map((result) => result.values);
  await playground.openAtRest('v=1&program=crossval&samples=100&at=0');
  expect(await values('&clear=1')).toEqual(await values(''));
});
