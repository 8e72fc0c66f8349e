/** Functions of each element: numpy-ts' own, given operands in the dtype that NumPy computes in. */
import * as np from 'numpy-ts';
import type { DType } from 'numpy-ts';
import { ELLIPSIS, type FunctionBinding } from '../../tf/binding.ts';
import { flat, whole } from '../arrays.ts';
import { fn } from './creation.ts';
import { dtypeOf, fail, isInt, isNd, isScalar, kindOf, made, nd, num, out, promote, resultType, showShape, Tuple, type Nd } from './core.ts';
import { cos32, cos64, exp32, log32, sin32, sin64 } from './exact.ts';
import { setItem } from './indexing.ts';

type Unary = (x: Nd) => Nd;

/** Float dtype that a function of real numbers answers in. */
export const floatOf = (d: DType): DType => (kindOf(d) >= 2 ? d : d === 'bool' || d === 'int8' || d === 'uint8' ? 'float16' : d === 'int16' || d === 'uint16' ? 'float32' : 'float64');

/** A unary function; `answer` gives the dtype of the result from the operand's. */
function unary(f: (x: Nd) => unknown, compute: (d: DType) => DType, answer: (d: DType) => DType = compute): Unary {
  return (x) => nd(f(whole(nd(x, compute(x.dtype)))), answer(x.dtype));
}
const same = (d: DType): DType => d;
const numeric = (d: DType): DType => (d === 'bool' ? 'int8' : d);
const bool = (): DType => 'bool';

/** numpy-ts' types are finer than what is needed here. */
const f1 = (f: unknown): ((x: Nd) => unknown) => f as (x: Nd) => unknown;
const f2 = (f: unknown): ((a: Nd, b: Nd) => unknown) => f as (a: Nd, b: Nd) => unknown;

const FLOAT1: Readonly<Record<string, unknown>> = {
  sqrt: np.sqrt, exp2: np.exp2, expm1: np.expm1, log2: np.log2, log10: np.log10, log1p: np.log1p, cbrt: np.cbrt,
  tan: np.tan, arcsin: np.arcsin, arccos: np.arccos, arctan: np.arctan, sinh: np.sinh, cosh: np.cosh, tanh: np.tanh,
  arcsinh: np.arcsinh, arccosh: np.arccosh, arctanh: np.arctanh, degrees: np.degrees, radians: np.radians, deg2rad: np.deg2rad, rad2deg: np.rad2deg,
};

/** Where rounding belongs to floats only, integers stay as they are. */
const rounding = (f: unknown): Unary => (x) => (kindOf(x.dtype) < 2 ? x : unary(f1(f), same)(x));

/** Functions that are computed here, to the last digit of NumPy's (exact.ts). */
const exactly = (single: (v: number) => number, double: (v: number) => number): Unary => (x) => {
  const type = floatOf(x.dtype);
  return made(type, x.shape, Array.from(flat(nd(x, type)) as ArrayLike<number>, type === 'float64' ? double : single));
};

const UNARY: Readonly<Record<string, Unary>> = {
  ...Object.fromEntries(Object.entries(FLOAT1).map(([name, f]) => [name, unary(f1(f), floatOf)])),
  sin: exactly(sin32, sin64), cos: exactly(cos32, cos64), exp: exactly(exp32, Math.exp), log: exactly(log32, Math.log),
  negative: (x) => (x.dtype === 'bool' ? fail('TypeError', 'The numpy boolean negative, the `-` operator, is not supported, use the `~` operator or the logical_not function instead.') : unary(f1(np.negative), same)(x)),
  positive: unary(f1(np.positive), same), absolute: unary(f1(np.absolute), same), fabs: unary(f1(np.fabs), floatOf), square: unary(f1(np.square), numeric), sign: unary(f1(np.sign), same),
  reciprocal: (x) => (kindOf(x.dtype) < 2 ? made(x.dtype, x.shape, Array.from(flat(x), (v) => (Number(v) === 0 ? 0 : Math.trunc(1 / Number(v))))) : unary(f1(np.reciprocal), same)(x)),
  floor: rounding(np.floor), ceil: rounding(np.ceil), trunc: rounding(np.trunc), rint: rounding(np.rint), fix: rounding(np.fix),
  isnan: unary(f1(np.isnan), same, bool), isinf: unary(f1(np.isinf), same, bool), isfinite: unary(f1(np.isfinite), same, bool), signbit: unary(f1(np.signbit), same, bool),
  logical_not: (x) => made('bool', x.shape, Array.from(flat(x), (v) => !v)),
  invert: (x) => (x.dtype === 'bool' ? UNARY.logical_not(x) : kindOf(x.dtype) > 1 ? fail('TypeError', "ufunc 'invert' not supported for the input types, and the inputs could not be safely coerced to any supported types according to the casting rule ''safe''") : unary(f1(np.invert), same)(x)),
  conjugate: unary(f1(np.conj), same),
};

