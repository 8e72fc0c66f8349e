/** Preset: tensorflow/tensorflow#27511, rebuilt. */
import type { PresetFile } from '../preset.ts';

export default {
  order: 312,
  title: 'Counter-example: a clear that frees nothing',
  sentence: 'The session is cleared before a model is loaded, and still the process was reported to go from 480 to 750 MB: clearing gave back 80.',
  link: 'v=1&build=hoisted&epochs=10&account=tensorflow&save=1&clear=1&reload=1&every=1&keep=model&view=cases',
  case: {
    source: 'tensorflow/tensorflow#27511',
    runs: { build: 'hoisted', epochs: 10, account: 'tensorflow', save: true, clear: true, reload: true, every: 1, keep: 'model' },
    url: 'https://github.com/tensorflow/tensorflow/issues/27511',
    kind: 'published',
    year: 2019,
    counter: true,
    today: true,
    quantity: 'growth',
    counted: 'load',
    first: 0,
    step: 1,
    each: 1,
    figures: [{ x: 0, y: 480.1 * 2 ** 20 }, { x: 0.5, y: 399.8 * 2 ** 20 }, { x: 1, y: 750.4 * 2 ** 20 }],
    text: {
      en: {
        title: 'A clear that frees nothing',
        cause: 'K.clear_session() and load_model in a loop (TensorFlow 1.13). The clear empties the graph; what its objects held is freed when they are collected, and most of that stays with the process.',
        ours: 'Save, clear and reload in each epoch while a tensor of every former model is still pointed at: the graph shown stays small, and what is kept grows. Epoch 1 has its model and is where we begin; then each clear and each load after it is drawn. That something pointed at their models is our guess.',
      },
      zh: {
        title: '什么也没释放的清空',
        cause: '循环里 K.clear_session() 加 load_model（TensorFlow 1.13）。清空使图为空；对象占的内存等到回收时才释放，而且大部分留在进程里。',
        ours: '每轮保存、清空、重载，但仍有变量指着以前每个模型的张量：显示的图很小，留下的却在增长。第 1 轮已有模型，从它开始；此后每次清空和随后的每次加载都画出。他们的模型也被什么指着，这是我们的猜测。',
      },
    },
  },
} satisfies PresetFile;
