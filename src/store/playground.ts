/** `window.playground`: how tests wait for the page and read it, and how the console runs a script. The page's own state goes out, nothing in. */
import type { RunConfig } from '../protocol/config.ts';
import type { Column } from '../protocol/frame.ts';
import type { Status } from '../protocol/messages.ts';
import { isBusy, whenQuiet } from '../lib/busy.ts';
import { whenIdle } from '../lib/frame-loop.ts';
import type { Client } from './client.ts';
import { rowOf } from './history.ts';
import type { PlaygroundState } from './state.ts';
import type { Scripts } from './scripts.ts';
import type { PlaygroundStore } from './store.ts';

export interface Playground {
  version: string;
  /** Resolves when everything is there that the page fetches of its own accord: from then on it needs no network. */
  loaded: Promise<void>;
  /** Resolves when no command is unanswered, nothing else is worked on (lib/busy.ts), no draw is pending and no transition runs. */
  idle(): Promise<void>;
  /** As idle, and the run is neither running nor seeking. */
  settled(): Promise<void>;
  state(): Snapshot;
  /** Python scripts on TensorFlow's API, for the console and for tests; loads Python when first called. */
  scripts(): Promise<Scripts>;
}
export interface Snapshot {
  run: number;
  engine: PlaygroundState['engine'];
  playing: boolean;
  speed: number;
  config: RunConfig;
  status: Status | null;
  frames: number;
  lastFrame: Record<Column, number> | null;
  events: PlaygroundState['events'];
  warnings: PlaygroundState['warnings'];
}

/** The object for `window.playground`. `loaded`: everything is there that the page fetches of its own accord. */
export function createPlayground(store: PlaygroundStore, client: Client, version: string, loaded: Promise<void>, scripts: () => Promise<Scripts>): Playground {
  const idle = async (): Promise<void> => {
    await client.answered();
    do {
      await whenQuiet();
      await nextTask(); // React shows what the answers changed
    } while (isBusy());
    // Under way there is always one more draw to come; what was answered is drawn two frames later at the latest.
    if (store.getState().status?.state === 'running') await Promise.race([whenIdle(), frames(3)]);
    else await whenIdle();
    await transitions();
  };
  const busy = ({ engine, status }: PlaygroundState): boolean =>
    engine !== 'stopped' && (status === null || status.state === 'running' || status.state === 'seeking');
  const settled = async (): Promise<void> => {
    for (;;) {
      await idle();
      if (!busy(store.getState())) return;
      await new Promise<void>((resolve) => {
        const stop = store.subscribe((state) => {
          if (busy(state)) return;
          stop();
          resolve();
        });
      });
    }
  };
  return {
    version,
    loaded,
    idle,
    settled,
    scripts,
    state() {
      const { run, engine, playing, speed, config, status, history, events, warnings } = store.getState();
      return {
        run,
        engine,
        playing,
        speed,
        config,
        status,
        frames: history.count,
        lastFrame: rowOf(history, history.count - 1),
        events,
        warnings,
      };
    },
  };
}

async function frames(count: number): Promise<void> {
  for (let i = 0; i < count; i++) await new Promise((resolve) => requestAnimationFrame(resolve));
}

function nextTask(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}

/** Waits for transitions that end; endless animations are none. */
async function transitions(): Promise<void> {
  const running = document
    .getAnimations()
    .filter((animation) => animation.playState === 'running' && animation.effect?.getComputedTiming().endTime !== Infinity);
  await Promise.allSettled(running.map((animation) => animation.finished));
}
