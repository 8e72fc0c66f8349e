/** Preset: a recording of real TensorFlow, rebuilt. */
import { successive } from '../case.ts';
import type { PresetFile } from '../preset.ts';

export default {
  order: 313,
  title: 'Counter-example: a cure that costs more at first',
  sentence: 'A model is recompiled 25 times: with save, clear and reload an iteration starts dearer, 0.34 against 0.19 seconds, and only later pays off.',
  link: 'v=1&build=hoisted&epochs=25&account=tensorflow&save=1&clear=1&reload=1&every=1&view=cases',
  case: {
    source: 'TensorFlow 2.15.1, Keras 2.15, CPU, 2026-11',
    runs: { build: 'hoisted', epochs: 25, account: 'tensorflow', save: true, clear: true, reload: true, every: 1 },
    url: '',
    kind: 'recorded',
    year: 2026,
    counter: true,
    today: true,
    quantity: 'seconds',
    counted: 'iteration',
    first: 1,
    step: 1,
    each: 1,
    figures: [
      ...successive(1, [0.34, 0.35, 0.345, 0.343, 0.317, 0.492, 0.296, 0.277, 0.318, 0.277, 0.291, 0.274, 0.276, 0.296, 0.289, 0.296, 0.292, 0.297, 0.304, 0.293, 0.325, 0.3, 0.292, 0.298, 0.366]),
      ...successive(1, [0.194, 0.223, 0.244, 0.245, 0.295, 0.253, 0.327, 0.238, 0.228, 0.235, 0.567, 0.386, 0.337, 0.428, 0.477, 0.464, 0.458, 0.378, 0.354, 0.374, 0.376, 0.381, 0.408, 0.553, 0.531]).map((figure) => ({ ...figure, other: true as const })),
    ],
    text: {
      en: {
        title: 'A cure that costs more at first',
        cause: 'Recorded for this page: a Keras model compiled and fitted 25 times. Saving, clearing and loading it each time costs a fixed 0.3 s (filled marks); without it an iteration begins at 0.2 s and grows (hollow marks), so that for some ten iterations the cure is the slower way.',
        ours: 'A perceptron saved, cleared and reloaded in every epoch: level from the first, as recorded. See Best K for how seldom is best.',
      },
      zh: {
        title: '一开始更贵的治法',
        cause: '为本页记录：一个 Keras 模型编译并训练 25 次。每次都保存、清空、加载，固定多花 0.3 秒（实心）；不这样做，一次从 0.2 秒开始并增长（空心），所以头十次左右治法反而更慢。',
        ours: '一个感知机每轮保存、清空、重载：从第一轮起就是平的，与记录一致。多久一次最好，见“最佳 K”。',
      },
    },
  },
} satisfies PresetFile;
