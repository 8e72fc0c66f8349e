/** Python names of functions of one or two tensors, element by element. */
import { bind, type FunctionBinding } from '../binding.ts';
import { asDType } from '../dtypes.ts';
import * as e from '../math/elementwise.ts';
import type { Named } from '../math/nodes.ts';
import { div, floordiv, logicalXor, pow, truediv } from '../math/operators.ts';
import type { Context, TensorLike } from '../context.ts';

/** A generated function: all parameters but `name` are the op's inputs. */
export const generated = (paths: readonly string[], params: string, type: string): FunctionBinding =>
  bind(paths, `${params}, name=None`, ((tf: Context, ...args: unknown[]) => tf.gen(type, args.slice(0, -1), {}, (args[args.length - 1] as Named).name)));

/** `tf.f` and `tf.math.f` of the same name, for functions named like their op but for case. */
const UNARY: Readonly<Record<string, string>> = {
  acos: 'Acos', acosh: 'Acosh', asin: 'Asin', asinh: 'Asinh', atan: 'Atan', atanh: 'Atanh', ceil: 'Ceil', cos: 'Cos', cosh: 'Cosh', digamma: 'Digamma', erf: 'Erf', erfc: 'Erfc', exp: 'Exp',
  expm1: 'Expm1', floor: 'Floor', lgamma: 'Lgamma', log: 'Log', log1p: 'Log1p', logical_not: 'LogicalNot', negative: 'Neg', reciprocal: 'Reciprocal', rint: 'Rint', rsqrt: 'Rsqrt', sin: 'Sin',
  sinh: 'Sinh', sqrt: 'Sqrt', square: 'Square', tan: 'Tan',
};
const BINARY: Readonly<Record<string, string>> = {
  equal: 'Equal', floormod: 'FloorMod', greater: 'Greater', greater_equal: 'GreaterEqual', less: 'Less', less_equal: 'LessEqual', logical_and: 'LogicalAnd', logical_or: 'LogicalOr',
  maximum: 'Maximum', minimum: 'Minimum', multiply: 'Mul', not_equal: 'NotEqual', squared_difference: 'SquaredDifference', subtract: 'Sub',
};
const both = (name: string): string[] => [name, `math.${name}`];
const NAMED = 'x, y, name=None';
const named = (fn: (tf: Context, x: TensorLike, y: TensorLike, name: string | null) => unknown) => (tf: Context, x: TensorLike, y: TensorLike, { name }: Named): unknown => fn(tf, x, y, name ?? null);
const castName = (dtype: string, label: string): FunctionBinding => bind(`to_${dtype}`, `x, name="${label}"`, ((tf: Context, x: TensorLike, o: Named) => e.cast(tf, x, asDType({ float: 'float32', double: 'float64' }[dtype] ?? dtype), o)));

