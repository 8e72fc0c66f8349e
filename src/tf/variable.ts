/**
 * A reference variable as builders hold it (python/ops/ref_variable.py): the nodes VariableV2, Assign and the read Identity. How
 * tf.Variable takes its arguments is state/variable.ts; the value itself belongs to a session (engine/session.ts).
 */
import type { DType, Shape } from '../engine/dtype.ts';
import { TensorFlowError, type Attrs } from '../engine/op-def.ts';
import type { Convertible } from './convert.ts';
import type { Tensor} from './graph.ts';
import { Operation, type Graph, type OwnName } from './graph.ts';

/** What tf.Saver must know of a variable that is a part of a greater one. */
export interface SliceInfo { readonly fullName: string; readonly fullShape: readonly number[]; readonly offset: readonly number[]; readonly shape: readonly number[] }

export interface VariableParts {
  /** The reference: what assignments write to. */
  readonly ref: Tensor;
  /** The value: what ops read. */
  readonly read: Tensor;
  /** Id of the Assign that initialises it. */
  readonly assign: number;
  readonly initial: Tensor | null;
  /** Its name scope `w/`, where its slots live. */
  readonly scope: number;
  /** A slot belongs to an optimizer, not to the model. */
  readonly slot?: boolean;
  readonly trainable?: boolean;
  readonly constraint?: unknown;
}

export class Variable implements Convertible {
  readonly ref: Tensor;
  readonly read: Tensor;
  readonly assign: number;
  readonly initial: Tensor | null;
  readonly scope: number;
  readonly slot: boolean;
  readonly trainable: boolean;
  readonly constraint: unknown;
  slice: SliceInfo | null = null;

  constructor(parts: VariableParts) {
    this.ref = parts.ref;
    this.read = parts.read;
    this.assign = parts.assign;
    this.initial = parts.initial;
    this.scope = parts.scope;
    this.slot = parts.slot ?? false;
    this.trainable = parts.trainable ?? true;
    this.constraint = parts.constraint ?? null;
  }

  get graph(): Graph { return this.ref.graph; }
  /** Name of its operation, `w` or `w/Momentum`. */
  get opName(): string { return this.graph.name(this.ref.id); }
  /** `w:0` */
  get name(): string { return `${this.opName}:0`; }
  get op(): Operation { return this.ref.op; }
  get initializer(): Operation { return new Operation(this.graph, this.assign); }
  get shape(): Shape | null { return this.ref.shape; }
  /** Its shape where it is fully known, as the programs' are. */
  get dims(): readonly number[] { return this.shape as readonly number[]; }
  get dtype(): DType { return this.ref.dtype; }
  get device(): string { return this.ref.device; }

  toTensor({ dtype, asRef }: { dtype: DType | null; asRef: boolean }): Tensor {
    if (dtype !== null && dtype !== this.dtype) throw new TensorFlowError('ValueError', `Incompatible type conversion requested to type '${dtype}' for variable of type '${this.dtype}_ref'`);
    return asRef ? this.ref : this.read;
  }
  asGraphElement(): Tensor { return this.ref; }
  /** As Python prints it. */
  toString(): string {
    const { shape } = this;
    const shown = shape === null ? '<unknown>' : `(${shape.map((d) => d ?? '?').join(', ')}${shape.length === 1 ? ',' : ''})`;
    return `<tf.Variable '${this.name}' shape=${shown} dtype=${this.dtype}_ref>`;
  }
}

/** What making a variable needs of a context. */
interface Maker {
  readonly graph: Graph;
  readonly scope: number;
  op(type: string, inputs: readonly Tensor[], attrs: Attrs, name: string | OwnName): Tensor;
  node(type: string, inputs: readonly Tensor[], attrs: Attrs, name: string | OwnName): number;
}

/** Colocated with the first input. */
export const BESIDE: Attrs = Object.freeze({ _class: 'input 0' });
const ASSIGN: Attrs = Object.freeze({ use_locking: true, validate_shape: true, _class: 'input 0' });
const LOOSE: Attrs = Object.freeze({ ...ASSIGN, validate_shape: false });

/** The node that holds the value. */
export const variableOp = (tf: Maker, dtype: DType, shape: Shape | null, own: OwnName, attrs: Attrs = {}): Tensor =>
  tf.op('VariableV2', [], { ...attrs, container: '', dtype, shape, shared_name: '' }, own);

/** The Assign that initialises it; `validate`: the value must have the variable's shape. */
export const initialAssign = (tf: Maker, ref: Tensor, value: Tensor, validate = true): number => tf.node('Assign', [ref, value], validate ? ASSIGN : LOOSE, 'Assign');

/** What ops read, as long as nothing else is asked for. */
export const readOp = (tf: Maker, ref: Tensor): Tensor => tf.op('Identity', [ref], BESIDE, 'read');
