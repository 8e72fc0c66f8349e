/** Preset: GPflow/GPflow#743, rebuilt. */
import type { PresetFile } from '../preset.ts';

export default {
  order: 307,
  title: 'Report: setting the data adds nodes',
  sentence: 'Assigning new data to a model adds nodes each time: 0.03 s were reported for the 500th time, 0.13 s for the 1,900th.',
  link: 'v=1&program=leaks&samples=1000&epochs=100&account=tensorflow&view=cases',
  case: {
    source: 'GPflow/GPflow#743',
    runs: { program: 'leaks', samples: 1000, epochs: 100, account: 'tensorflow' },
    url: 'https://github.com/GPflow/GPflow/issues/743',
    kind: 'published',
    year: 2018,
    today: true,
    quantity: 'seconds',
    counted: 'call',
    first: 20,
    step: 20,
    each: 20,
    figures: [{ x: 500, y: 0.03 }, { x: 1400, y: 0.07 }, { x: 1900, y: 0.13 }],
    text: {
      en: {
        title: 'Setting the data adds nodes',
        cause: 'm.X = X and m.Y = Y, over and over. That the graph grows was the maintainers’ guess, and it fits the figures; the code was never posted.',
        ours: 'One new tf.assign for each of twenty steps an epoch: two nodes a step, 2,000 steps in all.',
      },
      zh: {
        title: '设置数据也会添加节点',
        cause: '反复写 m.X = X 和 m.Y = Y。图在变大是维护者的猜测，与数字相符；代码没有贴出。',
        ours: '每轮二十步，每步一个新的 tf.assign：每步两个节点，一共 2,000 步。',
      },
    },
  },
} satisfies PresetFile;
