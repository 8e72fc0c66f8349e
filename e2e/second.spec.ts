// Where there are two processors, a long run takes a second engine in a worker of its own; what it computes is the same.
import { deterministic } from './support/frames.ts';
import { PlaygroundPage } from './support/playground.ts';
import { expect, test } from './support/test.ts';

/** The last tenth of it has enough old nodes for a second engine (300,000). */
const LINK = 'v=1&epochs=112&at=112';

test('a second engine starts in a long run, and changes no number', async ({ context }) => {
  test.slow();
  const frames = [];
  for (const processors of [1, 2]) {
    const page = await context.newPage();
    await page.addInitScript((count) => { Object.defineProperty(navigator, 'hardwareConcurrency', { value: count }); }, processors);
    const workers: string[] = [];
    page.on('worker', (worker) => workers.push(worker.url().replace(/^.*\//, '').replace(/-[\w-]{8}\.js$/, '')));
    const { lastFrame, status } = await new PlaygroundPage(page).openAtRest(LINK);
    expect(status?.nodes).toBeGreaterThan(330_000);
    expect(workers).toEqual(['worker', ...(processors > 1 ? ['second-worker'] : [])]);
    frames.push(deterministic(lastFrame));
    await page.close();
  }
  expect(frames[1]).toEqual(frames[0]);
});
