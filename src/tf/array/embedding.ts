/** Rows of embeddings by id, from one or several parts (ops/embedding_ops.py). */
import { isFull, tensor, type Shape } from '../../engine/dtype.ts';
import { mergeShapes } from '../../engine/shapes.ts';
import type { Tensor} from '../context.ts';
import { NONE, type Context, type TensorLike } from '../context.ts';
import { clipByNorm } from '../math/clip.ts';
import { operator } from '../math/operators.ts';
import { gather } from './gathers.ts';
import { asList, between, cast, concat, fail, range, rank as rankOf, reshape, setShape, shape, size, stack, itemAt, type Name } from './parts.ts';

interface LookupOptions { readonly partition_strategy?: unknown; readonly name?: Name; readonly max_norm?: TensorLike; readonly validate_indices?: unknown }

/** Rows longer than `norm` scaled down to it. */
function clipped(tf: Context, rows: Tensor, ids: Tensor, norm: TensorLike): Tensor {
  if (norm === null || norm === undefined) return rows;
  const rank = (t: Tensor): number | Tensor => (t.shape?.length ? t.shape.length : rankOf(tf, t));
  const [from, to] = [rank(ids), rank(rows)];
  const axes = typeof from === 'number' && typeof to === 'number' ? Array.from({ length: to - from }, (_, i) => from + i) : range(tf, from, to, 1, 'range');
  return clipByNorm(tf, rows, norm, { axes }) as Tensor;
}

/** What stands for all parts of `params`: partitioned variables are lists of variables. */
function partsOf(params: unknown): unknown[] {
  if (typeof params === 'object' && params !== null && 'variables' in params && Array.isArray(params.variables)) return [...(params.variables as unknown[])];
  return asList(params);
}

/** `tf.nn.embedding_lookup(params, ids, partition_strategy, name, validate_indices, max_norm)` */
export function embeddingLookup(tf: Context, params: TensorLike, ids: TensorLike, { partition_strategy, name, max_norm }: LookupOptions = {}): Tensor {
  if (params === null || params === undefined) fail('ValueError', 'params must be specified');
  const list = partsOf(params);
  if (list.length === 0) fail('ValueError', 'Length of params is currently 0. Need at least one param.');
  return tf.within(name ?? 'embedding_lookup', (own) => {
    const parts = list.map((p, i) => (typeof p === 'object' && p !== null && 'sparseRead' in p ? p : tf.convert(p, { name: `params_${i}` })));
    const by = tf.convert(ids, { name: 'ids' });
    const beside = <T>(p: unknown, make: () => T): T => tf.graph.colocateWith([(p as Tensor).op.id], make);
    if (parts.length === 1) {
      const rows = beside(parts[0], () => clipped(tf, gather(tf, parts[0], by, { name: own }), by, max_norm));
      return tf.op('Identity', [rows], NONE, 'Identity');
    }
    return lookup(tf, parts as Tensor[], by, String(partition_strategy ?? 'mod'), own, max_norm, beside);
  });
}

function lookup(tf: Context, parts: readonly Tensor[], ids: Tensor, strategy: string, own: Name, norm: TensorLike, beside: <T>(p: Tensor, make: () => T) => T): Tensor {
  const n = parts.length;
  const flat = reshape(tf, ids, [-1]);
  const places = range(tf, 0, size(tf, flat), 1, 'range');
  let assigned: Tensor;
  let rows: Tensor;
  if (strategy === 'mod') {
    assigned = operator(tf, 'mod', flat, n);
    rows = operator(tf, 'floordiv', flat, n);
  } else if (strategy === 'div') [assigned, rows] = divided(tf, parts, flat, n, beside);
  else return fail('ValueError', `Unrecognized partition strategy: ${strategy}.Must be one of either \`mod\` or \`div\`.`);
  if (assigned.dtype !== 'int32') assigned = cast(tf, assigned, 'int32');
  const split = (data: Tensor): Tensor[] => tf.apply('DynamicPartition', [data, assigned], { num_partitions: n });
  const gathered = split(rows);
  const pieces = split(places);
  const results = parts.map((p, i) => beside(p, () => gather(tf, p, gathered[i])));
  const stitched = tf.gen('ParallelDynamicStitch', [pieces, results], NONE, own ?? null);
  let element: Shape | null = parts[0].shape?.slice(1) ?? null;
  for (const p of parts.slice(1)) element = mergeShapes(element, p.shape?.slice(1) ?? null)?.shape ?? null;
  const inner: TensorLike = isFull(element) ? element : between(tf, beside(parts[0], () => shape(tf, parts[0])), 1, null);
  const out = reshape(tf, stitched, concat(tf, [shape(tf, ids), inner], 0));
  setShape(out, ids.shape && element ? [...ids.shape, ...element] : null);
  return clipped(tf, out, ids, norm);
}

/** The parts hold ids in ranges: the first ones one more than the others. */
function divided(tf: Context, parts: readonly Tensor[], flat: Tensor, n: number, beside: <T>(p: Tensor, make: () => T) => T): [Tensor, Tensor] {
  const firsts = parts.map((p) => p.shape?.[0] ?? null);
  const total = firsts.includes(null)
    ? tf.within('Sum', () => { const dims = parts.map((p, i) => firsts[i] ?? beside(p, () => itemAt(tf, shape(tf, p), 0))); const all = stack(tf, dims); return tf.gen('Sum', [all.dtype === flat.dtype ? all : cast(tf, all, flat.dtype), [0]], { keep_dims: false }); })
    : tf.constant(tensor(flat.dtype, [], [(firsts as number[]).reduce((a, b) => a + b, 0)]), 'Const');
  const each = operator(tf, 'floordiv', total, n);
  const extras = operator(tf, 'mod', total, n);
  const first = operator(tf, 'floordiv', flat, operator(tf, 'add', each, 1));
  const second = operator(tf, 'floordiv', operator(tf, 'sub', flat, extras), each);
  const assigned = tf.gen('Maximum', [first, second]);
  const early = tf.gen('Less', [assigned, extras]);
  const a = operator(tf, 'mod', flat, operator(tf, 'add', each, 1));
  const b = operator(tf, 'mod', operator(tf, 'sub', flat, extras), each);
  return [assigned, tf.gen('Select', [early, a, b])];
}
