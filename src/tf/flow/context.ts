/**
 * Control flow contexts: what a conditional's branch or a loop does with the nodes made inside it, so that each takes only values
 * that its branch or iteration has (python/ops/control_flow_ops.py, ControlFlowContext). cond-context.ts and while-context.ts derive.
 */
import { TensorFlowError } from '../../engine/op-def.ts';
import type { Context, Graph, Tensor } from '../context.ts';
import type { ControlFlowContext } from '../graph.ts';

/** A tensor's identity within its graph; ours are handles. */
export type Key = string;
export const keyOf = (t: { id: number; index: number }): Key => `${t.id}:${t.index}`;

export abstract class FlowContext implements ControlFlowContext {
  readonly graph: Graph;
  readonly outer: FlowContext | null;
  readonly name: string;
  /** Tensors that this context has met. */
  values = new Set<Key>();
  /** What stands inside for a tensor from outside. */
  readonly external = new Map<Key, Tensor>();
  private readonly stack: (ControlFlowContext | null)[] = [];

  constructor(protected readonly tf: Context, name: string) {
    this.graph = tf.graph;
    this.outer = this.graph.controlFlow as FlowContext | null;
    this.name = this.graph.uniqueName(name);
  }

  abstract addValue(t: Tensor): Tensor;
  abstract addOp(id: number): void;
  /** The node that constants made here wait for. */
  abstract get controlPivot(): Tensor | null;
  /** The innermost loop around, this one included. */
  abstract get loop(): LoopContext | null;
  readonly isLoop: boolean = false;

  addName(t: { id: number; index: number }): void { this.values.add(keyOf(t)); }

  enter(): void {
    this.stack.push(this.graph.controlFlow);
    this.graph.controlFlow = this;
  }
  exit(): void { this.graph.controlFlow = this.stack.pop() ?? null; }
  /** Between `enter` and `exit`. */
  inside<T>(make: () => T): T {
    this.enter();
    try { return make(); } finally { this.exit(); }
  }

  /** This context and those around it, innermost first. */
  *chain(): Generator<FlowContext> {
    yield this;
    if (this.outer) yield* this.outer.chain();
  }

  /** Makes results known to the context around. */
  exitResult(results: readonly Tensor[]): void { if (this.outer) for (const t of results) this.outer.addName(t); }

  /** Takes away control inputs from outside the loop around. Returns both kinds. */
  protected removeExternalControls(id: number): { inner: readonly number[]; outer: readonly number[] } {
    const { graph, loop } = this;
    const controls = graph.controls(id);
    if (!loop || controls.length === 0) return { inner: controls, outer: [] };
    const inner = controls.filter((c) => outputContext(graph, c)?.loop === loop);
    if (inner.length === controls.length) return { inner, outer: [] };
    graph.setControls(id, inner);
    return { inner, outer: controls.filter((c) => !inner.includes(c)) };
  }

  protected addControls(id: number, more: readonly number[]): void { addControls(this.graph, id, more); }

  /** Gives a node what stands here for its inputs. New nodes are named inside the node's own name, as its Python function has entered that scope. */
  protected takeInputs(id: number): void {
    const { graph } = this;
    const { scope, names } = { scope: graph.scope, names: graph.names };
    const [parent, leaf, suffix] = [graph.scopeOf(id), graph.classOf(id).leaf, graph.suffixOf(id)];
    const here = names.leafOf(scope);
    const own = here.scope === parent && here.leaf === leaf && here.suffix === suffix && scope !== 0;
    let opened = -1;
    const into = (): void => {
      if (own || opened >= 0) return;
      graph.scope = opened = names.under(parent, leaf, suffix);
    };
    try {
      const count = graph.classOf(id).inputs;
      for (let i = 0; i < count; i++) {
        const x = graph.inputOf(id, i);
        if (this.hasInput(id, x)) continue;
        if (!this.values.has(keyOf(x))) into();
        const real = this.addValue(x);
        if (!real.same(x)) replaceInput(graph, id, i, real);
      }
    } finally {
      graph.scope = scope;
      if (opened >= 0) names.leave(opened);
    }
  }

