/** Models in succession: ten-fold cross-validation of the perceptron, each fold's model built into the same graph. */
import { classifier, shapes } from '../classifier.ts';
import type { Program } from '../program.ts';
import { build, cure, epoch, head, indent, placeholders, py, SAVER, say } from '../script.ts';

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
  build: (tf, knobs, spec, digits, shared) => classifier(tf, knobs, spec, digits, shared),
  shapes,
  script(knobs, c) {
    const shape = { hidden: false, rate: py(knobs.rate), args: '', sharedInputs: true };
    return [
      ...head(knobs), ...placeholders(), say(''), ...build(knobs, shape), ...(c.save || c.reload ? SAVER() : []),
      say('sess = tf.Session()'),
      say(`for fold in range(${FOLDS}):`),
      ...indent([
        say('m = build()'), say("sess.run(m['init'])"),
        say(`train = [i for i in range(${knobs.samples}) if i % ${FOLDS} != fold]`), say(`held = [i for i in range(${knobs.samples}) if i % ${FOLDS} == fold]`),
        say(`for epoch in range(${knobs.epochs}):`), ...indent(epoch(knobs, shape, 'train'), 4),
        say("print(fold, sess.run(m['accuracy'], {x: images[held], y: labels[held]}))"),
        ...cure(c, `if (fold + 1) % ${c.every} == 0:`, 'build()', true),
      ], 4),
    ];
  },
};
