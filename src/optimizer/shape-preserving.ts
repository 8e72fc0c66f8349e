/** Which ops change values, their order, or shapes: core/grappler/op_types.cc. */
import { isIdentity, isPure, movesFrames } from './kinds.ts';

interface Op { readonly op: string }
const set = (text: string): ReadonlySet<string> => new Set(text.split(' '));

const KEEPS_ALL = set('CheckNumerics DebugGradientIdentity DeepCopy Enter Exit PreventGradient Print Snapshot StopGradient');
const KEEPS_ORDER = set('ExpandDims Reshape Squeeze');
const KEEPS_VALUES = set('BatchToSpace BatchToSpaceND DepthToSpace InvertPermutation Reverse ReverseV2 Roll SpaceToBatch SpaceToBatchND SpaceToDepth Transpose');
const UNARY = set('Abs Acos Acosh Asin Asinh Atan Atanh Ceil ComplexAbs Conj Cos Cosh Digamma Elu Erf Erfc Exp Expm1 Floor Inv Invert IsFinite IsInf IsNan Lgamma Log Log1p LogicalNot Neg Reciprocal Relu Relu6 Rint Round Rsqrt Selu Sigmoid Sign Sin Sinh Softplus Softsign Sqrt Square Tan Tanh');
const RISING = set('Acosh Asin Asinh Atan Atanh Ceil Elu Erf Exp Expm1 Floor Log Log1p Relu Relu6 Rint Selu Sigmoid Sign Sinh Sqrt Tanh');
const FALLING = set('Acos Erfc Neg Rsqrt');

export const keepsAll = (n: Op): boolean => KEEPS_ALL.has(n.op) || isIdentity(n);
export const keepsOrder = (n: Op): boolean => keepsAll(n) || KEEPS_ORDER.has(n.op);
export const keepsValues = (n: Op): boolean => keepsOrder(n) || KEEPS_VALUES.has(n.op);
export const isUnary = (n: Op): boolean => UNARY.has(n.op) || keepsAll(n);
export const isIdempotent = (n: Op): boolean => keepsAll(n) && isPure(n) && !movesFrames(n);
export const isInvolution = (n: Op): boolean => ['Conj', 'Reciprocal', 'Invert', 'Neg', 'LogicalNot'].includes(n.op);
/** 1 where an op never falls, -1 where it never rises, 0 otherwise. */
export const slope = (n: Op): -1 | 0 | 1 => (RISING.has(n.op) ? 1 : FALLING.has(n.op) ? -1 : 0);
