/** Models in succession: ten-fold cross-validation of the perceptron, each fold's model built into the same graph. */
import { classifier, PIXELS, shapesOf, singles } from '../classifier.ts';
import { singleLayer as net } from '../layers.ts';
import type { Program } from '../program.ts';
import { build, cure, definitions, epoch, float, head, indent, placeholders, say, type Text } from '../script.ts';

export const FOLDS = 10;

export const program: Program = {
  id: 'crossval',
  title: 'Cross-validation',
  succession: true,
  models(knobs) {
    const all = Array.from({ length: knobs.samples }, (_, i) => i);
    return Array.from({ length: FOLDS }, (_, k) => ({
      name: `fold ${k + 1}`, rate: knobs.rate, units: null,
      train: all.filter((i) => i % FOLDS !== k), test: all.filter((i) => i % FOLDS === k),
    }));
  },
  build: (tf, knobs, spec, digits, shared) => classifier({ tf, knobs, spec, net, samples: singles(digits), shared }),
  shapes: (knobs, spec) => shapesOf(net, knobs, spec),
  pictures: (knobs, spec) => net.pictures?.(knobs, spec) ?? [],
  script(knobs, c) {
    const [spec] = this.models(knobs);
    const text: Text = { knobs, cure: c, net, spec, rate: float(knobs.rate), args: '', sharedInputs: true, shape: [PIXELS], labelShape: [] };
    return [
      ...head(knobs, 'images', 'labels'), ...definitions(text), ...placeholders(text), say('sess = tf.Session()'), say(''),
      say(`for fold in range(1, ${FOLDS + 1}):`),
      ...indent([
        say(`test = np.arange(${knobs.samples}) % ${FOLDS} == fold - 1`), say('X, Y = images[~test], labels[~test]'), say(''),
        ...build(text), say('sess.run(init)'), say(''),
        say(`for epoch in range(${knobs.epochs}):`), ...indent(epoch(text)),
        say('print(fold, cost, score, sess.run('), say('  accuracy, {x: images[test], y: labels[test]}))'),
        ...cure(text, 'fold'),
      ]),
    ];
  },
};
