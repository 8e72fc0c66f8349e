/** `tf.train.ExponentialMovingAverage` and `assign_moving_average` (python/training/moving_averages.py). */
import { isFloating } from '../../engine/dtype.ts';
import { TensorFlowError } from '../../engine/op-def.ts';
import { Tensor, type Context, type Operation, type OwnName, type TensorLike } from '../context.ts';
import { group } from '../core.ts';
import { cast } from '../math/elementwise.ts';
import { operator, reflected } from '../math/operators.ts';
import { assign, assignAdd, assignSub } from '../state/assign.ts';
import { globalVariables, trainableVariables, variablesOf } from '../state/collections.ts';
import { getVariable } from '../state/get-variable.ts';
import { initializedValue } from '../state/initialized.ts';
import { plain, Zeros } from '../state/initializers.ts';
import { getVariableScope, variableScope } from '../state/variable-scope.ts';
import { Float } from '../values.ts';
import { Variable } from '../variable.ts';
import { createSlot, createZerosSlot } from './slots.ts';

/** `assign_moving_average(variable, value, decay, zero_debias)`: moves the variable by `1 - decay` of the way to the value. */
export function assignMovingAverage(tf: Context, v: Variable, value: TensorLike, decay: TensorLike, { zero_debias, name }: { zero_debias?: boolean | null; name?: string | null } = {}): Tensor {
  return tf.within(name ?? 'AssignMovingAvg', (own) => {
    let rate = decay instanceof Tensor ? reflected(tf, 'sub', decay, new Float(1)) : tf.convert(new Float(1 - plain(decay)), { name: 'decay' });
    if (rate.dtype !== v.dtype) rate = cast(tf, rate, v.dtype) as Tensor;
    const towards = (w: Variable): Tensor => operator(tf, 'mul', operator(tf, 'sub', w, value), rate);
    const scope = scopeOf(tf, own);
    return zero_debias ?? true ? zeroDebiased(tf, v, rate, towards, scope) : assignSub(tf, v, towards(v), { name: scope });
  });
}
const scopeOf = (tf: Context, own: OwnName): string => `${tf.graph.names.full(own)}/`;

function zeroDebiased(tf: Context, v: Variable, rate: Tensor, towards: (w: Variable) => Tensor, scope: string): Tensor {
  const inner = variableScope(tf, v.opName);
  inner.enter();
  let biased: Variable;
  let step: Variable;
  try {
    const current = getVariableScope(tf);
    const taken = new Set(variablesOf('variables')(tf, { scope: `${current.name}/` }).map((w) => w.opName));
    const free = (name: string): string => {
      if (current.reuse || !taken.has(`${current.name}/${name}`)) return name;
      let n = 1;
      while (taken.has(`${current.name}/${name}_${n}`)) n++;
      return `${name}_${n}`;
    };
    [biased, step] = v.graph.colocateWith([v.ref.id], () => [
      getVariable(tf, free('biased'), { initializer: new Zeros(), shape: v.shape, dtype: v.dtype, trainable: false }),
      getVariable(tf, free('local_step'), { initializer: new Zeros(), shape: [], dtype: v.dtype, trainable: false }),
    ] as const) as [Variable, Variable];
  } finally {
    inner.exit();
  }
  const moved = assignSub(tf, biased, towards(biased));
  const steps = assignAdd(tf, step, 1, { use_locking: false });
  const kept = reflected(tf, 'sub', rate, new Float(1));
  const rest = tf.within('Pow', (own) => tf.gen('Pow', [kept, steps], {}, own));
  return assign(tf, v, operator(tf, 'truediv', moved, reflected(tf, 'sub', rest, 1)), { name: scope });
}

type Averaged = Variable | Tensor;
const keyOf = (v: Averaged): string => (v instanceof Variable ? `${v.graph.number}/${v.ref.id}/v` : `${v.graph.number}/${v.id}/${v.index}`);

export class ExponentialMovingAverage {
  private readonly averages = new Map<string, Variable>();
  readonly name: string;
  private readonly updates: TensorLike;
  private readonly debias: boolean;

  constructor(private readonly tf: Context, private readonly decay: TensorLike, { num_updates, zero_debias, name }: { num_updates?: TensorLike; zero_debias?: boolean | null; name?: string | null } = {}) {
    this.name = name ?? 'ExponentialMovingAverage';
    this.updates = num_updates ?? null;
    this.debias = zero_debias ?? false;
  }

  /** `ema.apply(var_list)`: shadow variables and the op that moves them. */
  apply(list?: readonly Averaged[] | null): Operation {
    const { tf } = this;
    const all: readonly Averaged[] = list ?? trainableVariables(tf);
    const debiased = new Set<Variable>();
    for (const v of all) {
      if (!isFloating(v.dtype)) throw new TensorFlowError('TypeError', `The variables must be half, float, or double: ${v.name}`);
      if (!this.averages.has(keyOf(v))) this.averages.set(keyOf(v), this.shadow(v, debiased));
    }
    return tf.within(this.name, (own) => {
      let decay = tf.convert(this.decay, { dtype: 'float32', name: 'decay' });
      if (this.updates !== null) {
        const n = cast(tf, this.updates, 'float32', { name: 'num_updates' }) as Tensor;
        const early = operator(tf, 'truediv', reflected(tf, 'add', n, new Float(1)), reflected(tf, 'add', n, new Float(10)));
        decay = tf.gen('Minimum', [decay, early]);
      }
      const moved = all.map((v) => {
        const average = this.averages.get(keyOf(v))!;
        return assignMovingAverage(tf, average, v, decay, { zero_debias: debiased.has(average) });
      });
      return group(tf, moved, { name: scopeOf(tf, own) });
    });
  }

  private shadow(v: Averaged, debiased: Set<Variable>): Variable {
    const { tf } = this;
    return tf.after(null, () => {
      if (v instanceof Variable) {
        const made = createSlot(tf, v, initializedValue(tf, v), this.name);
        tf.graph.collection('moving_average_variables').push(v);
        return made;
      }
      const made = createZerosSlot(tf, v, this.name, { colocate: v.op.type === 'VariableV2' });
      if (this.debias) debiased.add(made);
      return made;
    });
  }

  /** `ema.average(var)`; null before `apply`. */
  average(v: Averaged): Variable | null { return this.averages.get(keyOf(v)) ?? null; }
  /** The name that a checkpoint has the average under. */
  averageName(v: Averaged): string {
    const known = this.averages.get(keyOf(v));
    if (known) return known.opName;
    return this.tf.graph.freeName(`${v.name.replace(/:\d+$/, '')}/${this.name}`);
  }

  /** `ema.variables_to_restore(list)`: names to variables, averages under their own names. */
  variablesToRestore(list?: readonly Variable[] | null): Map<string, Variable> {
    const { tf } = this;
    const chosen = new Set(list ?? [...trainableVariables(tf), ...variablesOf('moving_average_variables')(tf)]);
    const out = new Map<string, Variable>([...chosen].map((v) => [this.averageName(v), v]));
    const names = new Set([...chosen].map((v) => v.name));
    for (const v of new Set(globalVariables(tf))) if (!names.has(v.name) && !out.has(v.opName)) out.set(v.opName, v);
    return out;
  }
}
