/** Preset: keras-team/keras#3265, rebuilt. */
import { successive } from '../case.ts';
import type { PresetFile } from '../preset.ts';

export default {
  order: 301,
  title: 'Report: layers built again and again',
  sentence: 'Fifty-one layers are built in every round, each weight initialised by a run of its own: rounds were reported to take 1.7, 3.5, 5.3, 7.2 and 9.2 seconds.',
  link: 'v=1&program=script&src=dVLBatwwEL3rKwZfVqKuyCb00pJDoO0pJJCQQAhhkdfjtUCWxEi2d_P1Hdu7mwZaHYzlN_PmvTcuiuK3bfLha_AINfqE4MwBKYEhhKq3LoP1gGbbAoXe1z8AB6QDjGh3LWOJYZutcTZhDdUBDFDvITRgc4Iwel0UhbBdDJTB913kigQ-nj5lnhmocWHU29BFk_WwnipyI0RudG2TqRxuhstNha0ZbCCpxMP9093PR7iGb-L25uXXw_y6FqLGBgZDdmqRg3E9qu8C-HSmRq5hwufP8IwmTEmzajmV6ZOfd6QFJsw9-ZljGTHnJPdH7pGJz0N91NwXknxdX1yUwI-3kt1qNmjy1aVaGKv_tvyr-jifxXcmd72T-xJGBV-gEmK0uZ2QR7Zgg5dqym7ys2hrAgHGwMvjJZLxO5RLdkft09kvwURnttgGVyNJvh4llPB6x7_G4kSdeyZe-8G5LOEvzhPvKakzEMn6LGdJJTj0cs5-Rya2eod5EyKSyewkSaVKWPlQY1op8Qc&view=cases',
  case: {
    source: 'keras-team/keras#3265',
    runs: { program: 'script' },
    url: 'https://github.com/keras-team/keras/issues/3265',
    kind: 'published',
    year: 2016,
    today: true,
    quantity: 'seconds',
    counted: 'round',
    first: 1,
    step: 1,
    each: 1,
    figures: successive(1, [1.6856, 3.4985, 5.3275, 7.1851, 9.2083]),
    text: {
      en: {
        title: 'Layers built again and again',
        cause: 'The script is run again in the same interpreter, so each time its layers are added to the same graph. Keras 1 initialised each weight by a run of its own: about a hundred runs a round, each after the graph grew.',
        ours: 'The same layers and the same number of runs, in TensorFlow’s own calls: 51 layers of 100, each with a weight and a bias.',
      },
      zh: {
        title: '反复建层',
        cause: '脚本在同一个解释器里再次运行，于是它的层每次都加进同一个图。Keras 1 给每个权重单独运行一次初始化：每遍约一百次运行，每次都在图变大之后。',
        ours: '同样的层、同样次数的运行，用 TensorFlow 自己的调用写成：51 层，每层 100 个单元，各有权重和偏置。',
      },
    },
  },
} satisfies PresetFile;
