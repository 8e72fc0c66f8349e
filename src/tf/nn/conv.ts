/** Convolutions (python/ops/nn_ops.py, nn_impl.py): plain, transposed, depthwise, separable; dilated ones by batches of pixels. */
import { isFull } from '../../engine/dtype.ts';
import { between, concat, fail, num, nums, renamed, shape as shapeOf, stack } from '../array/parts.ts';
import { expandDims, requiredSpaceToBatchPaddings, squeeze } from '../array/shapes.ts';
import { NONE, Tensor, type Context, type OwnName, type TensorLike } from '../context.ts';
import { constantValue } from '../constant-value.ts';
import { itemAt, type Named } from '../math/nodes.ts';
import { i32 } from '../../engine/dtype.ts';
import { channelOf, paddingOf, plain, sequence, type Padding } from './windows.ts';

const given = (v: unknown): boolean => v !== null && v !== undefined;
interface Common extends Named { readonly data_format?: unknown; readonly dilations?: unknown; readonly use_cudnn_on_gpu?: unknown }
const cudnn = (o: Common): boolean => o.use_cudnn_on_gpu !== false;
const formatOf = (v: unknown, fallback: string): string => (given(v) ? String(v) : fallback);

/** `tf.nn.conv2d(input, filter, strides, padding, …)` */
export function conv2d(tf: Context, input: TensorLike, o: Common & { filter?: TensorLike; filters?: TensorLike; strides?: unknown; padding?: unknown } = {}): Tensor {
  const filter = renamed(o.filters, o.filter, 'filters', 'filter');
  const padding = paddingOf(o.padding);
  const data_format = formatOf(o.data_format, 'NHWC');
  const channel = data_format.startsWith('NC') ? 1 : 3;
  return tf.gen('Conv2D', [input, filter], { strides: sequence(o.strides, 2, channel, 'strides'), ...padding, use_cudnn_on_gpu: cudnn(o), data_format, dilations: sequence(o.dilations, 2, channel, 'dilations') }, o.name);
}

/** `tf.nn.conv2d_backprop_filter` and `_input`, as scripts may call them. */
export const conv2dBackprop = (type: string) => (tf: Context, a: TensorLike, b: TensorLike, dy: TensorLike, strides: unknown, padding: unknown, o: Common = {}): Tensor =>
  tf.gen(type, [a, b, dy], { strides: plain(strides, 'strides'), ...paddingOf(padding), use_cudnn_on_gpu: cudnn(o), data_format: formatOf(o.data_format, 'NHWC'), dilations: sequence(o.dilations, 2, channelOf(o.data_format, 2), 'dilations') }, o.name);

interface Transposed extends Common { readonly value?: TensorLike; readonly input?: TensorLike; readonly filter?: TensorLike; readonly filters?: TensorLike; readonly output_shape?: TensorLike; readonly strides?: unknown; readonly padding?: unknown }
/** `tf.nn.conv2d_transpose(value, filter, output_shape, strides, padding, …)` */
export const conv2dTranspose = (tf: Context, o: Transposed = {}): Tensor => {
  const value = renamed(o.input, o.value, 'input', 'value');
  const filter = renamed(o.filters, o.filter, 'filters', 'filter');
  return tf.within(o.name ?? 'conv2d_transpose', (scope) => tf.within(scope, (own) => {
    const data_format = formatOf(o.data_format, 'NHWC');
    const channel = data_format.startsWith('NC') ? 1 : 3;
    const strides = sequence(o.strides, 2, channel, 'strides');
    const dilations = sequence(o.dilations, 2, channel, 'dilations');
    return tf.gen('Conv2DBackpropInput', [o.output_shape, filter, value], { strides, ...paddingOf(o.padding ?? 'SAME'), data_format, dilations }, own);
  }));
};

