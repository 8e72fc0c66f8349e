// The charts beyond their looks: crosshair by keyboard, data tables, files, and the scale of the time axis.
import { columnOf, parseCsv } from './support/csv.ts';
import { CHART_IDS, CHART_NAMES, chartTitle } from './support/names.ts';
import { fileOf, PlaygroundPage } from './support/playground.ts';
import { expect, test } from './support/test.ts';

const LINK = 'v=1&samples=100&epochs=30&save=1&clear=1&reload=1&every=10&at=25';

test('the crosshair moves by keyboard and reads all charts at one epoch', async ({ page }) => {
  const playground = new PlaygroundPage(page);
  await playground.openAtRest(LINK);
  const nodes = columnOf(await playground.data('nodes'), 'total');
  const said = (epoch: number): RegExp => new RegExp(`^Epoch ${epoch}: ${chartTitle('nodes')} total ${nodes[epoch - 1]?.toLocaleString('en') ?? ''}`);
  const { crosshair } = playground;
  await crosshair.focus();
  await expect(crosshair).toHaveAttribute('aria-valuetext', 'no epoch chosen');
  await page.keyboard.press('ArrowLeft');
  await expect(crosshair).toHaveAttribute('aria-valuetext', said(25));
  await page.keyboard.press('ArrowLeft');
  await expect(crosshair).toHaveAttribute('aria-valuenow', '24');
  await page.keyboard.press('Shift+ArrowLeft');
  await expect(crosshair).toHaveAttribute('aria-valuetext', said(14));
  await page.keyboard.press('Home');
  await expect(crosshair).toHaveAttribute('aria-valuetext', said(1));
  await page.keyboard.press('ArrowLeft');
  await expect(crosshair, 'there is nothing before the first').toHaveAttribute('aria-valuenow', '1');
  await page.keyboard.press('End');
  await expect(crosshair).toHaveAttribute('aria-valuenow', '25');
  for (let presses = 0; presses < 5; presses += 1) await page.keyboard.press('ArrowDown');
  await expect(crosshair, 'events are read, too').toHaveAttribute('aria-valuetext', /^Epoch 20: .*Reloaded the model/);
  for (const id of CHART_IDS) await expect(crosshair).toHaveAttribute('aria-valuetext', new RegExp(chartTitle(id)));
  await page.keyboard.press('Escape');
  await expect(crosshair).toHaveAttribute('aria-valuetext', 'no epoch chosen');
  expect((await playground.state()).frames, 'the run has not heard the keys').toBe(25);
});

test('each chart’s numbers are a real table, equal to what the run knows, and the table gives them as CSV', async ({ page }) => {
  const playground = new PlaygroundPage(page);
  const { lastFrame, frames } = await playground.openAtRest(LINK);
  for (const id of CHART_IDS) {
    await playground.menu(id, 'table');
    const table = playground.dialog.getByRole('table');
    await expect(table).toBeVisible();
    await expect(table.locator('tbody tr')).toHaveCount(frames);
    const heads = (await table.locator('thead th').allTextContents()).map((text) => text.trim());
    const last = await table.locator('tbody tr').last().locator('th, td').allTextContents();
    expect(last[0]).toBe('25');
    if (id === 'nodes') {
      expect(Number(last[heads.findIndex((head) => head.startsWith('total'))]?.replaceAll(',', ''))).toBe(lastFrame?.nodes);
      expect(Number(last[heads.findIndex((head) => head.startsWith('executions'))]?.replaceAll(',', ''))).toBe(lastFrame?.executed);
    }
    if (id === 'memory') expect(last.map((cell) => cell.replaceAll(',', ''))).toContain(String(lastFrame?.video));
    if (id === 'time') for (const head of heads.slice(1)) expect(head, 'every time says what made it').toMatch(/modelled|measured/);
    await playground.dialog.getByRole('button', { name: CHART_NAMES.table.close }).click();
    await expect(playground.dialog).toBeHidden();
  }

  // The table gives its CSV, which holds every epoch.
  await playground.menu('learning', 'table');
  const { name, bytes } = await fileOf(page, () => playground.dialog.getByRole('button', { name: CHART_NAMES.menu.csv }).click());
  expect(name).toBe('session-playground-learning.csv');
  const csv = parseCsv(bytes.toString('utf8'));
  expect(columnOf(csv, 'epoch')).toEqual(Array.from({ length: 25 }, (_, i) => i + 1));
  expect(columnOf(csv, 'loss').at(-1)).toBe(lastFrame?.loss);
  expect(columnOf(csv, 'accuracy').at(-1)).toBe(lastFrame?.accuracy);
});

