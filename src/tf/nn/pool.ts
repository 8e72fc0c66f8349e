/** Pools (python/ops/nn_ops.py) of one, two and three spatial axes. */
import { fail, nums, renamed } from '../array/parts.ts';
import { expandDims, squeeze } from '../array/shapes.ts';
import { type Context, type OwnName, type Tensor, type TensorLike } from '../context.ts';
import { asDType } from '../dtypes.ts';
import type { Named } from '../math/nodes.ts';
import { withSpaceToBatch } from './conv.ts';
import { channelOf, paddingOf, sequence } from './windows.ts';

const given = (v: unknown): boolean => v !== null && v !== undefined;
interface Pool extends Named { readonly data_format?: unknown; readonly input?: TensorLike }

function pool2d(tf: Context, max: boolean, x: TensorLike, ksize: unknown, strides: unknown, padding: unknown, format: unknown, own: OwnName): Tensor {
  const data_format = given(format) ? String(format) : 'NHWC';
  const channel = channelOf(data_format, 2);
  const k = sequence(ksize, 2, channel, 'ksize');
  const s = sequence(strides, 2, channel, 'strides');
  if (!max) return tf.gen('AvgPool', [x], { ksize: k, strides: s, padding: paddingOf(padding).padding, data_format }, own);
  if (k.includes(0)) fail('ValueError', `\`ksize\` cannot be zero. Received: ksize=[${k.join(', ')}]`);
  return tf.gen('MaxPool', [x], { ksize: k, strides: s, ...paddingOf(padding), data_format }, own);
}

const pool2 = (scope: string, max: boolean) => (tf: Context, value: TensorLike, ksize: unknown, strides: unknown, padding: unknown, o: Pool = {}): Tensor => {
  const x = given(o.input) ? renamed(o.input, value, 'input', 'value') : value;
  return tf.within(o.name ?? scope, (own) => pool2d(tf, max, x, ksize, strides, padding, o.data_format, own));
};
/** `tf.nn.max_pool(value, ksize, strides, padding, …)` */
export const maxPool = pool2('MaxPool', true);
/** `tf.nn.max_pool2d(input, ksize, strides, padding, …)` */
export const maxPool2d = pool2('MaxPool2d', true);
/** `tf.nn.avg_pool(value, ksize, strides, padding, …)` */
export const avgPool = pool2('AvgPool', false);

/** `tf.nn.max_pool1d(input, ksize, strides, padding, …)` and its kin: an image one pixel high. */
export const pool1d = (scope: string, max: boolean) => (tf: Context, input: TensorLike, ksize: unknown, strides: unknown, padding: unknown, o: Pool = {}): Tensor => tf.within(o.name ?? scope, (own) => {
  const format = given(o.data_format) ? String(o.data_format) : 'NWC';
  const channel = channelOf(format, 1);
  const attrs = { ksize: [1, ...sequence(ksize, 1, channel, 'ksize')], strides: [1, ...sequence(strides, 1, channel, 'strides')], data_format: format === 'NWC' ? 'NHWC' : 'NCHW' };
  const pad = paddingOf(padding, 3);
  const at = format === 'NWC' ? 1 : 2;
  const image = expandDims(tf, input, { axis: at });
  const explicit = pad.padding === 'EXPLICIT' ? [0, 0, ...pad.explicit_paddings] : [];
  const out = max ? tf.gen('MaxPool', [image], { ...attrs, padding: pad.padding, explicit_paddings: explicit }, own) : tf.gen('AvgPool', [image], { ...attrs, padding: pad.padding }, own);
  return squeeze(tf, out, { axis: at });
});

/** `tf.nn.max_pool3d(input, ksize, strides, padding, …)` and its kin. */
export const pool3d = (scope: string, type: string) => (tf: Context, input: TensorLike, ksize: unknown, strides: unknown, padding: unknown, o: Pool = {}): Tensor => tf.within(o.name ?? scope, (own) => {
  const data_format = given(o.data_format) ? String(o.data_format) : 'NDHWC';
  const channel = channelOf(data_format, 3);
  return tf.gen(type, [input], { ksize: sequence(ksize, 3, channel, 'ksize'), strides: sequence(strides, 3, channel, 'strides'), padding: paddingOf(padding).padding, data_format }, own);
});

