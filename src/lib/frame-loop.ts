/**
 * The one frame loop of the page: everything that draws asks here, each owner is drawn at most once per frame, and
 * end-to-end tests can wait until nothing is left to draw. It is not a scheduler: no priorities, no time slices.
 */

const waiting = new Map<object, () => void>();
let resolvers: (() => void)[] = [];
let scheduled = false;
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
    const backup = setTimeout(once, 1000);
    requestAnimationFrame(once);
  } else {
    setTimeout(frame, 16);
  }
}

function frame(): void {
  scheduled = false;
  drawAll();
}

function drawAll(): void {
  const now = [...waiting.values()];
  waiting.clear();
  drawing = true;
  for (const draw of now) {
    try {
      draw();
    } catch (error) {
      // One broken drawing must not stop the others; it is still an error of the page.
      if (typeof reportError === 'function') reportError(error);
      else console.error(error);
    }
  }
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
  if (!drawing) schedule();
}

/**
 * Draws what is asked for at once. For who changes what is drawn inside of an animation frame: the pictures are then of the same frame as
 * the text beside them, and the browser has one frame to make and not two.
 */
export function drawNow(): void {
  if (!drawing && waiting.size > 0) drawAll();
}

/** Withdraws an owner's request, for owners that go away. */
export function cancelDraw(owner: object): void {
  waiting.delete(owner);
}

/** Whether a draw is asked for or under way. */
export function pending(): boolean {
  return drawing || waiting.size > 0;
}

/** Resolves when no draw is pending: at once, or after the frame that leaves nothing to draw (animations included). */
export function whenIdle(): Promise<void> {
  if (!pending()) return Promise.resolve();
  return new Promise((resolve) => {
    resolvers.push(resolve);
    schedule();
  });
}
