/**
 * The softmax classifier that all three programs train: a single layer, or one hidden layer of relus. Builds the very nodes
 * that the Python text of script.ts builds.
 */
import { i32, type Tensor } from '../engine/dtype.ts';
import type { Context, Tensor as Output } from '../tf/context.ts';
import * as math from '../tf/math.ts';
import { GradientDescentOptimizer, MomentumOptimizer, type Optimizer } from '../tf/optimizers.ts';
import { initializer, variable, type Variable } from '../tf/variables.ts';
import { LINE } from './lines.ts';
import type { Digits, Knobs, Model, ModelSpec } from './program.ts';

export const PIXELS = 64;
export const CLASSES = 10;
export const MOMENTUM = 0.9;
/** Initial weights of a single layer are uniform in ± this; those of two layers in Glorot's range. */
export const SINGLE_LAYER_RANGE = 0.05;
const initialRange = (from: number, to: number, units: number | null): number => (units === null ? SINGLE_LAYER_RANGE : Math.sqrt(6 / (from + to)));

interface Weights { all: Variable[]; logits(input: Output): Output }

function weights(tf: Context, units: number | null): Weights {
  const range = (from: number, to: number): number => initialRange(from, to, units);
  const uniform = (from: number, to: number, seed: number): Output => math.randomUniform(tf, [from, to], -range(from, to), range(from, to), seed);
  const all: Variable[] = [];
  const made = (line: number, initial: () => Output, name: string): Variable => {
    tf.at(line, 'bookkeeping');
    const v = variable(tf, initial(), name);
    all.push(v);
    return v;
  };
  if (units === null) {
    const w = made(LINE.w, () => uniform(PIXELS, CLASSES, 1), 'w');
    const b = made(LINE.b, () => tf.zeros([CLASSES]), 'b');
    return { all, logits: (input) => math.add(tf, math.matmul(tf, input, w.read), b.read) };
  }
  const w1 = made(LINE.w1, () => uniform(PIXELS, units, 1), 'w1');
  const b1 = made(LINE.b1, () => tf.zeros([units]), 'b1');
  const w2 = made(LINE.w, () => uniform(units, CLASSES, 2), 'w2');
  const b2 = made(LINE.b, () => tf.zeros([CLASSES]), 'b2');
  return {
    all,
    logits: (input) => math.add(tf, math.matmul(tf, math.relu(tf, math.add(tf, math.matmul(tf, input, w1.read), b1.read)), w2.read), b2.read),
  };
}

/** Names and shapes of the variables that `weights` makes. */
export function shapes({ units }: ModelSpec): { name: string; shape: number[] }[] {
  if (units === null) return [{ name: 'w', shape: [PIXELS, CLASSES] }, { name: 'b', shape: [CLASSES] }];
  return [
    { name: 'w1', shape: [PIXELS, units] }, { name: 'b1', shape: [units] },
    { name: 'w2', shape: [units, CLASSES] }, { name: 'b2', shape: [CLASSES] },
  ];
}

/** The name a variable has in checkpoints: without the number that a second model in one graph gets. */
const plain = (v: Variable): string => v.opName.split('/').map((part) => part.replace(/_\d+$/, '')).join('/');

/** Placeholders shared by all models of a graph, or the model's own. */
function inputs(tf: Context, shared: Map<string, Output> | null): { x: Output; y: Output } {
  const one = (name: string, line: number, make: () => Output): Output => {
    const known = shared?.get(name);
    if (known) return known;
    tf.at(line, 'bookkeeping');
    const made = make();
    shared?.set(name, made);
    return made;
  };
  return {
    x: one('x', LINE.x, () => math.placeholder(tf, 'float32', [null, PIXELS], 'x')),
    y: one('y', LINE.y, () => math.placeholder(tf, 'int32', [null], 'y')),
  };
}

