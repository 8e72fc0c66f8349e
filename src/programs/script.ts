/** The Python text of the programs, line by line: it runs on real TensorFlow (`compat.v1`) and builds the nodes that classifier.ts builds. */
import { initialRange, MOMENTUM, PIXELS, CLASSES } from './classifier.ts';
import { LINE } from './lines.ts';
import type { Cure, Knobs, Line } from './program.ts';

export interface Shape {
  /** Two layers, the width being the Python variable `units`. */
  hidden: boolean;
  /** Python expression of the learning rate. */
  rate: string;
  /** Arguments of build(). */
  args: string;
  /** Placeholders are made outside build(). */
  sharedInputs: boolean;
}

const say = (text: string, id: number | null = null): Line => ({ text, id });
const indent = (lines: Line[], by: number): Line[] => lines.map((l) => ({ ...l, text: l.text && ' '.repeat(by) + l.text }));

/** A number as Python writes it. */
export const py = (n: number): string => String(n);

export function head(knobs: Knobs): Line[] {
  return [
    say('import tensorflow.compat.v1 as tf'), say('from sklearn.datasets import load_digits'), say('tf.disable_v2_behavior()'), say(''),
    say('digits = load_digits()'),
    say(`images = (digits.data[:${knobs.samples}] / 16).astype('float32')`),
    say(`labels = digits.target[:${knobs.samples}].astype('int32')`), say(''),
  ];
}

const PLACEHOLDERS = (): Line[] => [
  say(`x = tf.placeholder(tf.float32, [None, ${PIXELS}], name='x')`, LINE.x),
  say("y = tf.placeholder(tf.int32, [None], name='y')", LINE.y),
];

function logits(hidden: boolean, input: string): string {
  return hidden ? `tf.matmul(tf.nn.relu(tf.matmul(${input}, w1) + b1), w2) + b2` : `tf.matmul(${input}, w) + b`;
}

/** Statements of what the network is, shared by build() and the loop. */
function variables(hidden: boolean): Line[] {
  const uniform = (shape: string, range: string, seed: number): string => `tf.random_uniform(${shape}, -${range}, ${range}, seed=${seed})`;
  if (!hidden) {
    const r = py(initialRange(PIXELS, CLASSES, null));
    return [
      say(`w = tf.Variable(${uniform(`[${PIXELS}, ${CLASSES}]`, r, 1)}, name='w')`, LINE.w),
      say(`b = tf.Variable(tf.zeros([${CLASSES}]), name='b')`, LINE.b),
    ];
  }
  return [
    say(`r = round((6 / (${PIXELS} + units)) ** 0.5, 4)`),
    say(`w1 = tf.Variable(${uniform(`[${PIXELS}, units]`, 'r', 1)}, name='w1')`, LINE.w1),
    say("b1 = tf.Variable(tf.zeros([units]), name='b1')", LINE.b1),
    say(`r = round((6 / (units + ${CLASSES})) ** 0.5, 4)`),
    say(`w2 = tf.Variable(${uniform(`[units, ${CLASSES}]`, 'r', 2)}, name='w2')`, LINE.w),
    say(`b2 = tf.Variable(tf.zeros([${CLASSES}]), name='b2')`, LINE.b),
  ];
}

const optimizerOf = (knobs: Knobs, rate: string): string =>
  (knobs.optimizer === 'momentum' ? `tf.train.MomentumOptimizer(${rate}, ${MOMENTUM})` : `tf.train.GradientDescentOptimizer(${rate})`);

const names = (hidden: boolean): string => (hidden ? 'w1, b1, w2, b2' : 'w, b');

/** `def build(...)`. It returns a dict of what the loop needs. */
export function build(knobs: Knobs, shape: Shape): Line[] {
  const inLoop = knobs.build === 'everything';
  const entropy = 'tf.nn.sparse_softmax_cross_entropy_with_logits';
  const body: Line[] = [
    say(`tf.set_random_seed(${knobs.seed})`),
    ...(shape.sharedInputs ? [] : PLACEHOLDERS()),
    ...variables(shape.hidden),
    say(`logits = ${logits(shape.hidden, 'x')}`, LINE.logits),
    ...(inLoop ? [] : [say('loss = tf.reduce_mean('), say(`    ${entropy}(`), say('        labels=y, logits=logits))', LINE.loss)]),
    say('hits = tf.equal(tf.argmax(logits, 1, output_type=tf.int32), y)', LINE.hits),
    say('accuracy = tf.reduce_mean(tf.cast(hits, tf.float32))', LINE.accuracy),
    say(`optimizer = ${optimizerOf(knobs, shape.rate)}`),
    ...(inLoop
      ? [say(`optimizer._create_slots([v._ref() for v in (${names(shape.hidden)})])`, LINE.optimizer)]
      : [say('train = optimizer.minimize(loss, var_list=[' + names(shape.hidden) + '])', LINE.train)]),
    say(`variables = [${names(shape.hidden)}] + optimizer.variables()`),
    say('init = tf.variables_initializer(variables)', LINE.init),
    say('return locals()'),
  ];
  return [say(`def build(${shape.args}):`), ...indent(body, 4), say('')];
}

