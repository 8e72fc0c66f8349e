/** Values of variables that may not be initialised yet: `initialized_value`, and initial values that depend on other variables. */
import type { Attrs } from '../../engine/op-def.ts';
import type { Context, Tensor } from '../context.ts';
import { cond } from '../flow/cond.ts';
import type { Operation} from '../graph.ts';
import { Tensor as TensorHandle } from '../graph.ts';
import type { Variable } from '../variable.ts';
import { isVariableInitialized } from './assign.ts';

/** `v.initialized_value()`: the value if there is one, else its initial value: a whole conditional. */
export const initializedValue = (tf: Context, v: Variable): Tensor =>
  tf.after(null, () => cond(tf, isVariableInitialized(tf, v), () => tf.op('Identity', [v.ref], {}, 'read'), () => v.initial)) as Tensor;

/** Ops whose value is safe as it is. */
const SAFE = new Set(['IsVariableInitialized', 'VarIsInitializedOp', 'ReadVariableOp', 'If']);

/**
 * python/ops/variables.py `_try_guard_against_uninitialized_dependencies`: the initial value of variable `name` with every variable in it
 * replaced by its initialised value; what lies between is made again under its own name and that of the variable.
 */
export function guarded(tf: Context, name: string, value: Tensor): Tensor {
  if (!reachesVariable(value) || hasCycle(value)) return value;
  return new Guard(tf, name).tensor(value);
}

const sources = (t: Tensor): number[] => [...t.op.inputs.map((i) => i.id), ...t.graph.controls(t.id)];

function reachesVariable(t: Tensor): boolean {
  const { graph } = t;
  const seen = new Set([t.id]);
  for (const id of seen) {
    if (graph.classOf(id).op.type === 'VariableV2') return true;
    for (let i = 0; i < graph.classOf(id).inputs; i++) seen.add(graph.input(id, i).id);
  }
  return false;
}

function hasCycle(t: Tensor): boolean {
  const { graph } = t;
  if (!graph.forward) return false;
  const done = new Map<number, boolean>([[t.id, false]]);
  const stack: { id: number; from: number[] }[] = [{ id: t.id, from: sources(t) }];
  while (stack.length > 0) {
    const top = stack[stack.length - 1];
    const next = top.from.pop();
    if (next === undefined) {
      done.set(top.id, true);
      stack.pop();
    } else if (done.get(next) === false) return true;
    else if (!done.has(next)) {
      done.set(next, false);
      stack.push({ id: next, from: sources(new TensorHandle(graph, next, 0)) });
    }
  }
  return false;
}

class Guard {
  private readonly known = new Map<number, number>();
  constructor(private readonly tf: Context, private readonly name: string) {}

  tensor(t: Tensor): Tensor {
    let id = this.known.get(t.id);
    if (id === undefined) this.known.set(t.id, (id = this.op(t.op)));
    return id === t.id ? t : new TensorHandle(t.graph, id, t.index);
  }

  private op(op: Operation): number {
    if (SAFE.has(op.type)) return op.id;
    if (op.type === 'VariableV2') {
      const found = this.variableOf(op);
      return found ? initializedValue(this.tf, found).id : op.id;
    }
    const { inputs, graph } = op;
    const safe = inputs.map((i) => this.tensor(i));
    if (safe.every((t, i) => t.same(inputs[i]))) return op.id;
    const given = graph.classOf(op.id).attrs;
    // Colocations at hand stand in the place of the node's own.
    const { _class, ...rest } = given;
    const attrs: Attrs = _class === undefined || graph.colocation.length > 0 ? rest : { ...rest, _class: graph.groups(op.id) };
    const full = `${op.name}_${this.name}`;
    const at = full.lastIndexOf('/');
    const own = { scope: at < 0 ? 0 : graph.resolve(0, full.slice(0, at)), leaf: full.slice(at + 1), suffix: 0 };
    return this.tf.node(op.type === 'RefSwitch' ? 'Switch' : op.type, safe, attrs, own);
  }

  private variableOf(op: Operation): Variable | null {
    for (const key of ['variables', 'local_variables']) {
      for (const v of (op.graph.collections.get(key) ?? []) as Variable[]) if (v.ref.id === op.id) return v;
    }
    return null;
  }
}
