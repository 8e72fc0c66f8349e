/** `tf.einsum`: one op of one or two tensors, or a chain of them in the order of the cheapest pairs (python/ops/special_math_ops.py). */
import type { Shape } from '../../engine/dtype.ts';
import { Tensor, type Context, type TensorLike } from '../context.ts';
import { fail } from './nodes.ts';

const DOTS = '0';

interface Resolved { readonly equation: string; readonly dotted: boolean; readonly inputs: string[]; readonly output: string }

function resolve(equation: string, count: number): Resolved {
  let text = equation.replaceAll(' ', '');
  const dotted = equation.includes('...');
  if (dotted) {
    if (text.includes(DOTS)) fail('ValueError', `Invalid character "${DOTS}" in equation: ${equation}.`);
    text = text.replaceAll('...', DOTS);
  }
  const match = new RegExp(`^([a-zA-Z${dotted ? DOTS : ''},]*)(->[a-zA-Z${dotted ? DOTS : ''}]*)?$`).exec(text);
  if (!match) return fail('ValueError', `Subscripts have incorrect format: ${text}`);
  const inputs = match[1].split(',');
  if (inputs.length !== count) fail('ValueError', `Got ${count} inputs for equation "${equation}", expecting ${inputs.length}`);
  let output: string | undefined = match[2]?.slice(2);
  if (output === undefined) {
    const all = Array.from(match[1]).filter((l) => l !== ',');
    output = [...new Set(all)].filter((l) => all.indexOf(l) === all.lastIndexOf(l)).sort().join('');
    text += `->${output}`;
  }
  if (new Set(output).size !== output.length) fail('ValueError', `Output subscripts contain a label appearing more than once: ${equation}`);
  for (const l of output) if (l !== DOTS && !match[1].includes(l)) fail('ValueError', `Output subscripts contain the label ${l} not present in the input subscripts.`);
  return { equation: text, dotted, inputs, output };
}

function sizesOf(inputs: readonly string[], shapes: readonly (Shape | null)[]): Map<string, number> {
  const sizes = new Map<string, number>();
  inputs.forEach((labels, i) => {
    const shape = shapes[i];
    if (!shape) return;
    const at = labels.indexOf(DOTS);
    const free = shape.length - (labels.length - (at >= 0 ? 1 : 0));
    const dims = at < 0 ? shape : [...shape.slice(0, at), shape.slice(at, at + free).reduce<number>((p, d) => p * (d ?? 1), 1), ...shape.slice(at + free)];
    Array.from(labels).forEach((l, d) => sizes.set(l, Math.max(sizes.get(l) ?? 1, dims[d] ?? 1)));
  });
  return sizes;
}

/** Labels that stay when two subscripts are summed: those of the output or of the others. */
const kept = (a: string, b: string, rest: readonly string[], output: string): string => [...new Set(a + b)].filter((l) => output.includes(l) || rest.some((r) => r.includes(l))).join('');

/** `tf.einsum(equation, *inputs)` */
export function einsum(tf: Context, equation: string, values: readonly TensorLike[], { name }: { name?: string | null } = {}): Tensor {
  return tf.within(name ?? 'einsum', () => {
    const r = resolve(equation, values.length);
    const write = (eq: string): string => (r.dotted ? eq.replaceAll(DOTS, '...') : eq);
    const sum = (inputs: readonly TensorLike[], eq: string): Tensor => tf.gen('Einsum', [inputs], { equation: write(eq) });
    if (values.length <= 2) return sum(values, r.equation);
    const tensors = [...values];
    const subs = [...r.inputs];
    const sizes = sizesOf(r.inputs, values.map((v) => (v instanceof Tensor ? v.shape : null)));
    const size = (labels: string): number => Array.from(labels).reduce((p, l) => p * (sizes.get(l) ?? 1), 1);
    while (subs.length > 1) {
      let best: { i: number; j: number; cost: number } | null = null;
      for (let i = 0; i < subs.length; i++) {
        for (let j = i + 1; j < subs.length; j++) {
          if (!Array.from(subs[i]).some((l) => subs[j].includes(l))) continue;
          const cost = size(kept(subs[i], subs[j], subs.filter((_, k) => k !== i && k !== j), r.output)) - size(subs[i]) - size(subs[j]);
          if (!best || cost < best.cost) best = { i, j, cost };
        }
      }
      const { i, j } = best ?? { i: 0, j: 1 };
      // The later operand is taken first.
      const [second, first] = [subs.splice(j, 1)[0], subs.splice(i, 1)[0]];
      const operands = [tensors.splice(j, 1)[0], tensors.splice(i, 1)[0]];
      const result = subs.length === 0 ? r.output : kept(second, first, subs, r.output);
      subs.push(result);
      tensors.push(sum(operands, `${second},${first}->${result}`));
    }
    return tensors[0] as Tensor;
  });
}
