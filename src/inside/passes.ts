/** What became of each node in a pass of the optimiser, as rows and as counts. */
import type { Stage } from '../optimizer/index.ts';
import { FATES, type Fate, type Omitted, type PassCount, type PassRow } from '../protocol/inside.ts';

export interface Pass {
  readonly count: PassCount;
  /** Of every node before, in its order, and then those that were added. */
  readonly rows: readonly PassRow[];
}

export function passOf({ pass, iteration, before, after, changes }: Stage): Pass {
  const now = new Map(after.map((node) => [node.name, node]));
  const known = new Map(changes.map((change) => [change.node, change]));
  const rows = before.map(({ name, op, inputs }): PassRow => {
    const change = known.get(name);
    const is = now.get(name);
    const op2 = is?.op ?? op;
    const reads = is && is.inputs.join() !== inputs.join() ? [...is.inputs] : [];
    const row = { name, op, now: op2 === op ? '' : op2, into: change && 'into' in change ? change.into : '', reads };
    if (!change) return { ...row, fate: 'kept' };
    return { ...row, fate: change.kind === 'replaced' || change.kind === 'rewired' || change.kind === 'added' ? 'changed' : change.kind };
  });
  for (const { name, op } of after) if (known.get(name)?.kind === 'added') rows.push({ name, op, fate: 'added', now: '', into: '', reads: [] });
  const fates = Object.fromEntries(FATES.map((fate) => [fate, 0])) as Record<Fate, number>;
  for (const { fate } of rows) fates[fate]++;
  return { count: { pass, round: iteration, before: before.length, after: after.length, fates }, rows };
}

export interface Found { rows: PassRow[]; total: number; /** nodes that may be among those, but are not listed */ unlisted: number }

/**
 * Rows whose name or op holds the text: of one fate, or of all but those that were kept. `omitted`: nodes that the pass removed before the
 * graph was handed out.
 */
export function findRows({ rows }: Pass, text: string, fate: Fate | null, most: number, omitted?: Omitted): Found {
  const wanted = text.trim().toLowerCase();
  const found = rows.filter((row) => (fate === null ? row.fate !== 'kept' || wanted !== '' : row.fate === fate) && (wanted === '' || `${row.name} ${row.op} ${row.into}`.toLowerCase().includes(wanted)));
  if (!omitted || (fate !== null && fate !== 'removed')) return { rows: found.slice(0, most), total: found.length, unlisted: 0 };
  const { rows: more, total } = findOmitted(omitted, wanted, most - Math.min(most, found.length));
  return { rows: [...found.slice(0, most), ...more], total: found.length + total, unlisted: omitted.unlisted };
}

function findOmitted({ series }: Omitted, wanted: string, most: number): { rows: PassRow[]; total: number } {
  const rows: PassRow[] = [];
  let total = 0;
  // All before the number is the same in a series.
  const head = wanted.replace(/_?\d*$/, '');
  for (const { op, name, first, count } of series) {
    const node = (i: number): string => (first + i === 0 ? name : `${name}_${first + i}`);
    const add = (i: number): void => { if (rows.length < most) rows.push({ name: node(i), op, fate: 'removed', now: '', into: '', reads: [] }); };
    // A text without a digit is in all names of a series or in none; the bare name has no underscore behind it.
    const all = wanted === '' || `${name} ${op}`.toLowerCase().includes(wanted);
    if (!all && (head === wanted || !name.toLowerCase().includes(head))) continue;
    if (all) {
      for (let i = 0; i < count && rows.length < most; i++) add(i);
      total += count;
      continue;
    }
    for (let i = 0; i < count; i++) if (`${node(i)} ${op}`.toLowerCase().includes(wanted)) { add(i); total++; }
  }
  return { rows, total };
}