/** `tf.nn.conv1d(value, filters, stride, padding, …)`: a convolution of images one pixel high. */
export function conv1d(tf: Context, o: Common & { value?: TensorLike; input?: TensorLike; filters?: TensorLike; stride?: unknown; padding?: unknown; name?: string | OwnName | null | undefined } = {}): Tensor {
  const value = renamed(o.input, o.value, 'input', 'value');
  return tf.within((o.name) ?? 'conv1d', (own) => {
    const { data_format, at, channel } = rowFormat(o.data_format);
    const strides = [1, ...sequence(o.stride, 1, channel, 'stride')];
    const dilations = [1, ...sequence(o.dilations, 1, channel, 'dilations')];
    const image = expandDims(tf, value, { axis: at });
    const filters = expandDims(tf, o.filters, { axis: 0 });
    const attrs = given(o.use_cudnn_on_gpu) ? { use_cudnn_on_gpu: cudnn(o) } : {};
    const out = tf.gen('Conv2D', [image, filters], { strides, ...paddingOf(o.padding), ...attrs, data_format, dilations }, own);
    return squeeze(tf, out, { axis: [at] });
  });
}

function rowFormat(format: unknown): { data_format: string; at: number; channel: number } {
  if (!given(format) || format === 'NHWC' || format === 'NWC') return { data_format: 'NHWC', at: -3, channel: 2 };
  if (format === 'NCHW' || format === 'NCW') return { data_format: 'NCHW', at: -2, channel: 1 };
  return fail('ValueError', `\`data_format\` must be 'NWC' or 'NCW'. Received: data_format=${String(format)}`);
}

/** `tf.nn.conv1d_transpose(input, filters, output_shape, strides, padding, …)` */
export const conv1dTranspose = (tf: Context, input: TensorLike, filters: TensorLike, outputShape: TensorLike, strides: unknown, o: Common & { padding?: unknown } = {}): Tensor => tf.within(o.name ?? 'conv1d_transpose', (own) => {
  const first = o.data_format === 'NCW';
  const [at, channel] = first ? [2, 1] : [1, 2];
  const steps = [1, ...sequence(strides, 1, channel, 'stride')];
  const dilations = [1, ...sequence(o.dilations, 1, channel, 'dilations')];
  const image = expandDims(tf, input, { axis: at });
  const filter = expandDims(tf, filters, { axis: 0 });
  const parts = outputShape instanceof Tensor ? [between(tf, outputShape, null, at), [1], between(tf, outputShape, at, null)] : [(outputShape as unknown[]).slice(0, at), [1], (outputShape as unknown[]).slice(at)];
  const sizes = concat(tf, parts, 0);
  const out = tf.gen('Conv2DBackpropInput', [sizes, filter, image], { strides: steps, ...paddingOf(o.padding ?? 'SAME'), data_format: first ? 'NCHW' : 'NHWC', dilations }, own);
  return squeeze(tf, out, { axis: at });
});

/** `tf.nn.conv3d(input, filter, strides, padding, …)` */
export function conv3d(tf: Context, input: TensorLike, o: Common & { filter?: TensorLike; filters?: TensorLike; strides?: unknown; padding?: unknown } = {}): Tensor {
  const filter = renamed(o.filters, o.filter, 'filters', 'filter');
  return tf.gen('Conv3D', [input, filter], { strides: plain(o.strides, 'strides'), padding: paddingOf(o.padding).padding, data_format: formatOf(o.data_format, 'NDHWC'), dilations: given(o.dilations) ? plain(o.dilations, 'dilations') : [1, 1, 1, 1, 1] }, o.name);
}

/** `tf.nn.conv3d_transpose(value, filter, output_shape, strides, padding, …)` */
export const conv3dTranspose = (tf: Context, o: Transposed = {}): Tensor => {
  const value = renamed(o.input, o.value, 'input', 'value');
  const filter = renamed(o.filters, o.filter, 'filters', 'filter');
  return tf.within(o.name ?? 'conv3d_transpose', (own) => {
    const data_format = formatOf(o.data_format, 'NDHWC');
    const channel = data_format.startsWith('NC') ? 1 : 4;
    const strides = sequence(o.strides, 3, channel, 'strides');
    const dilations = sequence(o.dilations, 3, channel, 'dilations');
    return tf.gen('Conv3DBackpropInputV2', [o.output_shape, filter, value], { strides, padding: paddingOf(o.padding ?? 'SAME').padding, data_format, dilations }, own);
  });
};

