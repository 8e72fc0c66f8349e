/** `tf.image`: sizes, flips, crops, colours (python/ops/image_ops_impl.py). The ops behind resizing: engine/kit/resize.ts. */
import { isFloating, isFull, isInteger, type Shape } from '../engine/dtype.ts';
import { signCheck, comparison } from './array/checks.ts';
import { between, cast, concat, fail, itemAt, num, rank as rankOf, setShape, shape as shapeOf, stack, type Named } from './array/parts.ts';
import { ones } from './array/fills.ts';
import { getItem } from './array/indexing.ts';
import { unstack } from './array/joins.ts';
import { transpose as transposeBy } from './array/shapes.ts';
import { constantValueAsShape } from './constant-value.ts';
import { NONE, Tensor, type Context, type OwnName, type TensorLike } from './context.ts';
import { withDependencies } from './core.ts';
import { asDType, DTypeObject } from './dtypes.ts';
import { cond } from './flow/cond.ts';
import { saturateCast } from './math/elementwise.ts';
import { operator, reflected } from './math/operators.ts';
import { reduceMean, reduceStd, reduceSum } from './math/reduce.ts';
import { tensordot } from './math/tensordot.ts';
import { randomUniform } from './random/random.ts';
import { Float, Slice } from './values.ts';

const image = (tf: Context, v: TensorLike, name = 'image'): Tensor => tf.convert(v, { name });

/** Ids of the nodes that check that an image has three dimensions, none of them 0; none where that is known. */
function checks(tf: Context, t: Tensor): number[] {
  const { shape } = t;
  if (shape && shape.length < 3) fail('ValueError', `'image' (shape ${showShape(shape)}) must be at least three-dimensional.`);
  const inner = shape?.slice(-3) ?? [null, null, null];
  if (inner.includes(0)) fail('ValueError', `inner 3 dims of 'image.shape' must be > 0: ${showShape(shape)}`);
  if (isFull(inner)) return [];
  const positive = signCheck('positive')(tf, between(tf, shapeOf(tf, t), -3, null), { data: ["inner 3 dims of 'image.shape' must be > 0."] });
  const deep = comparison('greater_equal')(tf, rankOf(tf, t), 3, { message: "'image' must be at least three-dimensional." });
  return [positive.id, deep.id];
}
const showShape = (s: Shape | null): string => (s ? `(${s.map((d) => d ?? '?').join(', ')}${s.length === 1 ? ',' : ''})` : '<unknown>');
const checked = (tf: Context, t: Tensor): Tensor => withDependencies(tf, checks(tf, t), t);

/** Three or four dimensions; TensorFlow decides at run time where the rank is not known, which this playground does not. */
function depth(t: Tensor): 3 | 4 {
  const rank = t.shape?.length;
  if (rank === 3 || rank === 4) return rank;
  return fail('ValueError', `'image' (shape ${showShape(t.shape)}) must have either 3 or 4 dimensions.`);
}
const reversed = (tf: Context, t: Tensor, axis: number): Tensor => tf.gen('ReverseV2', [t, [axis]]);

/** `tf.image.flip_left_right(image)` and `flip_up_down` */
export const flip = (axis: number, scope: string) => (tf: Context, v: TensorLike): Tensor => tf.within(scope, () => {
  const t = checked(tf, image(tf, v));
  return depth(t) === 3 ? setShape(reversed(tf, t, axis), t.shape) : reversed(tf, t, axis + 1);
});

/** `tf.image.random_flip_left_right(image, seed)` and `random_flip_up_down` */
export const randomFlip = (axis: number, scope: string) => (tf: Context, v: TensorLike, { seed }: { seed?: unknown } = {}): Tensor => tf.within(scope, (own) => {
  const t = checked(tf, image(tf, v));
  if (depth(t) === 3) {
    const draw = randomUniform(tf, [], { minval: 0, maxval: new Float(1), seed });
    const mirror = tf.gen('Less', [draw, 0.5]);
    return setShape(cond(tf, mirror, () => reversed(tf, t, axis), () => t, { name: own as never }) as Tensor, t.shape);
  }
  const batch = itemAt(tf, shapeOf(tf, t), 0);
  const draw = randomUniform(tf, [batch], { minval: 0, maxval: new Float(1), seed });
  let flips = tf.gen('Round', [tf.gen('Reshape', [draw, stack(tf, [batch, 1, 1, 1], { name: 'Reshape/shape' })])]);
  if (flips.dtype !== t.dtype) flips = cast(tf, flips, t.dtype);
  const turned = reversed(tf, t, axis + 1);
  const left = operator(tf, 'mul', flips, turned);
  return operator(tf, 'add', left, operator(tf, 'mul', reflected(tf, 'sub', flips, 1), t));
});

