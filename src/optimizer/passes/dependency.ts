/** Control edges that order nothing go, and with them the nodes that stood only for them: dependency_optimizer.cc. */
import { controlOf, dedupControls, dropInput, isControl, nodeName, portOf, topological, type Work, type WorkGraph } from '../graph.ts';
import { anchor } from '../anchor.ts';
import { isConst, isIdentity, isMerge, isPure, isSwitch, isVariable, movesFrames } from '../kinds.ts';
import type { Pass } from '../pass.ts';

const KEEP = new Set(['Assert', 'CheckNumerics', '_Retval', '_Arg', '_ParallelConcatUpdate', 'ControlTrigger']);
const READS = new Set(['ReadVariableOp', '_ReadVariablesOp', 'ResourceGather', 'ResourceGatherNd']);
const NO_OUTPUT = /^(NoOp|ControlTrigger|Send|_Send|_Retval|Save\w*|Assign\w*VariableOp|Resource(Apply|SparseApply|Scatter)\w*|Assert)$/;

export const dependency: Pass = (g) => {
  for (const n of g.nodes) n.inputs = dedupControls(n.inputs);
  g.index();
  for (let k = 0; k < 2; k++) {
    const order = topological(g.nodes);
    if (order) { g.nodes = order; reduce(g); }
    simplify(g);
    for (const n of g.nodes) n.inputs = dedupControls(n.inputs);
    g.index();
    groupAcrossDevices(g);
  }
};

/** Several control edges from one other device become one, by way of a node there. */
function groupAcrossDevices(g: WorkGraph): void {
  for (const n of g.nodes.slice()) {
    if (n.device === '') continue;
    const from = new Map<string, string[]>();
    for (const input of n.inputs) {
      const device = isControl(input) ? g.at(input).device : '';
      if (device !== '' && device !== n.device) from.set(device, [...(from.get(device) ?? []), input]);
    }
    const joined = [...from].filter(([, inputs]) => inputs.length > 1).sort(([a], [b]) => (a < b ? -1 : 1));
    if (joined.length === 0) continue;
    const gone = new Set(joined.flatMap(([, inputs]) => inputs));
    const left = [...n.inputs];
    for (let i = 0; i < left.length;) if (gone.has(left[i])) dropInput(left, i); else i++;
    let count = 0;
    for (const [device, inputs] of joined) {
      let name: string;
      do name = `GroupCrossDeviceControlEdges_${count++}/${n.name}`; while (g.has(name));
      g.add({ name, op: 'NoOp', inputs, attrs: {}, device });
      left.push(`^${name}`);
    }
    g.setInputs(n, left);
  }
}

/** Drops control edges between nodes that a longer way orders already. Nodes are sorted. */
function reduce(g: WorkGraph): void {
  const at = new Map(g.nodes.map((n, i) => [n.name, i]));
  const outputs: number[][] = g.nodes.map(() => []);
  const controls: { target: number; input: string }[][] = g.nodes.map(() => []);
  g.nodes.forEach((n, target) => {
    if (movesFrames(n)) return;
    for (const input of n.inputs) {
      const source = at.get(nodeName(input));
      if (source === undefined || movesFrames(g.nodes[source]) || isMerge(g.nodes[source])) continue;
      outputs[source].push(target);
      if (isControl(input)) controls[source].push({ target, input });
    }
  });
  const distance = new Uint8Array(g.nodes.length);
  const drop = new Map<number, Set<string>>();
  g.nodes.forEach((_, source) => {
    if (controls[source].length === 0) return;
    let last = -1;
    let first = g.nodes.length;
    for (const c of controls[source]) last = Math.max(last, c.target);
    for (const o of outputs[source]) first = Math.min(first, o);
    if (first >= last || last <= source) return;
    const touched: number[] = [];
    const stack = [source];
    for (let n = stack.pop(); n !== undefined; n = stack.pop()) {
      for (const to of outputs[n]) {
        if (to < first || to > last || distance[to] === 2) continue;
        if (distance[to]++ === 0) touched.push(to);
        stack.push(to);
      }
    }
    for (const c of controls[source]) {
      if (distance[c.target] < 2) continue;
      const set = drop.get(c.target) ?? new Set();
      drop.set(c.target, set.add(c.input));
    }
    for (const to of touched) distance[to] = 0;
  });
  for (const [target, inputs] of drop) {
    const n = g.nodes[target];
    const left = [...n.inputs];
    for (let i = left.length - 1; i >= 0; i--) if (inputs.has(left[i])) dropInput(left, i);
    n.inputs = left;
  }
  g.index();
}

function safeToBypass(g: WorkGraph, n: Work): boolean {
  if (!isIdentity(n) && n.op !== 'IdentityN') return true;
  if (g.preserve.has(n.name) || n.inputs.length < 1) return false;
  const from = g.at(n.inputs[0]);
  if (isVariable(from) || from.op === '_Recv' || from.op === 'Recv') return false;
  return g.outputs(n.name).every((reader) => {
    if (n.inputs.length > 1 && (reader.op === '_Retval' || isMerge(reader))) return false;
    return !(isSwitch(from) && reader.inputs.includes(`^${n.name}`));
  });
}

