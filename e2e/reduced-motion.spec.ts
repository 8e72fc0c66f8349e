// Whoever asks for less motion gets none from style sheets, while the run itself goes on.
import type { Page } from '@playwright/test';
import { NAMES } from './support/names.ts';
import { PlaygroundPage } from './support/playground.ts';
import { expect, test } from './support/test.ts';

/** Names of the animations and transitions in motion that last any time at all. */
const inMotion = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    document
      .getAnimations()
      .filter((animation) => animation.playState === 'running' && Number(animation.effect?.getComputedTiming().activeDuration) > 1)
      .map((animation) => (animation instanceof CSSTransition ? `transition of ${animation.transitionProperty}` : animation.id || animation.constructor.name)),
  );

test('nothing is animated where less motion is asked for, and the run goes on', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const playground = new PlaygroundPage(page);
  await playground.open('v=1&samples=100&epochs=5000&video=16MiB');
  for (const act of [
    () => playground.hand('save').click(),
    () => playground.hand('clear').click(),
    () => playground.button(NAMES.share).hover(),
    () => playground.button(NAMES.help).click(),
  ]) {
    await act();
    expect(await inMotion(page)).toEqual([]);
  }
  await expect(playground.dialog).toBeVisible();
  expect(await inMotion(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await playground.goesOn();
  expect(await inMotion(page)).toEqual([]);
  const lasting = await page.evaluate(() =>
    [...document.querySelectorAll('*')]
      .filter((element) => {
        const { transitionDuration, animationName, animationDuration, scrollBehavior } = getComputedStyle(element);
        const long = (times: string): boolean => times.split(',').some((time) => Number.parseFloat(time) > 0.001);
        return long(transitionDuration) || (animationName !== 'none' && long(animationDuration)) || scrollBehavior === 'smooth';
      })
      .map((element) => `${element.tagName.toLowerCase()}.${element.getAttribute('class') ?? ''}`),
  );
  expect(lasting, 'elements whose style would move').toEqual([]);
});
