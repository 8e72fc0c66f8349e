/**
 * How often a running run's reports are shown: in every frame where that is cheap, and where it is not (a slow machine, no graphics
 * processor, much to draw) so seldom that the page keeps most of its time for its visitor, and its processor for the engine.
 */
import { beforeDrawing } from '../lib/frame-loop.ts';

/** Of the page's time, about this goes to what a run reports, unless that would be shown less often than once in LONGEST. */
const SHARE = 1 / 6;
/** Milliseconds between two of them, at most: a picture that moves less often does not seem to move. */
const LONGEST = 125;
/** Of a new measurement, so much counts at once: one slow frame is no slow machine. */
const WEIGHT = 0.5;

/** What it needs of a browser. */
export interface Clock {
  now(): number;
  /** Calls back in the next animation frame, or soon where frames are not drawn. */
  frame(callback: () => void): void;
  /** Calls back once what the frame under way changes is drawn, laid out and painted. */
  painted(callback: () => void): void;
  later(callback: () => void, milliseconds: number): void;
}

/** `show` says whether there was anything to show. */
export type Schedule = (show: () => boolean, soon: boolean) => void;

/** Has something shown in the next frame if `soon`, else in the next one that leaves the page its share of time. */
export function pace(clock: Clock = browser): Schedule {
  /** When the next one that is not `soon` may be, and what the ones before cost, in milliseconds. */
  let due = 0;
  let cost = 0;

  const measured = (show: () => boolean): void => {
    const from = clock.now();
    if (!show()) return;
    due = from + Math.min(LONGEST, cost / SHARE);
    clock.painted(() => {
      cost += (clock.now() - from - cost) * WEIGHT;
      due = from + Math.min(LONGEST, cost / SHARE);
    });
  };

  return (show, soon) => {
    if (soon) {
      clock.frame(show);
      return;
    }
    const wait = due - clock.now();
    if (wait <= 0) clock.frame(() => measured(show));
    else clock.later(() => clock.frame(() => measured(show)), wait);
  };
}

/** Of a message that is sent in a frame, a browser tells after it has painted. */
function painted(callback: () => void): void {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    port1.close();
    callback();
  };
  port2.postMessage(null);
}

const browser: Clock = {
  now: () => performance.now(),
  frame: beforeDrawing,
  painted,
  later: (callback, milliseconds) => void setTimeout(callback, milliseconds),
};