/** `tf.nn.depthwise_conv2d_native(input, filter, strides, padding, …)` */
export const depthwiseNative = (tf: Context, input: TensorLike, filter: TensorLike, strides: unknown, padding: unknown, o: Common & { name?: string | OwnName | null | undefined } = {}): Tensor =>
  tf.gen('DepthwiseConv2dNative', [input, filter], { strides: plain(strides, 'strides'), ...paddingOf(padding), data_format: formatOf(o.data_format, 'NHWC'), dilations: given(o.dilations) ? plain(o.dilations, 'dilations') : [1, 1, 1, 1] }, o.name ?? null);
/** Its gradients, as scripts may call them. */
export const depthwiseBackprop = (type: string) => (tf: Context, a: TensorLike, b: TensorLike, dy: TensorLike, strides: unknown, padding: unknown, o: Common = {}): Tensor =>
  tf.gen(type, [a, b, dy], { strides: plain(strides, 'strides'), ...paddingOf(padding), data_format: formatOf(o.data_format, 'NHWC'), dilations: given(o.dilations) ? plain(o.dilations, 'dilations') : [1, 1, 1, 1] }, o.name);

// --- dilation --------------------------------------------------------------------------------------------------------

interface Dilated { readonly rate: readonly number[]; readonly padding: unknown; readonly filterShape: TensorLike; readonly data_format: unknown; readonly batchDims?: number }

/** `with_space_to_batch`: `op` on pixels that lie `rate` apart, put into the batch; just `op` where the rate is 1. */
export function withSpaceToBatch(tf: Context, input: Tensor, { rate, padding, filterShape, data_format, batchDims = 1 }: Dilated, op: (x: Tensor, padding: unknown) => Tensor): Tensor {
  const n = rate.length;
  const dilation = tf.convert(i32([n], rate), { name: 'dilation_rate' });
  const from = given(data_format) && String(data_format).startsWith('NC') ? batchDims + 1 : batchDims;
  if (rate.some((r) => r < 1)) fail('ValueError', `\`dilation_rate\` must be positive. Received: dilation_rate=[${rate.join(' ')}]`);
  if (rate.every((r) => r === 1)) return op(input, padding);
  const base = basePaddings(tf, paddingOf(padding), filterShape, rate, from);
  const spatial = Array.from({ length: n }, (_, i) => from + i);
  const sizes = input.shape ? spatial.map((a) => input.shape![a]) : null;
  let inputSizes: TensorLike = sizes;
  if (!isFull(sizes)) {
    const whole = shapeOf(tf, input);
    inputSizes = stack(tf, spatial.map((a) => itemAt(tf, whole, a)));
  }
  const [paddings, crops] = requiredSpaceToBatchPaddings(tf, inputSizes, dilation, { base_paddings: base });
  const adjusted = (t: Tensor, fill: number): TensorLike => adjust(tf, t, fill, from);
  const [blocks, pads, cuts] = [adjusted(dilation, 1), adjusted(paddings, 0), adjusted(crops, 0)];
  const spread = tf.gen('SpaceToBatchND', [input, blocks, pads]);
  const result = op(spread, 'VALID');
  return tf.gen('BatchToSpaceND', [result, blocks, cuts]);
}

/** The paddings that SAME means for a dilated window. */
function basePaddings(tf: Context, { padding, explicit_paddings }: Padding, filterShape: TensorLike, rate: readonly number[], from: number): TensorLike {
  const n = rate.length;
  if (padding === 'VALID') return i32([n, 2], new Array<number>(2 * n).fill(0));
  if (padding === 'EXPLICIT') return i32([n, 2], explicit_paddings.slice(2 * from, 2 * (from + n)));
  const t = tf.convert(filterShape, { name: 'filter_shape' });
  const k = constantValue(t)?.data as ArrayLike<number> | undefined;
  if (!k) return fail('ValueError', 'A dilated convolution with padding SAME needs a filter of known shape in this playground.');
  const extra = rate.map((r, i) => (k[i] - 1) * r);
  return stack(tf, i32([n, 2], extra.flatMap((e) => [Math.floor(e / 2), e - Math.floor(e / 2)])));
}

