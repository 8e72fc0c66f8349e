/** Preset: keras-team/keras#12786, rebuilt. */
import type { PresetFile } from '../preset.ts';

export default {
  order: 305,
  title: 'Report: the first epoch of each fold',
  sentence: 'In cross-validation only the first epoch of a new model is slow: 778 seconds against 7 for the second were reported.',
  link: 'v=1&program=crossval&account=tensorflow&view=cases',
  case: {
    source: 'keras-team/keras#12786',
    runs: { program: 'crossval', account: 'tensorflow' },
    url: 'https://github.com/keras-team/keras/issues/12786',
    kind: 'published',
    year: 2019,
    today: true,
    quantity: 'latest',
    counted: 'epoch',
    first: 1,
    step: 1,
    each: 1,
    figures: [{ x: 1, y: 778 }, { x: 2, y: 7 }],
    text: {
      en: {
        title: 'The first epoch of each fold',
        cause: 'Building and first running a model goes through the whole graph of all former folds; later epochs run what is cached. So what grows is the first epoch of each model, and nothing else.',
        ours: 'The epochs of the latest fold of a cross-validation. Their figures are those of one late model, which was far larger.',
      },
      zh: {
        title: '每一折的第一轮',
        cause: '建一个模型并第一次运行要走遍前面所有折的整个图；后面的轮次用缓存。所以变慢的只是每个模型的第一轮。',
        ours: '交叉验证中最近一折的各轮。他们的数字来自一个很晚的模型，而且模型大得多。',
      },
    },
  },
} satisfies PresetFile;
