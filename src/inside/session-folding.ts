/**
 * What a session still folds after the graph optimiser, device by device (core/common_runtime/constant_folding.cc): values that the optimiser
 * found too large to keep. A node whose data comes from constants of its own device is computed; its readers get a constant, equal ones
 * the same (optimizer_cse.cc). The node stays only where something waits for it.
 */
import { evaluate } from '../optimizer/evaluate.ts';
import { isControl, isTensor, nodeName, portOf, topological } from '../optimizer/graph.ts';
import type { OptNode } from '../optimizer/index.ts';
import { isConst, isFlow, isPure } from '../optimizer/kinds.ts';
import type { Tensor } from '../optimizer/types.ts';

/** Bytes of the largest constant that is made (kMaxConstantSize). */
const MOST = 10 * 1024 * 1024;

/** @param kept names that must stay: what is fed and fetched. Returns the nodes that remain. */
export function foldedBySession(nodes: readonly OptNode[], kept: ReadonlySet<string>): readonly OptNode[] {
  const order = topological(nodes);
  if (!order) return nodes;
  const byName = new Map(nodes.map((node) => [node.name, node]));
  const values = new Map<string, readonly Tensor[]>();
  /** Nodes that are not constant, but must be over before a folded one may be read. */
  const waits = new Map<string, readonly string[]>();
  for (const node of order) {
    const found = kept.has(node.name) ? null : valuesOf(node, byName, values);
    if (!found) continue;
    values.set(node.name, found);
    waits.set(node.name, [...new Set(node.inputs.flatMap((input) => {
      const from = nodeName(input);
      return waits.get(from) ?? (isControl(input) ? [from] : []);
    }))]);
  }
  const made = new Map<string, OptNode>();
  const equal = new Map<string, { readonly name: string; readonly value: Tensor }[]>();
  const counts = new Map<string, number>();
  const replacement = (input: string, reader: OptNode): string => {
    const from = nodeName(input);
    const found = values.get(from);
    const node = byName.get(from);
    if (!found || !node || isControl(input) || values.has(reader.name) || isConst(node)) return input;
    const value = found[portOf(input)];
    const controls = (waits.get(from) ?? []).map((name) => `^${name}`);
    const key = `${node.device} ${value.dtype} ${value.shape.join()} ${controls.join()}`;
    const alike = equal.get(key) ?? [];
    const known = alike.find((other) => sameData(other.value, value));
    if (known) return known.name;
    const count = counts.get(node.device) ?? 0;
    counts.set(node.device, count + 1);
    const name = `${from}/_${count}__cf__${count}`;
    equal.set(key, [...alike, { name, value }]);
    made.set(name, { name, op: 'Const', inputs: controls, attrs: { dtype: value.dtype, value }, device: node.device, outputs: [{ dtype: value.dtype, shape: value.shape }] });
    return name;
  };
  const read = nodes.map((node) => {
    const inputs = node.inputs.map((input) => replacement(input, node));
    return inputs.some((input, i) => input !== node.inputs[i]) ? { ...node, inputs } : node;
  });
  return made.size === 0 ? nodes : needed([...made.values(), ...read], values, kept);
}

/** The node's values, if they are known before any run and not too large; null otherwise. */
function valuesOf(node: OptNode, byName: ReadonlyMap<string, OptNode>, values: ReadonlyMap<string, readonly Tensor[]>): readonly Tensor[] | null {
  const { value } = node.attrs;
  if (isConst(node)) return isTensor(value) ? [value] : null;
  const data = node.inputs.filter((input) => !isControl(input));
  if (data.length === 0 || !isPure(node) || isFlow(node)) return null;
  const inputs = data.map((input) => (byName.get(nodeName(input))?.device === node.device ? values.get(nodeName(input))?.[portOf(input)] : undefined));
  if (!inputs.every((t) => t !== undefined)) return null;
  const found = evaluate(node.op, node.attrs, inputs);
  return found?.every(({ data: { length }, dtype }) => dtype !== 'string' && length * 8 <= MOST) ? found : null;
}

/** Nothing in it but what is wanted of folded nodes: those that nobody reads any more go. */
function needed(nodes: readonly OptNode[], folded: ReadonlyMap<string, unknown>, kept: ReadonlySet<string>): readonly OptNode[] {
  let left = nodes;
  for (;;) {
    const read = new Set(left.flatMap(({ inputs }) => inputs.map(nodeName)));
    const now = left.filter(({ name }) => read.has(name) || kept.has(name) || !folded.has(name));
    if (now.length === left.length) return now;
    left = now;
  }
}

function sameData({ data: a }: Tensor, { data: b }: Tensor): boolean {
  for (let i = 0; i < a.length; i++) if (!Object.is(a[i], b[i])) return false;
  return a.length === b.length;
}
