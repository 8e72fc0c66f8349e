/** What every canvas below the charts needs: to be told of another size, style or font, its pixels, and the colours by meaning. The frame loop is the owner's. */

/**
 * Calls `sized` when `place` has another size, and `restyled` when the page's root was restyled or a font has come, which may be after
 * the first draw; until `signal` is aborted.
 */
export function onPageChange(place: Element | null, sized: (width: number) => void, restyled: () => void, signal: AbortSignal): void {
  const resize = new ResizeObserver(([entry]) => sized(entry.contentRect.width));
  if (place) resize.observe(place);
  const restyle = new MutationObserver(restyled);
  restyle.observe(document.documentElement, { attributes: true });
  document.fonts.addEventListener('loadingdone', restyled, { signal });
  signal.addEventListener('abort', () => {
    resize.disconnect();
    restyle.disconnect();
  });
}

/** Gives a canvas the device's pixels for that many CSS pixels, and empties it. Returns its context, in CSS pixels; null if there is none. */
export function emptied(canvas: HTMLCanvasElement, width: number, height: number): CanvasRenderingContext2D | null {
  const context = contextOf(canvas, width, height);
  context?.clearRect(0, 0, width, height);
  return context;
}

/** The same, with what was drawn left as it is unless the size is another. */
export function contextOf(canvas: HTMLCanvasElement, width: number, height: number): CanvasRenderingContext2D | null {
  const context = canvas.getContext('2d');
  if (!context) return null;
  const ratio = window.devicePixelRatio || 1;
  const [wide, high] = [Math.round(width * ratio), Math.round(height * ratio)];
  // Setting a size empties a canvas even where it is the same: not in every frame.
  if (canvas.width !== wide) canvas.width = wide;
  if (canvas.height !== high) canvas.height = high;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  return context;
}

/** Where the arrow keys lead in a drawing: columns and rows. */
export const WAYS: Readonly<Record<string, readonly [number, number]>> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
