// The tab Inside a run: its figures are the worker's own, passes open, plans change, files are well-formed; by pointer and by keyboard.
import type { Locator, Page } from '@playwright/test';
import { openGraph } from '../src/graphdef/open.ts';
import { deep } from '../src/app/words/en-deep.ts';
import { inside as zh } from '../src/app/words/zh-inside.ts';
import { fileOf, PlaygroundPage } from './support/playground.ts';
import { accessibilityProblems, expect, test } from './support/test.ts';

const words = deep.inside;
const LEAKY = 'v=1&samples=100&epochs=9&at=4&view=inside';
const CURED = 'v=1&samples=100&epochs=9&at=4&save=1&clear=1&reload=1&every=3&view=inside';

interface Event { ph: string; name: string; pid: number; tid: number; ts: number; dur?: number; id?: number }

class InsidePage extends PlaygroundPage {
  readonly strip: Locator;
  readonly passes: Locator;
  readonly plan: Locator;
  readonly timeline: Locator;
  readonly said: Locator;
  readonly says: Locator;

  constructor(page: Page) {
    super(page);
    this.strip = page.getByTestId('inside-strip');
    this.passes = page.getByTestId('inside-passes');
    this.plan = page.getByTestId('inside-plan');
    this.timeline = page.getByTestId('inside-timeline');
    this.said = page.getByTestId('inside-timeline-said');
    this.says = page.getByTestId('inside-summary');
  }
  async shows(hash: string): Promise<void> {
    await this.openAtRest(hash);
    await expect(this.strip).toBeVisible();
    await this.idle();
  }
  /** A figure of the strip by its name, as a number. */
  async figure(name: string): Promise<number> {
    const text = await this.strip.locator('.inside-figure').filter({ hasText: name }).locator('b').innerText();
    return Number(text.replaceAll(',', ''));
  }
}

test('the figures of a leaky run are what the worker counted; its passes open and are searched', async ({ page }) => {
  const inside = new InsidePage(page);
  await inside.shows(LEAKY);
  const { status } = await inside.state();
  expect(await inside.figure(words.graphNodes)).toBe(status?.nodes);
  const needed = await inside.figure(words.needed);
  expect(needed).toBeGreaterThan(0);
  expect(needed).toBeLessThan(status?.nodes ?? 0);

  const pruning = inside.passes.getByRole('button', { name: words.passName('pruning') });
  await pruning.click();
  await inside.idle();
  await expect(pruning).toHaveAttribute('aria-expanded', 'true');
  await expect(inside.passes.getByRole('status')).toHaveText(words.rows(200, (status?.nodes ?? 0) - needed - 2, 0));
  await inside.passes.getByRole('searchbox').fill('no such node');
  await inside.idle();
  await expect(inside.passes.getByRole('status')).toHaveText('No node.');
  await inside.passes.getByRole('searchbox').fill('add_');
  await inside.idle();
  for (const row of await inside.passes.getByRole('rowheader').allInnerTexts()) expect(row).toContain('add_');
  await pruning.click();
  await expect(inside.passes.getByRole('table')).toHaveCount(0);
});

test('what passes do is drawn in the graph view: one of them, and all together, with what became of each node', async ({ page }) => {
  const graph = deep.graph;
  const inside = new InsidePage(page);
  await inside.shows(LEAKY);
  const nodes = await inside.figure(words.graphNodes);
  const left = (await inside.figure(words.optimised)) + 2;
  await inside.passes.getByRole('button', { name: words.passName('common_subgraph_elimination') }).first().click();
  await inside.idle();
  await inside.passes.getByRole('button', { name: words.draw, exact: true }).click();
  await inside.idle();
  const [title, fates, details] = [page.getByTestId('graph-title'), page.getByTestId('graph-fates'), page.getByRole('region', { name: graph.details })];
  await expect(title).toContainText(graph.diffTitle('Perceptron on digits', 4, 0, words.passName('common_subgraph_elimination')));
  await expect(fates).toContainText(/\d+ merged/);
  await page.getByRole('table').getByRole('row').filter({ hasText: '⇉ merged' }).getByRole('button').first().click();
  await inside.idle();
  await expect(details).toContainText(graph.becameWhat.merged);
  const name = await details.locator('dd').first().innerText();
  await details.locator('div').filter({ hasText: new RegExp(`^${graph.into}`) }).getByRole('button').click();
  await inside.idle();
  await expect(details.locator('dd').first()).not.toHaveText(name);
  await expect(details).toContainText(graph.becameWhat.kept);

  await page.getByRole('tab', { name: 'Inside a run' }).click();
  await inside.passes.getByRole('button', { name: words.drawAll }).click();
  await inside.idle();
  await expect(title).toContainText(graph.diffSize(nodes, left));
  await expect(fates).toContainText(/\d+ removed.*\d+ merged/);
  expect(await accessibilityProblems(page)).toEqual([]);
  await inside.button(graph.take).click();
  await inside.idle();
  await expect(title).toContainText(graph.size(nodes, 0, 0).split(',')[0]);
});

