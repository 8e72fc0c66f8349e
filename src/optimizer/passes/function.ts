/** Inlining functions: a graph of TensorFlow 1 has none, and what is left to this pass is to write down defaults that fused nodes were made without. */
import type { Pass } from '../pass.ts';
import type { NodeAttrs } from '../types.ts';

const ALPHA = { leakyrelu_alpha: Math.fround(0.2) };
const DEFAULTS: Readonly<Record<string, NodeAttrs>> = {
  _FusedMatMul: ALPHA,
  _FusedConv2D: { ...ALPHA, filter_format: 'HWIO', num_host_args: 0 },
  _FusedDepthwiseConv2dNative: ALPHA,
};

export const functionPass: Pass = (g) => {
  for (const n of g.nodes) {
    for (const [k, v] of Object.entries(DEFAULTS[n.op] ?? {})) if (!(k in n.attrs)) n.attrs = { ...n.attrs, [k]: v };
  }
};
