/**
 * The classic leaks: a perceptron built once, and a loop that builds one small thing over and over. Which, says `leak`; `fix` builds just
 * that thing once, and may be switched while the loop runs.
 */
import { feed, modelOf, parts, PIXELS, shapesOf, singles } from '../classifier.ts';
import { singleLayer } from '../layers.ts';
import type { Net } from '../net.ts';
import type { Knobs, Program } from '../program.ts';
import { build, definitions, float, head, runs, say, training, type Text } from '../script.ts';
import { oneModel } from '../trained.ts';
import { lossLeak, optimizerLeak, sliceLeak, summaryLeak } from './fetches.ts';
import type { Leak } from './leak.ts';
import { assignLeak, constantLeak, initLeak, saverLeak } from './runs.ts';

const LEAKS: Readonly<Record<Knobs['leak'], Leak>> = {
  assign: assignLeak, constant: constantLeak, loss: lossLeak, summary: summaryLeak, saver: saverLeak, init: initLeak, slice: sliceLeak, optimizer: optimizerLeak,
};

const netOf = ({ variable }: Leak): Net => ({
  ...singleLayer,
  variables: (knobs, spec) => [...singleLayer.variables(knobs, spec), ...(variable ? [variable(knobs)] : [])],
});

export const program: Program = {
  id: 'leaks',
  title: 'Classic leaks',
  succession: false,
  models: oneModel('leaks'),
  gradients: ({ leak, fix }) => (LEAKS[leak].gradients === true && !fix ? 1 : 0),
  build(tf, knobs, spec, digits) {
    const leak = LEAKS[knobs.leak];
    const raw = singles(digits);
    const samples = leak.samples?.(raw) ?? raw;
    const all = parts({ tf, knobs, spec, net: netOf(leak), samples, shared: null, ...(leak.rate ? { rate: leak.rate } : {}) });
    const started = leak.start({ tf, parts: all, knobs, samples: raw });
    if (knobs.fix) started.cure();
    return modelOf(all, samples, (chosen, now = { epoch: 1, run: 0, runs: 1, fix: knobs.fix }) => {
      const feeds = feed(all, samples, chosen);
      return { loss: all.loss, accuracy: all.accuracy, targets: [all.train], outputs: [], feeds, ...started.loop({ now, chosen, feeds }) };
    });
  },
  shapes: (knobs, spec) => shapesOf(netOf(LEAKS[knobs.leak]), knobs, spec),
  script(knobs, c) {
    const [spec] = this.models(knobs);
    const leak = LEAKS[knobs.leak];
    const { setup = [], above, names, before = [], after = [], step } = leak.text(knobs);
    // A graph to which nothing is added can be closed; checkpoints here are made by savers that are built when they are needed.
    const closed = knobs.fix && !(c.save || c.clear || c.reload) ? [say('tf.get_default_graph().finalize()')] : [];
    const text: Text = {
      knobs, cure: c, net: netOf(leak), spec, rate: leak.rate ? 'rate' : float(knobs.rate), args: '', sharedInputs: false,
      shape: [PIXELS], labelShape: [], above: { lines: [...above, ...closed], names },
    };
    return [
      ...head(knobs, 'X', 'Y'), ...definitions(text), ...build(text), ...setup, say(''),
      ...training(text, [...before, ...runs(knobs, step), ...after]),
    ];
  },
};