test('a cured run is as small as its model, the recorded step agrees, and a run that goes on can be looked into again', async ({ page }) => {
  const inside = new InsidePage(page);
  await inside.shows(CURED);
  const before = (await inside.state()).status?.nodes;
  expect(await inside.figure(words.graphNodes)).toBe(before);
  // The recorded step beside the same model made here: by itself the nearest model, then the one that is chosen.
  await expect(page.getByTestId('inside-verdict')).toHaveText(words.verdict(6, 6));
  const recorded = page.getByTestId('inside-recorded');
  await recorded.getByRole('combobox', { name: words.model }).selectOption({ label: words.models['towers'] });
  await recorded.getByRole('combobox', { name: words.config }).selectOption({ label: words.configs(4, 4) });
  await inside.idle();
  await expect(page.getByTestId('inside-verdict')).toHaveText(words.verdict(8, 8));
  await expect(page.getByTestId('inside-ours')).toBeVisible();
  await page.keyboard.press('Escape');
  await page.locator('body').focus();
  await page.keyboard.press('Shift+ArrowRight');
  await inside.settled();
  const after = (await inside.state()).status?.nodes;
  expect(after).not.toBe(before);
  await inside.button(words.again).click();
  await inside.idle();
  expect(await inside.figure(words.graphNodes)).toBe(after);
});

test('a run that rests behind a clear can be had again up to the epoch before it', async ({ page }) => {
  const inside = new InsidePage(page);
  await inside.openAtRest('v=1&samples=100&epochs=9&save=1&clear=1&reload=1&every=3&view=inside&at=9');
  await expect(page.getByText(words.noneSince(9))).toBeVisible();
  await inside.button(words.before(8)).click();
  await inside.settled();
  await expect(inside.strip).toBeVisible();
  await inside.idle();
  const { status, frames } = await inside.state();
  expect(await inside.figure(words.graphNodes)).toBe(status?.nodes);
  expect(frames).toBe(8);
});

test('a graph of which only the run was handed out lists what was pruned, too', async ({ page }) => {
  const inside = new InsidePage(page);
  await inside.shows('v=1&samples=1000&epochs=9&at=8&view=inside');
  const { status } = await inside.state();
  const needed = await inside.figure(words.needed);
  await inside.passes.getByRole('button', { name: words.passName('pruning') }).click();
  await inside.idle();
  await expect(inside.passes.getByRole('status')).toHaveText(words.rows(200, (status?.nodes ?? 0) - needed - 2, 0));
  await inside.passes.getByRole('searchbox').fill('MatMul_30');
  await inside.idle();
  // 30, 300 to 309, 3000 to 3099.
  await expect(inside.passes.getByRole('status')).toHaveText(words.rows(111, 111, 0));
  await expect(inside.passes.getByRole('rowheader', { name: 'MatMul_3000', exact: true })).toBeVisible();
});

