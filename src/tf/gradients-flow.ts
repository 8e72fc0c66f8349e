/**
 * What tf.gradients asks of loops and conditionals, and gradient functions that are not part of an op: the interface between
 * gradients.ts and flow/, which registers itself here when it is loaded (python/ops/control_flow_state.py, control_flow_grad.py).
 */
import type { Context } from './context.ts';
import type { Operation, Tensor } from './graph.ts';
import type { IndexedSlices } from './indexed-slices.ts';

/** A gradient as tf.gradients passes it on. */
export type TensorGrad = Tensor | IndexedSlices;

/** A gradient function as Python registers them: one gradient (or null) for each input of the op. Called inside the scope `<op>_grad`. */
export type GradientFunction = (tf: Context, op: Operation, dy: readonly (TensorGrad | null)[]) => readonly (TensorGrad | null)[];

/** The part of a loop's state that the sweep itself counts with (`_GradLoopState`). */
export interface GradLoopState {
  readonly unusedExits: Tensor[];
  readonly deferredExits: Tensor[];
  pendingExitsCount: number;
}

/** The loops of one call of tf.gradients (`_ControlFlowState`). */
export interface LoopState {
  /** The state of the forward loop that an op is in (`GetGradState`); null outside of loops that are differentiated. */
  gradState(op: Operation, before: boolean): GradLoopState | null;
  /** `pending`: node id → uses not yet seen; may be changed. `targets`: node ids of ys already in the queue. Returns exits to begin with. */
  processUnusedLoopExits(pending: Map<number, number>, targets: ReadonlySet<number>): readonly Tensor[];
  enterGradWhileContext(op: Operation, before: boolean): void;
  exitGradWhileContext(op: Operation, before: boolean): void;
  zerosLikeForExit(exit: Tensor): Tensor;
  /** Null for a loop's Switch. */
  zerosLikeV1WhileLoop(op: Operation, index: number): Tensor | null;
  postProcessing(): void;
}

export interface ControlFlowGradients {
  /**
   * `MaybeCreateControlFlowState`: null where none of the nodes between xs and ys is an Exit. May add nodes to `list` and `between`
   * (the other exits of a loop). With `colocate`, what it makes is colocated with the exit.
   */
  create(tf: Context, list: number[], between: Set<number>, colocate: boolean): LoopState | null;
  /** `_ZerosLikeV1`: zeros for an output of a Switch or RefSwitch that got no gradient. */
  zerosLikeSwitch(tf: Context, op: Operation, index: number): Tensor;
  /** Whether the op is a Switch of a loop (not of a conditional). */
  isLoopSwitch(op: Operation): boolean;
  /** Whether the op is a loop's Switch of the very context that is current now: differentiating through a loop variable's initial value. */
  isSwitchOfCurrentLoop(tf: Context, op: Operation): boolean;
}

let controlFlow: ControlFlowGradients | null = null;
const functions = new Map<string, GradientFunction>();

/** flow/ says how it differentiates loops and conditionals. */
export function registerControlFlow(made: ControlFlowGradients): void { controlFlow = made; }
export const controlFlowGradients = (): ControlFlowGradients | null => controlFlow;

/** A gradient function for all ops of a type, where `Op.gradient` is not enough (Switch, Merge, Exit, TensorArrays). */
export function registerGradient(type: string, fn: GradientFunction): void { functions.set(type, fn); }
export const registeredGradient = (type: string): GradientFunction | null => functions.get(type) ?? null;

/** Gradient functions of one interpreter: `tf.RegisterGradient(name)`, `tf.custom_gradient`. */
const own = new WeakMap<Context, Map<string, GradientFunction>>();
export function scriptGradients(tf: Context): Map<string, GradientFunction> {
  let mine = own.get(tf);
  if (!mine) own.set(tf, (mine = new Map()));
  return mine;
}
