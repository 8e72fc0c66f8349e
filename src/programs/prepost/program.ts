/**
 * Pre- and postprocessing around a perceptron: pixels are scaled and made noisy, answers become probabilities and a table of confusions.
 * The noise has no state: its seed is made of epoch and batch, so that a run goes on alike after a reload.
 */
import { f32, i32, type Tensor as HostTensor } from '../../engine/dtype.ts';
import { oneHot } from '../../tf/array/gathers.ts';
import { shape } from '../../tf/array/shapes.ts';
import type { Context, Tensor as Output, TensorLike } from '../../tf/context.ts';
import { argmax, placeholder } from '../../tf/math.ts';
import { clipByValue } from '../../tf/math/clip.ts';
import { matmul } from '../../tf/math/matmul.ts';
import { operator } from '../../tf/math/operators.ts';
import { softmax } from '../../tf/nn/softmax.ts';
import { statelessUniform } from '../../tf/random/stateless.ts';
import { Float } from '../../tf/values.ts';
import { CLASSES, feed, modelOf, parts, PIXELS, shapesOf, singles } from '../classifier.ts';
import { singleLayer as net } from '../layers.ts';
import { LINE } from '../lines.ts';
import type { Aside, Knobs, Line, Program, Step } from '../program.ts';
import { build, definitions, float, head, runs, say, training, trainingRun, type Text } from '../script.ts';
import { oneModel } from '../trained.ts';

/** Greatest grey value of the raw pixels, and of the noise once they are scaled. */
const WHITE = 16;
const NOISE = 0.2;

const AT = { raw: LINE.own, seed: LINE.own + 1, ready: LINE.own + 2, answers: LINE.own + 3, pre: LINE.own + 4, post: LINE.own + 5 } as const;

/** `pre(x, seed)` of the text. */
function pre(tf: Context, x: Output, seed: TensorLike): Output {
  const pixels = operator(tf, 'truediv', x, WHITE);
  const noise = statelessUniform(tf, shape(tf, pixels), seed, { minval: -NOISE, maxval: NOISE });
  return clipByValue(tf, operator(tf, 'add', pixels, noise), new Float(0), new Float(1)) as Output;
}

/** `post(logits, y)` of the text: probabilities [n, 10], and how often each digit [row] was taken for each [column]. */
function post(tf: Context, logits: Output, y: Output): Output[] {
  const probabilities = softmax(tf, logits);
  const guess = argmax(tf, probabilities, 1);
  return [probabilities, matmul(tf, oneHot(tf, y, CLASSES), oneHot(tf, guess, CLASSES), { transpose_a: true })];
}

const DEFINITIONS = [
  'def pre(x, seed):',
  `  x = x / ${WHITE}`,
  '  noise = tf.random.stateless_uniform(',
  `    tf.shape(x), seed, -${NOISE}, ${NOISE})`,
  '  return tf.clip_by_value(x + noise, 0.0, 1.0)',
  '',
  'def post(logits, y):',
  '  p = tf.nn.softmax(logits)',
  "  guess = tf.argmax(p, 1, output_type='int32')",
  '  return [p, tf.matmul(',
  `    tf.one_hot(y, ${CLASSES}), tf.one_hot(guess, ${CLASSES}),`,
  '    transpose_a=True)]',
  '',
].map((l) => say(l));

const postIsHoisted = ({ build: b }: Knobs): boolean => b === 'hoisted' || b === 'forward';

/** What is built once. */
function above(knobs: Knobs): { lines: Line[]; names: string[] } {
  const ready = [
    say('raw = tf.placeholder('), say(`  'float32', [None, ${PIXELS}], 'raw')`, AT.raw), say("seed = tf.placeholder('int32', [2], 'seed')", AT.seed), say('ready = pre(raw, seed)', AT.ready),
  ];
  const answers = [say('answers = post(logits, y)', AT.answers)];
  return {
    lines: [...(knobs.build === 'hoisted' ? ready : []), ...(postIsHoisted(knobs) ? answers : [])],
    names: [...(knobs.build === 'hoisted' ? ['raw', 'seed', 'ready'] : []), ...(postIsHoisted(knobs) ? ['answers'] : [])],
  };
}