test('the optimised graph and the trace are well-formed files, and the plan follows its devices', async ({ page }) => {
  const inside = new InsidePage(page);
  await inside.shows(LEAKY);
  const left = await inside.figure(words.optimised);
  const graph = await fileOf(page, () => inside.passes.getByRole('button', { name: words.formats.pb }).click());
  expect(graph.name).toBe('perceptron-epoch-4-optimised.pb');
  const read = openGraph(new Uint8Array(graph.bytes), graph.name);
  expect(read.ok && read.value.graph.nodes.length).toBe(left + 2);

  await inside.plan.getByRole('combobox', { name: words.platform }).selectOption({ label: words.platforms['gpu-2'] });
  await inside.idle();
  await expect(inside.says).toContainText('on 2 devices');
  const trace = await fileOf(page, () => inside.plan.getByRole('button', { name: words.saveTrace }).click());
  expect(trace.name).toBe('perceptron-epoch-4-gpu-2.trace.json');
  const { traceEvents: events } = JSON.parse(trace.bytes.toString()) as { traceEvents: Event[] };
  const ends = new Map<string, number>();
  let last = 0;
  // In nanoseconds, as Perfetto rounds: it drops slices of a track that overlap by one.
  for (const { ph, ts, dur, pid, tid } of events) {
    expect(ts).toBeGreaterThanOrEqual(last);
    last = ts;
    if (ph !== 'X') continue;
    expect(Math.round(ts * 1000)).toBeGreaterThanOrEqual(ends.get(`${pid} ${tid}`) ?? 0);
    ends.set(`${pid} ${tid}`, Math.round(ts * 1000) + Math.round((dur ?? NaN) * 1000));
  }
  const count = (ph: string): number => events.filter((event) => event.ph === ph).length;
  expect(count('s')).toBe(count('f'));
  expect(events.filter(({ ph, name }) => ph === 'M' && name === 'process_name')).toHaveLength(2);

  await inside.plan.getByRole('radio', { name: words.whichNames.built }).check({ force: true });
  await inside.idle();
  await expect(inside.says).toBeVisible();
});

test('the timeline is gone through by keyboard, and is a table too', async ({ page }) => {
  const inside = new InsidePage(page);
  await inside.shows(LEAKY);
  await inside.timeline.focus();
  await page.keyboard.press('Home');
  await inside.idle();
  const first = await inside.said.textContent();
  expect(first).toMatch(/ on [CG]PU:0: /);
  await page.keyboard.press('ArrowRight');
  await inside.idle();
  expect(await inside.said.textContent()).not.toBe(first);
  await page.keyboard.press('End');
  await page.keyboard.press('+');
  await page.keyboard.press('0');
  await page.keyboard.press('Escape');
  await expect(inside.said).toHaveText('');
  await inside.plan.locator('summary', { hasText: words.table }).click();
  await expect(inside.plan.getByRole('table').first().getByRole('row')).not.toHaveCount(0);
});

declare global {
  interface Window {
    /** Whether workers that look into runs keep their answers to themselves, and how many of them were ended. */
    held?: boolean;
    endedInsides?: number;
  }
}

