/** Preset: keras-team/keras#7271, rebuilt. */
import { successive } from '../case.ts';
import type { PresetFile } from '../preset.ts';

export default {
  order: 309,
  title: 'Report: a model loaded ten times',
  sentence: 'Every load adds a whole model beside the old ones: 8.8, 17.1, 25.4 … 82.5 MB were reported, although the variable was deleted.',
  link: 'v=1&build=hoisted&epochs=10&account=tensorflow&save=1&reload=1&every=1&view=cases',
  case: {
    source: 'keras-team/keras#7271',
    runs: { build: 'hoisted', epochs: 10, account: 'tensorflow', save: true, reload: true, every: 1 },
    url: 'https://github.com/keras-team/keras/issues/7271',
    kind: 'published',
    year: 2017,
    today: true,
    quantity: 'memory',
    counted: 'load',
    first: 1,
    step: 1,
    each: 1,
    figures: successive(1, [8_847_736, 17_060_064, 25_370_520, 33_237_832, 41_498_512, 49_956_848, 58_217_816, 66_084_752, 74_674_104, 82_541_328]),
    text: {
      en: {
        title: 'A model loaded ten times',
        cause: 'load_model builds a fresh model into the default graph; del model drops a name, not the nodes. The figures are asizeof(model), which follows the model to its graph and so to all former ones.',
        ours: 'A perceptron saved and reloaded in each epoch without a clear: the bytes of the graph, with the saver’s nodes, after each.',
      },
      zh: {
        title: '同一个模型加载十次',
        cause: 'load_model 把一个全新的模型建进默认图；del model 只去掉名字，不去掉节点。数字是 asizeof(model)，它从模型走到它的图，于是算上了以前的所有模型。',
        ours: '一个感知机每轮保存并重载，不清空：每次之后图的字节数，包括保存器的节点。',
      },
    },
  },
} satisfies PresetFile;
