/**
 * The Python text of the programs, line by line: it runs on real TensorFlow (`compat.v1`) and builds the nodes that classifier.ts
 * builds. The text is flat while nothing is rebuilt; a switch that rebuilds the model wraps it into `def build()`.
 */
import { CLASSES, MOMENTUM, PIXELS, SINGLE_LAYER_RANGE } from './classifier.ts';
import { LINE } from './lines.ts';
import type { Cure, Knobs, Line } from './program.ts';

export interface Shape {
  /** Two layers, the width being the Python variable `units`. */
  hidden: boolean;
  /** Python expression of the learning rate. */
  rate: string;
  /** Arguments of build(). */
  args: string;
  /** Placeholders are made once a graph, not by every model. */
  sharedInputs: boolean;
}

export const say = (text: string, id: number | null = null): Line => ({ text, id });
export const indent = (lines: readonly Line[], by = 2): Line[] => lines.map((l) => ({ ...l, text: l.text && ' '.repeat(by) + l.text }));

/** A number as Python writes a float: a learning rate of `1` would be an integer, and TensorFlow would add casts. */
export const float = (n: number): string => (Number.isInteger(n) ? `${n}.0` : String(n));

/** Imports, and the data under these names. */
export function head(knobs: Knobs, images: string, labels: string): Line[] {
  return [
    say('import numpy as np'),
    say('import tensorflow.compat.v1 as tf'),
    say('from sklearn.datasets import load_digits'),
    say('tf.disable_v2_behavior()'),
    say(''),
    say('digits = load_digits()'),
    say(`${images} = np.float32(digits.data[:${knobs.samples}] / 16)`),
    say(`${labels} = np.int32(digits.target[:${knobs.samples}])`),
    say('entropy = ('),
    say('  tf.nn.sparse_softmax_cross_entropy_with_logits)'),
    say(''),
  ];
}

export const placeholders = (): Line[] => [
  say(`x = tf.placeholder('float32', [None, ${PIXELS}], 'x')`, LINE.x),
  say("y = tf.placeholder('int32', [None], 'y')", LINE.y),
];

/** The network as a function of its input; a single layer is written out where it is used. */
export const net = ({ hidden }: Shape): Line[] => (hidden
  ? [say('def net(x):'), say('  h = tf.nn.relu(tf.matmul(x, w1) + b1)'), say('  return tf.matmul(h, w2) + b2'), say('')]
  : []);

const logits = ({ hidden }: Shape, input: string): string => (hidden ? `net(${input})` : `tf.matmul(${input}, w) + b`);
const names = ({ hidden }: Shape): string[] => (hidden ? ['w1', 'b1', 'w2', 'b2'] : ['w', 'b']);

/** A weight matrix of uniform random numbers, then zeros. */
function layer(w: string, b: string, from: string, to: string, range: string, seed: number, ids: readonly [number, number]): Line[] {
  return [
    say(`${w} = tf.Variable(tf.random_uniform(`),
    say(`  [${from}, ${to}], -${range}, ${range}, seed=${seed}), name='${w}')`, ids[0]),
    say(`${b} = tf.Variable(tf.zeros([${to}]), name='${b}')`, ids[1]),
  ];
}

/** Statements that build a model. */
function statements(knobs: Knobs, shape: Shape): Line[] {
  const pixels = String(PIXELS);
  const classes = String(CLASSES);
  const variables = shape.hidden
    ? [
      say(`r = (6 / (${pixels} + units)) ** 0.5`), ...layer('w1', 'b1', pixels, 'units', 'r', 1, [LINE.w1, LINE.b1]),
      say(`r = (6 / (units + ${classes})) ** 0.5`), ...layer('w2', 'b2', 'units', classes, 'r', 2, [LINE.w, LINE.b]),
    ]
    : layer('w', 'b', pixels, classes, float(SINGLE_LAYER_RANGE), 1, [LINE.w, LINE.b]);
  const optimizer = knobs.optimizer === 'momentum' ? `MomentumOptimizer(${shape.rate}, ${MOMENTUM})` : `GradientDescentOptimizer(${shape.rate})`;
  return [
    say(`tf.set_random_seed(${knobs.seed})`),
    ...(shape.sharedInputs ? [] : placeholders()),
    ...variables,
    say(`logits = ${logits(shape, 'x')}`, LINE.logits),
    say('loss = tf.reduce_mean(entropy('),
    say('  labels=y, logits=logits))', LINE.loss),
    say('hits = tf.equal(y, tf.argmax('),
    say("  logits, 1, output_type='int32'))", LINE.hits),
    say('accuracy = tf.reduce_mean('),
    say("  tf.cast(hits, 'float32'))", LINE.accuracy),
    say(`optimizer = tf.train.${optimizer}`),
    say('train = optimizer.minimize(loss)', LINE.train),
    say('init = tf.global_variables_initializer()', LINE.init),
  ];
}

