/** Constant folding: constants in a tree of sums or products are moved down to where they can be folded (ConstantPushDown). */
import { isFloating, type DType } from '../../engine/dtype.ts';
import { isControl, type Work } from '../graph.ts';
import { isFullyKnown as isFull } from '../properties.ts';
import { inputOf, really, type Folding } from './constant-folding-context.ts';

const isAdd = (n: Work): boolean => n.op === 'Add' || n.op === 'AddV2';
/** Grappler's IsDiv: the division of TensorFlow 2 is another op, and stays. */
const isDiv = (n: Work): boolean => n.op === 'Div';
const sum = (n: Work): boolean => isAdd(n) || n.op === 'Sub';
const product = (n: Work): boolean => n.op === 'Mul' || isDiv(n);
const symmetric = (n: Work): boolean => isAdd(n) || n.op === 'Mul';

/** C + (X + Y) becomes X + (C + Y), and so on for the signs and for products. */
export function pushDown(f: Folding, n: Work): boolean {
  const { g } = f;
  if (!(sum(n) || product(n)) || n.inputs.filter((i) => !isControl(i)).length < 2) return false;
  const [left, right] = [g.node(n.inputs[0]), g.node(n.inputs[1])];
  if (!left || !right) return false;
  const leftConst = really(g, left);
  if (!leftConst && !really(g, right)) return false;
  const child = leftConst ? right : left;
  const constant = leftConst ? left : right;
  if (!((sum(n) && sum(child)) || (product(n) && product(child)))) return false;
  const readers = g.outputs(child.name);
  const uses = g.dataOutputs(child.name).reduce((k, r) => k + r.inputs.filter((i) => i === child.name).length, 0);
  if (child.inputs.length < 2 || g.preserve.has(child.name) || uses > 1 || readers.includes(constant) || n.device !== child.device || n.device !== constant.device) return false;
  const leaves = [g.at(child.inputs[0]), g.at(child.inputs[1])];
  const [leftLeaf, rightLeaf] = leaves.map((l) => really(g, l));
  if (leftLeaf && rightLeaf) return false;
  if (leaves.some((l) => l.device !== n.device)) return false;
  const dtype = n.attrs['T'] as DType;
  if (dtype === 'float16' || dtype === 'bfloat16') return false;
  if (!(symmetric(n) && symmetric(child)) && !isFloating(dtype)) return false;
  if (!leftLeaf && !rightLeaf && grows(f, n, child, leftConst)) return false;

  const c = leftConst ? n.inputs[0] : n.inputs[1];
  const op = leftConst ? n.inputs[1] : n.inputs[0];
  const x = leftLeaf ? child.inputs[1] : child.inputs[0];
  const y = x === child.inputs[0] ? child.inputs[1] : child.inputs[0];
  if (symmetric(n) && symmetric(child)) {
    g.setInputs(n, [x, op, ...n.inputs.slice(2)]);
    g.setInputs(child, [c, y, ...child.inputs.slice(2)]);
  } else {
    const negated = (isRight: boolean): boolean => (!symmetric(child) && isRight) !== (!symmetric(n) && leftConst);
    const [plus, minus] = sum(n) ? ['Add', 'Sub'] : ['Mul', 'Div'];
    const negC = !symmetric(n) && !leftConst;
    const negX = negated(leftLeaf);
    const negY = negated(!leftLeaf);
    n.op = negX || (negC && negY) ? minus : plus;
    g.setInputs(n, [negX ? op : x, negX ? x : op, ...n.inputs.slice(2)]);
    child.op = negC === negY ? plus : minus;
    g.setInputs(child, [negC ? y : c, negC ? c : y, ...child.inputs.slice(2)]);
  }
  // What was known of their inputs is known no more: a smaller one may stand where one of the sum's own shape did.
  f.properties.forget(child.name);
  f.properties.forgetInputs(n.name);
  return true;
}

/** Whether the child would become larger than before. */
function grows(f: Folding, n: Work, child: Work, leftConst: boolean): boolean {
  const c = inputOf(f, n, leftConst ? 0 : 1).shape;
  const x = inputOf(f, child, 0).shape;
  const size = (s: readonly number[]): number => s.reduce((a, b) => a * b, 1);
  if (isFull(c) && isFull(x) && size(c) > size(x)) return true;
  if (!c || !x) return false;
  for (let i = 0; i < Math.min(c.length, x.length); i++) { if (x[i] >= 0 && c[i] > x[i]) return true; }
  return false;
}
