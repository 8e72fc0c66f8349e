// The lesson: walked to its end without a pointer, every task of every step done; its links; that what must be touched is never covered.
import type { Locator, Page } from '@playwright/test';
import { deep } from '../src/app/words/en-deep.ts';
import { deep as deepZh } from '../src/app/words/zh-deep.ts';
import answer from '../src/lessons/all/answer/lesson.ts';
import { NAMES } from './support/names.ts';
import { hashOf, PlaygroundPage } from './support/playground.ts';
import { accessibilityProblems, expect, test } from './support/test.ts';

const WORDS = deep.lesson;
const STEPS = answer.steps.length;

class LessonPage extends PlaygroundPage {
  readonly panel: Locator;
  readonly heading: Locator;
  readonly said: Locator;

  constructor(page: Page) {
    super(page);
    this.panel = page.getByTestId('lesson');
    this.heading = this.panel.getByRole('heading', { level: 2 });
    this.said = page.getByTestId('lesson-said');
  }
  /** A lesson's address leads on to the step's own: the run is not the next one, but the one after it. */
  override async follow(hash: string): Promise<void> {
    await this.page.evaluate((given) => {
      location.hash = given;
    }, hash);
  }
  /** The step is open, has the focus, and is not done yet. */
  async isAt(step: number): Promise<void> {
    await expect(this.heading).toContainText(`${WORDS.step(step, STEPS)}: ${step}. ${answer.steps[step - 1].title.en}`);
    await expect(this.heading).toBeFocused();
    await expect(this.panel.locator('.lesson-body')).toHaveAttribute('data-complete', 'false');
  }
  async taskDone(task: number): Promise<void> {
    await expect(this.panel.locator('.lesson-task').nth(task - 1)).toHaveAttribute('data-done', 'true', { timeout: 25_000 });
  }
  /** The step is done, what TensorFlow does is shown, and both have been said. */
  async isDone(step: number): Promise<void> {
    await expect(this.panel.locator('.lesson-body')).toHaveAttribute('data-complete', 'true', { timeout: 25_000 });
    const verdict = await this.panel.locator('[data-verdict]').textContent();
    await expect(this.said).toHaveText(WORDS.complete(step, (verdict ?? '').trim()));
  }
  /** Back to the lesson's heading, and from there by Tab to something in the lesson; Enter. */
  async press(inside: Locator): Promise<void> {
    // A letter typed into a text field or a list is theirs: one Tab leads out of it.
    for (let presses = 0; presses < 5 && (await this.page.evaluate(() => document.activeElement?.matches('select, input:not([type=radio], [type=range])') ?? false)); presses += 1)
      await this.page.keyboard.press('Tab');
    await this.page.keyboard.press('l');
    await expect(this.heading).toBeFocused();
    for (let presses = 0; presses < 30; presses += 1) {
      await this.page.keyboard.press('Tab');
      if (await inside.evaluate((wanted) => wanted === document.activeElement)) return this.page.keyboard.press('Enter');
    }
    throw new Error('expected the element to be reached from the heading within 30 presses of Tab');
  }
  /** To a control of the page by the lesson's own way. */
  async go(control: string): Promise<void> {
    await this.press(this.panel.locator(`[data-go="${control}"]`).first());
    await expect(this.page.locator(`[data-lesson="${control}"], [id="${control}"]`)).toBeVisible();
    await expect(this.page.locator(`[data-lesson="${control}"]:focus-within, [id="${control}"]:focus`)).toBeVisible();
  }
  async openGraph(nth: number): Promise<void> {
    await this.press(this.panel.locator('.lesson-open').nth(nth));
  }
  /** Finds a node by its name and selects it. */
  async find(name: string): Promise<void> {
    await this.go('graph-find');
    await this.page.keyboard.type(name);
    await expect(this.page.locator('.graph-found').getByRole('button').first()).toContainText(name);
    await this.page.keyboard.press('Enter');
  }
  async next(step: number): Promise<void> {
    await this.press(this.panel.getByRole('link', { name: WORDS.next }));
    await this.isAt(step + 1);
  }
}

