/** A run put beside the figures of a case: our series in the units of the report, and the one factor by which it is scaled. Pure arithmetic. */
import type { Figure, PublicCase } from '../../presets/case.ts';
import type { RunConfig } from '../../protocol/config.ts';
import { PHASES, type History } from '../../protocol/frame.ts';

export interface Point { x: number; y: number }

const byKey = ([a]: [string, unknown], [b]: [string, unknown]): number => (a < b ? -1 : 1);

/** Whether a run was started as the case is: but for the cure's tick and what changes no figure. What was switched on the way is in neither. */
export function sameRun(a: RunConfig, b: RunConfig): boolean {
  const told = ({ source: _source, mark: _mark, work: _work, fix: _fix, finalize: _finalize, ...config }: RunConfig): string => JSON.stringify(Object.entries(config).sort(byKey));
  return told(a) === told(b);
}

/** Modelled seconds of a row, all phases together. */
const secondsOf = ({ columns }: History, row: number): number => PHASES.reduce((sum, phase) => sum + columns[`modelled.${phase}`][row], 0);

type Axis = Pick<PublicCase, 'quantity' | 'first' | 'step' | 'each' | 'skip'>;

/** The row where the axis of a case begins in this run; the number of rows where it has not begun. */
function firstRow({ count, columns: { model } }: History, { quantity, skip = 0 }: Axis): number {
  if (quantity !== 'latest') return Math.min(skip, count);
  // The latest model that has had two epochs: of one alone nothing can be told.
  let from = count;
  while (from > 0 && !(from < count - 1 && model[from] === model[from + 1] && (from === 0 || model[from - 1] !== model[from]))) from--;
  return from < count - 1 && model[from] === model[from + 1] ? from : count;
}

/** The epoch of the run, whole or between two, that stands at x. */
export function epochAt(history: History, axis: Axis, x: number): number {
  return 1 + (axis.quantity === 'latest' ? firstRow(history, axis) : (axis.skip ?? 0)) + (x - axis.first) / axis.step;
}

/** What is left right after a clear: its epoch, and bytes of the graphs and of what was freed and is held. */
export interface AfterClear { epoch: number; bytes: number }

/**
 * What the run has of the case's quantity, epoch by epoch: modelled seconds, or bytes of the graphs and of what was freed and is held. Where
 * the process is compared, what the clears in between left comes half a step before the end of their epoch.
 */
export function seriesOf(history: History, axis: Axis, clears: readonly AfterClear[] = []): Point[] {
  const { count, columns } = history;
  const { quantity, first, step, each } = axis;
  const from = firstRow(history, axis);
  if (quantity === 'latest') {
    const points: Point[] = [];
    for (let row = from; row < count && columns.model[row] === columns.model[from]; row++) points.push({ x: first + step * (row - from), y: secondsOf(history, row) / each });
    return points;
  }
  let sum = 0;
  const rows = Array.from({ length: count - from }, (_, i) => {
    const row = i + from;
    const x = first + step * i;
    if (quantity === 'memory' || quantity === 'growth') return { x, y: columns.main[row] + columns.disk[row] + columns.held[row] };
    sum += secondsOf(history, row);
    return { x, y: quantity === 'total' ? sum : secondsOf(history, row) / each };
  });
  // The clear of the first epoch is before anything that is compared.
  const between = quantity === 'growth' ? clears.map(({ epoch, bytes }) => ({ x: first + step * (epoch - 1 - from - 0.5), y: bytes })).filter(({ x }) => x > first) : [];
  return [...rows, ...between].sort((a, b) => a.x - b.x);
}

/** Our value at x, on the straight line between neighbours. Null where the run has not come to, and before its first epoch. */
export function valueAt(series: readonly Point[], x: number): number | null {
  const after = series.findIndex((point) => point.x >= x);
  if (after < 0 || (after === 0 && series[0].x > x)) return null;
  const b = series[after];
  const a = series[after - 1];
  return a === undefined || b.x === x ? b.y : a.y + ((b.y - a.y) * (x - a.x)) / (b.x - a.x);
}

/** The factor that brings our series nearest to the figures by least squares, Σ p·o / Σ o², over those that the run has come to; null: none yet. */
export function scaleOf(figures: readonly Figure[], series: readonly Point[]): number | null {
  let over = 0;
  let under = 0;
  for (const { x, y, other } of figures) {
    const ours = other === true ? null : valueAt(series, x);
    if (ours === null) continue;
    over += y * ours;
    under += ours * ours;
  }
  return under > 0 ? over / under : null;
}

/** Both above what they are at the first figure, as growth; null where the run has not come to it. */
export function growthOf(figures: readonly Figure[], series: readonly Point[]): { figures: Figure[]; series: Point[] } | null {
  const [base] = figures;
  const ours = base === undefined ? null : valueAt(series, base.x);
  if (ours === null) return null;
  return { figures: figures.map((figure) => ({ ...figure, y: figure.y - base.y })), series: series.filter(({ x }) => x >= base.x).map(({ x, y }) => ({ x, y: y - ours })) };
}
