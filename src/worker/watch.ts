/** When pictures of what is learned are taken, and in what slices beside the run. What is in them: look.ts, loaded when they are first asked for. */
import type { Look, LookOrder } from '../protocol/look.ts';
import type { buffersOf, Looker } from './look.ts';
import type { Runner } from './runner.ts';

/** Milliseconds from one look to the next at least; a look that takes long is taken more seldom. */
const PAUSE = 250;
const SHARE = 5;
/** Milliseconds of work between two looks at the mailbox. */
const WORK = 8;
/** Milliseconds that are waited for the end of a session run before its weights are looked at all the same. */
const PATIENCE = 500;
/** Longest nap: the driver must be awake for commands. */
const NAP = 40;

interface Loaded { Looker: typeof Looker; buffersOf: typeof buffersOf }

export interface WatchPort {
  now(): number;
  post(look: Look, buffers: ArrayBuffer[]): void;
  /** Has `turn` called soon. */
  wake(): void;
}

export class Watch {
  private order: LookOrder | null = null;
  private loaded: Loaded | null = null;
  private loading = false;
  private looker: { runner: Runner; of: Looker } | null = null;
  private steps: Generator<void, Look> | null = null;
  /** What was looked at last, and when the next look is due. */
  private seen: readonly unknown[] = [];
  private due = 0;

  constructor(private readonly port: WatchPort) {}

  obey(order: LookOrder): void {
    this.order = order.on ? order : null;
    this.steps = null;
    this.due = 0;
    if (!order.on) this.looker = null;
    if (!order.on || this.loading || this.loaded) return;
    this.loading = true;
    void import('./look.ts').then(
      (loaded) => { this.loaded = loaded; this.port.wake(); },
      () => this.fail('the part of the engine that makes pictures could not be loaded'),
    ).finally(() => { this.loading = false; });
  }

  /** Some milliseconds of it. Milliseconds after which another turn is wanted; null: when something has happened. */
  turn(runner: Runner): number | null {
    const { order, loaded, port } = this;
    if (!order || !loaded) return null;
    if (this.looker?.runner !== runner) {
      this.looker = { runner, of: new loaded.Looker(runner) };
      this.steps = null;
      this.due = 0;
    }
    const from = port.now();
    if (!this.steps) {
      const state = [order, runner, runner.model, runner.moment.epoch, runner.moment.run, runner.log.length, runner.results.length, runner.progress.total > 0];
      if (state.every((part, i) => part === this.seen[i])) return null;
      const wait = this.due - from;
      if (wait > 0) return Math.min(NAP, wait);
      if (runner.progress.total > 0 && wait > -PATIENCE) return NAP;
      this.seen = state;
      this.steps = this.looker.of.look(order, () => port.now());
    }
    try {
      const done = sliced(this.steps, () => port.now() - from < WORK);
      if (!done) return 0;
      this.steps = null;
      this.due = port.now() + Math.max(PAUSE, SHARE * 1000 * done.seconds);
      port.post(done, loaded.buffersOf(done));
      return NAP;
    } catch (error) {
      this.fail(error instanceof Error ? error.message : String(error));
      return null;
    }
  }

  /** Says that there will be no more pictures. The run is not touched. */
  private fail(text: string): void {
    const id = this.order?.id ?? 0;
    this.order = null;
    this.looker = null;
    this.steps = null;
    this.port.post({ id, epoch: 0, run: 0, within: false, model: 1, models: 1, name: '', set: 'trained', hasHeld: false, nothing: 'failed', text, chosen: null, pictures: [], seconds: 0 }, []);
  }
}

/** Slices of a look while there is time; the look when it is done. */
function sliced(steps: Generator<void, Look>, hasTime: () => boolean): Look | null {
  for (;;) {
    const next = steps.next();
    if (next.done) return next.value;
    if (!hasTime()) return null;
  }
}
