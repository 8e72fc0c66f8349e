// The worker dies: silently (nothing more is heard of it) or with an error. The page says so, keeps what it shows, and can start over.
import { allRows } from './support/frames.ts';
import { CHART_IDS, NAMES } from './support/names.ts';
import { PlaygroundPage } from './support/playground.ts';
import { expect, test } from './support/test.ts';

test('a worker that falls silent is noticed: the run pauses, the charts stay, and starting over works', async ({ page }) => {
  // The handle of each worker, so that the test can end it behind the page's back; and a clock that can be wound on, because the
  // page gives a silent worker ten seconds.
  await page.clock.install();
  await page.addInitScript(() => {
    const workers: Worker[] = [];
    Reflect.set(window, 'workers', workers);
    window.Worker = class extends Worker {
      constructor(url: string | URL, options?: WorkerOptions) {
        super(url, options);
        workers.push(this);
      }
    };
  });
  const playground = new PlaygroundPage(page);
  await playground.open('v=1&samples=100&epochs=2000');
  await playground.reaches(5);
  await page.evaluate(() => {
    const workers: Worker[] = Reflect.get(window, 'workers');
    for (const worker of workers) worker.terminate();
  });
  const before = (await playground.state()).frames;
  await page.clock.runFor(15_000);
  await expect(playground.banner).toContainText('The engine has stopped');
  await expect(playground.banner).toContainText('has not answered for 10 seconds');
  await expect(playground.banner).toContainText('Nothing shown is lost');
  const after = await playground.state();
  expect(after.engine).toBe('stopped');
  expect(after.playing).toBe(false);
  expect(after.frames).toBeGreaterThanOrEqual(before);
  for (const id of CHART_IDS) await expect(playground.chart(id)).toBeVisible();
  await expect(playground.sentence).toContainText('Everything shown so far is still here');
  await page.clock.resume();

  await playground.banner.getByRole('button', { name: NAMES.error.startOver }).click();
  await expect(playground.banner).toHaveCount(0);
  await playground.reaches(3);
  expect((await playground.state()).engine).toBe('ready');
});

test('a worker that fails says why; every epoch shown is kept, and play starts over', async ({ page, guard }) => {
  guard.allow(/as if its memory had run out|uncaught error/i);
  // The worker's own script, with a fault that is set off by a message the page never sends.
  await page.route(/\/worker-[^/]*\.js$/, async (route) => {
    const response = await route.fetch();
    const fault = `;self.addEventListener('message',(event)=>{if(event.data&&event.data.type==='speed'&&event.data.speed===1)throw new Error('as if its memory had run out')});`;
    await route.fulfill({ response, body: (await response.text()) + fault });
  });
  const playground = new PlaygroundPage(page);
  await playground.openAtRest('v=1&samples=100&epochs=30&at=8');
  const before = await playground.state();
  const rows = await allRows(playground);
  await playground.speed(1);
  await expect(playground.banner).toContainText('The engine stopped');
  await expect(playground.banner).toContainText('as if its memory had run out');
  const after = await playground.state();
  expect(after).toMatchObject({ engine: 'stopped', playing: false, frames: 8 });
  expect(after.lastFrame).toEqual(before.lastFrame);
  expect(await allRows(playground)).toEqual(rows);

  await playground.speed(20); // the fault is in the script of the next worker, too
  await playground.button(NAMES.play).click();
  await expect(playground.banner).toHaveCount(0);
  await playground.reaches(8);
  expect(await playground.state()).toMatchObject({ engine: 'ready', run: before.run + 1 });
});

test('a worker that cannot be loaded is said to be so, and starting over tries again', async ({ page, guard }) => {
  guard.allow(/request failed|Failed to load|answer 503|status of 503|uncaught error/i);
  let broken = true;
  await page.route(/\/worker-[^/]*\.js$/, (route) => (broken ? route.fulfill({ status: 503, body: '' }) : route.continue()));
  const playground = new PlaygroundPage(page);
  await playground.open('v=1&samples=100&epochs=50');
  await expect(playground.banner).toContainText('could not be loaded');
  broken = false;
  await playground.banner.getByRole('button', { name: NAMES.error.startOver }).click();
  await playground.reaches(2);
  await expect(playground.banner).toHaveCount(0);
});
