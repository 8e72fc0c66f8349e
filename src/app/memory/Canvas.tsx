/** A canvas as wide as its place, drawn in the page's frame loop when what it shows, its size or the colours changed. */
import { useEffect, useRef } from 'react';
import { cancelDraw, requestDraw } from '../../lib/frame-loop.ts';
import { readColours, type Colours } from './colours.ts';

/** Draws within the width; returns the height it wants. Called again at once when the height was another. */
export type Draw = (context: CanvasRenderingContext2D, width: number, height: number, colours: Colours) => number;

export function Canvas({ draw, onPoint, onPress }: { draw: Draw; onPoint?: (x: number, y: number) => void; onPress?: (x: number, y: number) => void }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const latest = useRef({ draw, onPoint, onPress, redraw: () => {} });
  useEffect(() => {
    latest.current = { ...latest.current, draw, onPoint, onPress };
    latest.current.redraw();
  });
  useEffect(() => {
    const element = canvas.current;
    const place = element?.parentElement;
    if (!element || !place) return;
    const owner = {};
    const stop = new AbortController();
    let width = 0;
    let height = 0;
    let colours: Colours | null = null;
    const render = (): void => {
      const context = element.getContext('2d');
      if (width === 0 || !context) return;
      colours ??= readColours();
      const ratio = window.devicePixelRatio || 1;
      for (let round = 0; round < 2; round++) {
        element.style.height = `${height}px`;
        if (element.width !== Math.round(width * ratio)) element.width = Math.round(width * ratio);
        if (element.height !== Math.round(height * ratio)) element.height = Math.round(height * ratio);
        context.setTransform(ratio, 0, 0, ratio, 0, 0);
        context.clearRect(0, 0, width, height);
        const wanted = Math.ceil(latest.current.draw(context, width, height, colours));
        if (wanted === height) return;
        height = wanted;
      }
    };
    const redraw = (): void => requestDraw(owner, render);
    latest.current.redraw = redraw;
    const resize = new ResizeObserver(([entry]) => {
      width = Math.floor(entry.contentRect.width);
      redraw();
    });
    resize.observe(place);
    const restyle = new MutationObserver(() => {
      colours = null;
      redraw();
    });
    restyle.observe(document.documentElement, { attributes: true });
    const at = (event: MouseEvent): [number, number] => {
      const box = element.getBoundingClientRect();
      return [event.clientX - box.left, event.clientY - box.top];
    };
    const { signal } = stop;
    element.addEventListener('pointermove', (event) => latest.current.onPoint?.(...at(event)), { signal });
    element.addEventListener('pointerleave', () => latest.current.onPoint?.(-1, -1), { signal });
    element.addEventListener('click', (event) => latest.current.onPress?.(...at(event)), { signal });
    document.fonts.addEventListener('loadingdone', redraw, { signal });
    return () => {
      stop.abort();
      resize.disconnect();
      restyle.disconnect();
      cancelDraw(owner);
    };
  }, []);
  return <canvas ref={canvas} aria-hidden />;
}
