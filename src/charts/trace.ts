/**
 * Lines and areas as traces: what d3-shape's `line` and `area` draw with straight segments, on a canvas or as the data of an SVG path with
 * one decimal. Our own, since d3-shape brings all its curves and symbols, a thirtieth of the page's script.
 */
import type { Trace } from './pen.ts';

/** Where point `i` lies, in pixels, or whether it has a place at all. */
type Place = (i: number) => number;

interface Sink {
  moveTo(x: number, y: number): void;
  lineTo(x: number, y: number): void;
  closePath(): void;
}

const tenths = (value: number): number => Math.round(value * 10) / 10;

/** Runs `draw` on the context, or on the data of a path, which is then returned: null if nothing was drawn. */
function traced(context: Sink | null, draw: (sink: Sink) => void): string | null {
  if (context !== null) {
    draw(context);
    return null;
  }
  let data = '';
  draw({
    moveTo: (x, y) => void (data += `M${tenths(x)},${tenths(y)}`),
    lineTo: (x, y) => void (data += `L${tenths(x)},${tenths(y)}`),
    closePath: () => void (data += 'Z'),
  });
  return data === '' ? null : data;
}

/** A line through `count` points with gaps where they are not defined. A point alone is closed, so that a round cap would show it. */
export function lineTrace(count: number, x: Place, y: Place, defined: (i: number) => boolean = () => true): Trace {
  return (context) =>
    traced(context, (sink) => {
      let points = 0;
      for (let i = 0; i <= count; i++) {
        if (i < count && defined(i)) {
          if (points++ === 0) sink.moveTo(x(i), y(i));
          else sink.lineTo(x(i), y(i));
        } else {
          if (points === 1) sink.closePath();
          points = 0;
        }
      }
    });
}

/** The area of `count` points between `low` and `high`, both in pixels. */
export function areaTrace(count: number, x: Place, low: Place, high: Place): Trace {
  return (context) =>
    traced(context, (sink) => {
      if (count === 0) return;
      sink.moveTo(x(0), high(0));
      for (let i = 1; i < count; i++) sink.lineTo(x(i), high(i));
      for (let i = count - 1; i >= 0; i--) sink.lineTo(x(i), low(i));
      sink.closePath();
    });
}
