/** A conditional that is decided while the graph is built where that is possible (framework/smart_cond.py). */
import { fold } from '../../engine/fold.ts';
import { Tensor, type Context } from '../context.ts';
import { isConvertible } from '../convert.ts';
import { cond } from '../flow/cond.ts';
import { num } from '../math/nodes.ts';
import { fail } from './layer.ts';

/** The truth of a flag that Python knows; null for what only a run can tell. */
export function staticTruth(pred: unknown): boolean | null {
  if (typeof pred === 'boolean') return pred;
  if (pred instanceof Tensor) {
    const value = fold(pred.graph, pred);
    return value ? (value.data as ArrayLike<number>)[0] !== 0 : null;
  }
  if (isConvertible(pred)) return null;
  const number = num(pred);
  if (number === 0 || number === 1) return number === 1;
  return fail('TypeError', `\`pred\` must be a Tensor, or a Python bool, or 1 or 0. Received: ${String(pred)}`);
}

/** The one branch where the flag is known, else both. */
export function smartCond<T>(tf: Context, pred: unknown, yes: () => T, no: () => T): T {
  const known = staticTruth(pred);
  if (known !== null) return known ? yes() : no();
  return cond(tf, pred, yes, no) as T;
}
