/**
 * A run's graph as a problem for the planner: what each node costs on each device, what must be together, what a feed and a fetch are.
 * A node costs its dispatch and its floating point work or its traffic, whichever is longer. As TensorFlow does, a feed becomes `_Arg` and
 * a fetched tensor `_Retval`, both on the CPU where there is one.
 */
import { isRegistered, opOf } from '../engine/registry.ts';
import { signatureOf } from '../engine/signature.ts';
import type { NodeData } from '../graphdef/model.ts';
import { deviceIndex, type Device, type Platform } from '../planner/platform.ts';
import type { Output, Problem, Task, Use } from '../planner/problem.ts';
import { plainAttr } from '../tf/graphdef/opaque.ts';
import { bytesOf, type Static, type Statics } from './statics.ts';

/** Ops that launch no kernel on a GPU: what they do is done by the runtime. */
const NO_KERNEL = new Set(['Const', 'VariableV2', 'Variable', 'VarHandleOp', 'Identity', 'IdentityN', 'NoOp', 'Reshape', 'Squeeze', 'ExpandDims', 'Shape', 'ShapeN', 'Rank', 'Size', 'StopGradient', 'PreventGradient', 'Placeholder', 'PlaceholderWithDefault', 'ControlTrigger', '_Arg', '_Retval']);
/** Ops whose output is their first input's memory. */
const SAME_MEMORY = new Set(['Identity', 'Reshape', 'Squeeze', 'ExpandDims', 'StopGradient', 'PreventGradient', 'Snapshot', 'CheckNumerics']);
/** Ops that TensorFlow has no GPU kernel for. */
const CPU_ONLY = /^(SaveV2|RestoreV2|MergeV2Checkpoints|ShardedFilename|Assert|Print|PrintV2|PyFunc|RandomShuffle|Unique|.*Summary.*|.*String.*|DecodeRaw|Where3)$/;
const LASTING = new Set(['Const', 'VariableV2', 'Variable', 'VarHandleOp']);

export interface Planned {
  readonly problem: Problem;
  /** By task. */
  readonly ops: readonly string[];
  /** By task: the node that it runs; null of what hands a fetched tensor out. */
  readonly nodes: readonly (NodeData | null)[];
  /** Nodes that were told a device, and those of them whose device the platform does not have. */
  readonly told: number;
  readonly missing: number;
  /** Edges that close loops: a plan has each node once. */
  readonly loops: number;
}

export interface RunNodes {
  readonly nodes: readonly NodeData[];
  readonly statics: Statics;
  /** Tensors, `name:output`. */
  readonly fetches: readonly string[];
  readonly feeds: readonly string[];
}

interface Edge { readonly name: string; readonly output: number; readonly control: boolean }
export function edgeOf(text: string): Edge {
  if (text.startsWith('^')) return { name: text.slice(1), output: -1, control: true };
  const at = text.lastIndexOf(':');
  const output = at < 0 ? NaN : Number(text.slice(at + 1));
  return Number.isInteger(output) ? { name: text.slice(0, at), output, control: false } : { name: text, output: 0, control: false };
}

/** Shapes that this many dimensions at most have are given to ops for their floating point work. */
const shapesOf = (statics: readonly Static[]): (readonly number[])[] => statics.map(({ shape }) => shape ?? []);

/** Floating point operations of a node; 0 where nobody knows. A fused one does at least its first op's work. */
function flopsOf(node: NodeData, inputs: readonly Static[], outputs: readonly Static[]): number {
  const fused = node.op.startsWith('_Fused');
  const type = fused ? node.op.slice('_Fused'.length) : node.op;
  if (!isRegistered(type) || outputs.length === 0) return 0;
  const { flops } = opOf(type);
  if (!flops) return 0;
  const attrs = Object.fromEntries([...node.attrs].flatMap(([name, attr]) => { const value = plainAttr(attr); return value === undefined ? [] : [[name, value]]; }));
  const own = flops(shapesOf(fused ? inputs.slice(0, 2) : inputs), shapesOf(outputs), attrs);
  const names = node.attrs.get('fused_ops');
  const more = names?.kind === 'list' ? names.values.length : 0;
  const elements = (outputs[0].shape ?? []).reduce((a, b) => a * b, 1);
  return Number.isFinite(own) ? own + more * elements : 0;
}

