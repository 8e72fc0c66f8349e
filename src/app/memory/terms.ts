/** What one epoch's modelled time is made of, as TensorFlow does: the terms of model.md section 3. Pure functions of rows. */
import type { Column, History } from '../../protocol/frame.ts';

/** f · a·N · F · b·N · c·P · e·P · kernels · nodes built · tf.gradients · save · clear · reload · swapping */
export const TERM_IDS = ['grown', 'examined', 'signature', 'compile', 'fixed', 'steady', 'kernels', 'nodes', 'gradients', 'save', 'clear', 'reload', 'move'] as const;
export type TermId = (typeof TERM_IDS)[number];
export type Terms = Readonly<Record<TermId, number>>;

/** Seconds by term of the epoch in a row. Their sum is the epoch's modelled time. */
export function termsOf({ columns }: History, row: number): Terms {
  const at = (column: Column): number => columns[column][row];
  const rest = (whole: number, ...parts: number[]): number => Math.max(0, parts.reduce((left, part) => left - part, whole));
  const [fixed, steady, signature, compile, gradients] = [at('term.fixed'), at('term.steady'), at('term.signature'), at('term.compile'), at('term.gradients')];
  return {
    grown: at('modelled.extend'), examined: rest(at('modelled.prepare'), signature, compile), signature, compile, fixed, steady,
    kernels: rest(at('modelled.execute'), fixed, steady), nodes: rest(at('modelled.build'), gradients), gradients,
    save: at('modelled.save'), clear: at('modelled.clear'), reload: at('modelled.reload'), move: at('modelled.move'),
  };
}

export const sumOf = (terms: Terms): number => TERM_IDS.reduce((sum, id) => sum + terms[id], 0);

/** The terms that take time, the longest first. */
export const longest = (terms: Terms): readonly TermId[] => TERM_IDS.filter((id) => terms[id] > 0).sort((a, b) => terms[b] - terms[a]);

/** The row that belongs to an epoch, or the last before it; -1 where there is none. */
export function rowOf({ count, columns }: History, epoch: number | null): number {
  if (epoch === null) return count - 1;
  let row = count - 1;
  while (row >= 0 && columns.epoch[row] > epoch) row--;
  return row;
}

/** The first epoch that only trains: no model is built in it, nothing is saved, cleared or reloaded. -1: there is none before `row`. */
export function quietBefore({ columns }: History, row: number): number {
  for (let at = 1; at < row; at++) if (columns['modelled.clear'][at] + columns['modelled.save'][at] + columns['modelled.reload'][at] === 0) return at;
  return -1;
}

/** The term that grew most between two rows, and its share of all that grew; null where the later one is not slower. */
export function grewMost(before: Terms, after: Terms): { id: TermId; share: number } | null {
  const more = TERM_IDS.map((id) => ({ id, by: after[id] - before[id] })).filter(({ by }) => by > 0);
  const all = more.reduce((sum, { by }) => sum + by, 0);
  if (sumOf(after) <= sumOf(before) || all === 0) return null;
  const most = more.reduce((a, b) => (b.by > a.by ? b : a));
  return { id: most.id, share: most.by / all };
}
