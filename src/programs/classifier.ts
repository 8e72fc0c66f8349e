/**
 * Training a network on samples with labels: placeholders, variables, loss, accuracy, train op, and what the loop builds anew. Builds the
 * very nodes that the Python text of script.ts builds. The network itself is a Net.
 */
import { i32, type Tensor as HostTensor } from '../engine/dtype.ts';
import type { Tensor as Output, Context } from '../tf/context.ts';
import { integers, placeholder, reduceMean, argmax, cast, equal, scale, addN, sparseSoftmaxCrossEntropy } from '../tf/math.ts';
import { initializer, variable, type Variable } from '../tf/variables.ts';
import { LINE } from './lines.ts';
import type { Net, Samples, VariableSpec } from './net.ts';
import { trainerOf, type Trainer } from './trainers.ts';
import type { Digits, Knobs, Model, ModelSpec } from './program.ts';

export const PIXELS = 64;
export const CLASSES = 10;

/** One digit a sample. */
export const singles = (digits: Digits): Samples => ({
  shape: [PIXELS], labelShape: [], pixels: digits.pixels, labels: digits.digits,
  image: (s) => digits.images[s], label: (s) => digits.labels[s],
});

/** What a model is made from. `shared`: placeholders that models of one graph have in common; null gives each its own. */
export interface Making { readonly tf: Context; readonly knobs: Knobs; readonly spec: ModelSpec; readonly net: Net; readonly samples: Samples; readonly shared: Map<string, Output> | null; /** The learning rate, where it is no number. */ rate?(weights: ReadonlyMap<string, Variable>): Output }

/** The parts of a model that the statements of `build()` make. */
export interface Parts {
  readonly x: Output; readonly y: Output;
  readonly weights: ReadonlyMap<string, Variable>;
  /** Those of them that are trained. */
  readonly trained: ReadonlyMap<string, Variable>;
  readonly logits: Output; readonly loss: Output; readonly accuracy: Output;
  readonly trainer: Trainer; readonly train: number; readonly initialise: number;
  /** The network on another input. */
  net(x: Output, y: Output): Output;
}

/** Names and shapes of the variables of a model, slots left out. */
export const shapesOf = (net: Net, knobs: Knobs, spec: ModelSpec): { name: string; shape: number[] }[] => net.variables(knobs, spec).map(({ name, shape }) => ({ name, shape: [...shape] }));

function made(tf: Context, { name, shape, initial, line }: VariableSpec): Variable {
  tf.at(line, 'bookkeeping');
  return initial.variable?.(tf, name) ?? variable(tf, initial.make(tf, shape), name);
}

/** Placeholders shared by all models of a graph, or the model's own. */
function inputs({ tf, samples, shared }: Making): { x: Output; y: Output } {
  const one = (name: string, line: number, make: () => Output): Output => {
    const known = shared?.get(name);
    if (known) return known;
    tf.at(line, 'bookkeeping');
    const fresh = make();
    shared?.set(name, fresh);
    return fresh;
  };
  return {
    x: one('x', LINE.x, () => placeholder(tf, 'float32', [null, ...samples.shape], 'x')),
    y: one('y', LINE.y, () => placeholder(tf, 'int32', [null, ...samples.labelShape], 'y')),
  };
}

/** All labels in one row: they are, where a sample has one. */
function flat(tf: Context, y: Output, samples: Samples): Output {
  if (samples.labelShape.length === 0) return y;
  tf.at(LINE.targets, 'bookkeeping');
  return tf.within('Reshape', (own) => tf.op('Reshape', [y, tf.constant(integers([-1]), 'shape')], {}, own));
}

/** The statements of `build()`, in the order of the text. */
export function parts(making: Making): Parts {
  const { tf, knobs, spec, net, samples } = making;
  tf.setRandomSeed(knobs.seed);
  const { x, y } = inputs(making);
  const weights = new Map(net.variables(knobs, spec).map((v) => [v.name, made(tf, v)]));
  const trained = new Map([...weights].filter(([, v]) => v.trainable));
  const apply = (input: Output, labels: Output): Output => net.logits(tf, (name) => weights.get(name)!.read, { x: input, y: labels }, knobs);
  tf.at(LINE.logits, 'forward');
  const logits = apply(x, y);
  const targets = flat(tf, y, samples);
  tf.at(LINE.loss, 'loss');
  const loss = reduceMean(tf, sparseSoftmaxCrossEntropy(tf, targets, logits));
  tf.at(LINE.hits, 'bookkeeping');
  const hits = equal(tf, targets, argmax(tf, logits, 1));
  tf.at(LINE.accuracy, 'bookkeeping');
  const accuracy = reduceMean(tf, cast(tf, hits, 'float32'));
  const trainer = trainerOf(knobs.optimizer).make(tf, making.rate?.(weights) ?? spec.rate);
  tf.at(LINE.train, 'update');
  // A train op is built with the model even where the loop builds another: it makes the optimizer's slots.
  const train = trainer.minimize(loss, [...trained.values()]);
  tf.at(LINE.init, 'bookkeeping');
  return { x, y, weights, trained, logits, loss, accuracy, trainer, train, initialise: initializer(tf, tf.variables), net: apply };
}