/** The dtype a binary function computes in, from the operands as they came. */
type Rule = (a: unknown, b: unknown) => DType;
const joint: Rule = (a, b) => resultType([a, b]);
const float: Rule = (a, b) => { const d = joint(a, b); return kindOf(d) < 2 ? 'float64' : d; };
const noBool = (rule: Rule): Rule => (a, b) => numeric(rule(a, b));
const noFloat = (name: string): Rule => (a, b) => {
  const d = joint(a, b);
  return kindOf(d) < 2 ? d : fail('TypeError', `ufunc '${name}' not supported for the input types, and the inputs could not be safely coerced to any supported types according to the casting rule ''safe''`);
};

const floorDivide = (a: Nd, b: Nd): unknown => elementwise(a, b, (x, y) => (y === 0 ? (a.dtype.includes('int') ? 0 : x / y) : Math.floor(x / y)), (x, y) => (y === 0n ? 0n : x / y - (x % y !== 0n && x < 0n !== y < 0n ? 1n : 0n)));
const remainder = (a: Nd, b: Nd): unknown => elementwise(a, b, (x, y) => (y === 0 ? (a.dtype.includes('int') ? 0 : NaN) : modulo(x, y)), (x, y) => (y === 0n ? 0n : ((x % y) + y) % y));
function modulo(x: number, y: number): number {
  const r = x % y;
  return r !== 0 ? (r < 0 !== y < 0 ? r + y : r) : y < 0 ? -0 : 0;
}

/** Element by element after broadcasting, in the operands' common dtype. */
export function elementwise(a: Nd, b: Nd, f: (x: number, y: number) => number | boolean, big: (x: bigint, y: bigint) => bigint, dtype: DType = a.dtype): Nd {
  const [p, q] = broadcast([a, b]);
  const [x, y] = [flat(p), flat(q)];
  const values = new Array<number | bigint | boolean>(p.size);
  for (let i = 0; i < values.length; i++) values[i] = typeof x[i] === 'bigint' ? big(x[i] as bigint, y[i] as bigint) : f(x[i] as number, y[i] as number);
  return made(dtype, p.shape, values);
}

/** The shape that all broadcast to. Throws NumPy's ValueError. */
export function broadcastShape(shapes: readonly (readonly number[])[]): number[] {
  const result: number[] = [];
  for (const shape of shapes) {
    for (let i = 1; i <= shape.length; i++) {
      const [had, d] = [result[result.length - i] as number | undefined, shape[shape.length - i]];
      if (had === undefined) result.unshift(d);
      else if (had === 1) result[result.length - i] = d;
      else if (d !== 1 && d !== had) fail('ValueError', `operands could not be broadcast together with shapes ${shapes.map((s) => showShape(s).replaceAll(' ', '')).join(' ')} `);
    }
  }
  return result;
}

export function broadcast(arrays: readonly Nd[]): Nd[] {
  const shape = broadcastShape(arrays.map((a) => a.shape));
  return arrays.map((a) => (a.ndim === shape.length && a.shape.every((d, i) => d === shape[i]) ? a : (np.broadcast_to(whole(a), shape))));
}

function binary(f: (a: Nd, b: Nd) => unknown, rule: Rule, answer: DType | null = null): (a: unknown, b: unknown) => Nd {
  return (a, b) => {
    const type = rule(a, b);
    const [x, y] = [nd(a, type), nd(b, type)];
    broadcastShape([x.shape, y.shape]);
    const result = f(whole(x), whole(y));
    return isNd(result) ? (result.dtype === (answer ?? type) ? result : nd(result, answer ?? type)) : nd(result, answer ?? type);
  };
}
const compare = (f: (x: number | bigint, y: number | bigint) => boolean): ((a: unknown, b: unknown) => Nd) => binary((a, b) => elementwise(a, b, f, f as never, 'bool'), joint, 'bool');
const logical = (f: (x: boolean, y: boolean) => boolean): ((a: unknown, b: unknown) => Nd) => binary((a, b) => elementwise(nd(a, 'bool'), nd(b, 'bool'), (x, y) => f(Boolean(x), Boolean(y)), never, 'bool'), () => 'bool', 'bool');
const never = (): never => { throw new Error('internal: no such dtype here'); };

