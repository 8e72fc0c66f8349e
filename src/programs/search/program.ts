/** Models in succession: a hyperparameter search over learning rates and hidden sizes, each model built into the same graph. */
import { classifier, shapes } from '../classifier.ts';
import type { Program } from '../program.ts';
import { build, cure, epoch, head, indent, placeholders, py, SAVER, say } from '../script.ts';

/** The grid: multiples of the learning rate, and hidden units. */
export const RATES = [0.1, 0.3, 1, 2] as const;
export const UNITS = [4, 8, 16, 32, 64] as const;
/** Every fifth sample is kept for validation. */
const HELD = 5;

export const program: Program = {
  id: 'search',
  title: 'Hyperparameter search',
  succession: true,
  models(knobs) {
    const all = Array.from({ length: knobs.samples }, (_, i) => i);
    const train = all.filter((i) => i % HELD !== 0);
    const test = all.filter((i) => i % HELD === 0);
    return UNITS.flatMap((units) => RATES.map((m) => {
      const rate = Number((knobs.rate * m).toPrecision(12));
      return { name: `${units} units, rate ${rate}`, rate, units, train, test };
    }));
  },
  build: (tf, knobs, spec, digits, shared) => classifier(tf, knobs, spec, digits, shared),
  shapes,
  script(knobs, c) {
    const shape = { hidden: true, rate: 'rate', args: 'units, rate', sharedInputs: true };
    const rates = RATES.map((m) => py(Number((knobs.rate * m).toPrecision(12)))).join(', ');
    return [
      ...head(knobs), ...placeholders(), say(''), ...build(knobs, shape), ...(c.save || c.reload ? SAVER() : []),
      say(`train = [i for i in range(${knobs.samples}) if i % ${HELD} != 0]`), say(`held = [i for i in range(${knobs.samples}) if i % ${HELD} == 0]`),
      say(`grid = [(units, rate) for units in (${UNITS.join(', ')}) for rate in (${rates})]`),
      say('sess = tf.Session()'),
      say('for model, (units, rate) in enumerate(grid, 1):'),
      ...indent([
        say('m = build(units, rate)'), say("sess.run(m['init'])"),
        say(`for epoch in range(${knobs.epochs}):`), ...indent(epoch(knobs, shape, 'train'), 4),
        say("print(units, rate, sess.run(m['accuracy'], {x: images[held], y: labels[held]}))"),
        ...cure(c, `if model % ${c.every} == 0:`, 'build(units, rate)', true),
      ], 4),
    ];
  },
};