/** `tf.image.transpose(image, name)` */
export const transpose = (tf: Context, v: TensorLike, { name }: Named = {}): Tensor => tf.within(name ?? 'transpose', () => {
  const t = checked(tf, image(tf, v));
  return transposeBy(tf, t, { perm: depth(t) === 3 ? [1, 0, 2] : [0, 2, 1, 3], ...(name ? { name } : {}) });
});

/** `tf.image.convert_image_dtype(image, dtype, saturate, name)` */
export function convertDtype(tf: Context, v: TensorLike, to: unknown, o: { saturate?: unknown; name?: string | OwnName | null } = {}): Tensor {
  const t = image(tf, v);
  const dtype = asDType(to);
  for (const [d, what] of [[dtype, 'dtype'], [t.dtype, 'image dtype']] as const) if (!isFloating(d) && !isInteger(d)) fail('AttributeError', `${what} must be either floating point or integer`);
  if (dtype === t.dtype) return tf.gen('Identity', [t], NONE, o.name ?? null);
  const most = (d: typeof dtype): number => DTypeObject.of(d).limits[1];
  const castTo = (x: Tensor, own: OwnName | string): Tensor => (o.saturate === true ? saturateCast(tf, x, dtype, { name: own as never }) : x.dtype === dtype ? x : tf.gen('Cast', [x], { DstT: dtype }, own));
  return tf.within(o.name ?? 'convert_image', (own) => {
    if (isInteger(t.dtype) && isInteger(dtype)) {
      const [from, into] = [most(t.dtype), most(dtype)];
      if (from > into) return castTo(operator(tf, 'floordiv', t, Math.floor((from + 1) / (into + 1))), own);
      return tf.gen('Mul', [castTo(t, o.saturate === true ? 'saturate_cast' : 'Cast'), Math.floor((into + 1) / (from + 1))], NONE, own);
    }
    if (isFloating(t.dtype) && isFloating(dtype)) return tf.gen('Cast', [t], { DstT: dtype }, own);
    if (isInteger(t.dtype)) return tf.gen('Mul', [cast(tf, t, dtype), 1 / most(t.dtype)], NONE, own);
    return castTo(tf.gen('Mul', [t, most(dtype) + 0.5], NONE, 'Mul'), own);
  });
}

/** `tf.image.rgb_to_grayscale(images, name)` */
export const toGray = (tf: Context, v: TensorLike, { name }: Named = {}): Tensor => tf.within(name ?? 'rgb_to_grayscale', (own) => {
  const t = image(tf, v, 'images');
  const gray = tensordot(tf, convertDtype(tf, t, 'float32'), [0.2989, 0.587, 0.114], [-1, -1]);
  return convertDtype(tf, tf.gen('ExpandDims', [gray, -1]), t.dtype, { name: own });
});

/** `tf.image.grayscale_to_rgb(images, name)` */
export const toColour = (tf: Context, v: TensorLike, { name }: Named = {}): Tensor => tf.within(name ?? 'grayscale_to_rgb', (own) => {
  const given = image(tf, v, 'images');
  const t = withDependencies(tf, checkGray(given), given);
  const less = tf.gen('ExpandDims', [operator(tf, 'sub', rankOf(tf, t), 1), 0]);
  const front = ones(tf, less, { dtype: 'int32' });
  const multiples = concat(tf, [front, tf.gen('ExpandDims', [3, 0])], 0, { name: 'concat' });
  return setShape(tf.gen('Tile', [t, multiples], NONE, own), t.shape && [...t.shape.slice(0, -1), 3]);
});
function checkGray(t: Tensor): number[] {
  const last = t.shape?.at(-1);
  if (last !== undefined && last !== null && last !== 1) fail('ValueError', 'Last dimension of a grayscale image should be size 1.');
  return [];
}

/** `tf.image.adjust_brightness(image, delta)` */
export const brightness = (tf: Context, v: TensorLike, delta: TensorLike): Tensor => tf.within('adjust_brightness', (own) => {
  const t = image(tf, v);
  const plain = t.dtype === 'float16' || t.dtype === 'float32' ? t : convertDtype(tf, t, 'float32');
  const by = delta instanceof Tensor ? (delta.dtype === plain.dtype ? delta : cast(tf, delta, plain.dtype)) : tf.within('Cast', (c) => {
    const x = tf.convert(delta, { name: 'x' });
    return x.dtype === plain.dtype ? x : tf.op('Cast', [x], { SrcT: x.dtype, DstT: plain.dtype, Truncate: false }, c);
  });
  const sum = tf.within(own, (o) => tf.gen('AddV2', [plain, by], NONE, o));
  return convertDtype(tf, sum, t.dtype, { saturate: true });
});

