/** Values of single nodes, by the engine's own kernels. */
import { sizeOf, type Tensor } from '../engine/dtype.ts';
import { fold } from '../engine/fold.ts';
import { narrow } from '../engine/ops/cast.ts';
import { Graph } from '../engine/graph.ts';
import type { Attrs, Output } from '../engine/op-def.ts';
import { isRegistered } from '../engine/registry.ts';
import { isTensor } from './graph.ts';
import type { NodeAttrs } from './types.ts';

/** Most elements that folding computes with, as in fold.ts. */
const MOST = 1 << 20;

/** Attributes as an op of the engine takes them. */
export function engineAttrs(attrs: NodeAttrs): Attrs {
  const out: Record<string, Attrs[string]> = {};
  for (const [k, v] of Object.entries(attrs)) if (!isTensor(v)) out[k] = v as Attrs[string];
  return out;
}

/** A graph to compute in, made anew after so many nodes: making one costs more than most values. */
let shared: Graph | null = null;
function workshop(): Graph {
  if (!shared || shared.nodes > 2000) shared = new Graph();
  return shared;
}

/** The values of an output by themselves. The engine holds float16 and bfloat16 as float32: what a kernel has computed keeps the bits that they have. */
function rounded({ dtype, data }: Tensor): Float32Array {
  const own = (data as Float32Array).slice();
  return dtype === 'float16' || dtype === 'bfloat16' ? own.map((v) => narrow(v, dtype)) : own;
}

/** A product with what was fused to it, one after the other; null where it is not known here what that is. */
function fusedProduct(attrs: NodeAttrs, [a, b, ...rest]: readonly Tensor[]): Tensor[] | null {
  const { T = null, transpose_a = false, transpose_b = false, fused_ops } = attrs;
  if (!Array.isArray(fused_ops) || !fused_ops.every((op) => typeof op === 'string' && /^(BiasAdd|Relu|Relu6|Elu|Tanh|Sigmoid)$/.test(op))) return null;
  let value = evaluate('MatMul', { T, transpose_a, transpose_b }, [a, b]);
  for (const op of fused_ops as readonly string[]) value = value && evaluate(op, op === 'BiasAdd' ? { T, data_format: 'NHWC' } : { T }, op === 'BiasAdd' ? [value[0], rest[0]] : value);
  return value;
}

/** Ops of one input each, one after the other. */
function composition({ T = null, op_names }: NodeAttrs, inputs: readonly Tensor[]): Tensor[] | null {
  if (!Array.isArray(op_names)) return null;
  let value: Tensor[] | null = [...inputs];
  for (const op of op_names as readonly unknown[]) value = value && typeof op === 'string' ? evaluate(op, { T }, value) : null;
  return value;
}

/** The outputs of an op for these inputs; null where it cannot be computed here, or refuses them. */
export function evaluate(type: string, attrs: NodeAttrs, inputs: readonly Tensor[]): Tensor[] | null {
  if (type === '_FusedMatMul') return fusedProduct(attrs, inputs);
  if (type === '_UnaryOpsComposition') return composition(attrs, inputs);
  if (!isRegistered(type) || inputs.some((t) => sizeOf(t.shape) > MOST)) return null;
  try {
    const g = workshop();
    const sources = inputs.map((t): Output => ({ id: g.add('Const', 'Const', 0, [], { dtype: t.dtype, shape: t.shape }, [], t), index: 0 }));
    const id = g.add(type, type, 0, sources, engineAttrs(attrs));
    const out: Tensor[] = [];
    for (let index = 0; index < g.classOf(id).outputs.length; index++) {
      const value = fold(g, { id, index });
      if (!value) return null;
      out.push({ dtype: value.dtype, shape: [...value.shape], data: value.dtype === 'string' ? value.data : rounded(value) });
    }
    return out;
  } catch {
    return null; // the run itself will say what is wrong
  }
}
