/**
 * The one frame loop of the page: everything that draws asks here, each owner is drawn at most once per frame, and
 * end-to-end tests can wait until nothing is left to draw. It is not a scheduler: no priorities, no time slices.
 */

const waiting = new Map<object, () => void>();
let before: (() => void)[] = [];
let resolvers: (() => void)[] = [];
let scheduled = false;
/** From the begin of a frame in which something is changed until its drawings are made. */
let changing = false;
let drawing = false;

/** The next frame: a display frame where one comes, else a short timer (hidden tabs and Node get no display frames). */
function schedule(): void {
  if (scheduled) return;
  scheduled = true;
  if (typeof requestAnimationFrame === 'function' && !document.hidden) {
    // A tab hidden between request and frame would leave the frame (and whoever awaits idle) hanging: a timer backs it up.
    let done = false;
    const once = (): void => {
      if (done) return;
      done = true;
      clearTimeout(backup);
      frame();
    };
    const backup = setTimeout(once, 250);
    requestAnimationFrame(once);
  } else {
    setTimeout(frame, 16);
  }
}

function frame(): void {
  scheduled = false;
  const changes = before;
  before = [];
  if (changes.length === 0) {
    drawAll();
    return;
  }
  changing = true;
  callAll(changes);
  // React makes of it what it makes in a microtask of its own, which was asked for before this one.
  queueMicrotask(() => {
    changing = false;
    drawAll();
  });
}

function callAll(callbacks: readonly (() => void)[]): void {
  for (const callback of callbacks) {
    try {
      callback();
    } catch (error) {
      // One that is broken must not stop the others; it is still an error of the page.
      if (typeof reportError === 'function') reportError(error);
      else console.error(error);
    }
  }
}

function drawAll(): void {
  const now = [...waiting.values()];
  waiting.clear();
  drawing = true;
  callAll(now);
  drawing = false;
  if (waiting.size > 0) {
    schedule();
    return;
  }
  const idle = resolvers;
  resolvers = [];
  for (const resolve of idle) resolve();
}

/** Asks for `draw` to be called in the next frame. Asking again for the same owner before then replaces its `draw`. */
export function requestDraw(owner: object, draw: () => void): void {
  waiting.set(owner, draw);
  if (!drawing && !changing) schedule();
}

/**
 * Calls back in the next frame, before anything is drawn in it: what is changed then is drawn in the same frame, beside the text that React
 * makes of it, and the browser has one frame to make and not two. It is not waited for by `whenIdle`: a running worker always has more to say.
 */
export function beforeDrawing(change: () => void): void {
  before.push(change);
  schedule();
}

/** Withdraws an owner's request, for owners that go away. */
export function cancelDraw(owner: object): void {
  waiting.delete(owner);
}

/** Whether a draw is asked for or under way. */
export function pending(): boolean {
  return drawing || changing || waiting.size > 0;
}

/** Resolves when no draw is pending: at once, or after the frame that leaves nothing to draw (animations included). */
export function whenIdle(): Promise<void> {
  if (!pending()) return Promise.resolve();
  return new Promise((resolve) => {
    resolvers.push(resolve);
    schedule();
  });
}
