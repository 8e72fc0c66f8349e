/** Ops that only the optimiser makes, as the ops that they stand for: the engine has kernels for these. */
import type { AttrData, NodeData } from '../graphdef/model.ts';

type Attrs = NodeData['attrs'];
const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
const texts = (attrs: Attrs, name: string): string[] => {
  const found = attrs.get(name);
  return found?.kind === 'list' && found.of === 'string' ? found.values.map(text) : [];
};
const only = (attrs: Attrs, ...names: readonly string[]): Map<string, AttrData> => new Map(names.flatMap((name) => { const found = attrs.get(name); return found ? [[name, found] as const] : []; }));
const ACTIVATIONS = new Set(['Elu', 'LeakyRelu', 'Relu', 'Relu6', 'Sigmoid', 'Tanh']);

/** The nodes that a node stands for, in order; the last has its name and all that waits for it. Itself, where it is no such op. */
export function unfused(node: NodeData): NodeData[] {
  const { name, op, inputs, attrs } = node;
  const data = inputs.filter((input) => !input.startsWith('^'));
  const controls = inputs.filter((input) => input.startsWith('^'));
  /** A chain: each takes what the one before gives, and more of the node's inputs. */
  const chain = (links: readonly { readonly op: string; readonly more: readonly string[]; readonly attrs: Map<string, AttrData> }[]): NodeData[] =>
    links.map((link, i) => ({
      ...node,
      name: i === links.length - 1 ? name : `${name}/part_${i}`,
      op: link.op,
      inputs: [...(i === 0 ? [] : [`${name}/part_${i - 1}`]), ...link.more, ...(i === 0 ? controls : [])],
      attrs: link.attrs,
    }));
  const type = only(attrs, 'T');
  if (op === 'Snapshot') return chain([{ op: 'Identity', more: data, attrs: type }]);
  if (op === '_UnaryOpsComposition') return chain(texts(attrs, 'op_names').map((part, i) => ({ op: part, more: i === 0 ? data : [], attrs: type })));
  if (op !== '_FusedMatMul' && op !== '_FusedConv2D') return [node];
  const product = op === '_FusedMatMul'
    ? { op: 'MatMul', more: data.slice(0, 2), attrs: only(attrs, 'T', 'transpose_a', 'transpose_b') }
    : { op: 'Conv2D', more: data.slice(0, 2), attrs: only(attrs, 'T', 'strides', 'padding', 'explicit_paddings', 'dilations', 'data_format', 'use_cudnn_on_gpu') };
  const parts = texts(attrs, 'fused_ops');
  const links = parts.map((part) => {
    if (part === 'BiasAdd') return { op: part, more: [data[2]], attrs: only(attrs, 'T', 'data_format') };
    if (part === 'FusedBatchNorm') return { op: part, more: data.slice(2, 6), attrs: new Map([...only(attrs, 'T', 'epsilon', 'data_format'), ['is_training', { kind: 'bool', value: false }] as const]) };
    const alpha = attrs.get('leakyrelu_alpha');
    return ACTIVATIONS.has(part) ? { op: part, more: [], attrs: new Map([...type, ...(part === 'LeakyRelu' && alpha ? [['alpha', alpha] as const] : [])]) } : null;
  });
  return links.every((link) => link !== null) ? chain([product, ...links]) : [node];
}
