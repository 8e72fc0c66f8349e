/**
 * The Python text of the programs, line by line: it runs on real TensorFlow (`compat.v1`) and builds the nodes that classifier.ts
 * builds. The text is flat while nothing is rebuilt; a switch that rebuilds the model wraps it into `def build()`.
 */
import { LINE } from './lines.ts';
import { variableText, type Net } from './net.ts';
import type { Cure, Knobs, Line, ModelSpec } from './program.ts';
import { trainerOf } from './trainers.ts';

export { float } from './net.ts';

/** What the text of a program is made from. */
export interface Text {
  readonly knobs: Knobs;
  readonly cure: Cure;
  readonly net: Net;
  readonly spec: ModelSpec;
  /** Python expression of the learning rate. */
  readonly rate: string;
  /** Arguments of build(). */
  readonly args: string;
  /** Placeholders are made once a graph, not by every model. */
  readonly sharedInputs: boolean;
  /** Shape of a sample and of its labels, as Samples has them. */
  readonly shape: readonly number[];
  readonly labelShape: readonly number[];
  /** Statements after those of the model, and the names they give. */
  readonly above?: { readonly lines: readonly Line[]; readonly names: readonly string[] };
}

export const say = (text: string, id: number | null = null): Line => ({ text, id });
export const indent = (lines: readonly Line[], by = 2): Line[] => lines.map((l) => ({ ...l, text: l.text && ' '.repeat(by) + l.text }));

/** Most characters of a line that is put together from names. */
const WIDTH = 48;

/** Names after a word, on as many lines as they need: `global w1, b1`. */
function listed(word: string, names: readonly string[]): Line[] {
  const lines: string[] = [];
  for (const name of names) {
    const last = lines.at(-1);
    if (last !== undefined && `${last}, ${name}`.length <= WIDTH) lines[lines.length - 1] = `${last}, ${name}`;
    else lines.push(`${word} ${name}`);
  }
  return lines.map((l) => say(l));
}

/** Imports, and the data under these names. `more`: statements on the data; `scale`: what is done with the pixels, 0 to 16. */
export function head(knobs: Knobs, images: string, labels: string, more: readonly string[] = [], scale = ' / 16'): Line[] {
  return [
    say('import numpy as np'),
    say('import tensorflow.compat.v1 as tf'),
    say('from sklearn.datasets import load_digits'),
    say('tf.disable_v2_behavior()'),
    say(''),
    say('digits = load_digits()'),
    say(`${images} = np.float32(digits.data[:${knobs.samples}]${scale})`),
    say(`${labels} = np.int32(digits.target[:${knobs.samples}])`),
    ...more.map((l) => say(l)),
    say('entropy = ('),
    say('  tf.nn.sparse_softmax_cross_entropy_with_logits)'),
    say(''),
  ];
}

const dims = (shape: readonly number[]): string => `[${['None', ...shape].join(', ')}]`;

export const placeholders = ({ shape, labelShape }: Text): Line[] => [
  say(`x = tf.placeholder('float32', ${dims(shape)}, 'x')`, LINE.x),
  say(`y = tf.placeholder('int32', ${dims(labelShape)}, 'y')`, LINE.y),
];

/** The network as a function of its input, where it is not written out where it is used. */
function netLines({ net, knobs }: Text): Line[] {
  const body = net.definition(knobs);
  if (body.length === 0) return [];
  const helpers = net.helpers?.(knobs) ?? [];
  return [...helpers.map((l) => say(l)), ...(helpers.length > 0 ? [say('')] : []), say(net.takesLabels === true ? 'def net(x, y):' : 'def net(x):'), ...indent(body.map((l) => say(l))), say('')];
}

const logits = ({ net }: Text, x: string, y: string): string => net.inline?.(x) ?? (net.takesLabels === true ? `net(${x}, ${y})` : `net(${x})`);
const names = ({ net, knobs, spec }: Text): string[] => net.variables(knobs, spec).map((v) => v.name);
/** Variables that optimizers have no slots for. */
const untrained = ({ net, knobs, spec }: Text): string[] => net.variables(knobs, spec).filter((v) => v.trainable === false).map((v) => v.name);
const several = ({ labelShape }: Text): boolean => labelShape.length > 0;