/** Whether a model is built in more than one place of the text. */
export const rebuilds = (c: Cure, shape: Shape): boolean => c.reload || (c.clear && !shape.sharedInputs);

/** `def build(...)` and `def saver()`, where the switches need them. */
export function definitions(knobs: Knobs, c: Cure, shape: Shape): Line[] {
  const lines = net(shape);
  if (rebuilds(c, shape)) {
    const made = [...(shape.sharedInputs ? [] : ['x', 'y']), ...names(shape)];
    const body = [say(`global ${made.join(', ')}`), say('global loss, accuracy, optimizer, train, init'), ...statements(knobs, shape)];
    lines.push(say(`def build(${shape.args}):`), ...indent(body), say(''));
  }
  if (c.save || c.reload) lines.push(...saver(knobs, c, shape), say(''));
  return lines;
}

/** Checkpoints go by these names whatever the variables of a second model in one graph are called. */
function saver(knobs: Knobs, c: Cure, shape: Shape): Line[] {
  const slots = knobs.optimizer === 'momentum' && c.slots;
  const entries = names(shape).flatMap((n) => (slots ? [`'${n}': ${n}`, `'${n}/Momentum': slot(${n}, 'momentum')`] : [`'${n}': ${n}`]));
  const lines = slots
    ? entries.flatMap((e, i) => (i % 2 === 0 ? [`  ${e}, ${entries[i + 1]}${i + 2 < entries.length ? ',' : '})'}`] : []))
    : [`  ${entries.join(', ')}})`];
  return [
    say('def saver():'),
    ...indent([...(slots ? [say('slot = optimizer.get_slot')] : []), say('return tf.train.Saver({'), ...lines.map((l) => say(l))]),
  ];
}

/** Builds a model: its statements, or a call of build(). */
export const build = (knobs: Knobs, c: Cure, shape: Shape): Line[] => (rebuilds(c, shape) ? [say(`build(${shape.args})`)] : statements(knobs, shape));

/** What the training loop does for one session.run on the images and labels of these names. */
function step(knobs: Knobs, shape: Shape, xs: string, ys: string): Line[] {
  const feeds = say(`  {x: ${xs}, y: ${ys}})`);
  const output = logits(shape, 'tf.constant(s[None])');
  switch (knobs.build) {
    case 'hoisted':
      return [say('cost, score, _ = sess.run('), say('  [loss, accuracy, train],'), feeds];
    case 'forward':
      return [
        say('outputs = ['), say(`  ${output}`, LINE.outputs), say(`  for s in ${xs}]`),
        say('cost, score, *_ = sess.run('), say('  [loss, accuracy, train, *outputs],'), feeds,
      ];
    case 'loss':
    case 'everything': {
      const losses = [
        say('losses = ['), say('  entropy(labels=[t], logits=', LINE.losses), say(`    ${output})`, LINE.outputs), say(`  for s, t in zip(${xs}, ${ys})]`),
      ];
      if (knobs.build === 'loss') return [...losses, say('cost, score, *_ = sess.run('), say('  [loss, accuracy, train, *losses],'), feeds];
      return [
        ...losses,
        say('loss = tf.add_n(losses) * (1 / len(losses))', LINE.total),
        say('train = optimizer.minimize(loss)', LINE.trainInLoop),
        say('cost, score, _ = sess.run('), say('  [loss, accuracy, train],'), feeds,
      ];
    }
  }
}

/** The runs of an epoch, on the images X and labels Y. */
export function epoch(knobs: Knobs, shape: Shape): Line[] {
  if (knobs.run === 'epoch') return step(knobs, shape, 'X', 'Y');
  const [range, size] = knobs.run === 'sample' ? ['len(X)', 1] : [`0, len(X), ${knobs.batch}`, knobs.batch];
  return [say(`for i in range(${range}):`), ...indent([say(`xs, ys = X[i:i + ${size}], Y[i:i + ${size}]`), ...step(knobs, shape, 'xs', 'ys')])];
}

/** Save, clear, reload: those that are switched on, every so many of `counter`. */
export function cure(knobs: Knobs, c: Cure, shape: Shape, counter: string): Line[] {
  const lines: Line[] = [];
  if (c.save) lines.push(say("saver().save(sess, './model')", LINE.saver));
  if (c.clear) {
    lines.push(say('sess.close()'), say('tf.reset_default_graph()'), say('sess = tf.Session()'), ...(shape.sharedInputs ? placeholders() : []));
  }
  if (c.reload) {
    lines.push(say(`build(${shape.args})`));
    if (knobs.optimizer === 'momentum' && !c.slots) lines.push(say('sess.run(init)'));
    lines.push(say("saver().restore(sess, './model')", LINE.reload));
  } else if (c.clear && !shape.sharedInputs) {
    // The weights are lost. Where models come in succession the next one is built anyway.
    lines.push(say('build()'), say('sess.run(init)'));
  }
  return lines.length === 0 || c.every === 1 ? lines : [say(`if ${counter} % ${c.every} == 0:`), ...indent(lines)];
}
