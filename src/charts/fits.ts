/** The fits of time per epoch as the time chart draws and names them. They are computed in lib/fit.ts. */
import { fitAt, supported } from '../lib/fit.ts';
import type { Fit, Projection } from '../lib/fit.ts';
import type { Layout } from './chart.ts';
import { style } from './frame.ts';
import type { Pen } from './pen.ts';
import type { DirectLabel } from './stack.ts';
import type { Domain } from './ticks.ts';
import { lineTrace } from './trace.ts';

/** R² with as many digits as tell it from 1. */
export const rounded = (r2: number): string =>
  Number.isFinite(r2) ? (r2 > 0.9995 && r2 < 1 ? '> 0.999' : r2.toFixed(r2 > 0.99 ? 3 : 2).replace('-', '−')) : '–';

/** The fits from the last epoch onwards: the best supported one dashed and named in bold, the others thin. None where no fit is good enough. */
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
  const chosen = supported(projection);
  if (to - from < 1 || chosen === null) return [];
  const labels: DirectLabel[] = [];
  let named = '';
  // A level line explains nothing of the variance by its nature: its R² would read as a fault.
  const nameOf = ({ kind, r2 }: Fit): string => (kind === 'constant' ? words.fit.constant : words.fit.label(words.fit[kind], rounded(r2)));
  const steps = Math.max(2, Math.min(80, Math.ceil((x(to) - x(from)) / 4)));
  const epoch = (i: number): number => from + ((to - from) * i) / steps;
  pen.clip(plot.left, plot.top - 4, plot.right - plot.left, plot.bottom - plot.top + 4, () => {
    for (const fit of projection.fits) {
      // A constant that is not the best supported fit says nothing that the line of the others does not.
      if (fit.kind === 'constant' && fit !== chosen) continue;
      const best = fit === chosen;
      const seconds = (i: number): number => fitAt(fit, epoch(i));
      const shape = lineTrace(
        steps + 1,
        (i) => x(epoch(i)),
        (i) => y(Math.min(seconds(i), domain.to * 1e3)),
        // Not drawn on below what is shown: there is no time below nothing, and on a logarithmic scale it would run along the axis.
        (i) => Number.isFinite(seconds(i)) && seconds(i) > 0 && seconds(i) >= domain.from,
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
        if (best) named = nameOf(fit);
        continue;
      }
      labels.push({
        text: nameOf(fit),
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
