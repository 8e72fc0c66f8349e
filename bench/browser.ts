/**
 * The built page in Chromium, with a probe in it that sees what a visitor sees: frames drawn, long tasks, the rows that the
 * worker posts. The probe only listens; it changes nothing in the page. Not a test fixture: e2e/support has those.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { chromium, type Browser, type BrowserContext, type Page } from '@playwright/test';
import { COLUMNS, WIDTH, type Column } from '../src/protocol/frame.ts';
import type { Report } from '../src/protocol/messages.ts';
import type { Playground } from '../src/store/playground.ts';

/** What the probe has seen. Times are milliseconds since navigation began. */
export interface Probe {
  /** Batches of rows, as posted by the worker. */
  readonly batches: Float64Array[];
  firstRow: number;
  /** When the worker said that the run is over (done, paused by a seek, or an error). */
  over: number;
  /** Times of animation frames. */
  readonly frames: number[];
  /** Tasks of the page's thread that took over 50 ms. */
  readonly tasks: { start: number; duration: number }[];
  /** When a chart was seen to differ from what it showed after its first rows. */
  moved: number;
}

declare global {
  interface Window {
    probe?: Probe;
  }
}

/** Runs in the page before any of its scripts. */
function install(): void {
  const probe: Probe = { batches: [], firstRow: NaN, over: NaN, frames: [], tasks: [], moved: NaN };
  window.probe = probe;
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) probe.tasks.push({ start: startTime, duration });
  }).observe({ type: 'longtask', buffered: true });

  window.Worker = class extends Worker {
    constructor(url: string | URL, options?: WorkerOptions) {
      super(url, options);
      this.addEventListener('message', ({ data }: MessageEvent<Report>) => {
        if (data.type === 'frames' && data.batch.count > 0) {
          probe.batches.push(data.batch.rows);
          if (Number.isNaN(probe.firstRow)) probe.firstRow = performance.now();
        } else if (data.type === 'status' && probe.batches.length > 0) {
          const { state } = data.status;
          if (state === 'running' || state === 'seeking') probe.over = NaN;
          else if (Number.isNaN(probe.over)) probe.over = performance.now();
        }
      });
    }
  };

  const small = new OffscreenCanvas(96, 48).getContext('2d', { willReadFrequently: true });
  let before: string | null = null;
  /** Whether the first chart differs from the last look at it. */
  const moves = (): boolean => {
    const chart = document.querySelector<HTMLCanvasElement>('#charts canvas');
    if (chart === null || small === null || chart.width === 0) return false;
    small.clearRect(0, 0, 96, 48);
    small.drawImage(chart, 0, 0, 96, 48);
    const now = small.getImageData(0, 0, 96, 48).data.join();
    const changed = before !== null && now !== before;
    before = now;
    return changed;
  };
  requestAnimationFrame(function frame() {
    probe.frames.push(performance.now());
    // The chart's own drawing of the first row is no motion yet: looked at from the frame after it on.
    if (Number.isNaN(probe.moved) && probe.frames.length > 1 && probe.frames[probe.frames.length - 2] > probe.firstRow && moves()) {
      probe.moved = performance.now();
    }
    requestAnimationFrame(frame);
  });
}

const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Starts a browser for `use` and ends it. Needs CHROMIUM_PATH and PLAYGROUND_URL, as tools/bench.mjs sets them. */
export async function withBrowser<T>(use: (browser: Browser) => Promise<T>): Promise<T> {
  const executablePath = process.env['CHROMIUM_PATH'];
  if (!executablePath || !process.env['PLAYGROUND_URL']) throw new Error('expected CHROMIUM_PATH and PLAYGROUND_URL: run npm run bench');
  const browser = await chromium.launch({ executablePath, args: ARGS });
  try {
    return await use(browser);
  } finally {
    await browser.close();
  }
}

/**
 * What a module answers to one message, in a module worker of a page that has nothing else on it. `variable`: the environment variable
 * that has the bundled module's path.
 */
export async function inWorker<T>(variable: string, message: unknown): Promise<T> {
  const path = process.env[variable];
  if (!path) throw new Error(`expected ${variable}: run npm run bench`);
  const origin = 'http://bench.localhost';
  return withBrowser(async (browser) => {
    const page = await browser.newPage();
    await page.route(`${origin}/**`, (route) => {
      const name = basename(new URL(route.request().url()).pathname);
      return name.endsWith('.mjs')
        ? route.fulfill({ contentType: 'text/javascript', body: readFileSync(join(dirname(path), name), 'utf8') })
        : route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>bench</title>' });
    });
    await page.goto(`${origin}/`);
    return page.evaluate(([name, data]) => new Promise<T>((resolve, reject) => {
      const worker = new Worker(`/${name}`, { type: 'module' });
      worker.onerror = (event) => reject(new Error(event.message || 'the worker could not be loaded'));
      worker.onmessage = (event: MessageEvent<T>) => resolve(event.data);
      worker.postMessage(data);
    }), [basename(path), message] as const);
  });
}

/** A context at the size of a laptop's screen, with the probe in each of its pages. */
export async function newContext(browser: Browser): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  await context.addInitScript(install);
  return context;
}

export const addressOf = (link: string): string => `${process.env['PLAYGROUND_URL'] ?? ''}#${link}`;

/** A page where the visitor has chosen the greatest speed; the page keeps that for later visits. */
export async function atFullSpeed(context: BrowserContext): Promise<Page> {
  const page = await context.newPage();
  await page.goto(addressOf('v=1&build=hoisted&epochs=1'));
  await page.getByLabel('Speed, in epochs a second').selectOption({ label: 'max' });
  await page.waitForFunction(() => window.playground?.state().speed === Infinity);
  await page.goto('about:blank');
  return page;
}

