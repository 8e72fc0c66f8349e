/** What the passes ask about a node's op: core/grappler/op_types.cc of TensorFlow 2.15 says the same of them. */
import { isRegistered, opOf } from '../engine/registry.ts';
import { signatureOf } from '../engine/signature.ts';

interface Op { readonly op: string }

export const isIdentity = (n: Op): boolean => n.op === 'Identity' || n.op === 'RefIdentity';
export const isConst = (n: Op): boolean => n.op === 'Const';
export const isVariable = (n: Op): boolean => ['Variable', 'VariableV2', 'AutoReloadVariable', 'VarHandleOp', 'ReadVariableOp', '_VarHandlesOp', '_ReadVariablesOp', 'TemporaryVariable'].includes(n.op);
export const isSwitch = (n: Op): boolean => n.op === 'Switch' || n.op === 'RefSwitch' || n.op === '_SwitchN';
export const isMerge = (n: Op): boolean => n.op === 'Merge' || n.op === 'RefMerge' || n.op === '_XlaMerge';
export const isPlaceholder = (n: Op): boolean => ['Placeholder', 'PlaceholderV2', 'PlaceholderWithDefault'].includes(n.op);
export const movesFrames = (n: Op): boolean => /^(Ref)?(Enter|Exit|NextIteration)$/.test(n.op);
export const isFlow = (n: Op): boolean => movesFrames(n) || isSwitch(n) || isMerge(n) || n.op === 'ControlTrigger' || n.op === 'LoopCond';

const STATEFUL = new Set(['Print', 'PrintV2', 'Assert', 'VarHandleOp', 'ReadVariableOp', 'VarIsInitializedOp', 'IsVariableInitialized', 'Variable', 'VariableV2', 'TemporaryVariable', 'Placeholder', '_Arg', '_Retval', 'PyFunc', 'ReaderReadV2', 'AssignVariableOp', 'Save', 'SaveV2', 'MergeV2Checkpoints', 'RestoreV2Stateful']);
/** Writes through its first input, though not all of them say so: op_types.cc, ModifiesInputsInPlace and ref arguments. */
const WRITES = /^(Assign|AssignAdd|AssignSub|Scatter(?!Nd$)\w+|Apply\w+|SparseApply\w+|ResourceApply\w+|ResourceSparseApply\w+|ResourceScatter\w+|Assign\w*VariableOp|CountUpTo|StridedSliceAssign|ResourceStridedSliceAssign)$/;
const IN_PLACE = new Set(['InplaceUpdate', 'InplaceAdd', 'InplaceSub', 'TensorScatterAdd', 'TensorScatterSub', 'TensorScatterMin', 'TensorScatterMax', 'TensorScatterUpdate']);
/** What takes a reference to a variable and gives one: it computes nothing, but stands for a place that others write. */
const HANDS_ON_REFERENCE = /^Ref(Switch|Identity|Enter|Exit|Merge|NextIteration|Select)$/;
const RANDOM = /^(Random\w*|TruncatedNormal|ParameterizedTruncatedNormal|Multinomial|StatefulRandom\w*|StatefulUniform\w*)$/;

/** Whether TensorFlow marks the op as stateful, as far as it is known here. */
export function isStateful(n: Op): boolean {
  if (STATEFUL.has(n.op) || RANDOM.test(n.op)) return true;
  if (!isRegistered(n.op)) return !/^_(Fused|Unary)/.test(n.op) && n.op !== 'Snapshot';
  const op = opOf(n.op);
  return signatureOf(op.signature).stateful || op.changes === true;
}

/** Whether a node may be merged, computed in advance or left out without anyone noticing. */
export function isPure(n: Op): boolean {
  return !isPlaceholder(n) && !isStateful(n) && !WRITES.test(n.op) && !HANDS_ON_REFERENCE.test(n.op) && !IN_PLACE.has(n.op) && !['Send', 'Recv', 'Stack'].includes(n.op) && !/Queue|Reader|Iterator|Dataset/.test(n.op);
}

/** Whether an output is a reference to a variable. */
export const givesReference = (n: Op): boolean => /^(Variable|VariableV2|TemporaryVariable|RefIdentity|RefSwitch|RefEnter|RefMerge)$/.test(n.op) || (WRITES.test(n.op) && !n.op.startsWith('Resource') && !n.op.endsWith('VariableOp') && n.op !== 'CountUpTo');
export const writesInPlace = (n: Op): boolean => WRITES.test(n.op) || IN_PLACE.has(n.op);