/** How each step is done by keyboard, from its heading on. */
function doingOf(lesson: LessonPage): Record<number, () => Promise<void>> {
  const { page } = lesson;
  const { keyboard } = page;
  return {
    1: async () => {
      await lesson.taskDone(1);
      await lesson.go('clear');
      await keyboard.press('Space');
    },
    2: async () => {
      await keyboard.press('ArrowUp'); // 60 epochs a second
      await lesson.taskDone(1);
      await lesson.go('tab-graph');
      await keyboard.press('Enter');
    },
    3: async () => {
      await expect.poll(async () => (await lesson.state()).lastFrame?.executed).toBeGreaterThan(5000);
      await lesson.go('play');
      await keyboard.press('Space');
      await lesson.taskDone(1);
      await lesson.go('account');
      await keyboard.press('ArrowDown');
    },
    4: async () => {
      await lesson.taskDone(1);
      await lesson.go('build');
      await keyboard.press('ArrowLeft');
    },
    5: async () => {
      await lesson.settled(); // a clear on the way to the fortieth epoch is grown over before the task is looked at
      await lesson.go('clear-now');
      await keyboard.press('Enter');
      await lesson.taskDone(1);
      await lesson.go('play');
      await keyboard.press('Space');
    },
    6: async () => {
      await lesson.openGraph(0);
      await lesson.taskDone(1);
      await lesson.find('five');
    },
    7: async () => {
      await lesson.settled(); // at its twentieth epoch: what is pressed on the way there is no step from there
      await keyboard.press('ArrowRight');
      await lesson.taskDone(1);
      await lesson.go('run-step');
      await keyboard.press('Enter');
      await lesson.settled(); // a step that is asked for while one is under way is the same step
      await keyboard.press('Enter');
    },
    8: async () => {
      await lesson.openGraph(0);
      await lesson.taskDone(1);
      await lesson.find('left/product');
      await lesson.taskDone(2);
      await lesson.find('right/product');
    },
    9: async () => {
      await lesson.openGraph(0);
      await lesson.taskDone(1);
      await lesson.openGraph(1);
      await lesson.taskDone(2);
      await lesson.find('there_and_back/split');
    },
    10: async () => {
      await lesson.find('MatMul');
      await lesson.taskDone(1);
      await lesson.find('w/read');
    },
    11: async () => {
      await lesson.go('speed');
      await keyboard.press('End');
      await lesson.taskDone(1);
      await lesson.go('build');
      await keyboard.press('ArrowLeft');
    },
    12: async () => {
      await keyboard.press('ArrowDown'); // 60 epochs a second: the page has to keep up with the keys
      await lesson.taskDone(2);
      await lesson.go('account');
      await keyboard.press('ArrowDown');
    },
    13: async () => {
      await lesson.taskDone(1);
      await lesson.go('account');
      await keyboard.press('ArrowDown');
    },
    14: async () => {
      await lesson.go('epoch-step');
      for (let epoch = 1; epoch <= 8; epoch += 1) {
        await keyboard.press('Enter');
        await lesson.reaches(epoch);
      }
      await lesson.taskDone(1);
      await lesson.go('play');
      await keyboard.press('Space');
      await lesson.taskDone(2);
      await lesson.go('save');
      await keyboard.press('Space');
      await keyboard.press('c');
      await keyboard.press('r');
    },
    15: async () => {
      await lesson.openGraph(0);
      await lesson.taskDone(1);
      await lesson.openGraph(1);
      await lesson.taskDone(2);
      await lesson.go('play');
      await keyboard.press('Space');
    },
    16: async () => {
      await lesson.go('slower');
      await keyboard.press('End');
      await expect(page.getByText('the progress bar gazes also into you')).toBeVisible();
    },
  };
}

/** Does the steps one after another, by keyboard alone. */
async function walk(lesson: LessonPage, from: number, to: number): Promise<void> {
  const doing = doingOf(lesson);
  for (let step = from; step <= to; step += 1) {
    await test.step(answer.steps[step - 1].title.en, async () => {
      await lesson.isAt(step);
      await doing[step]();
      await lesson.isDone(step);
      if (step < to) await lesson.next(step);
    });
  }
}

test('the answer, line by line, by keyboard alone: from the button to the eighth step', async ({ page }) => {
  test.setTimeout(150_000);
  const lesson = new LessonPage(page);
  await lesson.openAtRest('v=1&samples=50&at=2');
  await page.getByRole('button', { name: NAMES.lesson, exact: true }).focus();
  await page.keyboard.press('Enter');
  await walk(lesson, 1, 8);
});

test('the answer, line by line, by keyboard alone: from the ninth step to the end', async ({ page }) => {
  test.setTimeout(150_000);
  const lesson = new LessonPage(page);
  await lesson.open('lesson=answer.9');
  await walk(lesson, 9, STEPS);
  await lesson.press(lesson.panel.getByRole('button', { name: WORDS.finish }));
  await expect(lesson.panel).toBeHidden();
  expect(await page.evaluate(() => localStorage.getItem('session-playground'))).toContain(`answer.${STEPS}`);
});

test('a link opens its step, with what shows it and every control that it lights up', async ({ page }) => {
  const lesson = new LessonPage(page);
  await lesson.open('lesson=answer.7');
  for (const step of [7, 12, 1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 13, 14, 15, 16]) {
    if (step !== 7) await lesson.follow(`lesson=answer.${step}`);
    await lesson.isAt(step);
    // While a run is under way its address names no moment.
    await expect.poll(() => hashOf(page).replace(/&at=\d+/, '')).toContain(answer.steps[step - 1].link.replace(/&at=\d+/, ''));
    for (const control of answer.steps[step - 1].lit) {
      const lit = page.locator(`[data-lesson="${control}"], [id="${control}"]`);
      if (control === 'graph-take') await page.getByRole('tab', { name: NAMES.tabs.graph }).click();
      if (control === 'clear-now' || control === 'slower') await lit.evaluate((element) => element.closest('details')?.setAttribute('open', ''));
      await expect(lit).toHaveAttribute('data-lit', '');
      await expect(lit).toBeVisible();
    }
  }
  await page.goBack();
  await lesson.isAt(15);
  await lesson.open('v=1&samples=50&at=2&view=sources');
  await page.getByRole('link', { name: WORDS.step(10, STEPS), exact: true }).click();
  await lesson.isAt(10);
  await lesson.open('v=1&lesson=answer.99');
  await expect(lesson.panel).toContainText('There is no step “answer.99”');
});

