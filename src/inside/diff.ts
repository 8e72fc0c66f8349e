/** Graphs before and after a pass as one: what is there after it, what is gone, and what became of each node. */
import { encodeGraph } from '../graphdef/binary.ts';
import type { NodeData } from '../graphdef/model.ts';
import type { OptNode, Stage } from '../optimizer/index.ts';
import { sameAttrs } from '../optimizer/same.ts';
import { FATE_COLUMN, INTO_COLUMN, WAS_COLUMN, type DiffGraph, type NodeColumn } from '../protocol/graph-view.ts';
import { FATES, type Fate } from '../protocol/inside.ts';
import { passOf } from './passes.ts';

/** What became of a node. */
export interface Became {
  readonly fate: Fate;
  /** the node that stands for it now; '' for none */
  readonly into: string;
}

/** Over several passes: what is gone has the fate of the pass that it went in, what stands for it is followed to the end. */
export function becomes(stages: readonly Stage[]): Map<string, Became> {
  const last = new Map(stages[stages.length - 1].after.map((node) => [node.name, node]));
  const first = stages[0].before;
  const gone = new Map<string, Became>();
  const folded = new Set<string>();
  const touched = new Set<string>();
  for (const stage of stages) {
    for (const { name, fate, into } of passOf(stage).rows) {
      if (fate === 'folded') folded.add(name);
      if (fate === 'kept') continue;
      touched.add(name);
      if (fate !== 'added' && !last.has(name)) gone.set(name, { fate, into });
    }
  }
  const end = (name: string): string => {
    const seen = new Set<string>();
    for (let at = name; ; at = gone.get(at)!.into) {
      if (last.has(at) || seen.has(at)) return at;
      seen.add(at);
      if (!gone.get(at)?.into) return at;
    }
  };
  const out = new Map<string, Became>();
  for (const node of first) {
    const { name } = node;
    const lost = gone.get(name);
    if (lost) out.set(name, { fate: lost.fate, into: lost.into === '' ? '' : end(lost.into) });
    else out.set(name, { fate: folded.has(name) ? 'folded' : touched.has(name) && differs(node, last.get(name)) ? 'changed' : 'kept', into: '' });
  }
  for (const name of last.keys()) if (!out.has(name)) out.set(name, { fate: 'added', into: '' });
  return out;
}

function differs(node: OptNode, now: OptNode | undefined): boolean {
  return !now || now.op !== node.op || now.inputs.join() !== node.inputs.join() || !sameAttrs(now.attrs, node.attrs);
}

/** @param back nodes of the optimiser as a GraphDef has them; @param omitted nodes that are gone and not among those given */
export function diffOf(stages: readonly Stage[], back: (node: OptNode) => NodeData, omitted: number): DiffGraph {
  const { before, pass, iteration } = stages[0];
  const { after } = stages[stages.length - 1];
  const became = becomes(stages);
  const now = new Map(after.map((node) => [node.name, node]));
  const names = new Set(before.map(({ name }) => name));
  const old = new Map(before.map((node) => [node.name, node]));
  const drawn = [...before.map((node) => now.get(node.name) ?? node), ...after.filter(({ name }) => !names.has(name))];
  const encoded = encodeGraph({ nodes: drawn.map(back), producer: 0, minConsumer: 0 });
  if (!encoded.ok) throw new Error(encoded.error);
  const word = (name: string, list: readonly string[]): NodeColumn => {
    const words = [...new Set(list)];
    const numbers = new Map(words.map((text, i) => [text, i]));
    return { name, words, of: Uint32Array.from(list, (text) => numbers.get(text)!) };
  };
  return {
    pass: stages.length === 1 ? pass : '', round: stages.length === 1 ? iteration : 0,
    before: before.length + omitted, after: after.length, omitted,
    parts: [encoded.value.slice().buffer],
    columns: [
      { name: FATE_COLUMN, words: [...FATES], of: Uint8Array.from(drawn, ({ name }) => FATES.indexOf(became.get(name)!.fate)) },
      word(INTO_COLUMN, drawn.map(({ name }) => became.get(name)!.into)),
      word(WAS_COLUMN, drawn.map(({ name, op }) => { const was = old.get(name)?.op ?? op; return was === op ? '' : was; })),
    ],
  };
}