/** Seconds of a node on a device. */
export function nodeSeconds(device: Device, op: string, flops: number, bytes: number): number {
  const onHost = NO_KERNEL.has(op);
  const dispatch = onHost ? Math.min(device.dispatch, HOST_DISPATCH) : device.dispatch;
  return dispatch + (onHost ? 0 : Math.max(flops / device.flops, bytes / device.bandwidth));
}
/** What a node costs that launches no kernel, as on the CPU. */
const HOST_DISPATCH = 0.2e-6;

/** The problem of a run on a platform. `nodes`: those of the run, in any order. */
export function problemOf({ nodes: given, statics, fetches, feeds }: RunNodes, platform: Platform): Planned {
  const { devices } = platform;
  const cpu = devices.findIndex(({ id }) => id.startsWith('CPU'));
  // A session numbers what is fed and fetched by name.
  const fed = new Map([...feeds].sort().map((feed, i) => [edgeOf(feed).name, i]));
  const { nodes, loops } = sorted(given, fed);
  const index = new Map(nodes.map(({ name }, i) => [name, i]));
  const groups = new Groups();
  let told = 0;
  let missing = 0;
  const ops: string[] = [];
  const tasks: Task[] = [];
  const outputsOf: (readonly Static[])[] = [];
  const used = mostUsed(nodes, fetches);

  for (const node of nodes) {
    const isFed = fed.has(node.name);
    const edges = isFed ? [] : node.inputs.map(edgeOf).filter(({ name }) => (index.get(name) ?? Infinity) < tasks.length);
    const inputs: Use[] = edges.filter(({ control }) => !control).map(({ name, output }) => ({ task: index.get(name)!, output }));
    const controls = edges.filter(({ control }) => control).map(({ name }) => index.get(name)!);
    const known = statics.of(node);
    const outputs = Array.from({ length: Math.max(known.length, used.get(node.name) ?? 0) }, (_, i): Static => known[i] ?? { dtype: 'unknown', shape: null });
    const inputStatics = inputs.map(({ task, output }) => outputsOf[task][output]);
    const op = isFed ? '_Arg' : node.op;
    const flops = isFed ? 0 : flopsOf(node, inputStatics, outputs);
    const bytes = [...inputStatics, ...outputs].reduce((sum, s) => sum + bytesOf(s), 0);
    const needsCpu = cpu >= 0 && (isFed || CPU_ONLY.test(op) || outputs.some(({ dtype }) => dtype === 'string'));
    const seconds = devices.map((device) => (needsCpu && !device.id.startsWith('CPU') ? Infinity : nodeSeconds(device, op, flops, bytes)));
    const wanted = deviceIndex(devices, node.device);
    if (node.device !== '' && !isFed) told++;
    if (node.device !== '' && wanted < 0) missing++;
    const refs = isRegistered(node.op) ? signatureOf(opOf(node.op).signature).inputs : [];
    const isRef = (i: number): boolean => !isFed && (refs[i]?.ref ?? false);
    const together = [...classesOf(node).map((name) => index.get(name)).filter((at) => at !== undefined && at < tasks.length), ...inputs.flatMap(({ task }, i) => (isRef(i) ? [task] : []))];
    groups.add(tasks.length);
    if (!isFed) for (const other of together) groups.join(tasks.length, other as number);
    const shares = inputs.length > 0 && (isRef(0) || SAME_MEMORY.has(op));
    tasks.push({
      name: isFed ? `_arg_${node.name}_0_${fed.get(node.name)}` : node.name,
      seconds,
      device: isFed ? cpu : needsCpu && wanted >= 0 && !devices[wanted].id.startsWith('CPU') ? -1 : wanted,
      inputs, controls,
      outputs: outputs.map((s, i): Output => ({ bytes: bytesOf(s), ...(shares && i === 0 && { shares: 0 }), ...(LASTING.has(op) && { lasts: true }) })),
      group: -1,
      floats: inputs.length === 0 && controls.length === 0 && !isFed,
    });
    ops.push(op);
    outputsOf.push(outputs);
  }
  [...fetches].sort().forEach((fetch, i) => {
    const { name, output } = edgeOf(fetch);
    const from = index.get(name);
    if (from === undefined || outputsOf[from].length <= output) return;
    const seconds = devices.map((device) => (cpu >= 0 && !device.id.startsWith('CPU') ? Infinity : nodeSeconds(device, '_Retval', 0, 0)));
    tasks.push({ name: `_retval_${name}_${output}_${i}`, seconds, device: cpu, inputs: [{ task: from, output }], controls: [], outputs: [], group: -1, floats: false });
    ops.push('_Retval');
  });
  return { problem: { platform, tasks: settled(tasks, groups, platform) }, ops, nodes: tasks.map((_, i) => nodes[i] ?? null), told, missing, loops };
}

