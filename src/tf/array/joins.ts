/** Joining, splitting, repeating and padding tensors (ops/array_ops.py, array_ops_stack.py). */
import { TensorFlowError } from '../../engine/op-def.ts';
import { NONE, Tensor, type Context, type TensorLike } from '../context.ts';
import { operator } from '../math/operators.ts';
import { Ndarray } from '../values.ts';
import { constantValue, type Partial } from '../constant-value.ts';
import { ones } from './fills.ts';
import { concat as join, fail, num, reshape, setShape, size, stack as pack, type Named } from './parts.ts';

/** `tf.concat(values, axis, name)` */
export const concat = (tf: Context, values: TensorLike, axis: TensorLike, { name }: Named = {}): Tensor => join(tf, values, axis, { name });
/** `tf.stack(values, axis, name)` */
export const stack = (tf: Context, values: TensorLike, { axis, name }: { axis?: unknown } & Named = {}): Tensor => pack(tf, values, { axis, name });

/** `tf.parallel_stack(values, name)` */
export const parallelStack = (tf: Context, values: readonly TensorLike[], { name }: Named = {}): Tensor => tf.within(name ?? 'parallel_stack', () => {
  const first = tf.convert(values[0]);
  const parts = values.map((v) => tf.gen('ExpandDims', [v, 0]));
  return tf.gen('ParallelConcat', [parts], { shape: first.shape ? [values.length, ...first.shape] : null });
});

/** `tf.unstack(value, num, axis, name)`. Throws ValueError where the length is not known. */
export function unstack(tf: Context, value: TensorLike, { num: count, axis, name }: { num?: unknown; axis?: unknown } & Named = {}): Tensor[] {
  const at = num(axis ?? 0)!;
  let n = count === null || count === undefined ? null : num(count);
  let input = value;
  if (n === null) {
    const t = tf.convert(value);
    input = t;
    const { shape } = t;
    if (shape) {
      if (at < -shape.length || at >= shape.length) fail('ValueError', `Argument \`axis\` = ${at} not in range [${-shape.length}, ${shape.length})`);
      n = shape[at < 0 ? at + shape.length : at];
    }
    if (n === null) fail('ValueError', `Cannot infer argument \`num\` from shape ${String(t).split('shape=')[1].split(', dtype')[0]}`);
  }
  return tf.apply('Unpack', [input], { num: n!, axis: at }, name ?? 'unstack');
}

/** `tf.split(value, num_or_size_splits, axis, num, name)`: equal parts by number, or parts of the given sizes. */
export function split(tf: Context, value: TensorLike, parts: unknown, { axis, num: count, name }: { axis?: TensorLike; num?: unknown } & Named = {}): Tensor[] {
  const leaf = name ?? 'split';
  const n = parts instanceof Ndarray && !parts.scalar ? null : parts instanceof Tensor ? null : num(parts);
  if (n !== null) return tf.apply('Split', [axis ?? 0, value], { num_split: n }, leaf);
  const sizes = tf.convert(parts);
  if (sizes.shape?.length === 0) fail('ValueError', `Rank-0 tensors are not supported as the num_or_size_splits argument to split. Argument provided: ${String(parts)}`);
  const wanted = count === null || count === undefined ? (sizes.shape?.[0] ?? null) : num(count);
  if (wanted === null) fail('ValueError', `Cannot infer argument \`num\` from shape ${String(parts)}`);
  return tf.apply('SplitV', [value, sizes, axis ?? 0], { num_split: wanted! }, leaf);
}

/** `tf.tile(input, multiples, name)` */
export const tile = (tf: Context, input: TensorLike, multiples: TensorLike, { name }: Named = {}): Tensor => tf.gen('Tile', [input, multiples], NONE, name);

interface PadOptions extends Named { readonly mode?: unknown; readonly constant_values?: TensorLike }

/** `tf.pad(tensor, paddings, mode, name, constant_values)` */
export function pad(tf: Context, tensor: TensorLike, paddings: TensorLike, { mode, constant_values, name }: PadOptions = {}): Tensor {
  const kind = String(mode ?? 'CONSTANT').toUpperCase();
  const value = constant_values ?? 0;
  let out: Tensor;
  if (kind === 'CONSTANT') out = num(value) === 0 ? tf.gen('Pad', [tensor, paddings], NONE, name) : tf.gen('PadV2', [tensor, paddings, value], NONE, name);
  else if (kind === 'REFLECT' || kind === 'SYMMETRIC') out = tf.gen('MirrorPad', [tensor, paddings], { mode: kind }, name);
  else return fail('ValueError', `Value of argument \`mode\` expected to be one of "CONSTANT", "REFLECT", or "SYMMETRIC". Received \`mode\` = ${kind}`);
  refine(out, out.op.inputs[0], paddings);
  return out;
}

/** What the paddings say of the shape where the engine did not know them all. */
function refine(out: Tensor, input: Tensor, paddings: TensorLike): void {
  const { shape } = input;
  if (!shape || (out.shape && !out.shape.includes(null))) return;
  const known = paddings instanceof Tensor ? constantValue(paddings, true) : partialPaddings(paddings);
  if (!known) return;
  const pairs = known as readonly Partial[];
  setShape(out, shape.map((d, i) => {
    const pair = Array.isArray(pairs[i]) ? (pairs[i] as Partial[]) : null;
    const [a, b] = pair ? [pair[0], pair[1]] : [null, null];
    return d === null || typeof a !== 'number' || typeof b !== 'number' ? null : d + a + b;
  }));
}

