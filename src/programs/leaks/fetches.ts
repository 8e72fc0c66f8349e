/** Leaks of what the training run itself fetches: a loss, summaries, a slice, a train op. */
import { getItem } from '../../tf/array/indexing.ts';
import { reduceMean, sparseSoftmaxCrossEntropy } from '../../tf/math.ts';
import * as summary from '../../tf/summary/summary.ts';
import type { Tensor } from '../../tf/context.ts';
import { initializer } from '../../tf/variables.ts';
import { float, say, trainingRun } from '../script.ts';
import { trainerOf } from '../trainers.ts';
import { AT, once, type Leak, type Place } from './leak.ts';
import type { Line, Step } from '../program.ts';

/** A leak of one tensor that the training run fetches: built in the loop, or once above it. */
const fetched = (make: (place: Place) => Tensor): Leak['start'] => (place) => {
  const build = (line: number): Tensor => {
    place.tf.at(line, 'bookkeeping');
    return make(place);
  };
  const cured = once(() => build(AT.first));
  return { cure: cured, loop: ({ now }): Partial<Step> => ({ outputs: [now.fix ? cured() : build(AT.leak)] }) };
};

/** The cure is there already: it is the model's own loss. */
export const lossLeak: Leak = {
  start({ tf, parts: { y, logits, loss } }) {
    return {
      cure: () => undefined,
      loop({ now }) {
        if (now.fix) return { loss };
        tf.at(AT.leak, 'loss');
        return { loss: reduceMean(tf, sparseSoftmaxCrossEntropy(tf, y, logits)) };
      },
    };
  },
  text: ({ fix }) => ({
    above: [], names: [],
    step: (xs, ys) => (fix ? trainingRun(xs, ys) : [
      say('cost, score, _ = sess.run('), say('  [tf.reduce_mean(entropy('), say('    labels=y, logits=logits)),', AT.leak), say('   accuracy, train],'),
      say(`  {x: ${xs}, y: ${ys}})`),
    ]),
  }),
};

const merged = (id: number): Line[] => [
  say('summary = tf.summary.merge(['), say("  tf.summary.scalar('loss', loss),"), say("  tf.summary.scalar('accuracy', accuracy)])", id),
];

export const summaryLeak: Leak = {
  start: fetched(({ tf, parts: { loss, accuracy } }) => summary.merge(tf, [summary.scalar(tf, 'loss', loss), summary.scalar(tf, 'accuracy', accuracy)])),
  text: ({ fix }) => ({
    setup: [say("writer = tf.summary.FileWriter('logs')")],
    above: fix ? merged(AT.first) : [],
    names: fix ? ['summary'] : [],
    step: (xs, ys) => [
      ...(fix ? [] : merged(AT.leak)), ...trainingRun(xs, ys, { name: 'text', value: 'summary' }), say('writer.add_summary(text, epoch)'),
    ],
  }),
};

export const sliceLeak: Leak = {
  start: fetched(({ tf, parts }) => getItem(tf, parts.logits, 0)),
  text: ({ fix }) => ({
    above: fix ? [say('first_row = logits[0]', AT.first)] : [],
    names: fix ? ['first_row'] : [],
    step: (xs, ys) => trainingRun(xs, ys, { name: 'first', value: fix ? 'first_row' : 'logits[0]' }, fix ? null : AT.leak),
  }),
};

/** The cure is there already: it is the model's own train op. A new optimizer has new slots, which must be initialised each time. */
export const optimizerLeak: Leak = {
  gradients: true,
  start({ tf, parts, knobs }) {
    return {
      cure: () => undefined,
      loop({ now }): Partial<Step> {
        if (now.fix) return {};
        tf.at(AT.leak, 'update');
        const fresh = trainerOf(knobs.optimizer).make(tf, knobs.rate);
        const train = fresh.minimize(parts.loss, [...parts.trained.values()]);
        const slots = [...fresh.slots(parts.trained).values()];
        if (slots.length === 0) return { targets: [train] };
        tf.at(AT.slots, 'bookkeeping');
        return { targets: [train], before: [{ kind: 'only', fetches: [], targets: [initializer(tf, slots)], feeds: new Map() }] };
      },
    };
  },
  text({ fix, optimizer, rate }) {
    const kind = trainerOf(optimizer);
    const rebuilt = kind.slots.size === 0
      ? [say(`train = tf.train.${kind.text('').replace(/\(.*/, '(')}`), say(`  ${float(rate)}).minimize(loss)`, AT.leak)]
      : [say(`fresh = tf.train.${kind.text(float(rate))}`), say('train = fresh.minimize(loss)', AT.leak), say('sess.run(tf.variables_initializer('), say('  fresh.variables()))', AT.slots)];
    return { above: [], names: [], step: (xs, ys) => [...(fix ? [] : rebuilt), ...trainingRun(xs, ys)] };
  },
};