function power(a: unknown, b: unknown): Nd {
  const type = numeric(joint(a, b));
  if (isInt(type)) {
    const exponent = nd(b, type);
    if (Array.from(flat(exponent)).some((v) => v < 0)) fail('ValueError', 'Integers to negative integer powers are not allowed.');
    return binary((x, y) => elementwise(x, y, (p, q) => p ** q, (p, q) => BigInt.asIntN(64, p ** q)), () => type)(a, b);
  }
  return binary((x, y) => elementwise(x, y, (p, q) => p ** q, never), () => type)(a, b);
}

const BINARY: Readonly<Record<string, (a: unknown, b: unknown) => Nd>> = {
  add: (a, b) => (joint(a, b) === 'bool' ? BINARY.logical_or(a, b) : binary(f2(np.add), joint)(a, b)),
  subtract: (a, b) => (joint(a, b) === 'bool' ? fail('TypeError', 'numpy boolean subtract, the `-` operator, is not supported, use the bitwise_xor, the `^` operator, or the logical_xor function instead.') : binary(f2(np.subtract), joint)(a, b)),
  multiply: (a, b) => (joint(a, b) === 'bool' ? BINARY.logical_and(a, b) : binary(f2(np.multiply), joint)(a, b)),
  true_divide: binary(f2(np.divide), float), floor_divide: binary(floorDivide, noBool(joint)), remainder: binary(remainder, noBool(joint)),
  fmod: binary((a, b) => elementwise(a, b, (x, y) => x % y, (x, y) => (y === 0n ? 0n : x % y)), noBool(joint)), power, float_power: binary((a, b) => elementwise(a, b, (x, y) => x ** y, never), () => 'float64'),
  maximum: binary((a, b) => elementwise(a, b, (x, y) => (Number.isNaN(x) || x >= y ? x : y), (x, y) => (x >= y ? x : y)), joint), minimum: binary((a, b) => elementwise(a, b, (x, y) => (Number.isNaN(x) || x <= y ? x : y), (x, y) => (x <= y ? x : y)), joint),
  fmax: binary((a, b) => elementwise(a, b, (x, y) => (Number.isNaN(y) || x >= y ? x : y), (x, y) => (x >= y ? x : y)), joint), fmin: binary((a, b) => elementwise(a, b, (x, y) => (Number.isNaN(y) || x <= y ? x : y), (x, y) => (x <= y ? x : y)), joint),
  arctan2: binary(f2(np.arctan2), float), hypot: binary(f2(np.hypot), float), logaddexp: binary(f2(np.logaddexp), float), copysign: binary(f2(np.copysign), float), heaviside: binary(f2(np.heaviside), float), gcd: binary(f2(np.gcd), joint), lcm: binary(f2(np.lcm), joint),
  equal: compare((x, y) => x === y), not_equal: compare((x, y) => x !== y), less: compare((x, y) => x < y), less_equal: compare((x, y) => x <= y), greater: compare((x, y) => x > y), greater_equal: compare((x, y) => x >= y),
  logical_and: logical((x, y) => x && y), logical_or: logical((x, y) => x || y), logical_xor: logical((x, y) => x !== y),
  bitwise_and: (a, b) => (joint(a, b) === 'bool' ? BINARY.logical_and(a, b) : binary(f2(np.bitwise_and), noFloat('bitwise_and'))(a, b)),
  bitwise_or: (a, b) => (joint(a, b) === 'bool' ? BINARY.logical_or(a, b) : binary(f2(np.bitwise_or), noFloat('bitwise_or'))(a, b)),
  bitwise_xor: (a, b) => (joint(a, b) === 'bool' ? BINARY.logical_xor(a, b) : binary(f2(np.bitwise_xor), noFloat('bitwise_xor'))(a, b)),
  left_shift: binary((a, b) => elementwise(a, b, (x, y) => x << y, (x, y) => BigInt.asIntN(64, x << y)), noFloat('left_shift')), right_shift: binary((a, b) => elementwise(a, b, (x, y) => x >> y, (x, y) => x >> y), noFloat('right_shift')),
};

