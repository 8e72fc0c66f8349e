/** `tf.make_template`: a function with variables of its own, made at its first call (python/ops/template.py). */
import { TensorFlowError } from '../../engine/op-def.ts';
import type { Context } from '../context.ts';
import { Keywords } from '../values.ts';
import type { Variable } from '../variable.ts';
import { variablesOf } from './collections.ts';
import { pureVariableScope, variableScope, type VariableScope } from './variable-scope.ts';
import { storeOf } from './variable-store.ts';

type Function = (...args: unknown[]) => unknown;

export class Template {
  scope: VariableScope | null = null;
  private created = false;
  private first = true;

  constructor(private readonly tf: Context, readonly name: string, private readonly func: Function, private readonly fixed: ReadonlyMap<string, unknown>, private readonly o: { now: boolean; unique: string | null; getter: unknown }) {
    if (!name) throw new TensorFlowError('ValueError', 'name cannot be None.');
    if (!o.now) return;
    const made = pureVariableScope(tf, o.unique ?? storeOf(tf.graph).uniqueScope(name), null, { custom_getter: o.getter }, null);
    this.scope = made.scope;
    made.exit();
  }

  call(args: readonly unknown[], named: ReadonlyMap<string, unknown>): unknown {
    const entered = this.scope
      ? variableScope(this.tf, this.scope, { reuse: !this.first })
      : variableScope(this.tf, this.o.unique, { default_name: this.name, custom_getter: this.o.getter });
    const scope = entered.enter() as VariableScope;
    try {
      this.scope ??= scope;
      return this.run(args, new Map([...this.fixed, ...named]));
    } finally {
      entered.exit();
    }
  }

  private run(args: readonly unknown[], named: ReadonlyMap<string, unknown>): unknown {
    const trainable = this.tf.graph.collection('trainable_variables');
    const before = trainable.length;
    const result = named.size > 0 ? this.func(...args, new Keywords(named)) : this.func(...args);
    if (this.created && trainable.length !== before) {
      throw new TensorFlowError('ValueError', `Trainable variable created when calling a template after the first time, perhaps you used tf.Variable when you meant tf.get_variable: [${trainable.slice(before).map(String).join(', ')}]`);
    }
    if (this.first) {
      this.first = false;
      this.created = true;
    }
    return result;
  }

  /** Its variables in one of the usual collections. */
  variablesIn(key: string): Variable[] {
    if (!this.created || !this.scope) return [];
    const { name } = this.scope;
    return variablesOf(key)(this.tf, { scope: !name || name.endsWith('/') ? name : `${name}/` });
  }
}
