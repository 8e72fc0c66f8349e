/** `tf.cond`: Switch, the two branches, and a Merge for each result (python/ops/cond.py). */
import { TensorFlowError } from '../../engine/op-def.ts';
import type { Context, Tensor, TensorLike } from '../context.ts';
import { identity } from '../core.ts';
import * as nest from '../nest.ts';
import { CondContext } from './cond-context.ts';
import { merge } from './nodes.ts';
import { unflow } from './tensor-array-flow.ts';

const fail = (kind: string, message: string): never => { throw new TensorFlowError(kind, message); };

export interface CondOptions { readonly strict?: boolean | null | undefined; readonly name?: string | null | undefined }

const unpackSingle = (v: unknown): unknown => (Array.isArray(v) && v.length === 1 ? (v[0] as unknown) : v);

/**
 * `tf.cond(pred, true_fn, false_fn, strict, name)`: the result of the one branch or the other, in the branches' common structure. Unless `strict`, a
 * list of one is its element. An operation as a result becomes a boolean tensor that waits for it.
 */
export function cond(tf: Context, pred: TensorLike, trueFn: () => unknown, falseFn: () => unknown, { strict, name }: CondOptions = {}): unknown {
  if (typeof trueFn !== 'function') fail('TypeError', "'true_fn' must be callable.");
  if (typeof falseFn !== 'function') fail('TypeError', "'false_fn' must be callable.");
  return tf.within(name ?? 'cond', () => {
    if (typeof pred === 'boolean') fail('TypeError', "'pred' must not be a Python bool.");
    const [off, on] = tf.apply('Switch', [pred, pred]);
    const pivotOn = identity(tf, on, { name: 'switch_t' });
    const pivotOff = identity(tf, off, { name: 'switch_f' });
    const p = identity(tf, pred, { name: 'pred_id' });
    for (const t of [on, off, pivotOn, pivotOff, p]) t.graph.unfetchable.add(t.id);
    const branch = (which: 0 | 1, pivot: Tensor, fn: () => unknown): { context: CondContext; original: unknown; flat: Tensor[] } => {
      const context = new CondContext(tf, p, pivot, which);
      const built = context.inside(() => {
        const result = context.build(fn) ?? fail('ValueError', `'${which ? 'true' : 'false'}_fn' must have a return value.`);
        context.exitResult(result.flat);
        return result;
      });
      return { context, original: strict ? built.original : unpackSingle(built.original), flat: built.flat };
    };
    const yes = branch(1, pivotOn, trueFn);
    const no = branch(0, pivotOff, falseFn);
    same(yes.original, no.original);
    if (yes.flat.length === 0) fail('ValueError', "'true_fn' and 'false_fn' must return at least one result.");
    yes.flat.forEach((t, i) => {
      const other = no.flat[i];
      if (t.dtype !== other.dtype) fail('ValueError', `Outputs of 'true_fn' and 'false_fn' must have the same type(s). Received ${typeName(t)} from 'true_fn' and ${typeName(other)} from 'false_fn'.`);
    });
    const leaves = nest.flatten(yes.original);
    const merged = yes.flat.map((t, i) => unflow(leaves[i], merge(tf, [no.flat[i], t])[0]));
    if (yes.context.outer === null) p.graph.collection('cond_context').push(yes.context, no.context);
    const packed = nest.pack(yes.original, merged);
    return strict ? packed : unpackSingle(packed);
  });
}

const typeName = (t: Tensor): string => `${t.dtype}${t.isRef ? '_ref' : ''}`;

function same(a: unknown, b: unknown): void {
  try {
    nest.assertSame(a, b);
  } catch (error) {
    if (!(error instanceof TensorFlowError)) throw error;
    fail(error.kind, `Incompatible return ${error.kind === 'TypeError' ? 'types' : 'values'} of 'true_fn' and 'false_fn': ${error.message}`);
  }
}

/** `tf.cond(pred, true_fn=None, false_fn=None, strict=False, name=None, fn1=None, fn2=None)` as scripts call it. */
export function condCalled(tf: Context, pred: TensorLike, { true_fn, false_fn, fn1, fn2, ...options }: CondOptions & { true_fn?: unknown; false_fn?: unknown; fn1?: unknown; fn2?: unknown } = {}): unknown {
  const pick = (now: unknown, old: unknown, names: string): unknown => {
    const [n, o] = names.split(',');
    if (old !== undefined && now !== undefined) fail('TypeError', `cond(): '${n}' and '${o}' may not be set simultaneously.`);
    return old ?? now ?? fail('TypeError', `cond(): '${n}' argument required`);
  };
  return cond(tf, pred, pick(true_fn, fn1, 'true_fn,fn1') as () => unknown, pick(false_fn, fn2, 'false_fn,fn2') as () => unknown, options);
}