/** `tf.nn.max_pool_v2(input, ksize, strides, padding, …)`: as many axes as the input has. */
export const poolV2 = (max: boolean) => (tf: Context, input: Tensor, ksize: unknown, strides: unknown, padding: unknown, o: Pool = {}): Tensor => {
  const n = input.shape ? input.shape.length - 2 : given(o.data_format) ? String(o.data_format).length - 2 : 0;
  if (n < 1 || n > 3) fail('ValueError', `\`input.shape.rank\` must be 3, 4 or 5. Received: input.shape=${String(input.shape)} of rank ${n + 2}.`);
  const channel = channelOf(o.data_format, n);
  const [k, s] = [sequence(ksize, n, channel, 'ksize'), sequence(strides, n, channel, 'strides')];
  if (n === 1) return pool1d(max ? 'MaxPool1d' : 'AvgPool1D', max)(tf, input, k, s, padding, o);
  if (n === 2 && max) return maxPool2d(tf, input, k, s, padding, o);
  const type = `${max ? 'Max' : 'Avg'}Pool${n === 3 ? '3D' : ''}`;
  return tf.gen(type, [input], { ksize: k, strides: s, padding: paddingOf(padding).padding, ...(given(o.data_format) && { data_format: String(o.data_format) }) }, o.name);
};

/** `tf.nn.max_pool_with_argmax(input, ksize, strides, padding, …)`: values and places. */
export function maxPoolWithArgmax(tf: Context, input: TensorLike, ksize: unknown, strides: unknown, padding: unknown, o: Named & { data_format?: unknown; Targmax?: unknown; output_dtype?: unknown; include_batch_in_index?: unknown } = {}): Tensor[] {
  if (given(o.data_format) && o.data_format !== 'NHWC') fail('ValueError', `\`data_format\` values other  than 'NHWC' are not supported. Received: data_format=${String(o.data_format)}`);
  const type = renamed(o.output_dtype, o.Targmax, 'output_dtype', 'Targmax');
  return tf.apply('MaxPoolWithArgmax', [input], { ksize: sequence(ksize, 2, 3, 'ksize'), strides: sequence(strides, 2, 3, 'strides'), padding: paddingOf(padding).padding, Targmax: given(type) ? asDType(type) : 'int64', include_batch_in_index: o.include_batch_in_index === true }, o.name);
}

interface AnyPool extends Named { readonly dilation_rate?: unknown; readonly dilations?: unknown; readonly strides?: unknown; readonly data_format?: unknown }
/** `tf.nn.pool(input, window_shape, pooling_type, padding, dilation_rate, strides, …)` */
export const pool = (tf: Context, input: TensorLike, windowShape: unknown, kind: unknown, padding: unknown, o: AnyPool = {}): Tensor => tf.within(o.name ?? `${String(kind).toLowerCase()}_pool`, (scope) => {
  const x = tf.convert(input, { name: 'input' });
  const window = nums(windowShape)!;
  const n = window.length;
  if (n < 1 || n > 3) fail('ValueError', `\`len(window_shape)\` must be 1, 2, or 3. Received: window_shape=[${window.join(', ')}] of length ${n}`);
  const rate = nums(renamed(o.dilations, o.dilation_rate, 'dilations', 'dilation_rate')) ?? new Array<number>(n).fill(1);
  const strides = nums(o.strides) ?? new Array<number>(n).fill(1);
  if (padding === 'SAME' && rate.some((r) => r > 1)) fail('ValueError', `pooling with 'SAME' padding is not implemented for \`dilation_rate\` > 1. Received: padding=SAME and dilation_rate=[${rate.join(' ')}]`);
  if (kind !== 'MAX' && kind !== 'AVG') fail('ValueError', `${n}-D ${String(kind)} pooling is not supported.`);
  const first = given(o.data_format) && String(o.data_format).startsWith('NC');
  const wrap = (list: readonly number[]): number[] => (first ? [1, 1, ...list] : [1, ...list, 1]);
  const at = first ? 2 : 1;
  return withSpaceToBatch(tf, x, { rate, padding, filterShape: window, data_format: o.data_format }, (t, pad) => {
    const image = n === 1 ? expandDims(tf, t, { axis: at }) : t;
    const [k, s] = [wrap(window), wrap(strides)].map((l) => (n === 1 ? [1, ...l] : l)) as [number[], number[]];
    const format = n === 1 ? (first ? 'NCHW' : 'NHWC') : o.data_format;
    const out = n === 3 ? pool3d('', kind === 'MAX' ? 'MaxPool3D' : 'AvgPool3D')(tf, image, k, s, pad, { data_format: format, name: scope as never }) : tf.within(scope, (own) => pool2d(tf, kind === 'MAX', image, k, s, pad, format, own));
    return n === 1 ? squeeze(tf, out, { axis: [at] }) : out;
  });
});

/** `tf.nn.local_response_normalization(input, depth_radius, bias, alpha, beta)` lives here with the other windows of images. */
export const lrn = (tf: Context, input: TensorLike, o: { depth_radius?: unknown; bias?: unknown; alpha?: unknown; beta?: unknown } & Named = {}): Tensor =>
  tf.gen('LRN', [input], Object.fromEntries((['depth_radius', 'bias', 'alpha', 'beta'] as const).filter((k) => given(o[k])).map((k) => [k, nums([o[k]])![0]])), o.name);