export const functions: readonly FunctionBinding[] = [
  ...Object.entries(UNARY).map(([n, type]) => generated(both(n), 'x', type)),
  ...Object.entries(BINARY).map(([n, type]) => generated(both(n), 'x, y', type)),
  ...(['is_finite', 'is_inf', 'is_nan'] as const).map((n) => generated([n, `math.${n}`, `debugging.${n}`], 'x', { is_finite: 'IsFinite', is_inf: 'IsInf', is_nan: 'IsNan' }[n])),
  generated(['tanh', 'math.tanh', 'nn.tanh'], 'x', 'Tanh'),
  generated(both('atan2'), 'y, x', 'Atan2'), generated(both('igamma'), 'a, x', 'Igamma'), generated(both('igammac'), 'a, x', 'Igammac'),
  generated(both('polygamma'), 'a, x', 'Polygamma'), generated(both('zeta'), 'x, q', 'Zeta'), generated(both('betainc'), 'a, b, x', 'Betainc'),
  generated(['math.nextafter'], 'x1, x2', 'NextAfter'), generated(['realdiv'], 'x, y', 'RealDiv'), generated(['floor_div'], 'x, y', 'FloorDiv'), generated(['truncatediv'], 'x, y', 'TruncateDiv'),
  generated(['truncatemod'], 'x, y', 'TruncateMod'), generated(['mod', 'math.mod'], 'x, y', 'FloorMod'),
  ...(['bessel_i0', 'bessel_i0e', 'bessel_i1', 'bessel_i1e'] as const).map((n) => bind([`math.${n}`, `math.special.${n}`], 'x, name=None', e.scoped(n, `B${n.slice(1).replace('_i', 'I')}`) as never)),
  ...(['bitwise_and', 'bitwise_or', 'bitwise_xor'] as const).map((n) => generated([`bitwise.${n}`], 'x, y', { bitwise_and: 'BitwiseAnd', bitwise_or: 'BitwiseOr', bitwise_xor: 'BitwiseXor' }[n])),
  generated(['bitwise.invert'], 'x', 'Invert'), generated(['bitwise.left_shift'], 'x, y', 'LeftShift'), generated(['bitwise.right_shift'], 'x, y', 'RightShift'),
  bind(both('abs'), 'x, name=None', e.abs),
  bind(both('add'), NAMED, e.add),
  bind(both('divide'), NAMED, e.divide),
  bind(both('truediv'), NAMED, named(truediv)), bind('div', NAMED, named(div)), bind(both('floordiv'), NAMED, named(floordiv)), bind(both('pow'), NAMED, named(pow)),
  bind(['div_no_nan', 'math.divide_no_nan'], NAMED, e.divNoNan), bind('math.multiply_no_nan', NAMED, e.multiplyNoNan),
  bind(both('logical_xor'), 'x, y, name="LogicalXor"', ((tf: Context, x: TensorLike, y: TensorLike, { name }: Named) => logicalXor(tf, x, y, name ?? 'LogicalXor'))),
  bind(both('scalar_mul'), 'scalar, x, name=None', e.scalarMul),
  bind(both('sign'), 'x, name=None', e.sign), bind(both('round'), 'x, name=None', e.round),
  bind(['sigmoid', 'math.sigmoid', 'nn.sigmoid'], 'x, name=None', e.sigmoid), bind(both('log_sigmoid').concat('nn.log_sigmoid'), 'x, name=None', e.logSigmoid),
  bind(both('conj'), 'x, name=None', e.conj), bind(both('real'), 'input, name=None', e.real), bind(both('imag'), 'input, name=None', e.imag), bind(both('angle'), 'input, name=None', e.angle),
  bind(['cast', 'dtypes.cast'], 'x, dtype, name=None', e.cast), bind(['saturate_cast', 'dtypes.saturate_cast'], 'value, dtype, name=None', e.saturateCast),
  castName('float', 'ToFloat'), castName('double', 'ToDouble'), castName('int32', 'ToInt32'), castName('int64', 'ToInt64'), castName('bfloat16', 'ToBFloat16'), castName('complex64', 'ToComplex64'), castName('complex128', 'ToComplex128'),
  bind(both('add_n'), 'inputs, name=None', e.addN), bind(both('accumulate_n'), 'inputs, shape=None, tensor_dtype=None, name=None', e.accumulateN),
  bind('math.reciprocal_no_nan', 'x, name=None', e.reciprocalNoNan), bind('math.erfcinv', 'x, name=None', e.erfcinv), bind('math.polyval', 'coeffs, x, name=None', e.polyval),
  bind('math.erfinv', 'x, name=None', e.scoped('erfinv', 'Erfinv')), bind('math.ndtri', 'x, name=None', e.scoped('ndtri', 'Ndtri')),
  bind('math.xdivy', NAMED, e.scoped('xdivy', 'Xdivy')), bind('math.xlog1py', NAMED, e.scoped('xlog1py', 'Xlog1py')), generated(['math.xlogy'], 'x, y', 'Xlogy'),
];
