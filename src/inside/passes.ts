/** What became of each node in a pass of the optimiser, found by comparing the graphs before and after it. */
import type { NodeData } from '../graphdef/model.ts';
import { FATES, type Fate, type PassCount, type PassRow } from '../protocol/inside.ts';
import { edgeOf } from './problem.ts';

/** What the nodes are that are gone after a pass: what it does to most of them. */
const GONE: Readonly<Record<string, Fate>> = { cse: 'merged', merge: 'merged', subexpression: 'merged', fold: 'folded', constant: 'folded', remap: 'fused', fus: 'fused' };
const goneIn = (pass: string): Fate => Object.entries(GONE).find(([part]) => pass.toLowerCase().includes(part))?.[1] ?? 'removed';

export interface Pass {
  readonly count: PassCount;
  /** Of every node before, in its order, and then those that were added. */
  readonly rows: readonly PassRow[];
}

export function comparePass(pass: string, before: readonly NodeData[], after: readonly NodeData[]): Pass {
  const then = new Map(before.map((node) => [node.name, node]));
  const now = new Map(after.map((node) => [node.name, node]));
  const heirs = heirsOf(before, now);
  const rows = before.map((node): PassRow => {
    const same = now.get(node.name);
    const row = { name: node.name, op: node.op, now: '', into: '' };
    if (!same) {
      const into = heirs.get(node.name) ?? '';
      const heir = now.get(into);
      const isFused = heir !== undefined && heir.op.startsWith('_Fused') && then.get(into)?.op !== heir.op;
      return { ...row, fate: isFused ? 'fused' : goneIn(pass), into };
    }
    if (same.op !== node.op) {
      const fate: Fate = same.op === 'Const' ? 'folded' : same.op.startsWith('_Fused') ? 'fused' : 'changed';
      return { ...row, fate, now: same.op };
    }
    const isSame = same.inputs.length === node.inputs.length && same.inputs.every((input, i) => input === node.inputs[i]);
    return { ...row, fate: isSame ? 'kept' : 'changed' };
  });
  for (const { name, op } of after) if (!then.has(name)) rows.push({ name, op, fate: 'added', now: '', into: '' });
  const fates = Object.fromEntries(FATES.map((fate) => [fate, 0])) as Record<Fate, number>;
  for (const { fate } of rows) fates[fate]++;
  return { count: { pass, before: before.length, after: after.length, fates }, rows };
}

/** For each node that is gone, what its users take instead of it; of several the first. */
function heirsOf(before: readonly NodeData[], now: ReadonlyMap<string, NodeData>): Map<string, string> {
  const heirs = new Map<string, string>();
  for (const user of before) {
    const same = now.get(user.name);
    user.inputs.forEach((input, i) => {
      const { name, control } = edgeOf(input);
      if (control || now.has(name) || heirs.has(name)) return;
      if (same && same.op !== user.op) heirs.set(name, user.name);
      else if (same && i < same.inputs.length) {
        const other = edgeOf(same.inputs[i]);
        if (!other.control && other.name !== name) heirs.set(name, other.name);
      }
    });
  }
  return heirs;
}

/** Rows whose name or op holds the text: of one fate, or of all but those that were kept. */
export function findRows({ rows }: Pass, text: string, fate: Fate | null, most: number): { rows: PassRow[]; total: number } {
  const wanted = text.trim().toLowerCase();
  const found = rows.filter((row) => (fate === null ? row.fate !== 'kept' || wanted !== '' : row.fate === fate) && (wanted === '' || `${row.name} ${row.op} ${row.into}`.toLowerCase().includes(wanted)));
  return { rows: found.slice(0, most), total: found.length };
}