function step(knobs: Knobs, xs: string, ys: string): Line[] {
  const seed = knobs.run === 'epoch' ? '[epoch, 0]' : '[epoch, i]';
  const inputs = knobs.build === 'hoisted'
    ? [say('inputs = sess.run('), say(`  ready, {raw: ${xs}, seed: ${seed}})`)]
    : [say('inputs = sess.run('), say(`  pre(tf.constant(${xs}), ${seed}))`, AT.pre)];
  return [
    ...inputs,
    ...(knobs.build === 'everything' ? [say('train = optimizer.minimize(loss)', LINE.trainInLoop)] : []),
    ...(postIsHoisted(knobs) ? [] : [say('answers = post(logits, y)', AT.post)]),
    ...trainingRun('inputs', ys, { name: 'p, table', value: '*answers' }),
  ];
}

export const program: Program = {
  id: 'prepost',
  title: 'Pre- and postprocessing',
  succession: false,
  models: oneModel('prepost'),
  build(tf, knobs, spec, digits) {
    const samples = singles(digits);
    const all = parts({ tf, knobs, spec, net, samples, shared: null });
    const at = <T>(line: number, kind: string, make: () => T): T => {
      tf.at(line, kind);
      return make();
    };
    const ready = knobs.build !== 'hoisted' ? null : {
      raw: at(AT.raw, 'bookkeeping', () => placeholder(tf, 'float32', [null, PIXELS], 'raw')),
      seed: at(AT.seed, 'bookkeeping', () => placeholder(tf, 'int32', [2], 'seed')),
    };
    const images = ready && at(AT.ready, 'forward', () => pre(tf, ready.raw, ready.seed));
    const answers = postIsHoisted(knobs) ? at(AT.answers, 'forward', () => post(tf, all.logits, all.y)) : null;
    return modelOf(all, samples, (chosen, now) => {
      const feeds = feed(all, samples, chosen);
      const { shape: dims, data } = feeds.get(all.x.id)!;
      const raw = f32(dims, (data as Float32Array).map((v) => v * WHITE));
      const seed = [now?.epoch ?? 1, chosen[0]];
      const inputs = images ?? at(AT.pre, 'forward', () => pre(tf, tf.constant(raw), seed));
      const late = (): Pick<Step, 'targets' | 'outputs'> => {
        const train = knobs.build === 'everything' ? at(LINE.trainInLoop, 'update', () => all.trainer.minimize(all.loss, [...all.trained.values()])) : all.train;
        return { targets: [train], outputs: answers ?? at(AT.post, 'forward', () => post(tf, all.logits, all.y)) };
      };
      const before: Aside = {
        kind: 'run', fetches: [inputs], targets: [],
        feeds: new Map<number, HostTensor>(ready ? [[ready.raw.id, raw], [ready.seed.id, i32([2], seed)]] : []),
        got: ([value]) => { feeds.set(all.x.id, value); },
      };
      return { loss: all.loss, accuracy: all.accuracy, targets: [], outputs: [], feeds, before: [before], late };
    });
  },
  shapes: (knobs, spec) => shapesOf(net, knobs, spec),
  pictures: (knobs, spec) => net.pictures?.(knobs, spec) ?? [],
  script(knobs, c) {
    const [spec] = this.models(knobs);
    const text: Text = {
      knobs, cure: c, net, spec, rate: float(knobs.rate), args: '', sharedInputs: false, shape: [PIXELS], labelShape: [], above: above(knobs),
    };
    return [
      ...head(knobs, 'X', 'Y', [], ''), ...DEFINITIONS, ...definitions(text), ...build(text), say(''),
      ...training(text, runs(knobs, (xs, ys) => step(knobs, xs, ys))),
    ];
  },
};
