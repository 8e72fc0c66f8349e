/** Places direct labels: as near as possible to what they name, never on top of one another. */

export interface Placed<T> {
  item: T;
  y: number;
}

/**
 * Moves labels of height `gap` apart within [top, bottom], keeping their order. Where there is no room for all, those with the
 * lowest priority go. `wish` is the middle of each label.
 */
export function spread<T>(
  items: readonly { item: T; wish: number; priority: number }[],
  gap: number,
  top: number,
  bottom: number,
): Placed<T>[] {
  const room = Math.max(1, Math.floor((bottom - top) / gap));
  const kept = [...items]
    .sort((a, b) => b.priority - a.priority)
    .slice(0, room)
    .sort((a, b) => a.wish - b.wish);
  const low = top + gap / 2;
  const high = bottom - gap / 2;
  // Blocks of touching labels, each centred on the mean wish of its members: the least-squares placement.
  const blocks: { wishes: number; members: number; y: number }[] = [];
  for (const { wish } of kept) {
    blocks.push({ wishes: wish, members: 1, y: 0 });
    for (;;) {
      const last = blocks.at(-1);
      if (!last) break;
      // `wishes` sums what each member would like the first of the block to be.
      last.y = Math.min(Math.max(last.wishes / last.members, low), high - (last.members - 1) * gap);
      const before = blocks.at(-2);
      if (!before || before.y + before.members * gap <= last.y) break;
      before.wishes += last.wishes - last.members * before.members * gap;
      before.members += last.members;
      blocks.pop();
    }
  }
  const out: Placed<T>[] = [];
  let next = 0;
  for (const block of blocks) {
    for (let i = 0; i < block.members; i++) {
      const entry = kept[next++];
      if (entry) out.push({ item: entry.item, y: block.y + i * gap });
    }
  }
  return out;
}
