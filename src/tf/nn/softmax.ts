/** Softmax over any axis, and the cross entropies (python/ops/nn_ops.py, nn_impl.py). */
import { isFull, type Shape } from '../../engine/dtype.ts';
import { concat, rank, reshape, setShape, shape as shapeOf } from '../array/parts.ts';
import { transpose } from '../array/shapes.ts';
import { getItem } from '../array/indexing.ts';
import { NONE, Tensor, type Context, type OwnName, type TensorLike } from '../context.ts';
import { abs } from '../math/elementwise.ts';
import { castTo, fail, filled, num, onesLike, renamed, zerosLike, type Named } from '../math/nodes.ts';
import { operator, reflected } from '../math/operators.ts';
import { constantValue } from '../constant-value.ts';
import { Slice } from '../values.ts';
import { comparison } from '../array/checks.ts';
import { shapesFit } from './shapes.ts';

const given = (v: unknown): boolean => v !== null && v !== undefined;
const range = (tf: Context, start: TensorLike, limit: TensorLike): Tensor => tf.gen('Range', [start, limit, 1], NONE, 'range');
const minusOne = (tf: Context, t: Tensor): Tensor => tf.gen('Sub', [t, 1]);
const plusOne = (tf: Context, v: Tensor | number): Tensor | number => (v instanceof Tensor ? operator(tf, 'add', v, 1) : v + 1);

/** The tensor with axis `dim` and the last one exchanged. */
function swapped(tf: Context, t: Tensor, dim: Tensor | number, last: Tensor, name: string | null): Tensor {
  const front = range(tf, 0, dim);
  const perm = concat(tf, [front, [last], range(tf, plusOne(tf, dim), last), [dim]], 0);
  return transpose(tf, t, { perm, name });
}

/** `_wrap_2d_function`: an op of the last axis for any axis. */
function alongAxis(tf: Context, type: string, logits: TensorLike, axis: unknown, name: string | null): Tensor {
  const x = tf.convert(logits);
  const ndims = x.shape?.length ?? null;
  const dim = axis instanceof Tensor ? axis : num(axis)!;
  if (dim === -1 || (ndims !== null && dim === ndims - 1)) return tf.gen(type, [x], NONE, name);
  if (ndims === null) return fail('TypeError', "bad operand type for unary -: 'NoneType'");
  const value = dim instanceof Tensor ? ((constantValue(dim)?.data[0] as number | undefined) ?? null) : dim;
  if (value !== null && (value < -ndims || value >= ndims)) fail('InvalidArgumentError', `\`dim\` must be in the range [${-ndims}, ${ndims}) where ${ndims} is the number of dimensions in the input. Received: dim=${value}`);
  const count = rank(tf, x);
  let at: Tensor | number = dim;
  if (at instanceof Tensor) at = tf.gen('Select', [tf.gen('Less', [at, 0]), operator(tf, 'add', at, count), at]);
  else if (at < 0) at = reflected(tf, 'add', count, at);
  const again = rank(tf, x);
  const place = at instanceof Tensor ? operator(tf, 'mod', at, ndims) : at % ndims;
  const there = swapped(tf, x, place, minusOne(tf, again), null);
  const out = tf.gen(type, [there]);
  return setShape(swapped(tf, out, place, minusOne(tf, again), name), x.shape);
}

export interface AxisOptions extends Named { readonly axis?: unknown; readonly dim?: unknown }
const axisFunction = (type: string) => (tf: Context, logits: TensorLike, { axis, dim, name }: AxisOptions = {}): Tensor => alongAxis(tf, type, logits, renamed(axis, dim, 'axis', 'dim') ?? -1, name ?? null);
/** `tf.nn.softmax(logits, axis, name, dim)` */
export const softmax = axisFunction('Softmax');
/** `tf.nn.log_softmax(logits, axis, name, dim)` */
export const logSoftmax = axisFunction('LogSoftmax');

/** All axes but the last become one. */
function flattened(tf: Context, t: Tensor): Tensor {
  const count = rank(tf, t);
  const whole = shapeOf(tf, t);
  const last = tf.gen('Slice', [whole, [minusOne(tf, count)], [1]]);
  const out = reshape(tf, t, concat(tf, [[-1], last], 0));
  const front = t.shape?.slice(0, -1);
  if (!front || front.includes(null)) return out;
  return setShape(out, [(front as number[]).reduce((a, b) => a * b, 1), t.shape!.at(-1)!]);
}

/** Axis `dim` moved to the end. */
function toEnd(tf: Context, t: Tensor, dim: number, count: Tensor): Tensor {
  const front = range(tf, 0, dim);
  return transpose(tf, t, { perm: concat(tf, [front, range(tf, dim + 1, count), [dim]], 0) });
}

