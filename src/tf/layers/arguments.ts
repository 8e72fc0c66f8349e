/** How layers take sizes, paddings and formats (keras/src/utils/conv_utils.py). */
import { nums, num } from '../array/parts.ts';
import { fail } from './layer.ts';

/** n whole numbers: one for all, or a list of so many. */
export function tupleOf(value: unknown, n: number, name: string, allowZero = false): number[] {
  const one = num(value);
  const list = one === null ? nums(value) : new Array<number>(n).fill(one);
  if (!list || list.length !== n) return fail('ValueError', `The \`${name}\` argument must be a tuple of ${n} integers. Received: ${String(value)}`);
  const bad = list.filter((v) => (allowZero ? v < 0 : v <= 0));
  if (bad.length > 0) fail('ValueError', `The \`${name}\` argument must be a tuple of ${n} integers. Received: ${String(value)} including {${bad.join(', ')}} that does not satisfy the requirement \`${allowZero ? '>= 0' : '> 0'}\`.`);
  return list;
}

export function paddingName(value: unknown): 'valid' | 'same' | 'causal' {
  const text = String(value).toLowerCase();
  if (text === 'valid' || text === 'same' || text === 'causal') return text;
  return fail('ValueError', `The \`padding\` argument must be a list/tuple or one of "valid", "same" (or "causal", only for \`Conv1D). Received: ${text}`);
}

export function formatName(value: unknown): 'channels_first' | 'channels_last' {
  const text = value === null || value === undefined ? 'channels_last' : String(value).toLowerCase();
  if (text === 'channels_first' || text === 'channels_last') return text;
  return fail('ValueError', `The \`data_format\` argument must be one of "channels_first", "channels_last". Received: ${String(value)}`);
}

/** TensorFlow's name of a format: `NHWC` for four axes. */
export function tfFormat(format: 'channels_first' | 'channels_last', rank: number): string {
  const spatial = rank === 3 ? 'W' : rank === 4 ? 'HW' : 'DHW';
  return format === 'channels_last' ? `N${spatial}C` : `NC${spatial}`;
}

/** Length of an axis after a window went over it; null where it is not known. */
export function convLength(length: number | null, k: number, padding: string, stride: number, dilation = 1): number | null {
  if (length === null) return null;
  const wide = k + (k - 1) * (dilation - 1);
  return Math.floor(((padding === 'valid' ? length - wide + 1 : length) + stride - 1) / stride);
}

/** Length of an axis before a window went over it. */
export function deconvLength(length: number | null, k: number, padding: string, stride: number): number | null {
  if (length === null) return null;
  return padding === 'valid' ? length * stride + Math.max(k - stride, 0) : length * stride;
}