test('each chart can be had as PNG, SVG and CSV, each a whole file of its kind', async ({ page, context }) => {
  const playground = new PlaygroundPage(page);
  await playground.openAtRest(LINK);
  const pictures = new Map<string, string>();
  for (const id of CHART_IDS) {
    const png = await playground.download(id, 'png');
    expect(png.name).toBe(`session-playground-${id}.png`);
    expect(png.bytes.subarray(0, 8).toString('latin1')).toBe('\x89PNG\r\n\x1a\n');
    expect(png.bytes.readUInt32BE(16), 'width').toBeGreaterThanOrEqual(1000);
    expect(png.bytes.subarray(-8, -4).toString('latin1'), 'last chunk').toBe('IEND');

    const svg = await playground.download(id, 'svg');
    expect(svg.name).toBe(`session-playground-${id}.svg`);
    pictures.set(chartTitle(id), svg.bytes.toString('utf8'));

    const csv = await playground.download(id, 'csv');
    expect(csv.name).toBe(`session-playground-${id}.csv`);
    expect(parseCsv(csv.bytes.toString('utf8')).rows).toHaveLength(25);
  }

  const reader = await context.newPage(); // the page itself lets no one parse markup
  for (const [title, text] of pictures) {
    const parsed = await reader.evaluate((source) => {
      const found = new DOMParser().parseFromString(source, 'image/svg+xml');
      return {
        root: found.documentElement.tagName,
        namespace: found.documentElement.namespaceURI,
        errors: found.querySelectorAll('parsererror').length,
        marks: found.querySelectorAll('path').length,
        unsafe: found.querySelectorAll('script, foreignObject, image, [onload]').length,
        text: found.documentElement.textContent,
      };
    }, text);
    expect(parsed).toMatchObject({ root: 'svg', namespace: 'http://www.w3.org/2000/svg', errors: 0, unsafe: 0 });
    expect(parsed.marks).toBeGreaterThan(2);
    expect(parsed.text).toContain(title);
    expect(text).not.toContain('NaN');
  }
});

test('the time axis is linear or logarithmic, and the chart is drawn anew', async ({ page }) => {
  const playground = new PlaygroundPage(page);
  await playground.openAtRest(LINK);
  const scale = playground.chart('time').getByRole('group', { name: CHART_NAMES.scale.label });
  const canvas = playground.chart('time').locator('canvas');
  const picture = async (): Promise<string> => {
    await playground.settled();
    return canvas.evaluate((element) => (element instanceof HTMLCanvasElement ? element.toDataURL() : ''));
  };
  const first = await picture();
  await expect(scale.getByRole('button', { name: CHART_NAMES.scale.log })).toHaveAttribute('aria-pressed', 'true');
  await scale.getByRole('button', { name: CHART_NAMES.scale.linear }).click();
  await expect(scale.getByRole('button', { name: CHART_NAMES.scale.linear })).toHaveAttribute('aria-pressed', 'true');
  const linear = await picture();
  expect(linear).not.toBe(first);
  await scale.getByRole('button', { name: CHART_NAMES.scale.log }).click();
  expect(await picture()).toBe(first);
});