/** `_with_space_to_batch_adjust`: rows for the axes between the batch and the first spatial one. */
function adjust(tf: Context, t: Tensor, fill: number, from: number): TensorLike {
  const skipped = from - 1;
  const row = (t.shape?.slice(1) ?? []) as number[];
  const width = row.reduce((a, b) => a * b, 1);
  const known = constantValue(t);
  const front = new Array<number>(skipped * width).fill(fill);
  if (known) return i32([skipped + known.shape[0], ...row], [...front, ...Array.from(known.data as ArrayLike<number>)]);
  return concat(tf, [...(skipped > 0 ? [i32([skipped, ...row], front)] : []), between(tf, t, 0, t.shape?.[0] ?? null)], 0);
}

interface Convolution extends Named { readonly strides?: unknown; readonly dilation_rate?: unknown; readonly dilations?: unknown; readonly data_format?: unknown; readonly filters?: TensorLike }
/** `tf.nn.convolution(input, filter, padding, strides, dilation_rate, …)`: of one, two or three spatial axes. */
export function convolution(tf: Context, input: TensorLike, filterGiven: TensorLike, padding: unknown, o: Convolution & { name?: string | OwnName | null | undefined; rank?: number } = {}): Tensor {
  const filter = renamed(o.filters, filterGiven, 'filters', 'filter');
  const rate = renamed(o.dilations, o.dilation_rate, 'dilations', 'dilation_rate');
  const inScope = (v: TensorLike, name: string): Tensor => (v instanceof Tensor ? v : isVariable(v) ? tf.convert(v) : tf.within('convolution_internal', () => tf.convert(v, { name })));
  const f = inScope(filter, 'filters');
  const x = inScope(input, 'input');
  const n = o.rank ?? (f.shape ? f.shape.length - 2 : x.shape ? x.shape.length - 2 : fail('ValueError', 'When `num_spatial_dims` is not set, one of `input.shape.rank` or `filters.shape.rank` must be known.'));
  const first = given(o.data_format) && String(o.data_format).startsWith('NC');
  const channel = first ? 1 : 1 + n;
  const dilations = sequence(rate, n, channel, 'dilations');
  const strides = sequence(o.strides, n, channel, 'strides');
  return tf.within((o.name) ?? 'convolution', (own) => {
    const plainOp = (t: Tensor, pad: unknown, dilate: number[], name: OwnName | null): Tensor => spatialOp(tf, n, t, f, strides, pad, o.data_format, dilate, name);
    if (dilations.every((d) => d === 1)) return plainOp(x, padding, dilations, own);
    const spatial = (list: readonly number[]): number[] => (first ? list.slice(2) : list.slice(1, -1));
    if (spatial(strides).some((s) => s > 1)) fail('ValueError', `\`strides > 1\` not supported in conjunction with \`dilation_rate > 1\`. Received: strides=[${spatial(strides).join(' ')}] and dilation_rate=[${spatial(dilations).join(' ')}]`);
    const shape = f.shape;
    return withSpaceToBatch(tf, x, { rate: spatial(dilations), padding, filterShape: i32([shape?.length ?? 0], (shape ?? []) as number[]), data_format: o.data_format }, (t, pad) => plainOp(t, pad, new Array<number>(n + 2).fill(1), own));
  });
}

const isVariable = (v: unknown): boolean => typeof v === 'object' && v !== null && 'ref' in v && 'read' in v;

function spatialOp(tf: Context, n: number, x: Tensor, f: Tensor, strides: number[], padding: unknown, format: unknown, dilations: number[], own: OwnName | null): Tensor {
  if (n === 1) return conv1d(tf, { value: x, filters: f, stride: strides, padding, data_format: format, dilations, name: own as never });
  if (n === 3) return tf.gen('Conv3D', [x, f], { strides, padding: paddingOf(padding).padding, data_format: formatOf(format, 'NDHWC'), dilations }, own);
  return tf.gen('Conv2D', [x, f], { strides, ...paddingOf(padding), data_format: formatOf(format, 'NHWC'), dilations }, own);
}

