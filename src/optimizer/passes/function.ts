/** There are no functions to inline in a graph of TensorFlow 1: what is left of this pass is that defaults of nodes that passes made are written down. */
import type { Pass } from '../pass.ts';
import type { NodeAttrs } from '../types.ts';

const ALPHA = Math.fround(0.2);
/** Attributes with a default that Grappler leaves out where it makes such nodes (core/ops/math_ops.cc, nn_ops.cc, array_ops.cc). */
const DEFAULTS: Readonly<Record<string, NodeAttrs>> = {
  _FusedMatMul: { leakyrelu_alpha: ALPHA },
  _FusedConv2D: { leakyrelu_alpha: ALPHA, filter_format: 'HWIO', data_format: 'NHWC', dilations: [1, 1, 1, 1], explicit_paddings: [], use_cudnn_on_gpu: true },
  BroadcastTo: { Tidx: 'int32' },
};

export const functions: Pass = (g) => {
  for (const n of g.nodes) {
    const missing = Object.entries(DEFAULTS[n.op] ?? {}).filter(([k]) => !(k in n.attrs));
    if (missing.length > 0) n.attrs = { ...n.attrs, ...Object.fromEntries(missing) };
  }
};
