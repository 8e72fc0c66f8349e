/** What the parts of the memory view share. */
import type { History } from '../../protocol/frame.ts';
import { OWNERS, type MemoryLook, type MemoryOwner } from '../../protocol/memory.ts';
import type { DeepWords } from '../words/types.ts';

export type MemoryWords = DeepWords['memory'];

export const ownerOf = (look: MemoryLook, page: number): MemoryOwner => OWNERS[look.owner[page]];

/** The epoch in which a node was built, by the rows of finished epochs since the graph was last cleared; null: in none of them. */
export function epochOf({ count, columns }: History, node: number): number | null {
  let from = count;
  while (from > 0 && columns.cleared[from - 1] === 0) from--;
  for (let row = from; row < count; row++) if (columns.nodes[row] > node) return columns.epoch[row];
  return null;
}
