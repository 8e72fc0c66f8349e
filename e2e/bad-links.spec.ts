// Links that cannot be meant: the page runs all the same, and says of each part what came and what was expected.
import { NAMES } from './support/names.ts';
import { PlaygroundPage } from './support/playground.ts';
import { expect, test } from './support/test.ts';

test('lists each bad part with its value and what was expected, and runs with the defaults for those', async ({ page }) => {
  const playground = new PlaygroundPage(page);
  await playground.open('v=1&samples=0&epochs=1e9&rate=fast&build=forwards&every=101&video=5&polcy=fifo&theme=pink&save=1&seed=4');
  await expect(playground.dialog).toBeVisible();
  await expect(playground.dialog.getByRole('heading', { level: 2 })).toHaveText('Parts of the link were not understood');
  const rows = playground.dialog.locator('tbody tr');
  await expect(rows).toHaveCount(8);
  for (const [name, value, expected] of [
    ['samples', '0', 'a whole number from 10 to 1,797'],
    ['epochs', '1e9', 'a whole number from 1 to 10,000'],
    ['rate', 'fast', 'a number from 0.0001 to 10'],
    ['build', 'forwards', 'one of hoisted, forward, loss, everything'],
    ['every', '101', 'a whole number from 1 to 100'],
    ['video', '5', 'a size from 16MiB to 1TiB'],
    ['polcy', 'fifo', 'did you mean policy?'],
    ['theme', 'pink', 'one of auto, light, dark, projector'],
  ] as const) {
    const row = rows.filter({ has: page.getByRole('rowheader', { name, exact: true }) });
    await expect(row).toHaveCount(1);
    await expect(row.getByRole('cell').nth(0)).toHaveText(value);
    await expect(row.getByRole('cell').nth(1)).toContainText(expected);
  }
  const { config, warnings } = await playground.state();
  expect(warnings).toHaveLength(8);
  expect(config).toMatchObject({ samples: 1000, epochs: 1000, rate: 0.5, build: 'forward', every: 20, video: 6 * 1024 ** 3, policy: 'lru', save: true, seed: 4 });
  await playground.goesOn();
});

test('Escape closes the dialog, and the focus is somewhere useful again', async ({ page }) => {
  const playground = new PlaygroundPage(page);
  await playground.open('v=1&samples=many');
  await expect(playground.dialog.getByRole('button', { name: NAMES.warnings.ok })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(playground.dialog).toBeHidden();
  await playground.pause();
  await page.keyboard.press('s');
  await expect(playground.hand('save'), 'the page hears its keys again').toHaveAttribute('aria-pressed', 'true');
});

test('a dialog gives the focus back to the button that opened it', async ({ page }) => {
  const playground = new PlaygroundPage(page);
  await playground.open('v=1&samples=50&epochs=5&at=1');
  for (const name of [NAMES.share, NAMES.help, NAMES.gallery]) {
    await playground.button(name).focus();
    await page.keyboard.press('Enter');
    await expect(playground.dialog).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(playground.dialog).toBeHidden();
    await expect(playground.button(name)).toBeFocused();
  }
});

test('what a hostile link says is shown as text and runs nothing', async ({ page }) => {
  const playground = new PlaygroundPage(page);
  const script = '<img src=x onerror=alert(1)>';
  let alerted = false;
  page.on('dialog', (dialog) => {
    alerted = true;
    void dialog.dismiss();
  });
  await playground.open(`v=1&epochs=${encodeURIComponent(script)}&title=${encodeURIComponent(script)}&at=1&samples=50&%E0%A4%A=1`);
  await expect(playground.dialog.getByRole('row').filter({ has: page.getByRole('rowheader', { name: 'epochs', exact: true }) })).toContainText(script);
  await expect(page).toHaveTitle(new RegExp('<img src=x'));
  await expect(page.locator('img[src="x"]')).toHaveCount(0);
  expect(alerted).toBe(false);
});

test('a link that is far too long is not read at all, and says so', async ({ page }) => {
  const playground = new PlaygroundPage(page);
  await playground.open(`v=1&build=hoisted&title=${'x'.repeat(25_000)}`);
  await expect(playground.dialog.getByRole('row').nth(1)).toContainText('at most 20,000 characters');
  expect((await playground.state()).config.build).toBe('forward');
});
