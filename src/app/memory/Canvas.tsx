/** A canvas as wide as its place, drawn in the page's frame loop when what it shows, its size or the colours changed. */
import { useEffect, useRef } from 'react';
import { cancelDraw, requestDraw } from '../../lib/frame-loop.ts';
import { emptied, onPageChange } from '../parts/canvas.ts';
import { readColours, type Colours } from './colours.ts';

/** Draws within the width; returns the height it wants. Called again at once when the height was another. */
export type Draw = (context: CanvasRenderingContext2D, width: number, height: number, colours: Colours) => number;

export function Canvas({ draw, onPoint, onPress }: { draw: Draw; onPoint?: ((x: number, y: number) => void) | undefined; onPress?: (x: number, y: number) => void }) {
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
      if (width === 0) return;
      colours ??= readColours();
      for (let round = 0; round < 2; round++) {
        element.style.height = `${height}px`;
        const context = emptied(element, width, height);
        if (!context) return;
        const wanted = Math.ceil(latest.current.draw(context, width, height, colours));
        if (wanted === height) return;
        height = wanted;
      }
    };
    const redraw = (): void => requestDraw(owner, render);
    latest.current.redraw = redraw;
    const sized = (wide: number): void => {
      width = Math.floor(wide);
      redraw();
    };
    const restyled = (): void => {
      colours = null;
      redraw();
    };
    onPageChange(place, sized, restyled, stop.signal);
    const at = (event: MouseEvent): [number, number] => {
      const box = element.getBoundingClientRect();
      return [event.clientX - box.left, event.clientY - box.top];
    };
    const { signal } = stop;
    element.addEventListener('pointermove', (event) => latest.current.onPoint?.(...at(event)), { signal });
    element.addEventListener('pointerleave', () => latest.current.onPoint?.(-1, -1), { signal });
    element.addEventListener('click', (event) => latest.current.onPress?.(...at(event)), { signal });
    return () => {
      stop.abort();
      cancelDraw(owner);
    };
  }, []);
  return <canvas ref={canvas} aria-hidden />;
}