test('looking into a run says which pass it is at, and is cancelled by keyboard: its worker ends, the former result stays', async ({ page }) => {
  await page.addInitScript(() => {
    window.endedInsides = 0;
    window.Worker = class extends Worker {
      readonly #inside: boolean;
      constructor(url: string | URL, options?: WorkerOptions) {
        super(url, options);
        this.#inside = String(url).includes('inside-worker');
      }
      override addEventListener(type: string, listener: EventListenerOrEventListenerObject): void {
        super.addEventListener(type, (event) => {
          if (this.#inside && window.held && (event as MessageEvent<{ type: string }>).data?.type === 'opened') return;
          if (typeof listener === 'function') listener.call(this, event);
        });
      }
      override terminate(): void {
        if (this.#inside) window.endedInsides = (window.endedInsides ?? 0) + 1;
        super.terminate();
      }
    };
  });
  const inside = new InsidePage(page);
  await inside.shows(LEAKY);
  const before = await inside.figure(words.graphNodes);
  await page.locator('body').focus();
  await page.keyboard.press('Shift+ArrowRight');
  await inside.settled();
  const work = page.getByTestId('inside').getByRole('status').first();
  const [again, cancel] = [inside.button(words.again), work.getByRole('button', { name: words.cancel })];
  await page.evaluate(() => { window.held = true; });
  await again.focus();
  await page.keyboard.press('Enter');
  // It has come through its passes, and is held back at the plan.
  await expect(work).toContainText(words.stages.planning);
  await expect(work.getByRole('progressbar', { name: words.opening })).toBeVisible();
  await expect(again).toHaveAttribute('aria-disabled', 'true');
  expect(await accessibilityProblems(page)).toEqual([]);
  await expect(again).toBeFocused();
  await page.keyboard.press('Shift+Tab');
  await expect(cancel).toBeFocused();
  await page.keyboard.press('Enter');
  await inside.idle();
  await expect(work).toBeEmpty();
  await expect(again).toBeFocused();
  expect(await page.evaluate(() => window.endedInsides)).toBe(1);
  expect(await inside.figure(words.graphNodes)).toBe(before);
  await page.evaluate(() => { window.held = false; });
  await page.keyboard.press('Enter');
  await inside.idle();
  expect(await inside.figure(words.graphNodes)).toBe((await inside.state()).status?.nodes);
});

test('the shortest plan is taken, another one when it is chosen, and each is executed beside the run as it was built', async ({ page }) => {
  const inside = new InsidePage(page);
  await inside.shows(LEAKY);
  const executed = page.getByTestId('inside-executed');
  await expect(executed).toContainText(/Executed: (\d+) of \1 fetched values equal bit for bit/);
  await expect(executed).toContainText('measured');
  const taken = page.getByTestId('inside-taken');
  await expect(taken).toContainText('Taken, as the shortest');
  await expect(inside.plan).not.toContainText('less than this plan');
  const choice = inside.plan.getByRole('combobox', { name: words.scheduling });
  await choice.selectOption({ label: words.schedulings.heft });
  await inside.idle();
  await expect(taken).toContainText('Taken, as chosen: HEFT');
  await expect(executed).toContainText(/Executed: (\d+) of \1 fetched values equal bit for bit/);
  await choice.selectOption({ label: words.schedulings.alone });
  await inside.plan.getByRole('combobox', { name: words.platform }).selectOption({ label: words.platforms['cpu-2'] });
  await inside.idle();
  await expect(taken).toContainText('all on CPU:0');
  await expect(inside.says).toContainText('no copies');
  // Kept where the devices are, over another look.
  await inside.button(words.again).click();
  await inside.idle();
  await expect(choice.locator('option:checked')).toHaveText(words.schedulings.alone);
});

test('the pass of XLA stands last, says what proves it, and is drawn; counts join up', async ({ page }) => {
  const inside = new InsidePage(page);
  await inside.shows('v=1&program=lstm&samples=40&epochs=2&at=1&view=inside');
  const rows = inside.passes.locator('.inside-passes > li');
  const last = rows.last();
  await expect(last).toContainText(words.xla);
  await last.getByRole('button').first().click();
  await inside.idle();
  await expect(last).toContainText('XLA removes it. Recorded');
  const left = (await rows.nth((await rows.count()) - 2).locator('.inside-pass-counts').innerText()).split(' ').at(-1);
  await expect(inside.strip).toContainText(`= ${left}.`);
  await expect(inside.strip).toContainText(`; ${left} with the`);
  await last.getByRole('button', { name: words.draw, exact: true }).click();
  await inside.idle();
  await expect(page.getByTestId('graph-title')).toContainText(words.passName('concat_split'));
});

for (const theme of ['light', 'dark'] as const) {
  test(`there are no barriers in the ${theme} theme`, async ({ page }) => {
    const inside = new InsidePage(page);
    // What is beside the tab has tests of its own.
    await inside.shows(`${LEAKY}&hide=script,charts,vessels,projection&theme=${theme}${theme === 'dark' ? '&lang=zh' : ''}`);
    await inside.passes.getByRole('button', { expanded: false }).first().click();
    // A few rows of each kind: every cell's contrast is worked out.
    await inside.passes.getByRole('searchbox').fill('add_10');
    await inside.plan.locator('summary', { hasText: theme === 'dark' ? zh.method : words.method }).click();
    await inside.idle();
    if (theme === 'dark') await page.setViewportSize({ width: 390, height: 844 });
    await inside.idle();
    expect(await accessibilityProblems(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0);
  });
}