/** Applies a binary function; the operand of an in-place operator keeps its dtype. */
export const apply = (name: string, a: unknown, b: unknown): Nd => BINARY[name](a, b);
export const applyUnary = (name: string, a: unknown): Nd => UNARY[name](nd(a));

/** Writes a result where `out=` asks for it, and gives what NumPy returns. */
export function deliver(result: Nd, target: unknown, where: unknown = true, dtype: unknown = null): unknown {
  if (where !== true) fail('NotImplementedError', "the playground's numpy does not take where=");
  const cast = dtype === null ? result : nd(result, dtype);
  const into = Array.isArray(target) ? target[0] : target;
  if (into === null || into === undefined) return out(cast);
  if (!isNd(into)) return fail('TypeError', 'return arrays must be of ArrayType');
  setItem(into, ELLIPSIS, cast);
  return into;
}

const ALIASES: Readonly<Record<string, readonly string[]>> = { true_divide: ['divide'], remainder: ['mod'], absolute: ['abs'], invert: ['bitwise_not'], conjugate: ['conj'] };
const round = (a: unknown, decimals: unknown): Nd => {
  const x = nd(a);
  const places = num(decimals);
  if (kindOf(x.dtype) < 2 && places >= 0) return x;
  const scale = 10 ** Math.abs(places);
  const single = x.dtype === 'float32' ? Math.fround : (v: number): number => v;
  const even = (v: number): number => { const r = Math.round(v); return Math.abs(v % 1) === 0.5 && r % 2 !== 0 ? r - 1 : r; };
  return made(x.dtype, x.shape, Array.from(flat(x), (v) => (places >= 0 ? single(even(single(Number(v) * scale)) / scale) : even(Number(v) / scale) * scale)));
};

export const ufuncs: FunctionBinding[] = [
  ...Object.entries(UNARY).map(([name, f]) => fn([name, ...(ALIASES[name] ?? [])], 'x, out=None, *, where=True, dtype=None', (x, to, where, dtype) => deliver(f(nd(x, dtype)), to, where))),
  ...Object.entries(BINARY).map(([name, f]) => fn([name, ...(ALIASES[name] ?? [])], 'x1, x2, out=None, *, where=True, dtype=None', (a, b, to, where, dtype) => deliver(f(a, b), to, where, dtype))),
  fn(['round', 'around', 'round_'], 'a, decimals=0, out=None', (a, decimals, to) => deliver(round(a, decimals), to)),
  fn('divmod', 'x1, x2', (a, b) => Tuple.from([out(BINARY.floor_divide(a, b)), out(BINARY.remainder(a, b))])),
  fn('modf', 'x', (x) => { const whole1 = UNARY.trunc(nd(x, floatOf(nd(x).dtype))); return Tuple.from([out(BINARY.subtract(nd(x), whole1)), out(whole1)]); }),
  fn('clip', 'a, a_min=None, a_max=None, out=None, *, min=None, max=None', (a, low, high, to, min, max) => deliver(clip(a, low ?? min, high ?? max), to)),
  fn('nan_to_num', 'x, copy=True, nan=0.0, posinf=None, neginf=None', (x, _copy, nan, posinf, neginf) => {
    const a = nd(x);
    const top = a.dtype === 'float32' ? 3.4028234663852886e38 : Number.MAX_VALUE;
    return out(kindOf(a.dtype) < 2 ? a : made(a.dtype, a.shape, Array.from(flat(a), (v) => (Number.isNaN(v as number) ? num(nan) : v === Infinity ? (posinf === null ? top : num(posinf)) : v === -Infinity ? (neginf === null ? -top : num(neginf)) : v))));
  }),
  fn('real', 'val', (x) => out(nd(x))), fn('imag', 'val', (x) => out(UNARY.sign(made(nd(x).dtype, nd(x).shape, [])))),
  fn('result_type', '*arrays_and_dtypes', (args) => (args as unknown[]).reduce<DType | null>((t, v) => { const d = typeof v === 'string' ? dtypeOf(v) : nd(v).dtype; return t === null ? d : promote(t, d); }, null)),
];

export function clip(a: unknown, low: unknown, high: unknown): Nd {
  if (low === null && high === null) fail('ValueError', 'One of max or min must be given');
  let x = nd(a);
  if (low !== null) x = BINARY.maximum(isScalar(a) ? a : x, low);
  if (high !== null) x = BINARY.minimum(isScalar(a) && low === null ? a : x, high);
  return x;
}
export { round };
