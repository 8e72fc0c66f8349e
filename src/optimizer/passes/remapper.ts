/** Neighbours that one kernel computes together become one node: remapper.cc, without oneDNN and without a GPU. */
import { scalar } from '../properties.ts';
import { controlInputs, dataInputs, erase, isControl, isTensor, nodeName, portOf, topological, type Work, type WorkGraph } from '../graph.ts';
import type { Notes, Pass } from '../pass.ts';
import type { Attr } from '../types.ts';

const onCpu = (n: Work): boolean => n.device === '' || /cpu/i.test(n.device);
const waits = (n: Work): boolean => controlInputs(n).length > 0;
const drives = (g: WorkGraph, n: Work): boolean => g.outputs(n.name).some((r) => r.inputs.includes(`^${n.name}`));
/** Nodes that read the first output. */
const readers = (g: WorkGraph, n: Work): number => g.outputs(n.name).reduce((sum, r) => sum + r.inputs.filter((i) => nodeName(i) === n.name && portOf(i) === 0).length, 0);
const hidden = (g: WorkGraph, n: Work): boolean => readers(g, n) <= 1 && !g.preserve.has(n.name);
const isActivation = (n: Work): boolean => ['Relu', 'Relu6', 'Elu', 'LeakyRelu'].includes(n.op);
const isBatchNorm = (n: Work): boolean => /^FusedBatchNorm(V2|V3)?$/.test(n.op);

/** Whether Eigen's kernels for this node write their output through another op. */
function computable(n: Work): boolean {
  if (!onCpu(n)) return false;
  if (n.op === 'Conv2D') return (n.attrs['T'] === 'float32' || n.attrs['T'] === 'float64') && n.attrs['data_format'] === 'NHWC';
  return n.op === 'MatMul' && n.attrs['T'] === 'float32';
}

/** The product under a node, where nobody else sees it. */
function contraction(g: WorkGraph, over: Work): Work | null {
  const n = over.inputs.length > 0 ? g.node(over.inputs[0]) : undefined;
  if (!n || isControl(over.inputs[0]) || (n.op !== 'Conv2D' && n.op !== 'MatMul') || n.attrs['T'] !== over.attrs['T']) return null;
  return waits(n) || drives(g, n) || !hidden(g, n) || !computable(n) ? null : n;
}

function biased(g: WorkGraph, n: Work): { product: Work; bias: Work } | null {
  if (n.op !== 'BiasAdd' || waits(n)) return null;
  const product = contraction(g, n);
  return product && { product, bias: n };
}

function attrsOf(product: Work, ops: readonly string[], args: number, epsilon: number, activation?: Work): Record<string, Attr> {
  const alpha = activation?.op === 'LeakyRelu' ? { leakyrelu_alpha: activation.attrs['alpha'] ?? Math.fround(0.2) } : {};
  const shared = { num_args: args, fused_ops: [...ops], epsilon, ...alpha };
  if (product.op === 'MatMul') return { T: product.attrs['T'], transpose_a: product.attrs['transpose_a'] ?? false, transpose_b: product.attrs['transpose_b'] ?? false, ...shared };
  const kept = Object.fromEntries(['T', 'strides', 'padding', 'explicit_paddings', 'dilations', 'data_format', 'use_cudnn_on_gpu'].flatMap((k) => (k in product.attrs ? [[k, product.attrs[k]]] : [])));
  return { ...kept, TArgs: Array.from({ length: args }, () => product.attrs['T']), num_host_args: 0, ...shared };
}

/** The root takes over what the others did; these go. */
function fuse(g: WorkGraph, notes: Notes, root: Work, product: Work, args: readonly string[], attrs: Record<string, Attr>, gone: readonly Work[]): void {
  root.op = product.op === 'MatMul' ? '_FusedMatMul' : '_FusedConv2D';
  root.attrs = attrs;
  g.setInputs(root, [...dataInputs(product), ...args, ...controlInputs(root)]);
  if (root.outputs) root.outputs = root.outputs.slice(0, 1);
  for (const n of gone) notes.fused.set(n.name, root.name);
  g.remove(new Set(gone.map((n) => n.name)));
}

function withBias(g: WorkGraph, notes: Notes, n: Work): boolean {
  if (drives(g, n)) return false;
  const activated = isActivation(n) && !waits(n) && n.inputs.length > 0 ? g.node(n.inputs[0]) : undefined;
  const found = activated ? biased(g, activated) : biased(g, n);
  if (!found) return false;
  const { product, bias } = found;
  if (activated && (!hidden(g, bias) || drives(g, bias) || bias.attrs['T'] !== n.attrs['T'])) return false;
  const ops = activated ? ['BiasAdd', n.op] : ['BiasAdd'];
  fuse(g, notes, n, product, [bias.inputs[1]], attrsOf(product, ops, 1, 0, activated && n), activated ? [product, bias] : [product]);
  return true;
}