function softmaxEntropy(tf: Context, labels: TensorLike, logits: TensorLike, axis: number, name: string | OwnName | null): Tensor {
  return tf.within(name ?? 'softmax_cross_entropy_with_logits', (own) => {
    const z = tf.convert(logits, { name: 'logits' });
    const y = tf.convert(labels, { name: 'labels' });
    const half = z.dtype === 'float16' || z.dtype === 'bfloat16';
    let precise = half ? castTo(tf, z, 'float32') : z;
    let wanted = castTo(tf, y, precise.dtype);
    const count = rank(tf, precise);
    if (axis !== -1) {
      precise = toEnd(tf, precise, axis, count);
      wanted = toEnd(tf, wanted, axis, count);
    }
    const inputShape = shapeOf(tf, precise);
    precise = flattened(tf, precise);
    wanted = flattened(tf, wanted);
    const [cost] = tf.apply('SoftmaxCrossEntropyWithLogits', [precise, wanted], NONE, own);
    const outShape = tf.gen('Slice', [inputShape, [0], [minusOne(tf, count)]]);
    const out = reshape(tf, cost, outShape);
    if (z.shape) setShape(out, z.shape.filter((_, i) => i !== (axis < 0 ? axis + z.shape!.length : axis)));
    return half ? castTo(tf, out, z.dtype) : out;
  });
}

/** `tf.nn.softmax_cross_entropy_with_logits_v2(labels, logits, axis, name, dim)` */
export const softmaxCrossEntropyV2 = (tf: Context, labels: TensorLike, logits: TensorLike, { axis, dim, name }: AxisOptions = {}): Tensor =>
  softmaxEntropy(tf, labels, logits, num(renamed(axis, dim, 'axis', 'dim') ?? -1)!, name ?? null);

export interface Entropy extends Named { readonly labels?: TensorLike; readonly logits?: TensorLike }
/** Only named arguments are taken: labels and logits are mixed up too easily. */
function both(name: string, { labels, logits }: Entropy): [TensorLike, TensorLike] {
  const show = (v: TensorLike): string => (given(v) ? String(v) : 'None');
  if (!given(labels) || !given(logits)) fail('ValueError', `Both \`labels\` and \`logits\` must be provided for ${name}Received: labels=${show(labels)} and logits=${show(logits)}`);
  return [labels, logits];
}

/** `tf.nn.softmax_cross_entropy_with_logits(labels, logits, dim, name, axis)`: nothing flows back into the labels. */
export function softmaxCrossEntropy(tf: Context, options: Entropy & AxisOptions = {}): Tensor {
  const dim = given(options.axis) ? renamed(options.axis, options.dim === -1 ? null : options.dim, 'axis', 'dim') : (options.dim ?? -1);
  const [labels, logits] = both('softmax_cross_entropy_with_logits', options);
  let scope!: OwnName;
  const stopped = tf.within(options.name ?? 'softmax_cross_entropy_with_logits_sg', (own) => {
    scope = own;
    return tf.gen('StopGradient', [labels], NONE, 'labels_stop_gradient');
  }, true);
  return softmaxEntropy(tf, stopped, logits, num(dim)!, scope);
}

/** `tf.nn.sparse_softmax_cross_entropy_with_logits(labels, logits, name)`: labels are class numbers. */
export function sparseSoftmaxCrossEntropy(tf: Context, options: Entropy = {}): Tensor {
  const [labels, logits] = both('sparse_softmax_cross_entropy_with_logits', options);
  const name = options.name ?? null;
  const type = 'SparseSoftmaxCrossEntropyWithLogits';
  return tf.within(name ?? type, () => {
    const y = tf.convert(labels);
    const z = tf.convert(logits);
    const precise = z.dtype === 'float16' ? castTo(tf, z, 'float32') : z;
    const labelsShape = shapeOf(tf, y);
    const [a, b] = [y.shape, z.shape];
    const known = isFull(a) && b !== null && isFull(b.slice(0, -1));
    if (b?.length === 0) fail('ValueError', `\`logits\` cannot be a scalar. Received logits=${String(z)}\``);
    if (a && b && a.length !== b.length - 1) fail('ValueError', `\`labels.shape.rank\` must equal \`logits.shape.rank - 1\`. Received: labels.shape=${show(a)} of rank ${a.length} and logits.shape=${show(b)} of rank ${b.length}`);
    if (known && a.join() !== b.slice(0, -1).join()) fail('ValueError', `\`labels.shape\` must equal \`logits.shape\` except for the last dimension. Received: labels.shape=${show(a)} and logits.shape=${show(b)}`);
    const loss = (l: Tensor, k: Tensor): Tensor => tf.apply(type, [l, k], NONE, name)[0];
    if (b?.length === 2) {
      const cost = loss(precise, y);
      return z.dtype === 'float16' ? castTo(tf, cost, 'float16') : cost;
    }
    const checks = known ? [] : [comparison('assert_equal')(tf, shapeOf(tf, y), getItem(tf, shapeOf(tf, z), new Slice(null, -1, null)))].map((op) => op.id);
    return tf.after(checks, () => {
      const dims = shapeOf(tf, z);
      const classes = getItem(tf, dims, operator(tf, 'sub', rank(tf, z), 1));
      const flat = reshape(tf, precise, [-1, classes]);
      const out = reshape(tf, loss(flat, reshape(tf, y, [-1])), labelsShape);
      setShape(out, a);
      return z.dtype === 'float16' ? castTo(tf, out, 'float16') : out;
    });
  });
}

