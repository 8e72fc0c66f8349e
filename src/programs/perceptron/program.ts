/** The answer's example: a single-layer perceptron on the digits, one model, its loop building as much anew as the knob says. */
import { classifier, shapes } from '../classifier.ts';
import type { Program } from '../program.ts';
import { build, cure, definitions, epoch, float, head, indent, say } from '../script.ts';

export const program: Program = {
  id: 'perceptron',
  title: 'Perceptron on digits',
  succession: false,
  models: (knobs) => [{ name: 'perceptron', rate: knobs.rate, units: null, train: range(knobs.samples), test: null }],
  build: (tf, knobs, spec, digits) => classifier(tf, knobs, spec, digits, null),
  shapes,
  script(knobs, c) {
    const shape = { hidden: false, rate: float(knobs.rate), args: '', sharedInputs: false };
    return [
      ...head(knobs, 'X', 'Y'), ...definitions(knobs, c, shape), ...build(knobs, c, shape), say(''),
      say('sess = tf.Session()'), say('sess.run(init)'),
      say(`for epoch in range(1, ${knobs.epochs + 1}):`),
      ...indent([...epoch(knobs, shape), say('print(epoch, cost, score)'), ...cure(knobs, c, shape, 'epoch')]),
    ];
  },
};

const range = (n: number): number[] => Array.from({ length: n }, (_, i) => i);
