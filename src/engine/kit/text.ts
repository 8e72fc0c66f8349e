/** Strings: elements are byte strings, one character a byte. */
import { isFloating, sizeOf, type DType } from '../dtype.ts';
import { formatG } from './move.ts';

/** UTF-8 bytes as text, for what counts characters. */
export const decode = (bytes: string): string => new TextDecoder().decode(Uint8Array.from(bytes, (ch) => ch.charCodeAt(0)));
export const encode = (text: string): string => Array.from(new TextEncoder().encode(text), (b) => String.fromCharCode(b)).join('');

/** An element as TensorFlow prints it in tf.Print and asserts. */
export const showElement = (v: number | string, dtype: DType): string => (typeof v === 'string' ? v : dtype === 'bool' ? String(v) : isFloating(dtype) ? formatG(v) : String(v));

/** A tensor as tf.print and tf.strings.format show it: first and last `edge` of each axis (Tensor::SummarizeValueV2). */
export function summarizeEdges(shape: readonly number[], data: ArrayLike<number | string>, dtype: DType, edge: number): string {
  const show = (v: number | string): string => (typeof v === 'string' ? `"${v}"` : showElement(v, dtype));
  if (shape.length === 0) return typeof data[0] === 'string' ? data[0] : show(data[0]);
  const level = (d: number, from: number): string => {
    if (d === shape.length) return show(data[from]);
    const step = sizeOf(shape.slice(d + 1));
    const n = shape[d];
    const all = edge < 0 || n <= 2 * edge;
    const places = all ? Array.from({ length: n }, (_, i) => i) : [...Array.from({ length: edge }, (_, i) => i), ...Array.from({ length: edge }, (_, i) => n - edge + i)];
    const between = d === shape.length - 1 ? ' ' : `${'\n'.repeat(shape.length - 1 - d)}${' '.repeat(d + 1)}`;
    const parts = places.map((i) => level(d + 1, from + i * step));
    if (!all) parts.splice(edge, 0, '...');
    return `[${parts.join(between)}]`;
  };
  return level(0, 0);
}