/** Statements that build a model. */
export function statements(text: Text): Line[] {
  const { knobs, net, spec } = text;
  const targets = several(text) ? 'targets' : 'y';
  return [
    say(`tf.set_random_seed(${knobs.seed})`),
    ...(text.sharedInputs ? [] : placeholders(text)),
    ...net.variables(knobs, spec).flatMap(variableText),
    say(`logits = ${logits(text, 'x', 'y')}`, LINE.logits),
    ...(several(text) ? [say('targets = tf.reshape(y, [-1])', LINE.targets)] : []),
    say('loss = tf.reduce_mean(entropy('),
    say(`  labels=${targets}, logits=logits))`, LINE.loss),
    say(`hits = tf.equal(${targets}, tf.argmax(`),
    say("  logits, 1, output_type='int32'))", LINE.hits),
    say('accuracy = tf.reduce_mean('),
    say("  tf.cast(hits, 'float32'))", LINE.accuracy),
    say(`optimizer = tf.train.${trainerOf(knobs.optimizer).text(text.rate)}`),
    say('train = optimizer.minimize(loss)', LINE.train),
    say('init = tf.global_variables_initializer()', LINE.init),
    ...(text.above?.lines ?? []),
  ];
}

/** Whether a model is built in more than one place of the text. */
export const rebuilds = ({ cure: c, sharedInputs }: Text): boolean => c.reload || (c.clear && !sharedInputs);

/** `def net(...)`, and `def build(...)` and `def saver()` where the switches need them. */
export function definitions(text: Text): Line[] {
  const { cure: c, args, sharedInputs } = text;
  const lines = netLines(text);
  if (rebuilds(text)) {
    const body = [...listed('global', [...(sharedInputs ? [] : ['x', 'y']), ...names(text)]), ...listed('global', ['loss', 'accuracy', 'optimizer', 'train', 'init', ...(text.above?.names ?? [])]), ...statements(text)];
    lines.push(say(`def build(${args}):`), ...indent(body), say(''));
  }
  if (c.save || c.reload) lines.push(...saver(text), say(''));
  return lines;
}

/** Variables up to which a saver's dict is written out. */
const FEW = 4;

/** Checkpoints go by these names whatever the variables of a second model in one graph are called. */
function saver(text: Text): Line[] {
  const kind = trainerOf(text.knobs.optimizer);
  const slots = text.cure.slots && kind.slots.size > 0;
  const plain = untrained(text);
  if (slots && (kind.others.length > 0 || names(text).length > FEW || plain.length > 0)) return longSaver(text);
  const [slot, of] = [...kind.slots][0] ?? ['', ''];
  const entries = names(text).flatMap((n) => (slots ? [`'${n}': ${n}`, `'${n}/${slot}': slot(${n}, '${of}')`] : [`'${n}': ${n}`]));
  const lines = slots
    ? entries.flatMap((e, i) => (i % 2 === 0 ? [`  ${e}, ${entries[i + 1]}${i + 2 < entries.length ? ',' : '})'}`] : []))
    : rows(entries, '  ', '})');
  return [
    say('def saver():'),
    ...indent([...(slots ? [say('slot = optimizer.get_slot')] : []), say('return tf.train.Saver({'), ...lines.map((l) => say(l))]),
  ];
}

/** Entries of a dict, as many on a line as fit. */
function rows(entries: readonly string[], before: string, end: string): string[] {
  const lines: string[] = [];
  for (const entry of entries) {
    const last = lines.at(-1);
    if (last !== undefined && `${last} ${entry},`.length <= WIDTH) lines[lines.length - 1] = `${last} ${entry},`;
    else lines.push(`${before}${entry},`);
  }
  return lines.map((l, i) => (i === lines.length - 1 ? l.replace(/,$/, end) : l));
}

function longSaver(text: Text): Line[] {
  const kind = trainerOf(text.knobs.optimizer);
  return [
    say('def saver():'),
    ...indent([
      say('slot = optimizer.get_slot'), say('saved = {'), ...rows(names(text).filter((n) => !untrained(text).includes(n)).map((n) => `'${n}': ${n}`), '  ', '}').map((l) => say(l)),
      say('for n, v in list(saved.items()):'),
      ...[...kind.slots].map(([slot, of]) => say(`  saved[n + '/${slot}'] = slot(v, '${of}')`)),
      ...untrained(text).map((n) => say(`saved['${n}'] = ${n}`)),
      ...kind.others.map((l) => say(l)),
      say('return tf.train.Saver(saved)'),
    ]),
  ];
}

/** Builds a model: its statements, or a call of build(). */
export const build = (text: Text): Line[] => (rebuilds(text) ? [say(`build(${text.args})`)] : statements(text));

