/** The figures of a case over the page's own charts: published values as crosses, our run by the one factor as a line. Pure functions. */
import { overlayWith, type OverlaidChart, type OverlayWords } from '../../charts/overlay.ts';
import type { Overlay } from '../../charts/source.ts';
import type { PublicCase, Quantity } from '../../presets/case.ts';
import type { History } from '../../protocol/frame.ts';
import type { DeepWords } from '../words/types.ts';
import { epochAt, scaleOf, seriesOf } from './compare.ts';

/** The chart that has a quantity; none has sums over all epochs, nor all of a process. */
const CHART: Readonly<Record<Quantity, OverlaidChart | null>> = { seconds: 'time', latest: 'time', memory: 'memory', growth: null, total: null };

export const chartOf = ({ quantity }: PublicCase): OverlaidChart | null => CHART[quantity];

/** Figures and run at the run's own epochs, by what an epoch of ours has of them; those of the other program are left out. `ours` is scaled; null before it has come to a figure. */
export function overEpochs(about: PublicCase, history: History): { epochs: Float64Array; theirs: Float64Array; ours: Float64Array | null; factor: number | null } {
  const whole = about.quantity === 'memory' ? 1 : about.each;
  const series = seriesOf(history, about);
  const factor = scaleOf(about.figures, series);
  const theirs = new Map(about.figures.flatMap(({ x, y, other }) => (other === true ? [] : [[epochAt(history, about, x), y * whole] as const])));
  const ours = new Map(factor === null ? [] : series.map(({ x, y }) => [epochAt(history, about, x), y * factor * whole] as const));
  const epochs = Float64Array.from(new Set([...theirs.keys(), ...ours.keys()])).sort();
  const column = (values: ReadonlyMap<number, number>): Float64Array => epochs.map((epoch) => values.get(epoch) ?? Number.NaN);
  return { epochs, theirs: column(theirs), ours: factor === null ? null : column(ours), factor };
}

/** What lies over the charts while a case's run is shown; null where no chart has its quantity. @param tag "published" or "recorded" */
export function publishedOverlay(about: PublicCase, words: DeepWords['cases'], tag: string): Overlay | null {
  const chart = chartOf(about);
  if (chart === null) return null;
  const last = Math.max(...about.figures.map(({ x }) => (x - about.first) / about.step + 1 + (about.skip ?? 0)));
  return overlayWith(about.quantity === 'latest' ? 0 : last, ({ history }) => {
    const { epochs, theirs, ours, factor } = overEpochs(about, history);
    const line = factor === null ? words.ourRunPlain : words.ourRun(words.factor(factor));
    const name = `${tag}: ${about.source}`;
    const texts: OverlayWords = {
      origin: about.kind === 'recorded' ? 'recorded' : null,
      recorded: tag, legend: name, model: line, modelled: line,
      describe: (what, _epochs, first, end) => words.describe(what, first, end),
      describeModel: (end) => words.describeOurs(line, end),
    };
    return { epochs, words: texts, series: { [chart]: { recorded: theirs, model: ours, error: '', short: '', name, more: [] } } };
  });
}
