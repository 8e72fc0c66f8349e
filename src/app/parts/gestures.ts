/** What hands do to a drawing that can be moved: hover, tap, drag, pinch and the wheel. One finger scrolls the page, two move the drawing (style: touch-action). */

export interface Point {
  readonly x: number;
  readonly y: number;
}
/** Places are CSS pixels of the canvas. */
export interface Hands {
  /** A pointer that holds nothing; null: it has left. */
  hover(at: Point | null): void;
  tap(at: Point): void;
  twice?(at: Point): void;
  /** Dragged by; with two fingers, each has its share. */
  pan(dx: number, dy: number): void;
  zoom(factor: number, at: Point): void;
}

/** Pixels that a pointer may move in a tap. */
const STILL = 4;

/** Listens until `signal` is aborted. */
export function onHands(canvas: HTMLCanvasElement, hands: Hands, signal: AbortSignal): void {
  const pointers = new Map<number, Point>();
  let travelled = 0;
  const at = ({ offsetX, offsetY }: MouseEvent): Point => ({ x: offsetX, y: offsetY });
  const on = <K extends keyof HTMLElementEventMap>(type: K, listener: (event: HTMLElementEventMap[K]) => void, options: AddEventListenerOptions = {}): void =>
    canvas.addEventListener(type, listener, { ...options, signal });
  on('pointerdown', (event) => {
    if (event.button !== 0) return;
    if (pointers.size === 0) travelled = 0;
    pointers.set(event.pointerId, at(event));
    canvas.setPointerCapture(event.pointerId);
  });
  on('pointermove', (event) => {
    const before = pointers.get(event.pointerId);
    const now = at(event);
    if (!before) {
      hands.hover(now);
      return;
    }
    const other = [...pointers].find(([id]) => id !== event.pointerId)?.[1];
    pointers.set(event.pointerId, now);
    travelled += Math.hypot(now.x - before.x, now.y - before.y);
    if (travelled < STILL) return;
    const share = other ? 0.5 : 1;
    if (other) {
      const spread = (p: Point): number => Math.max(10, Math.hypot(p.x - other.x, p.y - other.y));
      hands.zoom(spread(now) / spread(before), { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 });
    }
    hands.pan((now.x - before.x) * share, (now.y - before.y) * share);
  });
  on('pointerup', (event) => {
    const wasHere = pointers.delete(event.pointerId);
    if (wasHere && pointers.size === 0 && travelled < STILL) hands.tap(at(event));
  });
  on('pointercancel', (event) => pointers.delete(event.pointerId));
  on('pointerleave', () => hands.hover(null));
  on('dblclick', (event) => hands.twice?.(at(event)));
  // The wheel alone scrolls the page, as everywhere on it.
  on('wheel', (event) => {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    hands.zoom(Math.exp(-event.deltaY * (event.deltaMode === 1 ? 0.05 : 0.004)), at(event));
  }, { passive: false });
}