  /** Whether an input is left as it is. */
  protected hasInput(_id: number, _x: Tensor): boolean { return false; }
}

/** What a loop is to others: while-context.ts. */
export abstract class LoopContext extends FlowContext {
  override readonly isLoop = true;
  get loop(): LoopContext { return this; }
  abstract readonly gradState: LoopGradState | null;
}

/** What a loop of gradients knows of the loop that it goes back through: grad-state.ts. */
export interface LoopGradState {
  readonly forward: LoopContext;
  /** The forward loop's value in the same iteration, from its history. */
  realValue(t: Tensor): Tensor;
}

export const contextOf = (graph: Graph, id: number): FlowContext | null => (graph.contextOf.get(id) as FlowContext | undefined) ?? null;
export const typeOf = (graph: Graph, id: number): string => graph.classOf(id).op.type;
export const isExit = (graph: Graph, id: number): boolean => graph.classOf(id).op.flow === 'exit';
export const isEnter = (graph: Graph, id: number): boolean => graph.classOf(id).op.flow === 'enter';
export const isSwitch = (graph: Graph, id: number): boolean => graph.classOf(id).op.flow === 'switch';
export const isConstantEnter = (graph: Graph, id: number): boolean => isEnter(graph, id) && graph.classOf(id).attrs.is_constant === true;

/** The context that a node's outputs belong to: an Exit's is the one around its loop. */
export function outputContext(graph: Graph, id: number): FlowContext | null {
  const context = contextOf(graph, id);
  return context && isExit(graph, id) ? context.outer : context;
}

/** Whether `inner` is `outer` or lies inside it. */
export function contains(outer: FlowContext | null, inner: FlowContext | null): boolean {
  let at: FlowContext | null = inner;
  while (at !== outer) {
    if (at === null) return false;
    at = at.outer;
  }
  return true;
}

export function addControls(graph: Graph, id: number, more: readonly number[]): void {
  const now = graph.controls(id);
  const fresh = more.filter((c) => !now.includes(c));
  if (fresh.length > 0) graph.setControls(id, [...now, ...fresh]);
}

/** Lets an input come from elsewhere; a colocation with it stays with what it was. */
export function replaceInput(graph: Graph, id: number, i: number, t: Tensor): void {
  if (graph.classOf(id).attrs._class === `input ${i}`) {
    const groups = graph.groups(id).sort();
    graph.setAttr(id, '_class', groups);
  }
  graph.setInput(id, i, t);
}

/** `CheckInputFromValidContext` of all inputs of a node. */
export function checkContexts(graph: Graph, id: number): void {
  const own = contextOf(graph, id);
  const { inputs } = graph.classOf(id);
  for (let i = 0; i < inputs; i++) {
    const from = graph.input(id, i).id;
    const input = outputContext(graph, from);
    if (input === null || input === own || validFrom(graph, id, own?.loop ?? null, input)) continue;
    const [a, b] = [graph.name(from), graph.name(id)];
    throw new TensorFlowError('ValueError', `Cannot use '${a}' as input to '${b}' because ${own?.loop ? 'they are in different while loops.' : `'${a}' is in a while loop.`} See info log for more details.`);
  }
}

function validFrom(graph: Graph, id: number, loop: LoopContext | null, input: FlowContext): boolean {
  const from = input.loop;
  if (loop === null) return from === null || isEnter(graph, id) || isSwitch(graph, id);
  if (contains(from, loop)) return true;
  const forward = loop.gradState?.forward;
  if (forward && (contains(from, forward) || forward === from?.outer)) return true;
  const back = from?.gradState?.forward;
  return back !== undefined && (back === loop || back.gradState?.forward === loop);
}