/** Builds a model: the statements of `build()` in the Python text. `shared`: null gives the model its own placeholders. */
export function classifier(tf: Context, knobs: Knobs, spec: ModelSpec, digits: Digits, shared: Map<string, Output> | null): Model {
  tf.setRandomSeed(knobs.seed);
  const { x, y } = inputs(tf, shared);
  const net = weights(tf, spec.units);
  tf.at(LINE.logits, 'forward');
  const logits = net.logits(x);
  tf.at(LINE.loss, 'loss');
  const loss = math.reduceMean(tf, math.sparseSoftmaxCrossEntropy(tf, y, logits));
  tf.at(LINE.hits, 'bookkeeping');
  const hits = math.equal(tf, y, math.argmax(tf, logits, 1));
  tf.at(LINE.accuracy, 'bookkeeping');
  const accuracy = math.reduceMean(tf, math.cast(tf, hits, 'float32'));
  const optimizer: Optimizer = knobs.optimizer === 'momentum' ? new MomentumOptimizer(tf, spec.rate, MOMENTUM) : new GradientDescentOptimizer(tf, spec.rate);
  tf.at(LINE.train, 'update');
  // A train op is built with the model even where the loop builds another: it makes the optimizer's slots.
  const train = optimizer.minimize(loss, net.all);
  tf.at(LINE.init, 'bookkeeping');
  const initialise = initializer(tf, tf.variables);
  const everything = [...net.all, ...optimizer.slots];
  const variables = new Map(everything.map((v) => [plain(v), v]));
  const loop: Loop = { tf, knobs, digits, net, optimizer };
  return {
    variables, initialise, x, y, accuracy,
    step: (samples) => {
      const built = buildInLoop(loop, samples);
      return {
        loss: built.loss ?? loss, accuracy, targets: [built.train ?? train], outputs: built.outputs,
        feeds: feed(x, y, digits, samples),
      };
    },
  };
}

interface Loop { tf: Context; knobs: Knobs; digits: Digits; net: Weights; optimizer: Optimizer }

/** What the loop builds anew for the samples of one run. */
function buildInLoop({ tf, knobs, digits, net, optimizer }: Loop, samples: readonly number[]): { outputs: Output[]; loss: Output | null; train: number | null } {
  if (knobs.build === 'hoisted') return { outputs: [], loss: null, train: null };
  const outputs: Output[] = [];
  for (const s of samples) {
    tf.at(LINE.outputs, 'forward');
    const out = net.logits(tf.constant(digits.images[s]));
    if (knobs.build === 'forward') { outputs.push(out); continue; }
    tf.at(LINE.losses, 'loss');
    outputs.push(math.sparseSoftmaxCrossEntropy(tf, digits.labels[s], out));
  }
  if (knobs.build !== 'everything') return { outputs, loss: null, train: null };
  tf.at(LINE.total, 'loss');
  const loss = math.scale(tf, math.addN(tf, outputs), 1 / samples.length);
  tf.at(LINE.trainInLoop, 'update');
  return { outputs: [], loss, train: optimizer.minimize(loss, net.all) };
}

/** Feeds of the placeholders for these samples. */
export function feed(x: Output, y: Output, digits: Digits, samples: readonly number[]): Map<number, Tensor> {
  const first = samples[0];
  const n = samples.length;
  let pixels: Float32Array;
  let labels: Int32Array;
  if (samples[n - 1] === first + n - 1) {
    pixels = digits.pixels.subarray(first * PIXELS, (first + n) * PIXELS);
    labels = digits.digits.subarray(first, first + n);
  } else {
    pixels = new Float32Array(n * PIXELS);
    samples.forEach((s, i) => pixels.set(digits.pixels.subarray(s * PIXELS, (s + 1) * PIXELS), i * PIXELS));
    labels = Int32Array.from(samples, (s) => digits.digits[s]);
  }
  return new Map<number, Tensor>([[x.id, { dtype: 'float32', shape: [n, PIXELS], data: pixels }], [y.id, i32([n], labels)]]);
}

/** The samples of each run of an epoch. */
export function batches(knobs: Knobs, train: readonly number[]): readonly (readonly number[])[] {
  const size = knobs.run === 'epoch' ? train.length : knobs.run === 'batch' ? Math.min(knobs.batch, train.length) : 1;
  return Array.from({ length: Math.ceil(train.length / size) }, (_, i) => train.slice(i * size, (i + 1) * size));
}