/** What the training loop does for one session.run: `part` is the Python expression of the samples. */
export function step(knobs: Knobs, shape: Shape, part: string): Line[] {
  const entropy = 'tf.nn.sparse_softmax_cross_entropy_with_logits';
  const bind = say(`${names(shape.hidden)} = (m[n] for n in ${JSON.stringify(names(shape.hidden)).replace(/"/g, "'")}.split(', '))`);
  const [x, y] = shape.sharedInputs ? ['x', 'y'] : ["m['x']", "m['y']"];
  const feed = `{${x}: images[${part}], ${y}: labels[${part}]}`;
  const run = (fetches: string): Line[] => [say(`cost, score = sess.run(${fetches},`), say(`    ${feed})[:2]`)];
  const forward = logits(shape.hidden, 'tf.constant(s[None])');
  switch (knobs.build) {
    case 'hoisted':
      return run("[m['loss'], m['accuracy'], m['train']]");
    case 'forward':
      return [bind, say('outputs = ['), say(`    ${forward}`, LINE.outputs), say(`    for s in images[${part}]]`), ...run("[m['loss'], m['accuracy'], m['train']] + outputs")];
    case 'loss':
      return [
        bind, say('losses = ['), say(`    ${entropy}(labels=[t],`, LINE.losses), say(`        logits=${forward})`, LINE.outputs),
        say(`    for s, t in zip(images[${part}], labels[${part}])]`), ...run("[m['loss'], m['accuracy'], m['train']] + losses"),
      ];
    case 'everything':
      return [
        bind, say('losses = ['), say(`    ${entropy}(labels=[t],`, LINE.losses), say(`        logits=${forward})`, LINE.outputs),
        say(`    for s, t in zip(images[${part}], labels[${part}])]`),
        say('loss = tf.add_n(losses) * (1 / len(losses))', LINE.total),
        say(`train = m['optimizer'].minimize(loss, var_list=[${names(shape.hidden)}])`, LINE.trainInLoop),
        ...run("[loss, m['accuracy'], train]"),
      ];
  }
}

/** The loop over an epoch's runs. */
export function epoch(knobs: Knobs, shape: Shape, samples: string): Line[] {
  if (knobs.run === 'epoch') return step(knobs, shape, samples);
  const size = knobs.run === 'sample' ? 1 : knobs.batch;
  return [say(`for i in range(0, len(${samples}), ${size}):`), say(`    part = ${samples}[i:i + ${size}]`), ...indent(step(knobs, shape, 'part'), 4)];
}

/** Names of the model's variables in a checkpoint, so that a second model in the same graph restores the first one's. */
export const SAVER = (): Line[] => [
  say('def saver(m):'),
  say("    plain = lambda v: '/'.join(p.split('_')[0] for p in v.op.name.split('/'))"),
  say('    return tf.train.Saver({plain(v): v for v in m[\'variables\']})', LINE.saver), say(''),
];

/** Save, clear, reload: only those that are switched on. */
export function cure(c: Cure, when: string, model: string, shared: boolean): Line[] {
  if (!c.save && !c.clear && !c.reload) return [];
  const body: Line[] = [];
  if (c.save) body.push(say("saver(m).save(sess, './model')", LINE.saver));
  if (c.clear) body.push(say('sess.close()'), say('tf.reset_default_graph()'), say('sess = tf.Session()'), ...(shared ? PLACEHOLDERS() : []));
  if (c.reload) body.push(say(`m = ${model}`, LINE.reload), say("saver(m).restore(sess, './model')", LINE.saver));
  // Where models come in succession the next one is built anyway.
  else if (c.clear && !shared) body.push(say(`m = ${model}  # from nothing`, LINE.reload), say("sess.run(m['init'])"));
  return [say(when), ...indent(body, 4)];
}

export const placeholders = PLACEHOLDERS;
export { indent, say };
