/** `tf.TensorShape` and what may stand for one: lists of numbers and None, dimensions, tensors' shapes. */
import type { Shape } from '../engine/dtype.ts';
import { TensorFlowError } from '../engine/op-def.ts';
import { Float, Ndarray } from './values.ts';

export class TensorShape {
  constructor(readonly dims: Shape | null) {}
  get rank(): number | null { return this.dims?.length ?? null; }
  /** As Python prints it: `(2, ?)`, `<unknown>`. */
  toString(): string {
    if (this.dims === null) return '<unknown>';
    return this.dims.length === 1 ? `(${this.dims[0] ?? '?'},)` : `(${this.dims.map((d) => d ?? '?').join(', ')})`;
  }
}
export class Dimension { constructor(readonly value: number | null) {} }

const fail = (message: string): never => { throw new TensorFlowError('TypeError', message); };

const negative = (v: number): never => { throw new TensorFlowError('ValueError', `Dimension ${v} must be >= 0`); };

function asDim(v: unknown): number | null {
  if (v === null || v === undefined) return null;
  if (v instanceof Dimension) return v.value;
  if (typeof v === 'number' && Number.isInteger(v)) return v === -1 ? null : v < 0 ? negative(v) : v;
  if (v instanceof Ndarray && v.shape.length === 0) return asDim(Number(v.data[0]));
  return fail(`Dimension value must be integer or None or have an __index__ method, got value '${v instanceof Float ? `${v.value}.0` : String(v)}'`);
}

/** The static shape that a script's value stands for; null for an unknown one. Throws TypeError. */
export function asShape(v: unknown): Shape | null {
  if (v === null || v === undefined) return null;
  if (v instanceof TensorShape) return v.dims;
  if (Array.isArray(v)) return v.map(asDim);
  if (v instanceof Ndarray) return Array.from(v.data as ArrayLike<number>, (d) => asDim(d));
  return [asDim(v)];
}