/** `tf.nn.atrous_conv2d(value, filters, rate, padding)` */
export const atrousConv2d = (tf: Context, value: TensorLike, filters: TensorLike, rate: unknown, padding: unknown, { name }: Named = {}): Tensor =>
  convolution(tf, value, filters, padding, { dilation_rate: nums(rate) ?? [num(rate), num(rate)], name });

interface Depthwise extends Named { readonly rate?: unknown; readonly dilations?: unknown; readonly data_format?: unknown }
const rateOf = (o: Depthwise): number[] => nums(renamed(o.dilations, o.rate, 'dilations', 'rate')) ?? [1, 1];

/** `tf.nn.depthwise_conv2d(input, filter, strides, padding, rate, …)` */
export const depthwiseConv2d = (tf: Context, input: TensorLike, filter: TensorLike, strides: unknown, padding: unknown, o: Depthwise = {}): Tensor => tf.within(o.name ?? 'depthwise', (own) => {
  const x = tf.convert(input, { name: 'tensor_in' });
  const f = tf.convert(filter, { name: 'filter_in' });
  const filterShape = shapeOf(tf, f);
  return withSpaceToBatch(tf, x, { rate: rateOf(o), padding, filterShape, data_format: o.data_format }, (t, pad) => depthwiseNative(tf, t, f, strides, pad, { data_format: o.data_format, name: own as never }));
});

/** `tf.nn.separable_conv2d(input, depthwise_filter, pointwise_filter, strides, padding, rate, …)` */
export const separableConv2d = (tf: Context, input: TensorLike, depthwise: TensorLike, pointwise: TensorLike, strides: unknown, padding: unknown, o: Depthwise = {}): Tensor => tf.within(o.name ?? 'separable_conv2d', (own) => {
  const x = tf.convert(input, { name: 'tensor_in' });
  const d = tf.convert(depthwise, { name: 'depthwise_filter' });
  const p = tf.convert(pointwise, { name: 'pointwise_filter' });
  if (p.shape && (p.shape.length !== 4 || p.shape[0] !== 1 || p.shape[1] !== 1)) fail('ValueError', `Dimensions ${p.shape[0] ?? '?'} and 1 are not compatible`);
  const filterShape = shapeOf(tf, d);
  const middle = withSpaceToBatch(tf, x, { rate: rateOf(o), padding, filterShape, data_format: o.data_format }, (t, pad) => depthwiseNative(tf, t, d, strides, pad, { data_format: o.data_format, name: 'depthwise' }));
  return tf.gen('Conv2D', [middle, p], { strides: [1, 1, 1, 1], padding: 'VALID', explicit_paddings: [], use_cudnn_on_gpu: true, data_format: formatOf(o.data_format, 'NHWC'), dilations: [1, 1, 1, 1] }, own);
});

/** `tf.nn.dilation2d(input, filter, strides, rates, padding, …)` */
export const dilation2d = (tf: Context, input: TensorLike, o: { filter?: TensorLike; filters?: TensorLike; strides?: unknown; rates?: unknown; dilations?: unknown; padding?: unknown } & Named = {}): Tensor =>
  tf.gen('Dilation2D', [input, renamed(o.filters, o.filter, 'filters', 'filter')], { strides: plain(o.strides, 'strides'), rates: plain(renamed(o.dilations, o.rates, 'dilations', 'rates'), 'rates'), padding: paddingOf(o.padding).padding }, o.name);

/** `tf.nn.erosion2d(value, kernel, strides, rates, padding)` */
export const erosion2d = (tf: Context, value: TensorLike, kernel: TensorLike, strides: unknown, rates: unknown, padding: unknown, { name }: Named = {}): Tensor => tf.within(name ?? 'erosion2d', (own) => {
  const minus = tf.gen('Neg', [value]);
  const turned = tf.gen('ReverseV2', [kernel, [0, 1]]);
  return tf.gen('Neg', [tf.gen('Dilation2D', [minus, turned], { strides: plain(strides, 'strides'), rates: plain(rates, 'rates'), padding: paddingOf(padding).padding })], NONE, own);
});
