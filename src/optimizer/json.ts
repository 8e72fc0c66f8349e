/** Attributes in JSON, as recordings have them: tensors as `{ dtype, shape, value }`, unknown sizes as -1, unknown shapes as `unknown`. */
import { arrayType, type DType } from '../engine/dtype.ts';
import type { Attr, NodeAttrs } from './types.ts';

const number = (v: unknown): number => (v === 'nan' ? NaN : v === 'inf' ? Infinity : v === '-inf' ? -Infinity : Number(v));
const isRecord = (v: unknown): v is Record<string, unknown> => typeof v === 'object' && v !== null && !Array.isArray(v);

const isHeld = (text: string): text is DType => /^(float(16|32|64)|bfloat16|u?int(8|16|32|64)|bool|string)$/.test(text);

function attr(key: string, v: unknown): Attr {
  if (Array.isArray(v)) return key === 'shape' ? v.map((d: unknown) => (typeof d === 'number' && d >= 0 ? d : null)) : v.map((d: unknown) => attr('', d));
  if (isRecord(v)) {
    const { dtype, shape, value, func } = v;
    if (typeof func === 'string') return { func };
    if (typeof dtype !== 'string' || !isHeld(dtype) || !Array.isArray(shape)) throw new Error(`expected attribute '${key}' to be a tensor { dtype, shape, value }, got ${JSON.stringify(v).slice(0, 80)}`);
    const sizes = shape.map(Number);
    const values = Array.isArray(value) ? (value as readonly unknown[]) : null;
    if (dtype === 'string') return { dtype, shape: sizes, data: (values ?? []).map(String) };
    const Type = arrayType(dtype);
    // Values of great constants are not always written down: then nothing is computed with them.
    return { dtype, shape: sizes, data: values ? Type.from(values.map(number)) : Object.assign(new Type(sizes.reduce((a, b) => a * b, 1)), { unrecorded: true }) };
  }
  if (key === 'shape' && v === 'unknown') return null;
  return typeof v === 'string' || typeof v === 'number' || typeof v === 'boolean' ? v : null;
}

/** Throws where an attribute is an object that is no tensor and no function. */
export const attrsFromJson = (attrs: Readonly<Record<string, unknown>>): NodeAttrs => Object.fromEntries(Object.entries(attrs).map(([k, v]) => [k, attr(k, v)]));
