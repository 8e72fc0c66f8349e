/** Chains of element-wise ops: moved across Concat and Split, and put together into one node. */
import { isControl, nodeName, portOf, tensorName, type Work } from '../../graph.ts';
import { isElementwise, movesFrames } from '../../kinds.ts';
import { copy, dataEdges, dataReaders, drives, kept, make, onCpu, optimisedName, readersOf, tailOf, waits, type Rule, type Rules } from './context.ts';

interface Link { readonly node: Work; readonly port: number }

function safe(r: Rules, root: Work, links: readonly Link[]): boolean {
  if (links.length === 0) return true;
  const [{ node: first }] = links;
  if (movesFrames(first) || !isElementwise(first)) return false;
  return links.every(({ node }) => {
    if (node.device !== root.device || node.op !== first.op || kept(r, node) || r.g.outputs(node.name).length > 1) return false;
    if (node.op !== 'Relu' && node.op !== 'Relu6') return true;
    return !/^(FusedBatchNorm(V2|V3)?|BiasAdd)$/.test(r.g.at(node.inputs[0]).op);
  });
}
const sorted = (links: readonly Link[]): Link[] => [...new Map(links.map((l) => [`${l.port} ${l.node.name}`, l])).values()].sort((a, b) => a.port - b.port || (a.node.name < b.node.name ? -1 : 1));

/** The op that all inputs of a Concat, or all outputs of a Split, have in common is computed once. */
export const hoistUnary: Rule = (root, r) => {
  if (kept(r, root)) return null;
  const concat = root.op === 'Concat' || root.op === 'ConcatV2';
  const start = root.op === 'Concat' ? 1 : 0;
  let tails: Link[];
  if (concat) {
    const count = Number(root.attrs['N'] ?? 0);
    const parts = root.inputs.slice(start, start + count);
    if (count <= 1 || new Set(parts).size !== count || parts.some(isControl)) return null;
    tails = parts.map((input, i) => ({ node: r.g.at(input), port: start + i }));
  } else {
    const count = Number(root.attrs['num_split'] ?? 0);
    if ((root.op !== 'Split' && root.op !== 'SplitV') || count <= 1 || dataEdges(r, root) > count || drives(r, root) || r.marks.hoisted.has(root.name)) return null;
    tails = [];
    for (const reader of r.g.outputs(root.name)) {
      if (isControl(reader.inputs[0])) continue;
      if (nodeName(reader.inputs[0]) !== root.name) return null;
      tails.push({ node: reader, port: portOf(reader.inputs[0]) });
    }
  }
  tails = sorted(tails);
  if (tails.length < 2) return null;
  let found: Link[] = [];
  const controls = new Set<string>();
  for (let more = true; more && tails.length > 0 && safe(r, root, tails);) {
    found = tails;
    for (const { node } of found) for (const i of node.inputs) if (isControl(i)) controls.add(i);
    const next: Link[] = [];
    for (const { node, port } of found) {
      if (concat) {
        if (node.inputs.length === 0 || isControl(node.inputs[0])) { more = false; break; }
        next.push({ node: r.g.at(node.inputs[0]), port });
      } else for (const reader of r.g.outputs(node.name)) {
        if (nodeName(reader.inputs[0]) !== node.name) { more = false; break; }
        if (!isControl(reader.inputs[0])) next.push({ node: reader, port });
      }
    }
    tails = sorted(next);
  }
  if (found.length === 0) return null;
  r.push(root);
  r.marks.hoisted.add(root.name);
  if (concat) hoistOverConcat(root, r, found, start, controls);
  else hoistOverSplit(root, r, found, controls);
  return null;
};

const withControls = (n: Work, controls: ReadonlySet<string>): string[] => [...n.inputs, ...[...controls].sort().filter((c) => !n.inputs.includes(c))];

function hoistOverConcat(root: Work, r: Rules, tails: readonly Link[], start: number, controls: ReadonlySet<string>): void {
  r.g.setInputs(root, withControls(root, controls));
  for (const { node, port } of tails) {
    const input = root.inputs[port];
    const from = node.inputs[0];
    r.g.setInput(root, port, from);
    if (port !== start) continue;
    // The first chain is used again, behind the Concat.
    readersOf(r, root.name, input);
    r.g.setInput(node, 0, root.name);
  }
}

function hoistOverSplit(root: Work, r: Rules, tails: readonly Link[], controls: ReadonlySet<string>): void {
  const slot = root.op === 'SplitV' ? 0 : 1;
  const source = root.inputs[slot];
  let template = tails[0].node;
  let last = copy(r, optimisedName(root.name, '', template.name), template, { inputs: [] });
  const top = last;
  for (template = r.g.at(template.inputs[0]); template !== root; template = r.g.at(template.inputs[0])) {
    const made = copy(r, optimisedName(root.name, '', template.name), template, { inputs: [] });
    r.g.setInputs(last, [made.name]);
    last = made;
  }
  r.g.setInputs(last, [source]);
  r.g.setInputs(last, withControls(last, controls));
  r.g.setInput(root, slot, top.name);
  for (const { node, port } of tails) readersOf(r, node.name, tensorName(root.name, port));
}

const COMPOSED = /^(Abs|Ceil|Cos|Expm1|Exp|Floor|Inv|Log|Log1p|Neg|Reciprocal|Round|Rsqrt|Sigmoid|Sin|Sqrt|Square|Tanh|Elu|Relu|Relu6|Selu)$/;
const COMPOSED_WIDE = /^(Acos|Acosh|Asin|Asinh|Atan|Atanh|Cosh|Rint|Sinh|Tan)$/;

/** A chain of element-wise ops on the processor becomes one node. */
export const composeUnary: Rule = (root, r) => {
  const may = (n: Work): boolean => {
    const type = n.attrs['T'];
    const known = (COMPOSED.test(n.op) && /^float(16|32|64)$/.test(String(type))) || (COMPOSED_WIDE.test(n.op) && /^float(32|64)$/.test(String(type)));
    return known && !kept(r, n) && onCpu(n) && !r.marks.composed.has(n.name) && !waits(n) && !drives(r, n);
  };
  const name = `${root.name}/unary_ops_composition`;
  if (!may(root) || r.g.has(name)) return null;
  const chain = [root];
  const last = tailOf(r, root, (n) => {
    const follows = n.attrs['T'] === root.attrs['T'] && dataReaders(r, n) === 1 && may(n);
    if (follows) chain.push(n);
    return follows;
  });
  if (chain.length === 1) return null;
  for (const n of chain) r.marks.composed.add(n.name);
  return make(r, name, '_UnaryOpsComposition', [last.inputs[0]], { T: root.attrs['T'], op_names: chain.map((n) => n.op).reverse() }, root).name;
};
