/** One branch of a conditional: values from outside come through a Switch, nodes without inputs wait for the branch's pivot (control_flow_ops.py, CondContext). */
import { Operation, type Context, type Tensor } from '../context.ts';
import { withDependencies } from '../core.ts';
import * as nest from '../nest.ts';
import { contains, contextOf, FlowContext, isExit, keyOf, type LoopContext } from './context.ts';
import { switchRefOrTensor } from './nodes.ts';
import { flowOf } from './tensor-array-flow.ts';

export class CondContext extends FlowContext {
  /** @param branch 1 where `pred` is true, 0 where it is false */
  constructor(tf: Context, readonly pred: Tensor, readonly pivot: Tensor, readonly branch: 0 | 1) {
    super(tf, 'cond_text');
    this.addName(pred);
    this.external.set(keyOf(pred), pred);
    this.addName(pivot);
    this.graph.contextOf.set(pivot.id, this);
  }

  get controlPivot(): Tensor { return this.pivot; }
  get loop(): LoopContext | null { return this.outer?.loop ?? null; }

  addValue(t: Tensor): Tensor {
    const key = keyOf(t);
    if (this.values.has(key)) return this.external.get(key) ?? t;
    let result = t;
    this.values.add(key);
    if (this.outer) {
      result = this.outer.addValue(t);
      this.addName(result);
      this.external.set(keyOf(result), result);
    }
    result = this.tf.after(null, () => switchRefOrTensor(this.tf, result, this.pred)[this.branch]);
    this.graph.unfetchable.add(result.id);
    this.graph.contextOf.set(result.id, this);
    for (const c of this.chain()) c.addName(result);
    this.external.set(key, result);
    return result;
  }

  addOp(id: number): void {
    const { graph } = this;
    const c = graph.classOf(id);
    if (c.inputs === 0) {
      this.removeExternalControls(id);
      if (!graph.controls(id).some((from) => contains(this, contextOf(graph, from)))) this.addControls(id, [this.pivot.id]);
    } else {
      this.takeInputs(id);
      this.removeExternalControls(id);
    }
    for (let index = 0; index < c.outputs.length; index++) {
      const key = keyOf({ id, index });
      for (const at of this.chain()) at.values.add(key);
    }
    if (this.outer || !isExit(graph, id)) graph.unfetchable.add(id);
  }

  /** A loop that is imported closes later: its NextIteration is taken as it is. */
  protected override hasInput(id: number, x: Tensor): boolean {
    return this.graph.classOf(id).op.flow === 'merge' && this.graph.classOf(x.id).op.flow === 'next';
  }

  private output(t: Tensor): Tensor {
    const key = keyOf(t);
    if (this.values.has(key)) return this.external.get(key) ?? t;
    let real = t;
    this.values.add(key);
    if (this.outer) {
      real = this.outer.addValue(t);
      this.addName(real);
      this.external.set(keyOf(real), real);
    }
    real = switchRefOrTensor(this.tf, real, this.pred)[this.branch];
    this.external.set(key, real);
    return real;
  }

  private tensor(v: unknown): Tensor {
    if (v instanceof Operation) return withDependencies(this.tf, [v.id], this.pivot);
    return this.output(this.tf.convert(flowOf(v)));
  }

  /** Builds the branch: what `fn` gave, and the tensors of it. Null where it gave nothing. */
  build(fn: () => unknown): { original: unknown; flat: Tensor[] } | null {
    const original = fn();
    if (original === null || original === undefined) return null;
    return { original, flat: nest.flatten(original).map((v) => this.tensor(v)) };
  }
}

