/** Models in succession: a hyperparameter search over learning rates and hidden sizes, each model built into the same graph. */
import { classifier, PIXELS, shapesOf, singles } from '../classifier.ts';
import { hiddenLayer as net } from '../layers.ts';
import type { Program } from '../program.ts';
import { build, cure, definitions, epoch, float, head, indent, placeholders, say, type Text } from '../script.ts';

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
  build: (tf, knobs, spec, digits, shared) => classifier({ tf, knobs, spec, net, samples: singles(digits), shared }),
  shapes: (knobs, spec) => shapesOf(net, knobs, spec),
  pictures: (knobs, spec) => net.pictures?.(knobs, spec) ?? [],
  script(knobs, c) {
    const [spec] = this.models(knobs);
    const text: Text = { knobs, cure: c, net, spec, rate: 'rate', args: 'units, rate', sharedInputs: true, shape: [PIXELS], labelShape: [] };
    const rates = RATES.map((m) => float(Number((knobs.rate * m).toPrecision(12)))).join(', ');
    return [
      ...head(knobs, 'images', 'labels'), say(`test = np.arange(${knobs.samples}) % ${HELD} == 0`), say('X, Y = images[~test], labels[~test]'), say(''),
      ...definitions(text), ...placeholders(text), say('sess = tf.Session()'), say(''),
      say(`grid = [(units, rate) for units in [${UNITS.join(', ')}]`), say(`  for rate in [${rates}]]`),
      say('for model, (units, rate) in enumerate(grid, 1):'),
      ...indent([
        ...build(text), say('sess.run(init)'), say(''),
        say(`for epoch in range(${knobs.epochs}):`), ...indent(epoch(text)),
        say('print(units, rate, cost, score, sess.run('), say('  accuracy, {x: images[test], y: labels[test]}))'),
        ...cure(text, 'model'),
      ]),
    ];
  },
};
