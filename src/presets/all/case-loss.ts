/** Preset: keras-team/keras#12916, rebuilt. */
import type { PresetFile } from '../preset.ts';

export default {
  order: 304,
  title: 'Report: a loss built for every step',
  sentence: 'The loss of fifty batches is built and evaluated in each call: 1, 2 and 4 seconds were reported for the first three timings.',
  link: 'v=1&program=leaks&leak=loss&epochs=24&batch=10&account=tensorflow&view=cases',
  case: {
    source: 'keras-team/keras#12916',
    runs: { program: 'leaks', leak: 'loss', epochs: 24, batch: 10, account: 'tensorflow' },
    url: 'https://github.com/keras-team/keras/issues/12916',
    kind: 'published',
    year: 2019,
    today: true,
    quantity: 'seconds',
    counted: 'call',
    first: 1,
    step: 1,
    each: 1,
    figures: [{ x: 4.5, y: 1 }, { x: 12.5, y: 2 }, { x: 20.5, y: 4 }],
    text: {
      en: {
        title: 'A loss built for every step',
        cause: 'model.loss_functions[0](Y, Ypred) on arrays makes new constants and a new loss, and K.eval runs them: a grown graph and a new signature for each of 50 steps of a call.',
        ours: '50 steps an epoch, each with a loss of its own. %timeit calls a slow function eight times and gives the mean, so the three figures stand in the middle of calls 1–8, 9–16 and 17–24.',
      },
      zh: {
        title: '每一步都新建一个损失',
        cause: '对数组调用 model.loss_functions[0](Y, Ypred) 会新建常量和损失，再由 K.eval 运行：每次调用 50 步，每步都是变大的图和新的签名。',
        ours: '每轮 50 步，每步有自己的损失。%timeit 对慢函数调用八次并给出平均值，所以三个数字放在第 1–8、9–16、17–24 次调用的中间。',
      },
    },
  },
} satisfies PresetFile;
