/**
 * Rows of figures and how they are shown: as a table to read, or as they are for JSON. Measures nothing.
 */

/** One figure. `peer` is what the same was measured on in the same run; `ratio` above 1 means ours is better. */
export interface Row {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  readonly peer?: string;
  readonly peerValue?: number;
  readonly ratio?: number;
  /** In words, e.g. `≤ 120 s`. */
  readonly target?: string;
  readonly met?: boolean;
}

export interface Group {
  readonly name: string;
  readonly rows: readonly Row[];
}

/** Whether more or less of a figure is better. */
export type Better = 'more' | 'less';

/** `row` beside the same figure of a peer. */
export function beside(row: Row, peer: string, peerValue: number, better: Better): Row {
  return { ...row, peer, peerValue, ratio: better === 'more' ? row.value / peerValue : peerValue / row.value };
}

/** `row` with a bound on its value. */
export function atMost(row: Row, most: number): Row {
  return { ...row, target: `≤ ${number(most)} ${row.unit}`, met: Number.isFinite(row.value) && row.value <= most };
}

/** `row` with a bound on its value. */
export function atLeast(row: Row, least: number): Row {
  return { ...row, target: `≥ ${number(least)} ${row.unit}`, met: Number.isFinite(row.value) && row.value >= least };
}

/** `row` with a bound on its ratio; the row must have a peer. */
export function ratioAtLeast(row: Row, least: number): Row {
  if (row.ratio === undefined) throw new Error(`internal: '${row.what}' has no peer, so no ratio`);
  return { ...row, target: `≥ ${number(least)} ×`, met: row.ratio >= least };
}

/** The middle one of `values`, or the mean of the two in the middle. Throws where there is none. */
export function median(values: readonly number[]): number {
  if (values.length === 0) throw new Error('internal: the median of nothing');
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}

/** Four significant digits, thousands apart; never rounds digits before the point away. */
export function number(value: number): string {
  if (!Number.isFinite(value)) return '–';
  const digits = Math.abs(value) >= 1000 ? { maximumFractionDigits: 0 } : { maximumSignificantDigits: 4 };
  return value.toLocaleString('en-US', digits);
}

const HEAD = ['', 'value', 'unit', 'peer', 'peer value', 'ratio', 'target', 'met'];
const RIGHT = new Set([1, 4, 5]);

function cells({ what, value, unit, peer, peerValue, ratio, target, met }: Row): string[] {
  return [
    what,
    number(value),
    unit,
    peer ?? '',
    peerValue === undefined ? '' : number(peerValue),
    ratio === undefined ? '' : `${number(ratio)} ×`,
    target ?? '',
    met === undefined ? '' : met ? 'yes' : 'NO',
  ];
}

/** The groups as one aligned text table. */
export function table(groups: readonly Group[]): string {
  const rows = groups.flatMap((group) => group.rows.map(cells));
  const widths = HEAD.map((head, i) => Math.max(head.length, ...rows.map((row) => row[i].length)));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, i) => (RIGHT.has(i) ? cell.padStart(widths[i]) : cell.padEnd(widths[i])))
      .join('  ')
      .trimEnd();
  return groups.flatMap((group) => [group.name, line(HEAD), ...group.rows.map((row) => line(cells(row))), '']).join('\n');
}
