import { test } from './support/test.ts';
import { PlaygroundPage } from './support/playground.ts';
for (const [theme, w, h] of [['light', 1440, 900], ['dark', 1440, 900], ['dark', 390, 844]] as const)
  test(`${theme} ${w}`, async ({ page }) => {
    await page.setViewportSize({ width: w, height: h });
    const p = new PlaygroundPage(page);
    await p.openAtRest(`v=1&samples=1000&epochs=60&save=1&reload=1&every=25&work=modelled&video=512MiB&main=700MiB&at=60&view=memory&theme=${theme}`);
    await page.getByTestId('memory-curve').waitFor();
    await p.idle();
    await page.getByTestId('memory-map').locator('canvas').hover({ position: { x: 60, y: 40 } });
    await p.idle();
    await page.waitForTimeout(500);
    await page.getByTestId('memory').screenshot({ path: `/tmp/mem-${theme}-${w}.png` });
  });
