/** Preset: tensorflow/tensorflow#198, rebuilt. */
import { successive } from '../case.ts';
import type { PresetFile } from '../preset.ts';

export default {
  order: 310,
  title: 'Counter-example: a rise that ends',
  sentence: 'Epochs became slower from 1.75 to 2.68 seconds by the sixth, and then no more: a growing graph does not stop growing.',
  link: 'v=1&build=hoisted&run=batch&epochs=20&account=tensorflow&view=cases',
  case: {
    source: 'tensorflow/tensorflow#198',
    runs: { build: 'hoisted', run: 'batch', epochs: 20, account: 'tensorflow' },
    url: 'https://github.com/tensorflow/tensorflow/issues/198',
    kind: 'published',
    year: 2015,
    counter: true,
    today: false,
    quantity: 'seconds',
    counted: 'epoch',
    skip: 1,
    first: 1,
    step: 1,
    each: 1,
    figures: successive(1, [1.7494, 1.8734, 2.0539, 2.4011, 2.5634, 2.6751, 2.638, 2.6328, 2.6162, 2.553, 2.5716, 2.6579, 2.684, 2.6268, 2.6295, 2.6334, 2.663, 2.766]),
    text: {
      en: {
        title: 'A rise that ends',
        cause: 'Reported as epochs that take longer and longer, with TensorFlow 0.5. But after the sixth they stay at 2.6 to 2.7 s. The cause was not found; a growing graph would have gone on growing.',
        ours: 'A logistic regression built once, in batches. Our first epoch builds the model and is left out, as theirs was timed after that; all others take the same time. Our run explains the flat part, and not the rise.',
      },
      zh: {
        title: '会停下的上升',
        cause: '报告说 TensorFlow 0.5 的每一轮越来越慢。但第六轮以后一直是 2.6 到 2.7 秒。原因没有查明；如果是图在变大，就不会停下。',
        ours: '只建一次、分批训练的逻辑回归：我们的第一轮要建模型，所以不算（他们在建好之后才计时）；其余各轮用时相同。我们的运行能解释平的部分，不能解释上升。',
      },
    },
  },
} satisfies PresetFile;
