/** A product, its bias and its activation are computed by one fused kernel: remapper.cc, the patterns that it has for CPUs without oneDNN. */
import { dataInputs, isControl, type Work, type WorkGraph } from '../graph.ts';
import type { Pass } from '../pass.ts';
import type { NodeAttrs } from '../types.ts';
import { dataUses, drivesControl } from './arithmetic-stage.ts';

const ACTIVATIONS = new Set(['Relu', 'Relu6', 'Elu', 'LeakyRelu']);
const PRODUCTS: Readonly<Record<string, { op: string; attrs: readonly string[] }>> = {
  MatMul: { op: '_FusedMatMul', attrs: ['T', 'transpose_a', 'transpose_b'] },
  Conv2D: { op: '_FusedConv2D', attrs: ['T', 'strides', 'padding', 'explicit_paddings', 'dilations', 'data_format', 'use_cudnn_on_gpu'] },
};

const noControls = (g: WorkGraph, n: Work): boolean => !n.inputs.some(isControl) && !drivesControl(g, n);

/** The product whose bias a node adds, if only this node reads it. */
function productOf(g: WorkGraph, bias: Work): Work | null {
  if (bias.op !== 'BiasAdd' || !noControls(g, bias)) return null;
  const p = g.node(bias.inputs[0]);
  if (!p || !PRODUCTS[p.op] || p.attrs['T'] !== bias.attrs['T'] || p.device !== bias.device) return null;
  if (p.attrs['T'] !== 'float32' && !(p.op === 'Conv2D' && p.attrs['T'] === 'float64')) return null;
  if (p.op === 'Conv2D' && p.attrs['data_format'] !== 'NHWC') return null;
  return inner(g, p) && noControls(g, p) ? p : null;
}
/** Its value is wanted by one node only, and not by the run. */
const inner = (g: WorkGraph, n: Work): boolean => !g.preserve.has(n.name) && dataUses(g, n.name) <= 1;

export const remapper: Pass = (g, { notes }) => {
  const gone = new Set<string>();
  for (const n of [...g.nodes].reverse()) {
    if (gone.has(n.name) || g.feeds.has(n.name)) continue;
    const active = ACTIVATIONS.has(n.op) && noControls(g, n);
    const bias = active ? g.node(n.inputs[0]) : n;
    const product = bias && (bias === n || (inner(g, bias) && bias.attrs['T'] === n.attrs['T'] && bias.device === n.device)) ? productOf(g, bias) : null;
    if (!bias || !product) continue;
    const { op, attrs } = PRODUCTS[product.op];
    const copied: Record<string, NodeAttrs[string]> = {};
    for (const k of attrs) if (k in product.attrs) copied[k] = product.attrs[k];
    const fused = bias === n ? ['BiasAdd'] : ['BiasAdd', n.op];
    const alpha = n.op === 'LeakyRelu' ? { leakyrelu_alpha: n.attrs['alpha'] } : {};
    const inputs = [...dataInputs(product).slice(0, 2), bias.inputs[1]];
    n.attrs = { ...copied, fused_ops: fused, num_args: 1, epsilon: 0, ...(op === '_FusedConv2D' && { TArgs: [n.attrs['T']] }), ...alpha };
    n.op = op;
    n.outputs = undefined;
    g.setInputs(n, inputs);
    for (const m of [product, bias]) if (m !== n) { gone.add(m.name); notes.fused.set(m.name, n.name); g.setInputs(m, []); }
  }
  g.remove(gone);
};

/** Attributes with a default that the fused ops leave out where they are made. */
const DEFAULTS: Readonly<Record<string, NodeAttrs>> = {
  _FusedMatMul: { leakyrelu_alpha: Math.fround(0.2), epsilon: Math.fround(0.0001), transpose_a: false, transpose_b: false },
  _FusedConv2D: { leakyrelu_alpha: Math.fround(0.2), epsilon: Math.fround(0.0001), data_format: 'NHWC', filter_format: 'HWIO', dilations: [1, 1, 1, 1], explicit_paddings: [], num_host_args: 0, use_cudnn_on_gpu: true },
  BroadcastTo: { Tidx: 'int32' },
};

/** There are no functions to inline in a graph of TensorFlow 1; what this pass does to it is to write down missing defaults. */
export const defaults: Pass = (g) => {
  for (const n of g.nodes) {
    const missing = Object.entries(DEFAULTS[n.op] ?? {}).filter(([k]) => !(k in n.attrs));
    if (missing.length > 0) n.attrs = { ...n.attrs, ...Object.fromEntries(missing) };
  }
};