test('Next is not doing; what was done is kept, and taken up where it was left', async ({ page }) => {
  const lesson = new LessonPage(page);
  await lesson.open('lesson=answer.16');
  await lesson.isAt(16);
  await lesson.panel.getByRole('button', { name: WORDS.showMe }).click();
  await expect(lesson.panel.locator('[data-verdict]')).toBeVisible();
  await expect(lesson.panel.locator('.lesson-body')).toHaveAttribute('data-complete', 'false');
  await lesson.go('slower');
  await page.keyboard.press('End');
  await lesson.isDone(16);
  await lesson.open('lesson=answer.1');
  await lesson.isAt(1);
  await lesson.next(1);
  await expect(lesson.panel.locator('.lesson-steps summary')).toHaveText(WORDS.steps(1, STEPS));
  await lesson.panel.getByRole('button', { name: WORDS.close }).click();
  await page.getByRole('button', { name: NAMES.lesson, exact: true }).click();
  await lesson.isAt(1);
});

test('on a phone the sheet leaves free what must be touched', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  const lesson = new LessonPage(page);
  await lesson.open('lesson=answer.1');
  for (const step of [1, 5, 11, 14]) {
    if (step !== 1) await lesson.follow(`lesson=answer.${step}`);
    await lesson.isAt(step);
    for (const control of answer.steps[step - 1].lit) {
      await lesson.panel.locator(`[data-go="${control}"]`).first().click();
      const element = page.locator(`[data-lesson="${control}"]`);
      await expect(element).toBeInViewport({ ratio: 1 });
      await expect
        .poll(() => element.evaluate((touched) => {
          const { left, top, width, height } = touched.getBoundingClientRect();
          return touched.contains(document.elementFromPoint(left + width / 2, top + height / 2));
        }), { message: `${control} of step ${step} is not covered` })
        .toBe(true);
    }
  }
  await lesson.panel.getByRole('button', { name: WORDS.fold, exact: true }).click();
  await expect(lesson.panel.locator('.lesson-body')).toBeHidden();
  await page.getByRole('button', { name: WORDS.unfold, exact: true }).click();
  await expect(lesson.panel.locator('.lesson-body')).toBeVisible();
  expect(await accessibilityProblems(page)).toEqual([]);
});

test('has no barriers: open, done, dark, on a projector, in Chinese', async ({ page }) => {
  const lesson = new LessonPage(page);
  await lesson.open('lesson=answer.16');
  await lesson.isAt(16);
  expect.soft(await accessibilityProblems(page), 'open').toEqual([]);
  await lesson.go('slower');
  await page.keyboard.press('End');
  await lesson.isDone(16);
  await lesson.panel.locator('.lesson-steps summary').click();
  expect.soft(await accessibilityProblems(page), 'done, all steps unfolded').toEqual([]);
  await lesson.panel.locator('.lesson-steps summary').click();
  for (const theme of ['dark', 'projector']) {
    await lesson.follow(`v=1&build=hoisted&at=20&theme=${theme}&lesson=answer.16`);
    await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
    await lesson.settled();
    await expect(lesson.panel.locator('[data-verdict]')).toBeVisible();
    await lesson.idle();
    expect.soft(await accessibilityProblems(page), theme).toEqual([]);
  }
  await lesson.follow('v=1&build=hoisted&at=20&theme=light&lang=zh&lesson=answer.16');
  await expect(lesson.panel.locator('.lesson-truth')).toContainText(deepZh.lesson.verdicts.neither);
  await expect(page.getByRole('heading', { level: 2, name: answer.steps[15].title.zh })).toBeVisible();
  expect.soft(await accessibilityProblems(page), 'Chinese').toEqual([]);
});

test('works where nothing may be kept', async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(window, 'localStorage', { get: () => { throw new DOMException('refused', 'SecurityError'); } });
  });
  const lesson = new LessonPage(page);
  await lesson.open('lesson=answer.16');
  await lesson.isAt(16);
  await lesson.go('slower');
  await page.keyboard.press('End');
  await lesson.isDone(16);
});

test('opens without a network once the page is loaded, in either language', async ({ page, context, guard }) => {
  guard.allow(/icon\.svg/); // the browser itself asks again for the icon of its tab, whatever the page does
  const lesson = new LessonPage(page);
  await lesson.openAtRest('v=1&samples=50&at=2');
  await page.keyboard.press('Shift'); // a sign of life: what is lazy is fetched
  await page.evaluate(() => window.playground?.loaded);
  await context.setOffline(true);
  await page.getByRole('button', { name: NAMES.lesson, exact: true }).click();
  await lesson.isAt(1);
  await page.getByRole('button', { name: NAMES.switchLanguage }).click();
  await expect(lesson.panel).toContainText(deepZh.lesson.claim);
});
