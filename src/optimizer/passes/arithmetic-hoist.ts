/** Arithmetic stage: what is done to every input of a concatenation is done to its output, and likewise before a split. */
import { movesFrames } from '../kinds.ts';
import { isUnary } from '../shape-preserving.ts';
import type { Work } from '../graph.ts';
import { copyOf, dataUses, drivesControl, isControl, madeName, nodeName, portOf, rewireReaders, type Arithmetic, type Stage } from './arithmetic-stage.ts';

interface Link { readonly node: Work; readonly port: number }
const byPort = (x: Link, y: Link): number => x.port - y.port || (x.node.name < y.node.name ? -1 : 1);

export const hoistUnary: Stage = (a, n) => {
  const { g } = a;
  if (g.preserve.has(n.name)) return null;
  const concat = n.op === 'Concat' || n.op === 'ConcatV2';
  const first = n.op === 'Concat' ? 1 : 0;
  if (concat) {
    const count = Number(n.attrs['N'] ?? 0);
    if (count < 2 || new Set(n.inputs.slice(first, first + count)).size < count) return null;
  } else if (n.op === 'Split' || n.op === 'SplitV') {
    const count = Number(n.attrs['num_split'] ?? 0);
    if (count < 2 || dataUses(g, n.name) > count || drivesControl(g, n) || a.done.hoisted.has(n.name)) return null;
  } else return null;

  let links = concat ? inputsOf(a, n, first) : readersOf(a, n);
  let tails: Link[] = [];
  const controls = new Set<string>();
  while (links && links.length >= 2 && safe(a, n, links)) {
    tails = links;
    for (const { node } of tails) for (const i of node.inputs) if (isControl(i)) controls.add(i);
    links = next(a, tails, concat);
  }
  if (tails.length === 0) return null;
  a.later(n.name);
  a.done.hoisted.add(n.name);
  if (concat) hoistBehind(a, n, tails, first, controls);
  else hoistBefore(a, n, tails, controls);
  return null;
};

function inputsOf(a: Arithmetic, n: Work, first: number): Link[] {
  return Array.from({ length: Number(n.attrs['N']) }, (_, k) => ({ node: a.g.at(n.inputs[first + k]), port: first + k })).sort(byPort);
}

function readersOf(a: Arithmetic, n: Work): Link[] | null {
  const out: Link[] = [];
  for (const r of a.g.outputs(n.name)) {
    if (isControl(r.inputs[0])) continue;
    if (nodeName(r.inputs[0]) !== n.name) return null;
    out.push({ node: r, port: portOf(r.inputs[0]) });
  }
  return out.sort(byPort);
}

function safe(a: Arithmetic, root: Work, links: readonly Link[]): boolean {
  const { op } = links[0].node;
  if (movesFrames({ op }) || !isUnary({ op })) return false;
  return links.every(({ node }) => {
    if (node.device !== root.device || node.op !== op || a.g.preserve.has(node.name) || a.g.outputs(node.name).length > 1) return false;
    if (op !== 'Relu' && op !== 'Relu6') return true;
    const before = a.g.at(node.inputs[0]).op; // the remapper wants to fuse these
    return before !== 'BiasAdd' && !before.startsWith('FusedBatchNorm');
  });
}

function next(a: Arithmetic, tails: readonly Link[], concat: boolean): Link[] | null {
  const out: Link[] = [];
  for (const { node, port } of tails) {
    if (concat) {
      if (node.inputs.length === 0 || isControl(node.inputs[0])) return null;
      out.push({ node: a.g.at(node.inputs[0]), port });
      continue;
    }
    for (const r of a.g.outputs(node.name)) {
      if (nodeName(r.inputs[0]) !== node.name) return null;
      if (!isControl(r.inputs[0])) out.push({ node: r, port });
    }
  }
  return out.sort(byPort);
}

function hoistBehind(a: Arithmetic, n: Work, tails: readonly Link[], first: number, controls: ReadonlySet<string>): void {
  const { g } = a;
  const head = n.inputs[first];
  const inputs = [...n.inputs];
  let firstTail: Work | null = null;
  for (const { node, port } of tails) {
    inputs[port] = node.inputs[0];
    if (port === first) firstTail = node;
  }
  for (const c of controls) if (!inputs.includes(c)) inputs.push(c);
  g.setInputs(n, inputs);
  if (!firstTail) return;
  const readers = g.outputs(n.name);
  for (const r of readers) {
    g.setInputs(r, r.inputs.map((i) => (nodeName(i) !== n.name ? i : isControl(i) ? `^${nodeName(head)}` : nodeName(head))));
    a.later(r.name);
  }
  g.setInputs(firstTail, [n.name, ...firstTail.inputs.slice(1)]);
}

function hoistBefore(a: Arithmetic, n: Work, tails: readonly Link[], controls: ReadonlySet<string>): void {
  const { g } = a;
  const slot = n.op === 'SplitV' ? 0 : 1;
  const source = n.inputs[slot];
  const chain: Work[] = [];
  for (let m = tails[0].node; m !== n; m = g.at(m.inputs[0])) chain.push(m);
  const names = chain.map((m) => madeName(n, '', m.name));
  if (names.some((name) => g.has(name))) return;
  let input = source;
  const waits = [...controls];
  for (let k = chain.length - 1; k >= 0; k--) {
    copyOf(g, chain[k], names[k], { inputs: [input, ...waits.splice(0)] });
    input = names[k];
  }
  g.setInputs(n, n.inputs.map((i, k) => (k === slot ? input : i)));
  for (const { node, port } of tails) rewireReaders(a, node.name, port === 0 ? n.name : `${n.name}:${port}`);
}
