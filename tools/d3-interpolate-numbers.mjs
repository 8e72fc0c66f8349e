/**
 * What d3-scale needs of d3-interpolate when ranges are numbers, as all of ours are: the page then leaves out the colour spaces,
 * a tenth of its script. Aliased in vite.config.ts for the page only; the four functions behave as d3-interpolate's do.
 */

export const interpolateNumber = (a, b) => (t) => +a * (1 - t) + +b * t;
export const interpolateRound = (a, b) => (t) => Math.round(+a * (1 - t) + +b * t);
export const interpolate = (a, b) => interpolateNumber(a, b);

/** Interpolators of neighbouring values, as one over 0..1. */
export function piecewise(between, values) {
  const list = values === undefined ? between : values;
  const make = values === undefined ? interpolate : between;
  const n = list.length - 1;
  const parts = Array.from({ length: Math.max(0, n) }, (_, i) => make(list[i], list[i + 1]));
  return (t) => {
    const i = Math.max(0, Math.min(n - 1, Math.floor(t * n)));
    return parts[i](t * n - i);
  };
}