const COMMUTATIVE = new Set(['BitwiseOr', 'Mul', 'ApproximateEqual', 'LogicalOr', 'BitwiseXor', 'SquaredDifference', 'BitwiseAnd', 'AccumulateNV2', 'Equal', 'LogicalAnd', 'AddN', 'NotEqual', 'AddV2']);
/** Whether TensorFlow marks the op as commutative; it does not mark Maximum and Minimum. */
export const isCommutative = (n: Op & { readonly attrs: Readonly<Record<string, unknown>> }): boolean => COMMUTATIVE.has(n.op) || (n.op === 'Add' && n.attrs['T'] !== 'string');
export const isAggregate = (n: Op & { readonly attrs: Readonly<Record<string, unknown>> }): boolean => ['AccumulateNV2', 'AddN', 'AddV2'].includes(n.op) || (n.op === 'Add' && n.attrs['T'] !== 'string');
type WithAttrs = Op & { readonly attrs: Readonly<Record<string, unknown>>; readonly inputs: readonly string[] };
export const isAdd = (n: Op & { readonly attrs: Readonly<Record<string, unknown>> }): boolean => n.op === 'AddV2' || (n.op === 'Add' && n.attrs['T'] !== 'string');
export const isAnyDiv = (n: Op): boolean => ['RealDiv', 'Div', 'Xdivy', 'DivNoNan', 'TruncateDiv', 'FloorDiv'].includes(n.op);
const ELEMENTWISE = new Set(['Abs', 'Acos', 'Acosh', 'Asin', 'Asinh', 'Atan', 'Atanh', 'Ceil', 'ComplexAbs', 'Conj', 'Cos', 'Cosh', 'Digamma', 'Elu', 'Erf', 'Erfc', 'Exp', 'Expm1', 'Floor', 'Inv', 'Invert', 'Isinf', 'Isnan', 'Isfinite', 'Lgamma', 'Log', 'Log1p', 'LogicalNot', 'Neg', 'Reciprocal', 'Relu', 'Relu6', 'Rint', 'Round', 'Selu', 'Rsqrt', 'Sigmoid', 'Sign', 'Sin', 'SinH', 'Softplus', 'Softsign', 'Sqrt', 'Square', 'Tan', 'Tanh']);
const HANDS_ON = new Set(['CheckNumerics', 'DebugGradientIdentity', 'DeepCopy', 'Enter', 'Exit', 'PreventGradient', 'Print', 'Snapshot', 'StopGradient']);
const singleInput = (n: WithAttrs): boolean => n.inputs.filter((i) => !i.startsWith('^')).length === 1;
/** The output is the first input: its values, their order and its shape. */
export const keepsAll = (n: WithAttrs): boolean => HANDS_ON.has(n.op) || isIdentity(n) || (singleInput(n) && (n.op === 'IdentityN' || isAggregate(n)));
/** The output has the first input's values, in whatever order and shape. */
export const keepsValues = (n: WithAttrs): boolean => keepsAll(n) || ['ExpandDims', 'Reshape', 'Squeeze', 'InvertPermutation', 'Reverse', 'ReverseV2', 'Roll', 'Transpose', 'DepthToSpace', 'SpaceToDepth', 'BatchToSpace', 'BatchToSpaceND', 'SpaceToBatch', 'SpaceToBatchND'].includes(n.op);
export const isElementwise = (n: WithAttrs): boolean => ELEMENTWISE.has(n.op) || keepsAll(n);
export const isIdempotent = (n: WithAttrs): boolean => keepsAll(n) && isPure(n) && !movesFrames(n);
export const isInvolution = (n: Op): boolean => ['Conj', 'Reciprocal', 'Invert', 'Neg', 'LogicalNot'].includes(n.op);
/** 1: greater for greater inputs, -1: smaller, 0: neither. */
export function monotonic(n: Op): number {
  if (/^(Acosh|Asin|Asinh|Atan|Atanh|Ceil|Elu|Erf|Exp|Expm1|Floor|Log|Log1p|Relu|Relu6|Rint|Selu|Sigmoid|Sign|Sinh|Sqrt|Tanh)$/.test(n.op)) return 1;
  return /^(Acos|Erfc|Neg|Rsqrt)$/.test(n.op) ? -1 : 0;
}