/** The model of these parts. `step` says what the loop builds and runs for the samples of one session.run. */
export function modelOf(all: Parts, samples: Samples, step: Model['step']): Model {
  const slots = all.trainer.slots(all.trained);
  return {
    variables: new Map([...all.weights, ...slots]), slots: new Set(slots.keys()),
    initialise: all.initialise, accuracy: all.accuracy, logits: all.logits,
    feed: (chosen) => feed(all, samples, chosen), step,
  };
}

/** Builds a model whose loop builds as much anew as the knob says. */
export function classifier(making: Making): Model {
  const all = parts(making);
  const { samples } = making;
  return modelOf(all, samples, (chosen) => {
    const built = buildInLoop(making, all, chosen);
    return { loss: built.loss ?? all.loss, accuracy: all.accuracy, targets: [built.train ?? all.train], outputs: built.outputs, feeds: feed(all, samples, chosen) };
  });
}

/** What the loop builds anew for the samples of one run. */
function buildInLoop({ tf, knobs, net, samples }: Making, all: Parts, chosen: readonly number[]): { outputs: Output[]; loss: Output | null; train: number | null } {
  if (knobs.build === 'hoisted') return { outputs: [], loss: null, train: null };
  const outputs: Output[] = [];
  for (const s of chosen) {
    tf.at(LINE.outputs, 'forward');
    const x = tf.constant(samples.image(s));
    const out = all.net(x, net.takesLabels === true ? tf.constant(oneRow(samples.label(s))) : all.y);
    if (knobs.build === 'forward') { outputs.push(out); continue; }
    tf.at(LINE.losses, 'loss');
    outputs.push(sparseSoftmaxCrossEntropy(tf, samples.label(s), out));
  }
  if (knobs.build !== 'everything') return { outputs, loss: null, train: null };
  tf.at(LINE.total, 'loss');
  const summed = addN(tf, outputs);
  const loss = samples.labelShape.length === 0 ? scale(tf, summed, 1 / chosen.length) : reduceMean(tf, scale(tf, summed, 1 / chosen.length));
  tf.at(LINE.trainInLoop, 'update');
  return { outputs: [], loss, train: all.trainer.minimize(loss, [...all.trained.values()]) };
}

/** `t[None]` */
const oneRow = (t: HostTensor): HostTensor => ({ ...t, shape: [1, ...t.shape] });

/** Feeds of the placeholders for these samples. */
export function feed({ x, y }: { x: Output; y: Output }, samples: Samples, chosen: readonly number[]): Map<number, HostTensor> {
  const { shape, labelShape } = samples;
  return new Map<number, HostTensor>([
    [x.id, { dtype: 'float32', shape: [chosen.length, ...shape], data: rows(samples.pixels, size(shape), chosen) }],
    [y.id, i32([chosen.length, ...labelShape], rows(samples.labels, size(labelShape), chosen))],
  ]);
}

const size = (shape: readonly number[]): number => shape.reduce((a, b) => a * b, 1);

/** The rows of these samples, without copying where they lie one after another. */
function rows<T extends Float32Array | Int32Array>(all: T, width: number, chosen: readonly number[]): T {
  const [first] = chosen;
  const n = chosen.length;
  if (chosen[n - 1] === first + n - 1) return all.subarray(first * width, (first + n) * width) as T;
  const out = all.slice(0, n * width) as T;
  chosen.forEach((s, i) => out.set(all.subarray(s * width, (s + 1) * width), i * width));
  return out;
}

/** The samples of each run of an epoch. */
export function batches(knobs: Knobs, train: readonly number[]): readonly (readonly number[])[] {
  const each = knobs.run === 'epoch' ? train.length : knobs.run === 'batch' ? Math.min(knobs.batch, train.length) : 1;
  return Array.from({ length: Math.ceil(train.length / each) }, (_, i) => train.slice(i * each, (i + 1) * each));
}
