/** The signs of what became of nodes in a pass, so that it is not told by colour alone. */
import type { Fate } from '../../protocol/inside.ts';

export const SIGNS: Readonly<Record<Fate, string>> = { kept: '·', removed: '✕', merged: '⇉', folded: '=', fused: '⊕', changed: '↻', added: '+' };