const show = (s: Shape): string => `(${s.map((d) => d ?? 'None').join(', ')}${s.length === 1 ? ',' : ''})`;

/** Tensors of logits and labels whose static shapes agree. */
function pairOf(tf: Context, labels: TensorLike, logits: TensorLike): [Tensor, Tensor] {
  const z = tf.convert(logits, { name: 'logits' });
  const y = tf.convert(labels, { name: 'labels' });
  if (!shapesFit(z.shape, y.shape)) fail('ValueError', `\`logits\` and \`labels\` must have the same shape, received (${show(z.shape!)} vs ${show(y.shape!)}).`);
  return [z, y];
}
const unary = (tf: Context, type: string, t: Tensor): Tensor => tf.op(type, [t], NONE, type);

/** `tf.nn.sigmoid_cross_entropy_with_logits(labels, logits, name)` */
export function sigmoidCrossEntropy(tf: Context, options: Entropy = {}): Tensor {
  const [labels, logits] = both('sigmoid_cross_entropy_with_logits', options);
  return tf.within(options.name ?? 'logistic_loss', (own) => {
    const [z, y] = pairOf(tf, labels, logits);
    const zeros = zerosLike(tf, z);
    const positive = tf.gen('GreaterEqual', [z, zeros]);
    const rising = tf.gen('Select', [positive, z, zeros]);
    const falling = tf.gen('Select', [positive, unary(tf, 'Neg', z), z]);
    const first = operator(tf, 'sub', rising, operator(tf, 'mul', z, y));
    return tf.op('AddV2', [first, unary(tf, 'Log1p', unary(tf, 'Exp', falling))], NONE, own);
  });
}

/** `tf.nn.weighted_cross_entropy_with_logits(labels, logits, pos_weight, name, targets)` */
export function weightedCrossEntropy(tf: Context, options: Entropy & { pos_weight?: TensorLike; targets?: TensorLike } = {}): Tensor {
  const labels = renamed(options.labels, options.targets, 'labels', 'targets');
  return tf.within(options.name ?? 'logistic_loss', (own) => {
    const [z, y] = pairOf(tf, labels, options.logits);
    const weight = num(options.pos_weight);
    const scaled = weight === null ? operator(tf, 'mul', operator(tf, 'sub', tf.convert(options.pos_weight), 1), y) : reflected(tf, 'mul', y, weight - 1);
    const factor = reflected(tf, 'add', scaled, 1);
    const negative = operator(tf, 'mul', reflected(tf, 'sub', y, 1), z);
    const log = unary(tf, 'Log1p', unary(tf, 'Exp', unary(tf, 'Neg', abs(tf, z))));
    const sum = operator(tf, 'add', log, tf.gen('Relu', [unary(tf, 'Neg', z)]));
    return tf.op('AddV2', [negative, operator(tf, 'mul', factor, sum)], NONE, own);
  });
}

/** `tf.nn.log_poisson_loss(targets, log_input, compute_full_loss, name)` */
export const logPoissonLoss = (tf: Context, targets: TensorLike, logInput: TensorLike, { compute_full_loss, name }: { compute_full_loss?: unknown } & Named = {}): Tensor => tf.within(name ?? 'log_poisson_loss', () => {
  const log = tf.convert(logInput, { name: 'log_input' });
  const y = tf.convert(targets, { name: 'targets' });
  if (!shapesFit(y.shape, log.shape)) fail('ValueError', `\`log_input\` and \`targets\` must have the same shape, received (${show(log.shape!)} vs ${show(y.shape!)}).`);
  const result = operator(tf, 'sub', unary(tf, 'Exp', log), operator(tf, 'mul', log, y));
  if (compute_full_loss !== true) return result;
  const half = filled(tf, [], 0.5, y.dtype, 'Const');
  const twoPi = filled(tf, [], 2 * Math.PI, y.dtype, 'Const');
  const less = operator(tf, 'sub', operator(tf, 'mul', y, unary(tf, 'Log', y)), y);
  const stirling = operator(tf, 'add', less, operator(tf, 'mul', half, unary(tf, 'Log', operator(tf, 'mul', twoPi, y))));
  const [zeros, ones] = [zerosLike(tf, y), onesLike(tf, y)];
  const small = tf.gen('LogicalAnd', [tf.gen('GreaterEqual', [y, zeros]), tf.gen('LessEqual', [y, ones])]);
  return operator(tf, 'add', result, tf.gen('Select', [small, zeros, stirling]));
});
