// The `test` that every end-to-end test uses: it fails on any problem the guard notes, whatever else the test asserts.
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type JSHandle, type Locator, type Page, test as base } from '@playwright/test';
import type { Playground, Snapshot } from '../../src/store/playground.ts';
import { type Guard, watch } from './guard.ts';

export const test = base.extend<{ guard: Guard }>({
  guard: [
    async ({ context, baseURL }, use) => {
      const guard = await watch(context, new URL(baseURL ?? '').origin);
      await use(guard);
      // Reports of violations and console messages arrive by way of the browser: one round trip flushes them.
      await Promise.all(context.pages().map((page) => page.evaluate(() => 0).catch(() => 0)));
      expect(guard.problems, 'no violations, console errors or warnings, uncaught errors, or requests elsewhere').toEqual([]);
    },
    { auto: true },
  ],
});
export { expect };

/** Cells of a table's body by row, once there are any: an unfolded table is made after it was asked for. */
export async function tableRows(within: Locator): Promise<string[][]> {
  const rows = within.locator('tbody tr');
  await expect(rows.first()).toBeVisible();
  return rows.evaluateAll((all) => all.map((row) => [...row.querySelectorAll('th, td')].map((cell) => cell.textContent ?? '')));
}

/** Opens the page with a link's state, e.g. `'v=1&build=hoisted'`, and waits until it can be asked. A page already open is left first. */
export async function open(page: Page, hash = ''): Promise<void> {
  if (page.url() !== 'about:blank') await page.goto('about:blank'); // a changed hash alone would not load anything anew
  await page.goto(hash === '' ? './' : `./#${hash.replace(/^#/, '')}`);
  await ready(page);
}

/** Waits until the page has put up its interface for tests. */
export async function ready(page: Page): Promise<void> {
  await page.waitForFunction(() => 'playground' in window);
}

/** The page's interface for tests, see src/store/playground.ts. */
function playgroundOf(page: Page): Promise<JSHandle<Playground>> {
  return page.evaluateHandle((): Playground => {
    const found: Playground | undefined = Reflect.get(window, 'playground');
    if (!found) throw new Error('expected window.playground, found none: is the page open?');
    return found;
  });
}

/** Waits until no message, draw or transition is pending. While a run plays, that is a moment between two of its reports. */
export async function idle(page: Page): Promise<void> {
  await (await playgroundOf(page)).evaluate((playground) => playground.idle());
}

/** The run has come to rest (paused, done or in error), fonts are loaded, and two frames painted since: what a picture may be taken of. */
export async function settled(page: Page): Promise<void> {
  await (await playgroundOf(page)).evaluate(async (playground) => {
    await playground.settled();
    await document.fonts.ready;
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  });
}

/** What the page knows at this moment, as plain data. */
export async function snapshot(page: Page): Promise<Snapshot> {
  return (await playgroundOf(page)).evaluate((playground) => playground.state());
}

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Violations of WCAG 2.2 A and AA on the page as it stands, one line each with the elements; expect it to equal []. */
export async function accessibilityProblems(page: Page): Promise<string[]> {
  // In the page itself and reporting violations alone: the same rules, in less than half the time. It would not see into frames; there are none.
  expect(page.frames(), 'the page has no frames').toHaveLength(1);
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().options({ runOnly: TAGS, resultTypes: ['violations'] }).analyze();
  return violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ target }) => target.join(' ')).join(' | ')}`);
}