function canBeNoOp(g: WorkGraph, n: Work): boolean {
  if (g.dataOutputs(n.name).length > 0 || g.preserve.has(n.name)) return false;
  if (isMerge(n) || isSwitch(n) || movesFrames(n)) return false;
  // What reads a variable counts as stateful, but a value that nobody wants need not be read.
  if (!isPure(n) && !READS.has(n.op)) return false;
  return !NO_OUTPUT.test(n.op) && !KEEP.has(n.op) && safeToBypass(g, n);
}

function simplify(g: WorkGraph): void {
  const stack: string[] = [];
  const waiting = new Set<string>();
  const push = (name: string): void => { if (!waiting.has(name)) { waiting.add(name); stack.push(name); } };
  const gone = new Set<string>();
  for (const n of g.nodes) if (n.op === 'NoOp' || isIdentity(n) || n.op === 'IdentityN' || isConst(n) || canBeNoOp(g, n)) push(n.name);
  for (let name = stack.pop(); name !== undefined; name = stack.pop()) {
    waiting.delete(name);
    if (!gone.has(name)) simplifyNode(g, g.at(name), push, gone);
  }
  g.erase(gone);
}

function simplifyNode(g: WorkGraph, n: Work, push: (name: string) => void, gone: Set<string>): void {
  const { name } = n;
  if (isConst(n) && n.inputs.length === 0) {
    for (const reader of g.outputs(name)) {
      if (!reader.inputs.includes(`^${name}`)) continue;
      const inputs = [...reader.inputs];
      for (let i = inputs.length - 1; i >= 0; i--) if (inputs[i] === `^${name}`) dropInput(inputs, i);
      g.setInputs(reader, inputs);
      push(reader.name);
    }
    if (g.outputs(name).length === 0 && !g.preserve.has(name)) gone.add(name);
    return;
  }
  if (n.op !== 'NoOp' && canBeNoOp(g, n)) {
    const inputs: string[] = [];
    for (const i of n.inputs) {
      if (isControl(i)) { inputs.push(i); continue; }
      inputs.push(anchor(g, i));
      push(nodeName(i));
    }
    n.op = 'NoOp';
    n.attrs = {};
    n.outputs = [];
    g.setInputs(n, dedupControls(inputs));
    push(name);
    return;
  }
  const single = isIdentity(n) || (n.op === 'IdentityN' && n.inputs.filter((i) => !isControl(i)).length === 1);
  const many = n.op === 'IdentityN' && !single;
  if (n.op !== 'NoOp' && !((single || many) && safeToBypass(g, n))) return;
  const readers = g.outputs(name);
  const froms = n.inputs.map((i) => g.at(i));
  if (!worthwhile(n, froms, readers, single, many)) return;
  for (const reader of readers) {
    let updated = false;
    n.inputs.forEach((input, i) => {
      if ((single && i === 0) || (many && !isControl(input))) {
        reader.inputs = reader.inputs.map((old) => (nodeName(old) !== name ? old : portOf(old) === i ? input : portOf(old) === -1 ? controlOf(input) : old));
        g.addReader(nodeName(input), reader.name);
        updated = true;
      } else if (!g.reads(froms[i].name, reader.name)) {
        reader.inputs.push(`^${froms[i].name}`);
        g.addReader(froms[i].name, reader.name);
        push(froms[i].name);
        updated = true;
      }
    });
    for (let i = reader.inputs.length - 1; i >= 0 && isControl(reader.inputs[i]); i--) {
      if (reader.inputs[i] !== `^${name}`) continue;
      dropInput(reader.inputs, i);
      updated = true;
      break;
    }
    if (updated) push(reader.name);
    if (!reader.inputs.some((i) => nodeName(i) === name)) g.dropReader(name, reader.name);
  }
  if (g.preserve.has(name)) return;
  gone.add(name);
  g.setInputs(n, []);
}

/** Whether leaving the node out makes no more edges than there were. */
function worthwhile(n: Work, froms: readonly Work[], readers: readonly Work[], single: boolean, many: boolean): boolean {
  const [ins, outs] = [n.inputs.length, readers.length];
  let edges = ins * outs;
  if (many) {
    edges = 0;
    for (const i of n.inputs) edges += isControl(i) ? outs : 1;
    for (const r of readers) for (const i of r.inputs) if (nodeName(i) === n.name) edges += isControl(i) ? ins : 1;
  }
  if (edges > ins + outs) return false;
  if ((ins === 1 && outs > 1 && froms[0].device !== n.device) || (ins > 1 && outs === 1 && readers[0].device !== n.device)) return false;
  const crossIn = froms.filter((f) => f.device !== n.device).length;
  const crossOut = readers.filter((r) => r.device !== n.device).length;
  let after = 0;
  for (const f of froms) for (const r of readers) if (f.device !== r.device) after++;
  if (after > crossIn + crossOut) return false;
  return !((single || many) && crossIn > 0 && crossOut > 0 && after > 0);
}
