// Without a network: what has been loaded once needs nothing more, and nothing is ever asked of anyone else.
import { NAMES } from './support/names.ts';
import { PlaygroundPage } from './support/playground.ts';
import { expect, test } from './support/test.ts';

test('once loaded, the page goes on without a network: runs, programs, presets, dialogs', async ({ page, context, guard }) => {
  guard.allow(/icon\.svg/); // the browser itself asks again for the icon of its tab, whatever the page does
  const playground = new PlaygroundPage(page);
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).origin));
  await page.goto('./#v=1&samples=100&epochs=3000', { waitUntil: 'networkidle' });
  await playground.reaches(2);
  await page.evaluate(() => window.playground?.loaded);
  await context.setOffline(true);
  await playground.goesOn();

  await page.getByRole('combobox', { name: NAMES.program }).selectOption({ label: NAMES.programs.search });
  await expect.poll(async () => (await playground.state()).config.program).toBe('search');
  await playground.reaches(2);
  await playground.button(NAMES.gallery).click();
  await playground.dialog.getByRole('link').filter({ hasText: 'Hoisted: ' }).click();
  await expect.poll(async () => (await playground.state()).config).toMatchObject({ program: 'perceptron', build: 'hoisted' });
  await playground.reaches(2);
  await playground.button(NAMES.restart).click();
  await playground.reaches(2);
  expect(new Set(asked), 'asked of no one else').toEqual(new Set([new URL(page.url()).origin]));
  expect(guard.problems).toEqual([]);
});
