/** Leaks of what the loop runs beside the training step: assignments, data, initialisers, savers. */
import { f32, type Tensor as HostTensor } from '../../engine/dtype.ts';
import * as math from '../../tf/math.ts';
import { operator } from '../../tf/math/operators.ts';
import { saver } from '../../tf/saver.ts';
import { assign, assignAdd } from '../../tf/state/assign.ts';
import { variable } from '../../tf/state/variable.ts';
import type { Context, Tensor as Output } from '../../tf/context.ts';
import { Float } from '../../tf/values.ts';
import { initializer } from '../../tf/variables.ts';
import { feed, PIXELS } from '../classifier.ts';
import type { VariableSpec } from '../net.ts';
import type { Aside } from '../program.ts';
import { float, say, trainingRun } from '../script.ts';
import { AT, once, type Leak } from './leak.ts';

/** `name = tf.Variable(value, trainable=False, name=name)` */
const counter = (name: string, value: number): VariableSpec => ({
  name, shape: [], line: AT.variable, trainable: false,
  initial: {
    text: () => ['', `  ${float(value)}, trainable=False`],
    make: (tf) => tf.constant(math.scalar(value)),
    variable: (tf) => variable(tf, new Float(value), { name, trainable: false }),
  },
});

/** The learning rate falls with the epochs: to half of it after a hundred. */
const decayed = (rate: number, epoch: number): number => rate / (1 + epoch / 100);

export const assignLeak: Leak = {
  variable: ({ rate }) => counter('rate', rate),
  rate: (weights) => weights.get('rate')!.read,
  start({ tf, parts, knobs }) {
    const rate = parts.weights.get('rate')!;
    const cured = once(() => {
      tf.at(AT.first, 'bookkeeping');
      const value = math.placeholder(tf, 'float32', [], 'new_rate');
      tf.at(AT.second, 'update');
      return { value, set: assign(tf, rate, value) };
    });
    return {
      cure: cured,
      loop({ now }) {
        const value = decayed(knobs.rate, now.epoch);
        if (now.fix) {
          const { value: fed, set } = cured();
          return { before: [{ kind: 'run', fetches: [set], targets: [], feeds: new Map([[fed.id, math.scalar(value)]]) }] };
        }
        tf.at(AT.leak, 'update');
        return { before: [{ kind: 'run', fetches: [assign(tf, rate, new Float(value))], targets: [], feeds: new Map() }] };
      },
    };
  },
  text({ rate, fix }) {
    const value = `${float(rate)} / (1 + epoch / 100)`;
    return {
      above: fix ? [say('new_rate = tf.placeholder('), say("  'float32', [], 'new_rate')", AT.first), say('set_rate = tf.assign(rate, new_rate)', AT.second)] : [],
      names: fix ? ['set_rate', 'new_rate'] : [],
      step: (xs, ys) => [
        ...(fix ? [say('sess.run(set_rate, {'), say(`  new_rate: ${value}})`)] : [say('sess.run(tf.assign('), say(`  rate, ${value}))`, AT.leak)]),
        ...trainingRun(xs, ys),
      ],
    };
  },
};

/** `t * 2 - 1`: pixels from -1 to 1. */
const scaled = (tf: Context, t: Output): Output => operator(tf, 'sub', operator(tf, 'mul', t, 2), 1);

export const constantLeak: Leak = {
  samples: (samples) => ({ ...samples, pixels: samples.pixels.map((v) => v * 2 - 1) }),
  start({ tf, parts, samples }) {
    const cured = once(() => {
      tf.at(AT.first, 'forward');
      const raw = math.placeholder(tf, 'float32', [null, PIXELS], 'raw');
      tf.at(AT.second, 'forward');
      return { raw, inputs: scaled(tf, raw) };
    });
    return {
      cure: cured,
      loop({ now, chosen, feeds }) {
        const raw = feed(parts, samples, chosen).get(parts.x.id)!;
        const got = ([value]: readonly HostTensor[]): void => { feeds.set(parts.x.id, value); };
        if (now.fix) {
          const { raw: fed, inputs } = cured();
          return { before: [{ kind: 'run', fetches: [inputs], targets: [], feeds: new Map([[fed.id, raw]]), got }] };
        }
        tf.at(AT.leak, 'forward');
        const inputs = scaled(tf, tf.constant(f32(raw.shape, Float32Array.from(raw.data as Float32Array))));
        return { before: [{ kind: 'run', fetches: [inputs], targets: [], feeds: new Map(), got }] };
      },
    };
  },
  text: ({ fix }) => ({
    above: fix ? [say('raw = tf.placeholder('), say(`  'float32', [None, ${PIXELS}], 'raw')`, AT.first), say('scaled = raw * 2 - 1', AT.second)] : [],
    names: fix ? ['raw', 'scaled'] : [],
    step: (xs, ys) => [
      ...(fix ? [say(`inputs = sess.run(scaled, {raw: ${xs}})`)] : [say('inputs = sess.run('), say(`  tf.constant(${xs}) * 2 - 1)`, AT.leak)]),
      ...trainingRun('inputs', ys),
    ],
  }),
};

export const initLeak: Leak = {
  variable: () => counter('total', 0),
  start({ tf, parts }) {
    const total = parts.weights.get('total')!;
    tf.at(AT.fixture, 'bookkeeping');
    const count = assignAdd(tf, total, parts.loss);
    const cured = once(() => {
      tf.at(AT.first, 'bookkeeping');
      return initializer(tf, [total]);
    });
    return {
      cure: cured,
      loop({ now }) {
        if (now.run > 0) return { outputs: [count] };
        if (!now.fix) tf.at(AT.leak, 'bookkeeping');
        const reset = now.fix ? cured() : initializer(tf, [total]);
        return { outputs: [count], before: [{ kind: 'only', fetches: [], targets: [reset], feeds: new Map() }] };
      },
    };
  },
  text: ({ fix }) => ({
    above: [say('count = tf.assign_add(total, loss)', AT.fixture), ...(fix ? [say('reset = tf.variables_initializer([total])', AT.first)] : [])],
    names: ['count', ...(fix ? ['reset'] : [])],
    before: fix ? [say('sess.run(reset)')] : [say('sess.run('), say('  tf.variables_initializer([total]))', AT.leak)],
    step: (xs, ys) => trainingRun(xs, ys, { name: 'so_far', value: 'count' }),
  }),
};

const LAST: HostTensor = { dtype: 'string', shape: [], data: ['./last'] };

export const saverLeak: Leak = {
  start({ tf }) {
    const all = (): ReturnType<typeof saver> => saver(tf, new Map(tf.variables.map((v) => [v.opName, v])));
    const cured = once(() => {
      tf.at(AT.first, 'checkpoint');
      return all();
    });
    return {
      cure: cured,
      loop({ now }) {
        if (now.run < now.runs - 1) return {};
        const after = (): Aside[] => {
          if (!now.fix) tf.at(AT.leak, 'checkpoint');
          const { save, filename } = now.fix ? cured() : all();
          return [{ kind: 'save', fetches: [save], targets: [], feeds: new Map([[filename, LAST]]) }];
        };
        return { after };
      },
    };
  },
  text: ({ fix }) => ({
    above: fix ? [say('keeper = tf.train.Saver()', AT.first)] : [],
    names: fix ? ['keeper'] : [],
    after: [fix ? say("keeper.save(sess, './last')") : say("tf.train.Saver().save(sess, './last')", AT.leak)],
    step: (xs, ys) => trainingRun(xs, ys),
  }),
};