/** `tf.image.random_brightness(image, max_delta, seed)` */
export function randomBrightness(tf: Context, v: TensorLike, most: unknown, { seed }: { seed?: unknown } = {}): Tensor {
  const delta = num(most)!;
  if (delta < 0) fail('ValueError', 'max_delta must be non-negative.');
  return brightness(tf, v, randomUniform(tf, [], { minval: -delta, maxval: delta, seed }));
}

/** `tf.image.per_image_standardization(image)` */
export const standardized = (tf: Context, v: TensorLike): Tensor => tf.within('per_image_standardization', (own) => {
  let t = checked(tf, image(tf, v));
  if (t.dtype !== 'float32') t = cast(tf, t, 'float32');
  const count = tf.gen('Prod', [between(tf, shapeOf(tf, t), -3, null), tf.constant({ dtype: 'int32', shape: [1], data: Int32Array.of(0) }, 'Const')], { keep_dims: false });
  const axis = [-1, -2, -3];
  const mean = reduceMean(tf, t, { axis, keepdims: true });
  const deviation = reduceStd(tf, t, { axis, keepdims: true });
  const least = tf.gen('Rsqrt', [cast(tf, count, 'float32')]);
  const by = tf.gen('Maximum', [deviation, least]);
  return tf.within(own, (o) => tf.op('RealDiv', [operator(tf, 'sub', t, mean), by], NONE, o));
});

/** `tf.image.total_variation(images, name)` */
export const variation = (tf: Context, t: Tensor, { name }: Named = {}): Tensor => tf.within(name ?? 'total_variation', () => {
  const rank = t.shape?.length;
  if (rank !== 3 && rank !== 4) fail('ValueError', "'images' must be either 3 or 4-dimensional.");
  const first = rank! - 3;
  const difference = (axis: number): Tensor => operator(tf, 'sub', sliced(tf, t, axis, 1, null), sliced(tf, t, axis, null, -1));
  const [down, across] = [difference(first), difference(first + 1)];
  const axis = rank === 3 ? null : [1, 2, 3];
  const total = (x: Tensor): Tensor => reduceSum(tf, tf.gen('Abs', [x]), { axis });
  return operator(tf, 'add', total(down), total(across));
});

const METHODS: Readonly<Record<string, string>> = { 0: 'ResizeBilinear', bilinear: 'ResizeBilinear', 1: 'ResizeNearestNeighbor', nearest: 'ResizeNearestNeighbor' };
interface ResizeOptions extends Named { readonly method?: unknown; readonly align_corners?: unknown; readonly preserve_aspect_ratio?: unknown }

/** `tf.image.resize(images, size, method, align_corners, preserve_aspect_ratio, name)` */
export const resize = (tf: Context, v: TensorLike, sizeLike: TensorLike, o: ResizeOptions = {}): Tensor => tf.within(o.name ?? 'resize', () => {
  let t = image(tf, v, 'images');
  const rank = t.shape?.length;
  if (rank === undefined) fail('ValueError', "'images' contains no shape.");
  if (rank !== 3 && rank !== 4) fail('ValueError', "'images' must have either 3 or 4 dimensions.");
  if (rank === 3) t = tf.gen('ExpandDims', [t, 0]);
  const [, height, width] = t.shape!;
  let size = tf.convert(sizeLike, { dtype: 'int32', name: 'size' });
  if (size.shape && (size.shape.length !== 1 || (size.shape[0] ?? 2) !== 2)) fail('ValueError', "'size' must be a 1-D Tensor of 2 elements: new_height, new_width");
  if (o.preserve_aspect_ratio === true) size = keepingAspect(tf, t, size);
  const [tall, wide] = constantValueAsShape(size) ?? [null, null];
  const whole = (x: Tensor): Tensor => (rank === 3 ? tf.gen('Squeeze', [x], { squeeze_dims: [0] }) : x);
  if (tall !== null && wide !== null && tall === height && wide === width) return whole(t);
  const method = METHODS[String(o.method ?? 0)];
  if (!method) fail('ValueError', `Resize method is not implemented: ${String(o.method)}`);
  return whole(setShape(tf.gen(method, [t, size], { align_corners: o.align_corners === true }), [null, tall, wide, null]));
});

