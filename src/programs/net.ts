/**
 * A network as a program needs it twice: as calls against src/tf, and as the Python text that makes the same nodes. The training around
 * it is classifier.ts and script.ts.
 */
import type { Tensor as HostTensor } from '../engine/dtype.ts';
import type { Context, Tensor as Output } from '../tf/context.ts';
import * as math from '../tf/math.ts';
import type { Variable } from '../tf/variables.ts';
import type { Knobs, Line, ModelSpec, PictureOf } from './program.ts';

/** Initial values of a variable. `text`: the Python expression, by lines; `shape` is the Python list. */
export interface Initial {
  text(shape: string): readonly string[];
  make(tf: Context, shape: readonly number[]): Output;
  /** Makes the whole variable, where its initial value is made within it. */
  variable?(tf: Context, name: string): Variable;
}

/** A number as Python writes a float: a learning rate of `1` would be an integer, and TensorFlow would add casts. */
export const float = (n: number): string => (Number.isInteger(n) ? `${n}.0` : String(n));

/** `tf.random_uniform(shape, -range, range, seed=seed)`; `written`: the range as the text has it. */
export const uniform = (range: number, seed: number, written = float(range)): Initial => ({
  text: (shape) => ['tf.random_uniform(', `  ${shape}, -${written}, ${written}, seed=${seed})`],
  make: (tf, shape) => math.randomUniform(tf, shape, -range, range, seed),
});

/** Glorot's range sqrt(6 / (from + to)), to three digits, so that text and numbers are the same. */
export const glorot = (from: number, to: number, seed: number): Initial => uniform(Number(Math.sqrt(6 / (from + to)).toPrecision(3)), seed);

/** `tf.zeros(shape)` */
export const zeros: Initial = { text: (shape) => [`tf.zeros(${shape})`], make: (tf, shape) => tf.zeros(shape) };

export interface VariableSpec {
  /** Its name in Python, in the graph and in checkpoints. */
  readonly name: string;
  readonly shape: readonly number[];
  readonly initial: Initial;
  /** The line of the text that its nodes count under. */
  readonly line: number;
  /** The shape in Python, where it is not a list of numbers. */
  readonly written?: string;
  /** A statement before it. */
  readonly before?: string;
  /** Optimizers leave it alone. */
  readonly trainable?: false;
}

/** What a network is given: pixels [n, …], and labels for those that are told the right answers so far (teacher forcing). */
export interface NetInput { readonly x: Output; readonly y: Output }

export interface Net {
  variables(knobs: Knobs, spec: ModelSpec): readonly VariableSpec[];
  /** Logits [n, classes]; `get` gives a variable's value by name. */
  logits(tf: Context, get: (name: string) => Output, input: NetInput, knobs: Knobs): Output;
  /** The body of `def net(x)` (of `def net(x, y)` for those that take labels), without indentation; empty: written out in place by `inline`. */
  definition(knobs: Knobs): readonly string[];
  inline?(x: string): string;
  /** Helper functions that stand before `def net`. */
  helpers?(knobs: Knobs): readonly string[];
  readonly takesLabels?: boolean;
  /** What can be looked at beside its answers. */
  pictures?(knobs: Knobs, spec: ModelSpec): readonly PictureOf[];
}

/** Python lines of the statements that make a variable. */
export function variableText({ name, shape, initial, line, written, before }: VariableSpec): Line[] {
  const [first, ...rest] = initial.text(written ?? `[${shape.join(', ')}]`);
  const lines = [`${name} = tf.Variable(${first}`, ...rest];
  const texts = [...lines.slice(0, -1), `${lines.at(-1)}, name='${name}')`];
  return [...(before === undefined ? [] : [{ text: before, id: null }]), ...texts.map((text, i) => ({ text, id: i === texts.length - 1 ? line : null }))];
}

/** Samples as arrays: what placeholders are fed and what the loop makes constants of. */
export interface Samples {
  /** Shape of one sample, and of its labels ([] for one label). */
  readonly shape: readonly number[];
  readonly labelShape: readonly number[];
  /** All in one piece, sample after sample. */
  readonly pixels: Float32Array;
  readonly labels: Int32Array;
  /** `s[None]` of each sample: [1, …shape]. */
  image(sample: number): HostTensor;
  /** `[t]`, or `t` where a sample has several labels: what the loss of one sample is given. */
  label(sample: number): HostTensor;
}