/** A convolution over one dimension: the Squeeze moves behind the bias. */
function withSqueeze(g: WorkGraph, notes: Notes, n: Work): boolean {
  if (n.op !== 'BiasAdd' || waits(n)) return false;
  const squeeze = g.node(n.inputs[0]);
  if (!squeeze || squeeze.op !== 'Squeeze' || waits(squeeze) || drives(g, squeeze) || !hidden(g, squeeze) || squeeze.attrs['T'] !== n.attrs['T']) return false;
  const dims = squeeze.attrs['squeeze_dims'];
  const conv = contraction(g, squeeze);
  if (!conv || conv.op !== 'Conv2D' || !Array.isArray(dims) || dims.some((d) => d === 3 || d === -1)) return false;
  const bias = n.inputs[1];
  n.op = 'Squeeze';
  n.attrs = { ...squeeze.attrs };
  g.setInputs(n, [conv.name]);
  conv.attrs = attrsOf(conv, ['BiasAdd'], 1, 0);
  conv.op = '_FusedConv2D';
  g.setInputs(conv, [...conv.inputs, bias]);
  notes.fused.set(squeeze.name, n.name);
  g.remove(new Set([squeeze.name]));
  return true;
}

const inference = (g: WorkGraph, n: Work): boolean => n.attrs['is_training'] === false && g.outputs(n.name).every((r) => r.inputs.every((i) => nodeName(i) !== n.name || portOf(i) <= 0));

/** Normalised by running means: part of the convolution's kernel. */
function withBatchNorm(g: WorkGraph, notes: Notes, n: Work): boolean {
  const activated = isActivation(n) && n.op !== 'LeakyRelu' && !waits(n) && n.inputs.length > 0 ? g.node(n.inputs[0]) : undefined;
  const norm = activated ?? n;
  if (!isBatchNorm(norm) || waits(norm) || (activated && drives(g, norm)) || !inference(g, norm) || norm.attrs['T'] !== 'float32') return false;
  if (activated && !hidden(g, norm)) return false;
  const conv = contraction(g, norm);
  if (!conv || conv.op !== 'Conv2D') return false;
  const ops = activated ? ['FusedBatchNorm', n.op] : ['FusedBatchNorm'];
  fuse(g, notes, n, conv, norm.inputs.slice(1, 5), attrsOf(conv, ops, 4, Number(norm.attrs['epsilon'] ?? 0)), activated ? [conv, norm] : [conv]);
  return true;
}

/** Normalised by constants: a product and a sum, most of which constant folding computes. */
function unfoldBatchNorm(g: WorkGraph, n: Work): boolean {
  if (!isBatchNorm(n) || n.attrs['T'] !== 'float32' || n.attrs['is_training'] !== false || n.attrs['data_format'] !== 'NHWC') return false;
  const constant = (i: number): boolean => { const from = g.at(n.inputs[i]); return from.op === 'Const' && !g.feeds.has(from.name) && isTensor(from.attrs['value']); };
  if (!(constant(1) && constant(4)) && [0, 1, 2, 3, 4].filter(constant).length < 4) return false;
  if (!inference(g, n)) return false;
  const [x, scale, offset, mean, variance] = n.inputs;
  const type = { T: 'float32' };
  const add = (part: string, op: string, inputs: string[], attrs: Record<string, Attr> = type): string => g.add({ name: `${n.name}/${part}`, op, inputs, attrs, device: n.device }).name;
  if (['Const', 'VarPlusEpsilon', 'Inv', 'Scaled', 'Mul', 'Mul2', 'Offset'].some((part) => g.has(`${n.name}/${part}`))) return false;
  const epsilon = add('Const', 'Const', [], { dtype: 'float32', value: scalar('float32', Number(n.attrs['epsilon'] ?? 0)) });
  const inverse = add('Inv', 'Rsqrt', [add('VarPlusEpsilon', 'Add', [variance, epsilon])]);
  const scaled = add('Scaled', 'Mul', [inverse, scale]);
  const product = add('Mul', 'Mul', [x, scaled]);
  const shift = add('Offset', 'Sub', [offset, add('Mul2', 'Mul', [mean, scaled])]);
  g.setInputs(n, [product, shift, ...controlInputs(n)]);
  n.op = 'Add';
  n.attrs = type;
  if (n.outputs) n.outputs = n.outputs.slice(0, 1);
  return true;
}

export const remapper: Pass = (g, { notes }) => {
  g.nodes = topological(g.nodes) ?? g.nodes;
  const before = [...g.nodes];
  for (const n of [...g.nodes].reverse()) {
    if (!g.has(n.name)) continue;
    if (withBias(g, notes, n) || withSqueeze(g, notes, n) || withBatchNorm(g, notes, n)) continue;
    unfoldBatchNorm(g, n);
  }
  g.nodes = erase([...before, ...g.nodes.slice(before.filter((n) => g.has(n.name)).length)], new Set(before.flatMap((n) => (g.has(n.name) ? [] : [n.name]))));
};
