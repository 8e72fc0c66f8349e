// Each program as a visitor meets it: chosen by its name, seen to leak, cured by the three switches, and training goes on from where it was.
import { columnOf } from './support/csv.ts';
import { NAMES } from './support/names.ts';
import { PlaygroundPage } from './support/playground.ts';
import { expect, test } from './support/test.ts';

const PROGRAMS = ['perceptron', 'mlp', 'cnn', 'rnn', 'lstm', 'seq2seq', 'attention', 'prepost', 'leaks'] as const;

for (const program of PROGRAMS) {
  test(`${NAMES.programs[program]}: leaks, and save, clear and reload cure it`, async ({ page }) => {
    const playground = new PlaygroundPage(page);
    await playground.open('v=1&samples=10&epochs=9&at=0');
    await page.getByRole('combobox', { name: NAMES.program }).selectOption({ label: NAMES.programs[program] });
    await playground.settled();
    expect((await playground.state()).config.program).toBe(program);
    await page.evaluate((hash) => {
      location.hash = hash;
    }, `v=1&program=${program}${program === 'perceptron' || program === 'leaks' ? '' : '&build=forward'}&samples=10&epochs=9&every=2&at=4`);
    await expect.poll(async () => (await playground.state()).config.every).toBe(2);
    await playground.settled();
    const nodes = columnOf(await playground.data('nodes'), 'total');
    expect(nodes).toHaveLength(4);
    expect(nodes[3] - nodes[2], 'every epoch adds').toBeGreaterThan(0);

    for (const hand of ['save', 'clear', 'reload'] as const) await playground.hand(hand).click();
    await playground.speed(Infinity);
    await playground.play();
    const end = await playground.comesTo('done');
    expect(end.status?.error).toBeNull();
    expect(end.frames).toBe(9);
    expect(end.events.filter(({ kind }) => kind === 'clear').length).toBeGreaterThanOrEqual(2);
    const cured = columnOf(await playground.data('nodes'), 'total');
    expect(cured[8], 'between two clears nothing is left of the epochs before').toBe(cured[6]);
    expect(end.lastFrame?.loss).toBeGreaterThan(0);
  });
}
