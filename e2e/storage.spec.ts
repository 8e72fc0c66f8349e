// The browser's storage: what is kept there, and what happens where it is refused.
import { NAMES } from './support/names.ts';
import { PlaygroundPage } from './support/playground.ts';
import { expect, test } from './support/test.ts';

test('theme and speed are kept from visit to visit', async ({ page }) => {
  const playground = new PlaygroundPage(page);
  await playground.openAtRest('v=1&samples=50&epochs=5&at=1');
  await playground.button(NAMES.themes.auto).click();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');
  await playground.speed(60);
  await playground.openAtRest('v=1&samples=50&epochs=5&at=1');
  await expect(playground.button(NAMES.themes.light)).toBeVisible();
  expect((await playground.state()).speed).toBe(60);
});

for (const refusal of ['refused', 'full'] as const) {
  test(`storage that is ${refusal} is said to be so, and the run goes on`, async ({ page }) => {
    await page.addInitScript((why) => {
      if (why === 'refused') {
        Object.defineProperty(window, 'localStorage', {
          get() {
            throw new DOMException('Access is denied for this document.', 'SecurityError');
          },
        });
      } else {
        Storage.prototype.setItem = () => {
          throw new DOMException('The quota has been exceeded.', 'QuotaExceededError');
        };
      }
    }, refusal);
    const playground = new PlaygroundPage(page);
    await playground.open('v=1&samples=100&epochs=5000');
    await playground.reaches(2);
    await playground.button(NAMES.themes.auto).click();
    const notice = page.getByRole('status').filter({ hasText: 'The browser refused to keep your preferences' });
    await expect(notice).toBeVisible();
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');
    await playground.goesOn();
    await notice.getByRole('button', { name: NAMES.dismiss }).click();
    await expect(notice).toHaveCount(0);
  });
}
