/**
 * A loop: values from outside enter its frame as constants, nodes without inputs wait for a pivot, control inputs from outside come in
 * through an Identity (control_flow_ops.py, WhileContext). The loop's own nodes are made by while-loop.ts, those of its gradient by loop-gradient.ts.
 */
import { TensorFlowError } from '../../engine/op-def.ts';
import type { Context, Tensor } from '../context.ts';
import { identity } from '../core.ts';
import { addControls, checkContexts, contextOf, isConstantEnter, isExit, keyOf, LoopContext, outputContext, typeOf, type FlowContext, type LoopGradState } from './context.ts';
import { enter } from './nodes.ts';

export interface LoopOptions {
  readonly parallelIterations: number;
  readonly backProp: boolean;
  readonly swapMemory: boolean;
  readonly maximumIterations: Tensor | null;
}

/** Ops whose result is smaller than their input: their history is kept instead of their input's. */
const SMALL = new Set(['Shape', 'Size', 'Rank']);

export class WhileContext extends LoopContext {
  gradState: LoopGradState | null;
  /** What constants of the condition and of the body wait for, and the condition's value. */
  pivotForPred: Tensor | null = null;
  pivotForBody: Tensor | null = null;
  pivot: Tensor | null = null;
  enters: Tensor[] = [];
  exits: Tensor[] = [];

  constructor(tf: Context, readonly options: LoopOptions, name = 'while_context', gradState: LoopGradState | null = null) {
    super(tf, name);
    const n = options.parallelIterations;
    if (!Number.isInteger(n) || n <= 0) throw new TensorFlowError('ValueError', `'parallel_iterations' must be a positive integer: ${n}`);
    this.gradState = gradState;
    this.graph.checkContexts = checkContexts;
  }

  get controlPivot(): Tensor | null { return this.pivotForBody ?? this.pivotForPred; }

  /** A loop variable's or a constant's Enter in this loop's frame. */
  enterValue(t: Tensor, options: { constant?: boolean; useShape?: boolean; name?: string } = {}): Tensor {
    return enter(this.tf, t, this.name, { ...options, parallel: this.options.parallelIterations });
  }

  addValue(t: Tensor): Tensor {
    const { graph, tf } = this;
    const key = keyOf(t);
    if (this.values.has(key) || contextOf(graph, t.id) === this) return this.external.get(key) ?? t;
    this.values.add(key);
    const history = this.fromHistory(t);
    if (history) {
      this.external.set(key, history);
      return history;
    }
    const result = this.outer ? this.outer.addValue(t) : t;
    const entered = tf.after(null, () => this.enterValue(result, { constant: true }));
    graph.unfeedable.add(entered.id);
    this.fixControls([entered]);
    this.addName(entered);
    this.external.set(key, entered);
    return entered;
  }

  /** While gradients are made: what a value of the forward loop was in the same iteration. */
  private fromHistory(t: Tensor): Tensor | null {
    const state = (this.graph.controlFlow as FlowContext | null)?.loop?.gradState;
    if (!state) return null;
    let forward = contextOf(this.graph, t.id)?.loop ?? null;
    if (isExit(this.graph, t.id)) forward = forward?.outer?.loop ?? null;
    return forward === state.forward ? state.realValue(t) : null;
  }

  addOp(id: number): void {
    const { graph } = this;
    const state = (graph.controlFlow as FlowContext | null)?.loop?.gradState;
    if (state && SMALL.has(typeOf(graph, id))) {
      const from = graph.input(id, 0).id;
      const context = contextOf(graph, from);
      if (context?.loop === state.forward) {
        graph.contextOf.set(id, context);
        if (context instanceof WhileContext) context.addInner(id);
        else context.addOp(id);
        return;
      }
    }
    this.addInner(id);
  }

  private addInner(id: number): void {
    const { graph } = this;
    const c = graph.classOf(id);
    let outside: readonly number[];
    if (c.inputs === 0) {
      const { inner, outer } = this.removeExternalControls(id);
      outside = outer;
      if (inner.length === 0) this.addControls(id, [this.controlPivot!.id]);
    } else {
      this.takeInputs(id);
      outside = this.removeExternalControls(id).outer;
      // A node that depends on loop constants only must still run once an iteration.
      if (graph.controls(id).length === 0 && Array.from({ length: c.inputs }, (_, i) => graph.input(id, i).id).every((from) => isConstantEnter(graph, from))) this.addControls(id, [this.controlPivot!.id]);
    }
    for (let index = 0; index < c.outputs.length; index++) this.addName({ id, index });
    if (outside.length > 0) this.bringControls(id, outside);
    if (this.outer || !isExit(graph, id)) {
      graph.unfetchable.add(id);
      graph.unfeedable.add(id);
    }
  }

  /** Control inputs from outside come in as the value of an Identity; what has no output is left out. */
  private bringControls(id: number, outside: readonly number[]): void {
    const { graph, tf } = this;
    const brought = tf.after(null, () => this.inside(() => outside
      .filter((from) => graph.classOf(from).outputs.length > 0)
      .map((from) => identity(tf, graph.outputOf(from, 0)).id)));
    this.addControls(id, brought);
  }

  /** Control inputs that an Enter made under `control_dependencies(None)` keeps after all: those around the loop. */
  fixControls(enters: readonly Tensor[]): void {
    const { graph, outer } = this;
    for (const t of enters) {
      const kept = graph.dependenciesFor([graph.inputOf(t.id, 0)]).filter((from) => {
        const wanted = outputContext(graph, from);
        for (let at = outer; at !== wanted; at = at.outer) if (at === null || at === (outer?.loop ?? null)) return false;
        return true;
      });
      graph.contextOf.set(t.id, this);
      addControls(graph, t.id, kept);
      graph.seeDependencies(t.id);
    }
  }
}
