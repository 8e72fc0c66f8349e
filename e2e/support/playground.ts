// The page as a visitor handles it: controls found by role and name, what the run knows by window.playground. No assertions but
// those that make a step sure to have been taken.
import { readFile } from 'node:fs/promises';
import type { Download, Locator, Page } from '@playwright/test';
import type { Snapshot } from '../../src/store/playground.ts';
import { type Csv, parseCsv } from './csv.ts';
import { CHART_NAMES, type ChartId, chartTitle, NAMES } from './names.ts';
import { expect, idle, open, settled, snapshot } from './test.ts';

export type Hand = 'save' | 'clear' | 'reload';

export class PlaygroundPage {
  readonly sentence: Locator;
  readonly banner: Locator;
  readonly dialog: Locator;
  readonly combination: Locator;
  readonly shelf: Locator;
  readonly crosshair: Locator;

  constructor(readonly page: Page) {
    this.sentence = page.locator('p.sentence');
    // What TensorFlow would say after a clear is an alert of its own; the run goes on.
    this.banner = page.locator('[role=alert]:not([data-testid=would-stop])');
    this.dialog = page.getByRole('dialog');
    this.combination = page.getByTestId('combination');
    this.shelf = page.getByTestId('shelf');
    this.crosshair = page.getByRole('slider', { name: CHART_NAMES.stack.crosshair });
  }

  async open(hash = ''): Promise<void> {
    await open(this.page, hash);
    await idle(this.page);
  }
  /** Opens a link and waits until its run has come to rest. */
  async openAtRest(hash: string): Promise<Snapshot> {
    await open(this.page, hash);
    await settled(this.page);
    return this.state();
  }
  /** Goes to another link as one does that is pasted into the address bar: the page stays, and what the link does not say of looks stays too. */
  async follow(hash: string): Promise<void> {
    const { run } = await this.state();
    await this.page.evaluate((given) => {
      location.hash = given;
    }, hash);
    await expect.poll(async () => (await this.state()).run, { message: 'the run is another' }).toBe(run + 1);
  }
  /** Follows a link and waits until its run has come to rest. */
  async followAtRest(hash: string): Promise<Snapshot> {
    await this.follow(hash);
    await settled(this.page);
    return this.state();
  }
  idle(): Promise<void> {
    return idle(this.page);
  }
  settled(): Promise<void> {
    return settled(this.page);
  }
  state(): Promise<Snapshot> {
    return snapshot(this.page);
  }
  /** Waits until the run has finished so many epochs. */
  async reaches(frames: number): Promise<void> {
    await expect.poll(async () => (await this.state()).frames, { message: `at least ${frames} epochs finished` }).toBeGreaterThanOrEqual(frames);
  }
  /** Waits until the run goes on: at least one epoch more than now. */
  async goesOn(): Promise<void> {
    await this.reaches((await this.state()).frames + 1);
  }
  /** Waits until the worker's state is the one named. */
  async comesTo(state: 'paused' | 'running' | 'done' | 'error'): Promise<Snapshot> {
    await expect.poll(async () => (await this.state()).status?.state, { message: `the run is ${state}` }).toBe(state);
    await this.idle();
    return this.state();
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }
  /** One of the three big switches. */
  hand(hand: Hand): Locator {
    return this.page.getByRole('button', { name: NAMES.hands[hand], exact: true });
  }
  async play(): Promise<void> {
    await this.button(NAMES.play).click();
    await this.idle();
  }
  async pause(): Promise<void> {
    await this.button(NAMES.pause).click();
    await this.settled();
  }
  async speed(speed: number): Promise<void> {
    await this.page.getByRole('combobox', { name: NAMES.speed }).selectOption({ label: NAMES.speedOption(speed) });
  }
  /** Opens one of the panels that fold, named by its summary. */
  async unfold(summary: string): Promise<void> {
    const details = this.page.locator('details').filter({ has: this.page.locator('summary', { hasText: summary }) });
    if ((await details.getAttribute('open')) === null) await details.locator('summary').first().click();
  }
  /** Types a number into the field named `label` and leaves it. */
  async type(label: string, value: number | string): Promise<void> {
    const field = this.page.getByRole('textbox', { name: label, exact: true });
    await field.fill(String(value));
    await field.press('Enter');
    await this.idle();
  }

  chart(id: ChartId): Locator {
    return this.page.getByRole('region', { name: chartTitle(id), exact: true });
  }
  /** What a screen reader hears of a chart besides its name. */
  async summary(id: ChartId): Promise<string> {
    const by = await this.chart(id).locator('canvas').getAttribute('aria-describedby');
    return (await this.page.locator(`[id="${by ?? ''}"]`).textContent()) ?? '';
  }
  /** Chooses from a chart's menu. */
  async menu(id: ChartId, item: keyof Pick<typeof CHART_NAMES.menu, 'table' | 'png' | 'svg' | 'csv'>): Promise<void> {
    await this.button(CHART_NAMES.menu.open(chartTitle(id))).click();
    await this.chart(id).getByRole('button', { name: CHART_NAMES.menu[item], exact: true }).click();
  }
  /** A chart's file. */
  async download(id: ChartId, format: 'png' | 'svg' | 'csv'): Promise<{ name: string; bytes: Buffer }> {
    return fileOf(this.page, () => this.menu(id, format));
  }
  /** Every epoch of a chart, as the visitor gets it. */
  async data(id: ChartId): Promise<Csv> {
    return parseCsv((await this.download(id, 'csv')).bytes.toString('utf8'));
  }
}

/** The file that `act` makes the browser save. */
export async function fileOf(page: Page, act: () => Promise<void>): Promise<{ name: string; bytes: Buffer }> {
  const [download] = await Promise.all([page.waitForEvent('download'), act()]);
  return { name: download.suggestedFilename(), bytes: await readFile(await pathOf(download)) };
}

async function pathOf(download: Download): Promise<string> {
  const failure = await download.failure();
  if (failure !== null) throw new Error(`expected a file, the download failed: ${failure}`);
  return download.path();
}

/** The hash without #. */
export function hashOf(page: Page): string {
  return new URL(page.url()).hash.slice(1);
}
