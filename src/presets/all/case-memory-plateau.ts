/** Preset: tensorflow/tensorflow#43702, rebuilt. */
import { successive } from '../case.ts';
import type { PresetFile } from '../preset.ts';

export default {
  order: 311,
  title: 'Counter-example: memory that rises and stays',
  sentence: 'Models are trained one after another and cleared between: the process was reported to grow from 576 to about 830 MB in fifteen rounds, and then to stay.',
  link: 'v=1&program=search&epochs=1&account=tensorflow&clear=1&view=cases',
  case: {
    source: 'tensorflow/tensorflow#43702',
    runs: { program: 'search', epochs: 1, account: 'tensorflow', clear: true },
    url: 'https://github.com/tensorflow/tensorflow/issues/43702',
    kind: 'published',
    year: 2020,
    counter: true,
    today: true,
    quantity: 'growth',
    counted: 'model',
    first: 0,
    step: 1,
    each: 1,
    figures: successive(0, [576e6, 640e6, 653e6, 672e6, 687e6, 696e6, 709e6, 729e6, 717e6, 756e6, 721e6, 823e6, 744e6, 826e6, 824e6, 843e6, 834e6]),
    text: {
      en: {
        title: 'Memory that rises and stays',
        cause: 'Reported as a leak in spite of clear_session and garbage collection; run longer, the process stops growing. What was freed is kept by the process and used again: not every rise is a leak.',
        ours: 'A search that clears after each model: the process gives little back and reuses the rest, so it stays where the first model put it. The slow rise of the first fifteen rounds is not in our model.',
      },
      zh: {
        title: '上升后停住的内存',
        cause: '报告说即使 clear_session 并回收垃圾仍然泄漏；运行得更久，进程就不再增长。释放的内存留在进程里再用：不是每次上升都是泄漏。',
        ours: '每个模型之后清空的搜索：进程归还很少，其余的再用，所以停在第一个模型到达的地方。前十五次的缓慢上升不在我们的模型里。',
      },
    },
  },
} satisfies PresetFile;
