/** What a classic leak is: calls and text of what the loop builds anew, and of the cure, which builds it once. The frame is program.ts. */
import type { Tensor as HostTensor } from '../../engine/dtype.ts';
import type { Context, Tensor as Output } from '../../tf/context.ts';
import type { Variable } from '../../tf/variables.ts';
import type { Parts } from '../classifier.ts';
import { LINE } from '../lines.ts';
import type { Samples, VariableSpec } from '../net.ts';
import type { Knobs, Line, Now, Step } from '../program.ts';

/** Lines of the text. `leak` is the statement in the loop that leaks; it keeps its id where it is cured, so that its count stands still. */
export const AT = { variable: LINE.own, fixture: LINE.own + 1, first: LINE.own + 2, second: LINE.own + 3, leak: LINE.own + 4, slots: LINE.own + 5 } as const;

/** What a leak is built with: the perceptron, and the samples as they are before anything is done with them. */
export interface Place { readonly tf: Context; readonly parts: Parts; readonly knobs: Knobs; readonly samples: Samples }

/** One pass of the loop. `feeds`: those of the training run, which a run before it may still set. */
export interface Pass { readonly now: Now; readonly chosen: readonly number[]; readonly feeds: Map<number, HostTensor> }

/** A leak in one graph. */
export interface Started {
  /** Builds what the cure builds above the loop, if it is not there yet. */
  cure(): void;
  /** Builds what the loop builds, cured or not; says where the training step differs from the perceptron's. */
  loop(pass: Pass): Partial<Step>;
}

/** The text around and in the loop. */
export interface Text {
  /** Statements before the session is made. */
  readonly setup?: readonly Line[];
  /** Statements after those of the model, and the names they give. */
  readonly above: readonly Line[];
  readonly names: readonly string[];
  /** At the beginning of an epoch, and at its end. */
  readonly before?: readonly Line[];
  readonly after?: readonly Line[];
  step(xs: string, ys: string): Line[];
}

export interface Leak {
  /** A variable that the perceptron has besides. */
  variable?(knobs: Knobs): VariableSpec;
  /** The learning rate, where a variable holds it; it has the name of that variable. */
  rate?(weights: ReadonlyMap<string, Variable>): Output;
  /** The samples as the perceptron is fed them, where the loop does something with them. */
  samples?(samples: Samples): Samples;
  /** Whether the loop calls tf.gradients. */
  readonly gradients?: true;
  start(place: Place): Started;
  text(knobs: Knobs): Text;
}

/** Makes something when it is first asked for. */
export function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => (made ??= { value: make() }).value;
}