/** What the training loop does for one session.run on the images and labels of these names. */
function step(text: Text, xs: string, ys: string): Line[] {
  const { knobs, net } = text;
  const feeds = say(`  {x: ${xs}, y: ${ys}})`);
  const output = logits(text, 'tf.constant(s[None])', 'tf.constant(t[None])');
  const both = `for s, t in zip(${xs}, ${ys})]`;
  switch (knobs.build) {
    case 'hoisted':
      return [say('cost, score, _ = sess.run('), say('  [loss, accuracy, train],'), feeds];
    case 'forward':
      return [
        say('outputs = ['), say(`  ${output}`, LINE.outputs), say(net.takesLabels === true ? `  ${both}` : `  for s in ${xs}]`),
        say('cost, score, *_ = sess.run('), say('  [loss, accuracy, train, *outputs],'), feeds,
      ];
    case 'loss':
    case 'everything': {
      const losses = [
        say('losses = ['), say(`  entropy(labels=${several(text) ? 't' : '[t]'}, logits=`, LINE.losses), say(`    ${output})`, LINE.outputs), say(`  ${both}`),
      ];
      if (knobs.build === 'loss') return [...losses, say('cost, score, *_ = sess.run('), say('  [loss, accuracy, train, *losses],'), feeds];
      const total = 'tf.add_n(losses) * (1 / len(losses))';
      return [
        ...losses,
        ...(several(text) ? [say('loss = tf.reduce_mean('), say(`  ${total})`, LINE.total)] : [say(`loss = ${total}`, LINE.total)]),
        say('train = optimizer.minimize(loss)', LINE.trainInLoop),
        say('cost, score, _ = sess.run('), say('  [loss, accuracy, train],'), feeds,
      ];
    }
  }
}

/** The training run, of the model's own nodes. `fetched`: what it fetches besides, and the names of the values. */
export function trainingRun(xs: string, ys: string, fetched: { readonly name: string; readonly value: string } | null = null, id: number | null = null): Line[] {
  return [
    say(`cost, score, _${fetched ? `, ${fetched.name}` : ''} = sess.run(`),
    say(`  [loss, accuracy, train${fetched ? `, ${fetched.value}` : ''}],`, id), say(`  {x: ${xs}, y: ${ys}})`),
  ];
}

/** The runs of an epoch, on the images X and labels Y. */
export function epoch(text: Text): Line[] {
  const { knobs } = text;
  return runs(knobs, (xs, ys) => step(text, xs, ys));
}

/** The loop over the runs of an epoch, if there are several, around what one run does. */
export function runs(knobs: Knobs, body: (xs: string, ys: string) => Line[]): Line[] {
  if (knobs.run === 'epoch') return body('X', 'Y');
  const [range, size] = knobs.run === 'sample' ? ['len(X)', 1] : [`0, len(X), ${knobs.batch}`, knobs.batch];
  return [say(`for i in range(${range}):`), ...indent([say(`xs, ys = X[i:i + ${size}], Y[i:i + ${size}]`), ...body('xs', 'ys')])];
}

/** The session and the epochs of a program that trains one model: what an epoch does, what it prints, and the cure. */
export function training(text: Text, body: readonly Line[]): Line[] {
  return [
    say('sess = tf.Session()'), say('sess.run(init)'),
    say(`for epoch in range(1, ${text.knobs.epochs + 1}):`),
    ...indent([...body, say('print(epoch, cost, score)'), ...cure(text, 'epoch')]),
  ];
}

/** Save, clear, reload: those that are switched on, every so many of `counter`. */
export function cure(text: Text, counter: string): Line[] {
  const { knobs, cure: c, args, sharedInputs } = text;
  const lines: Line[] = [];
  if (c.save) lines.push(say("saver().save(sess, './model')", LINE.saver));
  if (c.clear) {
    lines.push(say('sess.close()'), say('tf.reset_default_graph()'), say('sess = tf.Session()'), ...(sharedInputs ? placeholders(text) : []));
  }
  if (c.reload) {
    lines.push(say(`build(${args})`));
    if (trainerOf(knobs.optimizer).slots.size > 0 && !c.slots) lines.push(say('sess.run(init)'));
    lines.push(say("saver().restore(sess, './model')", LINE.reload));
  } else if (c.clear && !sharedInputs) {
    // The weights are lost. Where models come in succession the next one is built anyway.
    lines.push(say('build()'), say('sess.run(init)'));
  }
  return lines.length === 0 || c.every === 1 ? lines : [say(`if ${counter} % ${c.every} == 0:`), ...indent(lines)];
}
