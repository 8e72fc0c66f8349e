/**
 * How often a running run's reports are shown: in every frame where that is cheap, and where it is not (a slow machine, no graphics
 * processor, much to draw) so seldom that the page keeps most of its time for its visitor, and its processor for the engine.
 */
import { nextFrame } from './frames.ts';

/** Of the page's time, at most this goes to what a run reports. */
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
  /** Calls back once what the frame under way changes is laid out and painted. */
  painted(callback: () => void): void;
  later(callback: () => void, milliseconds: number): void;
}

export type Schedule = (callback: () => void, soon: boolean) => void;

/** Calls back in the next frame if `soon`, else in the next one that leaves the page its share of time. */
export function pace(clock: Clock = browser): Schedule {
  /** When the next callback that is not `soon` may be, and what the ones before cost, in milliseconds. */
  let due = 0;
  let cost = 0;

  /** What is changed now is painted in this frame; what follows a change, such as a canvas, is drawn in the next. */
  const measured = (callback: () => void): void => {
    const from = clock.now();
    let spent = 0;
    clock.painted(() => {
      spent = clock.now() - from;
    });
    clock.frame(() => {
      const then = clock.now();
      clock.painted(() => {
        cost += (spent + clock.now() - then - cost) * WEIGHT;
        due = from + Math.min(LONGEST, cost / SHARE);
      });
    });
    due = from + Math.min(LONGEST, cost / SHARE);
    callback();
  };

  return (callback, soon) => {
    if (soon) {
      clock.frame(callback);
      return;
    }
    const wait = due - clock.now();
    if (wait <= 0) clock.frame(() => measured(callback));
    else clock.later(() => clock.frame(() => measured(callback)), wait);
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
  frame: nextFrame,
  painted,
  later: (callback, milliseconds) => void setTimeout(callback, milliseconds),
};
