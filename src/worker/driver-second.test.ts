/** The driver beside a second engine: it sleeps while it waits for its answers, hears commands meanwhile, and the run is the same. */
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { RunState } from '../protocol/messages.ts';
import { COLUMNS, WIDTH } from '../protocol/frame.ts';
import type { Report } from '../protocol/messages.ts';
import { Driver } from './driver.ts';
import { Second, SecondEngine, type SecondAnswer, type SecondAsk } from './second.ts';
import { configOf, digits } from './test-kit.ts';

/** The other thread, which answers when it is let. */
const other = { asks: [] as SecondAsk[], engine: new SecondEngine(() => 0), second: null as Second | null };
vi.mock('./second-start.ts', () => ({ startSecond: () => (other.second = new Second((ask) => other.asks.push(structuredClone(ask)))) }));

beforeEach(() => {
  other.asks = [];
  other.engine = new SecondEngine(() => 0);
  other.second = null;
});

/** A worker's event loop. */
class Loop {
  private time = 0;
  private readonly queue: (() => void)[] = [];
  readonly rows: number[][] = [];
  state: RunState = 'paused';
  /** How often nothing was to be done but to wait for the other engine. */
  waits = 0;
  readonly driver = new Driver({
    now: () => (this.time += 0.5),
    later: (callback) => void this.queue.push(callback),
    post: (report: Report) => {
      if (report.type === 'status') ({ state: this.state } = report.status);
      if (report.type !== 'frames') return;
      for (let i = 0; i < report.batch.count; i++) this.rows.push(Array.from(report.batch.rows.slice(i * WIDTH, (i + 1) * WIDTH)));
    },
  }, digits);

  constructor(processors: number) {
    void this.driver.handle({ type: 'start', run: 1, config: configOf({ samples: 1000, epochs: 112 }), log: [], at: null, play: true, speed: Infinity, processors });
  }

  /** Goes on until nothing is to be done, or as many answers are asked for. */
  async until(waits = Infinity): Promise<void> {
    for (;;) {
      await new Promise((resolve) => { setTimeout(resolve, 0); });
      for (let turn = this.queue.shift(); turn; turn = this.queue.shift()) {
        turn();
        if (!other.asks.some(({ type }) => type === 'run')) this.answer(); // what is only to be made
        await new Promise((resolve) => { setImmediate(resolve); }); // what was imported arrives
      }
      if (!other.asks.some(({ type }) => type === 'run')) return;
      this.waits++;
      if (this.waits >= waits) return;
      this.answer();
    }
  }

  answer(): void {
    const answers = other.asks.splice(0).map((ask): SecondAnswer | null => other.engine.answer(ask));
    for (const answer of answers) if (answer) other.second!.hear(answer);
  }

  column(name: (typeof COLUMNS)[number]): number[] { return this.rows.map((row) => row[COLUMNS.indexOf(name)]); }
}

describe('a run with a second engine', () => {
  it('sleeps for its answers, hears commands meanwhile, and gives what a run without gives', async () => {
    const alone = new Loop(1);
    await alone.until();
    expect(alone.state).toBe('done');
    expect(alone.waits).toBe(0);

    const two = new Loop(2);
    await two.until(1);
    // The queue is empty: nobody looks whether the answer has come.
    expect(two.state).toBe('running');
    void two.driver.handle({ type: 'pause' });
    await two.until(2);
    expect(two.state).toBe('paused');
    const rows = two.rows.length;
    two.answer();
    await two.until();
    expect(two.rows.length).toBeLessThanOrEqual(rows + 1);
    void two.driver.handle({ type: 'play' });
    await two.until();
    expect(two.state).toBe('done');
    expect(two.waits).toBeGreaterThan(5);
    for (const name of ['epoch', 'nodes', 'executed', 'loss', 'accuracy'] as const) expect(two.column(name), name).toEqual(alone.column(name));
  });

  it('goes on alone where the other engine fails while it is waited for', async () => {
    const two = new Loop(2);
    await two.until(2);
    other.second!.fail();
    other.asks = [];
    await two.until();
    expect(two.state).toBe('done');
    expect(two.rows).toHaveLength(112);
  });
});
