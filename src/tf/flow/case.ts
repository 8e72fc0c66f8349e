/** `tf.case`: a chain of conditionals (python/ops/control_flow_case.py). */
import { TensorFlowError } from '../../engine/op-def.ts';
import { stack } from '../array/parts.ts';
import { cast } from '../math/elementwise.ts';
import { reduceSum } from '../math/reduce.ts';
import { Tensor, type Context, type Operation } from '../context.ts';
import * as nest from '../nest.ts';
import { Tuple } from '../values.ts';
import { intScalar } from './arithmetic.ts';
import { assert } from './assert.ts';
import { cond } from './cond.ts';

const fail = (kind: string, message: string): never => { throw new TensorFlowError(kind, message); };
type Action = () => unknown;
interface Pair { readonly pred: Tensor; readonly action: Action }

export interface CaseOptions { readonly default?: unknown; readonly exclusive?: boolean | null | undefined; readonly strict?: boolean | null | undefined; readonly name?: string | null | undefined }

function pairsOf(given: unknown): Pair[] {
  if (!nest.isNested(given)) fail('TypeError', `'pred_fn_pairs' must be a list, tuple, or dict. Received: ${String(given)}`);
  const entries = given instanceof Map
    ? [...given].sort(([a], [b]) => ((a as Tensor).name < (b as Tensor).name ? -1 : 1)).map(([k, v]) => Tuple.from2([k, v]))
    : (given as readonly unknown[]);
  return entries.map((entry) => {
    if (!(entry instanceof Tuple) || entry.length !== 2) return fail('TypeError', `Each entry in 'pred_fn_pairs' must be a 2-tuple. Received ${nest.show(entry)}.`);
    const [pred, action] = Array.from(entry);
    if (!(pred instanceof Tensor)) return fail('TypeError', `pred must be a Tensor, got: ${nest.show(pred)}`);
    if (pred.dtype !== 'bool') fail('TypeError', `pred must be Tensor of type bool: ${pred.name}`);
    if (typeof action !== 'function') fail('TypeError', `fn for pred ${pred.name} must be callable.`);
    return { pred, action: action as Action };
  });
}

/** Fails the run where more than `n` of the predicates hold. */
function atMost(tf: Context, preds: readonly Tensor[], n: number, message: string): Operation {
  const all = stack(tf, preds, { name: 'preds_c' });
  const count = reduceSum(tf, cast(tf, all, 'int32'), { name: 'num_true_conds' });
  const test = tf.gen('LessEqual', [count, tf.constant(intScalar(n), 'n_true_conds')]);
  const names = preds.map((p) => p.name).join(', ');
  return assert(tf, test, [`${message}: more than ${n} conditions (${names}) evaluated as True:`, all], { summarize: preds.length });
}

/** `tf.case(pred_fn_pairs, default, exclusive, strict, name)`: the result of the first function whose predicate holds, else of `default`. */
export function caseOf(tf: Context, given: unknown, options: CaseOptions = {}): unknown {
  let pairs = pairsOf(given);
  const { strict } = options;
  return tf.within(options.name ?? 'case', () => {
    const preds = pairs.map((p) => p.pred);
    let fn = options.default as Action | null | undefined;
    if (fn === null || fn === undefined) {
      // The last action is the default, once it is certain that its predicate holds.
      const k = pairs.length - 1;
      const { pred, action } = pairs[k];
      const others = pairs.slice(0, k).map((p) => p.pred);
      pairs = pairs.slice(0, k);
      fn = () => {
        const message = `Implementation error: selected default action #${k} was called, but some of other predicates are True: `;
        const data = ['Input error: None of conditions evaluated as True:', stack(tf, preds, { name: 'preds_c' })];
        const checks = [atMost(tf, others, 0, message), assert(tf, pred, data)];
        return tf.after(checks.map((c) => c.id), action);
      };
    }
    if (typeof fn !== 'function') fail('TypeError', `default must be callable.`);
    let chain: Action = fn;
    for (const { pred, action } of [...pairs].reverse()) {
      const next = chain;
      chain = () => cond(tf, pred, action, next, { strict });
    }
    if (!options.exclusive) return chain();
    const check = atMost(tf, pairs.map((p) => p.pred), 1, 'Input error: exclusive=True');
    return tf.after([check.id], chain);
  });
}
