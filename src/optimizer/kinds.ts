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
  return !isPlaceholder(n) && !isStateful(n) && !WRITES.test(n.op) && !IN_PLACE.has(n.op) && !['Send', 'Recv', 'Stack'].includes(n.op) && !/Queue|Reader|Iterator|Dataset/.test(n.op);
}

/** Whether an output is a reference to a variable. */
export const givesReference = (n: Op): boolean => /^(Variable|VariableV2|TemporaryVariable|RefIdentity|RefSwitch|RefEnter|RefMerge)$/.test(n.op) || (WRITES.test(n.op) && !n.op.startsWith('Resource') && !/VariableOp$/.test(n.op) && n.op !== 'CountUpTo');
export const writesInPlace = (n: Op): boolean => WRITES.test(n.op) || IN_PLACE.has(n.op);
export const isCommutative = (n: Op): boolean => n.op === 'Add' || n.op === 'Mul';