/** Height and width within `size` that keep the image's own proportion. */
function keepingAspect(tf: Context, t: Tensor, size: Tensor): Tensor {
  const [, height, width] = dimensions(tf, t);
  const float = (x: TensorLike): Tensor => tf.within('Cast', (own) => { const c = tf.convert(x, { name: 'x' }); return c.dtype === 'float32' ? c : tf.op('Cast', [c], { SrcT: c.dtype, DstT: 'float32', Truncate: false }, own); });
  const wanted = (i: number): Tensor => cast(tf, itemAt(tf, size, i), 'float32');
  const down = operator(tf, 'truediv', wanted(0), float(height));
  const across = operator(tf, 'truediv', wanted(1), float(width));
  const factor = tf.gen('Minimum', [down, across]);
  const scaled = (d: TensorLike): Tensor => cast(tf, tf.gen('Round', [operator(tf, 'mul', factor, float(d))]), 'int32');
  const [a, b] = [scaled(height), scaled(width)];
  return tf.convert([a, b], { dtype: 'int32', name: 'size' });
}

/** Sizes of four axes: numbers where they are known, else tensors. */
function dimensions(tf: Context, t: Tensor): TensorLike[] {
  const shape = t.shape!;
  if (isFull(shape)) return [...shape];
  const dynamic = unstack(tf, shapeOf(tf, t), { num: shape.length });
  return shape.map((d, i) => d ?? dynamic[i]);
}

/** `tf.image.crop_to_bounding_box(image, offset_height, offset_width, target_height, target_width)` for numbers. */
export const crop = (tf: Context, v: TensorLike, topLike: unknown, leftLike: unknown, heightLike: unknown, widthLike: unknown): Tensor => tf.within('crop_to_bounding_box', () => {
  const [top, left, high, wide] = [topLike, leftLike, heightLike, widthLike].map((x) => num(x)!) as [number, number, number, number];
  const given = image(tf, v);
  const rank = depth(given);
  let t = rank === 3 ? tf.gen('ExpandDims', [given, 0]) : given;
  const asserts = checks(tf, t);
  const [batch, height, width, channels] = dimensions(tf, t);
  const must = (ok: boolean, message: string): void => { if (!ok) fail('ValueError', message); };
  must(left >= 0, 'offset_width must be >= 0.');
  must(top >= 0, 'offset_height must be >= 0.');
  must(wide > 0, 'target_width must be > 0.');
  must(high > 0, 'target_height must be > 0.');
  for (const [have, need, what] of [[width, wide + left, 'width'], [height, high + top, 'height']] as const) {
    const message = `${what} must be >= target + offset.`;
    if (typeof have === 'number') must(have >= need, message);
    else asserts.push(tf.gen('Assert', [tf.gen('GreaterEqual', [have, need]), [message]], { summarize: 3 }).id);
  }
  t = withDependencies(tf, asserts, t);
  const begin = stack(tf, [0, top, left, 0], { name: 'stack' });
  const size = stack(tf, [itemAt(tf, shapeOf(tf, t), 0), high, wide, itemAt(tf, shapeOf(tf, t), 3)], { name: 'stack' });
  const known = (x: TensorLike): number | null => (typeof x === 'number' ? x : null);
  const out = setShape(tf.gen('Slice', [t, begin, size]), [known(batch), high, wide, known(channels)]);
  return rank === 3 ? tf.gen('Squeeze', [out], { squeeze_dims: [0] }) : out;
});

/** `tf.image.central_crop(image, central_fraction)` of an image whose height and width are known. */
export const centralCrop = (tf: Context, v: TensorLike, fractionLike: unknown): Tensor => tf.within('central_crop', () => {
  const t = image(tf, v);
  const fraction = num(fractionLike)!;
  if (!(fraction > 0 && fraction <= 1)) fail('ValueError', 'central_fraction must be within (0, 1]');
  if (fraction === 1) return t;
  checked(tf, t);
  const rank = depth(t);
  const [height, width] = t.shape!.slice(rank - 3);
  if (height === null || width === null) return fail('ValueError', 'central_crop of an image of unknown height or width is not here: crop it by tf.slice.');
  const start = (size: number): number => Math.trunc((size - size * fraction) / 2);
  const [top, left] = [start(height), start(width)];
  const [high, wide] = [height - 2 * top, width - 2 * left];
  const front = rank === 3 ? [[], []] : [[0], [-1]];
  const begin = stack(tf, [...front[0], top, left, 0], { name: 'stack' });
  const size = stack(tf, [...front[1], high, wide, -1], { name: 'stack' });
  return setShape(tf.gen('Slice', [t, begin, size]), [...(rank === 3 ? [] : [t.shape![0]]), high, wide, t.shape!.at(-1)!]);
});

/** `t[:, from:to, :]` along one axis. */
function sliced(tf: Context, t: Tensor, axis: number, from: number | null, to: number | null): Tensor {
  return getItem(tf, t, t.shape!.map((_, i) => (i === axis ? new Slice(from, to, null) : new Slice(null, null, null))));
}
