/** A product with a number goes into the weights of the convolution behind it. */
import { keepsValues } from '../../kinds.ts';
import { constant, dataEdges, firstOf, kept, make, optimisedName, tailOf, takeControls, type Rule } from './context.ts';

export const foldMultiplyIntoConv: Rule = (conv, r) => {
  if (conv.op !== 'Conv2D' && conv.op !== 'Conv3D') return null;
  const weights = r.g.at(conv.inputs[1]);
  if (weights.op !== 'Const') return null;
  const name = optimisedName(weights.name, 'FoldMultiplyIntoConv', `scaled_${conv.name}`);
  if (r.g.has(name)) return null;
  const tail = tailOf(r, conv, (m) => !kept(r, m) && keepsValues(m) && dataEdges(r, m) === 1);
  const mul = firstOf(r, tail);
  if (!mul || (mul.op !== 'Mul' && mul.op !== 'MulNoNan') || dataEdges(r, mul) !== 1 || kept(r, mul)) return null;
  const at = r.g.at(mul.inputs[1]).op === 'Const' || r.g.at(mul.inputs[0]).op !== 'Const' ? 1 : 0;
  const scale = constant(r, mul.inputs[at]);
  if (!scale || scale.shape.length !== 0 || scale.dtype !== weights.attrs['dtype']) return null;
  const scaled = make(r, name, mul.op, [conv.inputs[1], mul.inputs[at]], { T: weights.attrs['dtype'] }, weights);
  takeControls(r, scaled, [mul]);
  r.g.setInput(conv, 1, name);
  r.g.setInput(tail, 0, mul.inputs[1 - at]);
  for (const n of [scaled, conv, tail]) r.push(n);
  return conv.name;
};