/** Gives groups their numbers; where members were told different devices, the first one's holds, and where no device suits all, none is told. */
function settled(tasks: readonly Task[], groups: Groups, { devices }: Platform): Task[] {
  const device = new Map<number, number>();
  const can = new Map<number, boolean[]>();
  const rootOf = tasks.map((_, i) => groups.rootOf(i));
  tasks.forEach((task, i) => {
    const root = rootOf[i];
    if (root < 0) return;
    if (task.device >= 0 && !device.has(root)) device.set(root, task.device);
    const now = can.get(root) ?? devices.map(() => true);
    can.set(root, now.map((able, d) => able && task.seconds[d] < Infinity));
  });
  return tasks.map((task, i) => {
    const root = rootOf[i];
    const able = root < 0 ? undefined : can.get(root);
    if (!able || !able.some(Boolean)) return task;
    const told = device.get(root) ?? -1;
    return { ...task, group: root, device: told >= 0 && able[told] ? told : -1, seconds: task.seconds.map((s, d) => (able[d] ? s : Infinity)) };
  });
}

/** Names that `_class` ties a node to: `loc:@name`. */
function classesOf({ attrs }: NodeData): string[] {
  const found = attrs.get('_class');
  if (found?.kind !== 'list' || found.of !== 'string') return [];
  return found.values.map((bytes) => new TextDecoder().decode(bytes)).filter((text) => text.startsWith('loc:@')).map((text) => text.slice(5));
}

/** Tasks that must be on one device (union-find). Those that are alone have no group. */
class Groups {
  private readonly parent: number[] = [];
  private readonly size: number[] = [];

  add(i: number): void {
    this.parent[i] = i;
    this.size[i] = 1;
  }
  private root(i: number): number {
    let at = i;
    while (this.parent[at] !== at) at = this.parent[at] = this.parent[this.parent[at]];
    return at;
  }
  join(a: number, b: number): void {
    const [x, y] = [this.root(a), this.root(b)];
    if (x === y) return;
    this.parent[y] = x;
    this.size[x] += this.size[y];
  }
  rootOf(i: number): number {
    if (i >= this.parent.length) return -1;
    const root = this.root(i);
    return this.size[root] > 1 ? root : -1;
  }
}

/** Outputs that are used of each node, by name: some are known from their users only. */
function mostUsed(nodes: readonly NodeData[], fetches: readonly string[]): Map<string, number> {
  const most = new Map<string, number>();
  const see = ({ name, output, control }: Edge): void => {
    if (!control) most.set(name, Math.max(most.get(name) ?? 0, output + 1));
  };
  for (const { inputs } of nodes) for (const input of inputs) see(edgeOf(input));
  for (const fetch of fetches) see(edgeOf(fetch));
  return most;
}

/** Inputs before their users, else in the given order; edges that close a loop are left out, and counted. What is fed needs no inputs. */
function sorted(nodes: readonly NodeData[], fed: ReadonlyMap<string, number>): { nodes: NodeData[]; loops: number } {
  const index = new Map(nodes.map(({ name }, i) => [name, i]));
  const state = new Uint8Array(nodes.length);
  const out: NodeData[] = [];
  let loops = 0;
  for (let start = 0; start < nodes.length; start++) {
    const stack: { at: number; from: number[]; next: number }[] = [];
    const enter = (at: number): void => {
      if (state[at] === 1) loops++;
      if (state[at] !== 0) return;
      state[at] = 1;
      const { name, inputs } = nodes[at];
      stack.push({ at, from: fed.has(name) ? [] : inputs.flatMap((input) => index.get(edgeOf(input).name) ?? []), next: 0 });
    };
    enter(start);
    while (stack.length > 0) {
      const top = stack[stack.length - 1];
      if (top.next < top.from.length) enter(top.from[top.next++]);
      else {
        state[top.at] = 2;
        out.push(nodes[top.at]);
        stack.pop();
      }
    }
  }
  return { nodes: out, loops };
}
