/** The fits of time per epoch as the time chart draws and names them. They are computed in lib/fit.ts. */
import type { Fit, Projection } from '../lib/fit.ts';
import type { Layout } from './chart.ts';
import { style } from './frame.ts';
import type { Pen } from './pen.ts';
import type { DirectLabel } from './stack.ts';
import type { Domain } from './ticks.ts';
import { lineTrace } from './trace.ts';

/** Seconds that a fit expects of an epoch (1-based). */
export function fitAt(fit: Fit, epoch: number): number {
  const [a = Number.NaN, b = 0, c = 0] = fit.parameters;
  return fit.kind === 'geometric' ? a * b ** epoch : a + b * epoch + c * epoch * epoch;
}

/** The fit that the data support best. */
export const bestOf = (projection: Projection): Fit | null => projection.fits.find((fit) => fit.kind === projection.best) ?? null;

/** R² with as many digits as tell it from 1. */
export const rounded = (r2: number): string =>
  Number.isFinite(r2) ? (r2 > 0.9995 && r2 < 1 ? '> 0.999' : r2.toFixed(r2 > 0.99 ? 3 : 2)) : '–';

/** The fits from the last epoch onwards: the best supported one dashed and named in bold, the others thin. */
export function drawFits(
  pen: Pen,
  projection: Projection,
  from: number,
  layout: Layout,
  domain: Domain,
  y: (value: number) => number,
): DirectLabel[] {
  const { plot, palette, unit, words, x } = layout;
  const to = layout.lastShown;
  if (to - from < 1) return [];
  const labels: DirectLabel[] = [];
  let named = '';
  const steps = Math.max(2, Math.min(80, Math.ceil((x(to) - x(from)) / 4)));
  const epoch = (i: number): number => from + ((to - from) * i) / steps;
  pen.clip(plot.left, plot.top - 4, plot.right - plot.left, plot.bottom - plot.top + 4, () => {
    for (const fit of projection.fits) {
      // A constant that is not the best supported fit says nothing that the line of the others does not.
      if (fit.kind === 'constant' && projection.best !== 'constant') continue;
      const best = fit.kind === projection.best;
      const seconds = (i: number): number => fitAt(fit, epoch(i));
      const shape = lineTrace(
        steps + 1,
        (i) => x(epoch(i)),
        (i) => y(Math.min(seconds(i), domain.to * 1e3)),
        (i) => Number.isFinite(seconds(i)),
      );
      const paint = best
        ? { stroke: palette.ink, width: 1.75 * unit, dash: [5 * unit, 4 * unit] }
        : { stroke: palette.muted, width: 0.9 * unit, dash: [1.5 * unit, 3 * unit], opacity: 0.9 };
      pen.shape(shape, paint);
      const end = y(Math.min(fitAt(fit, to), domain.to));
      if (!Number.isFinite(end) || fitAt(fit, to) < domain.from) continue;
      // What explains nothing keeps its thin line, but no words.
      if (!best && fit.r2 < 0.05) continue;
      if (layout.compact) {
        // No room at the right: the best supported fit is named above the plot, where its dashes point.
        if (best) named = words.fit.label(words.fit[fit.kind], rounded(fit.r2));
        continue;
      }
      labels.push({
        text: words.fit.label(words.fit[fit.kind], rounded(fit.r2)),
        color: best ? palette.ink : palette.muted,
        bold: best,
        y: end,
        priority: best ? 9e3 : fit.r2,
      });
    }
  });
  if (named !== '') pen.text(`╌ ${named}`, plot.right, plot.top - 13 * unit, style(layout, palette.ink, { anchor: 'end' }));
  return labels;
}