/** Opens a link, from navigation on as a visitor does. */
export async function open(page: Page, link: string): Promise<void> {
  await page.goto(addressOf(link));
  await page.waitForFunction(() => (window.playground?.state().frames ?? 0) > 0, undefined, { timeout: 60_000 });
}

/** Waits until the run is over. Throws with the run's own words when it stopped with an error. */
export async function untilOver(page: Page, seconds: number): Promise<void> {
  await page.waitForFunction(
    () => {
      const { status, engine } = window.playground?.state() ?? {};
      return engine === 'stopped' || status?.state === 'done' || status?.state === 'paused' || status?.state === 'error';
    },
    undefined,
    { timeout: seconds * 1000, polling: 250 },
  );
  const { status, engine } = await snapshot(page);
  if (engine === 'stopped' || status?.state === 'error') throw new Error(`the run stopped: ${status?.error?.message ?? 'the engine died'}`);
}

export async function snapshot(page: Page): Promise<ReturnType<Playground['state']>> {
  return page.evaluate(() => {
    if (!window.playground) throw new Error('the page offers no window.playground');
    return window.playground.state();
  });
}

export interface Seen extends Omit<Probe, 'batches'> {
  /** Values of a column, one for each epoch. */
  column(name: Column): number[];
}

/** What the probe has seen so far. */
export async function seen(page: Page): Promise<Seen> {
  const { rows, ...rest } = await page.evaluate(() => {
    if (!window.probe) throw new Error('the page has no probe');
    const { batches, ...others } = window.probe;
    return { ...others, rows: batches.flatMap((batch) => Array.from(batch)) };
  });
  return { ...rest, column: (name) => rows.filter((_, i) => i % WIDTH === COLUMNS.indexOf(name)) };
}

/** Milliseconds between frames from `from` to `to`. */
export function gaps(frames: readonly number[], from: number, to: number): number[] {
  const within = frames.filter((time) => time >= from && time <= to);
  return within.slice(1).map((time, i) => time - within[i]);
}

/** The value below which a share `q` of `values` lies. */
export function quantile(values: readonly number[], q: number): number {
  return values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(q * values.length))] ?? NaN;
}

/** Longest task of the page's thread that began after `from`, by the clock, in milliseconds; 0: none was over 50 ms. */
export function longestTask(tasks: Probe['tasks'], from: number): number {
  return Math.max(0, ...tasks.filter(({ start }) => start >= from).map(({ duration }) => duration));
}

/** When the load event was over. */
export async function loaded(page: Page): Promise<number> {
  return page.evaluate(() => {
    const [navigation] = performance.getEntriesByType('navigation');
    return (navigation as PerformanceNavigationTiming).loadEventEnd;
  });
}

/** Ticks a second in /proc: 100 on every Linux that browsers run on. */
const TICKS = 100;

/**
 * Processor seconds that each kind of thread of the page's processes has used, by the threads' names. They tell what a figure
 * would be on a machine with nothing else to do. Linux only: null elsewhere.
 */
export async function processorSeconds(browser: Browser): Promise<{ page: number; worker: number } | null> {
  if (process.platform !== 'linux') return null;
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  const seconds = { page: 0, worker: 0 };
  for (const { id } of processInfo.filter(({ type }) => type === 'renderer')) {
    for (const thread of readdirSync(`/proc/${id}/task`)) {
      const stat = readFileSync(`/proc/${id}/task/${thread}/stat`, 'utf8');
      const [user, system] = stat
        .slice(stat.lastIndexOf(')') + 2)
        .split(' ')
        .slice(11, 13);
      const spent = (Number(user) + Number(system)) / TICKS;
      if (stat.includes('(DedicatedWorker')) seconds.worker += spent;
      else if (Number(thread) === id) seconds.page += spent;
    }
  }
  return seconds;
}

/** A task of the page's thread: when it began, how long it took by the clock, and of the processor; milliseconds. */
export interface Task {
  start: number;
  clock: number;
  processor: number;
}
interface TraceEvent {
  name: string;
  ph: string;
  pid: number;
  tid: number;
  ts: number;
  dur?: number;
  tdur?: number;
  args: { name?: string };
}

/**
 * The tasks of the page's thread during `use`, as the browser's own trace has them, and when the load event was over. On a busy
 * machine a task takes long because others are served first: its processor time tells what it is worth.
 */
export async function traced(browser: Browser, page: Page, use: () => Promise<void>): Promise<{ tasks: Task[]; load: number }> {
  await browser.startTracing(page, { categories: ['toplevel', 'devtools.timeline'] });
  await use();
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: TraceEvent[] };
  const threads = traceEvents
    .filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain')
    .map(({ pid, tid }) => `${pid}.${tid}`);
  const tasks = threads.map((thread) =>
    traceEvents.filter(({ name, ph, pid, tid }) => name === 'ThreadControllerImpl::RunTask' && ph === 'X' && `${pid}.${tid}` === thread),
  );
  // Other renderers (a spare one) do next to nothing.
  const own = tasks.reduce((most, some) => (some.length > most.length ? some : most), []);
  if (own.length === 0) throw new Error('expected tasks in the trace of the browser, found none');
  const load = traceEvents.filter(({ name }) => name === 'MarkLoad').reduce((last, { ts }) => Math.max(last, ts), -Infinity);
  return {
    load: load / 1000,
    tasks: own.map(({ ts, dur = 0, tdur = 0 }) => ({ start: ts / 1000, clock: dur / 1000, processor: tdur / 1000 })),
  };
}