function partialPaddings(v: unknown): Partial {
  if (v instanceof Tensor) return constantValue(v, true);
  if (v instanceof Ndarray) {
    const data = Array.from(v.data as ArrayLike<unknown>, Number);
    return v.shape.length === 2 ? Array.from({ length: v.shape[0] }, (_, i) => data.slice(2 * i, 2 * i + 2)) : v.shape.length === 1 ? data : (data[0] ?? null);
  }
  return Array.isArray(v) ? v.map(partialPaddings) : num(v);
}

/** `tf.reverse(tensor, axis, name)` */
export const reverse = (tf: Context, tensor: TensorLike, axis: TensorLike, { name }: Named = {}): Tensor => tf.gen('ReverseV2', [tensor, axis], NONE, name);

interface ReverseOptions extends Named { readonly seq_axis?: unknown; readonly batch_axis?: unknown; readonly seq_dim?: unknown; readonly batch_dim?: unknown }
/** `tf.reverse_sequence(input, seq_lengths, seq_axis, batch_axis, name, seq_dim, batch_dim)` */
export const reverseSequence = (tf: Context, input: TensorLike, lengths: TensorLike, o: ReverseOptions = {}): Tensor =>
  tf.gen('ReverseSequence', [input, lengths], { seq_dim: num(o.seq_axis ?? o.seq_dim ?? null)!, batch_dim: num(o.batch_axis ?? o.batch_dim ?? 0)! }, o.name);

/** `tf.roll(input, shift, axis, name)` */
export const roll = (tf: Context, input: TensorLike, shift: TensorLike, axis: TensorLike, { name }: Named = {}): Tensor => tf.gen('Roll', [input, shift, axis], NONE, name);

/** `tf.meshgrid(*args, indexing, name)` */
export function meshgrid(tf: Context, args: readonly TensorLike[], keywords: ReadonlyMap<string, unknown>): Tensor[] {
  const indexing = keywords.get('indexing') ?? 'xy';
  const name = (keywords.get('name') ?? 'meshgrid') as string;
  for (const k of keywords.keys()) if (k !== 'indexing' && k !== 'name') throw new TensorFlowError('TypeError', `'${k}' is an invalid keyword argument for this function`);
  if (indexing !== 'xy' && indexing !== 'ij') fail('ValueError', `Argument \`indexing\` parameter must be either 'xy' or 'ij', got '${String(indexing)}'`);
  return tf.within(name, () => {
    const n = args.length;
    if (n === 0) return [];
    const ones_ = (k: number): number[] => new Array<number>(Math.max(0, k)).fill(1);
    const output = args.map((x, i) => reshape(tf, pack(tf, x), [...ones_(i), -1, ...ones_(n - i - 1)]));
    const shapes: Tensor[] = args.map((x) => size(tf, x));
    const { dtype } = tf.convert(args[0]);
    if (indexing === 'xy' && n > 1) {
      output[0] = reshape(tf, output[0], [1, -1, ...ones_(n - 2)]);
      output[1] = reshape(tf, output[1], [-1, 1, ...ones_(n - 2)]);
      [shapes[0], shapes[1]] = [shapes[1], shapes[0]];
    }
    const factor = ones(tf, shapes, { dtype });
    return output.map((x) => operator(tf, 'mul', x, factor));
  });
}

interface BlockOptions extends Named { readonly block_size?: unknown; readonly block_shape?: unknown; readonly data_format?: unknown }
const square = (o: BlockOptions): Ndarray => { const s = num(o.block_shape ?? o.block_size ?? null)!; return new Ndarray('int64', [2], [s, s]); };
const ofRank4 = (t: Tensor): Tensor => setShape(t, [null, null, null, null]);

/** `tf.space_to_batch(input, paddings, block_size, name, block_shape)` */
export const spaceToBatch = (tf: Context, input: TensorLike, paddings: TensorLike, o: BlockOptions = {}): Tensor => ofRank4(tf.gen('SpaceToBatchND', [input, square(o), paddings], NONE, o.name));
/** `tf.batch_to_space(input, crops, block_size, name, block_shape)` */
export const batchToSpace = (tf: Context, input: TensorLike, crops: TensorLike, o: BlockOptions = {}): Tensor => ofRank4(tf.gen('BatchToSpaceND', [input, square(o), crops], NONE, o.name));
/** `tf.space_to_batch_nd(input, block_shape, paddings, name)` */
export const spaceToBatchND = (tf: Context, input: TensorLike, block: TensorLike, paddings: TensorLike, { name }: Named = {}): Tensor => tf.gen('SpaceToBatchND', [input, block, paddings], NONE, name);
/** `tf.batch_to_space_nd(input, block_shape, crops, name)` */
export const batchToSpaceND = (tf: Context, input: TensorLike, block: TensorLike, crops: TensorLike, { name }: Named = {}): Tensor => tf.gen('BatchToSpaceND', [input, block, crops], NONE, name);
/** `tf.space_to_depth(input, block_size, name, data_format)` */
export const spaceToDepth = (tf: Context, input: TensorLike, block: unknown, o: BlockOptions = {}): Tensor => tf.gen('SpaceToDepth', [input], { block_size: num(block)!, data_format: (o.data_format as string | undefined) ?? 'NHWC' }, o.name);
/** `tf.depth_to_space(input, block_size, name, data_format)` */
export const depthToSpace = (tf: Context, input: TensorLike, block: unknown, o: BlockOptions = {}): Tensor => tf.gen('DepthToSpace', [input], { block_size: num(block)!, data_format: (o.data_format as string | undefined) ?? 'NHWC' }, o.name);

