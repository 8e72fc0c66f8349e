/** Preset: GPflow/GPflow#761, rebuilt. */
import type { PresetFile } from '../preset.ts';

export default {
  order: 306,
  title: 'Report: minimize() in the loop',
  sentence: 'Each call builds gradients and updates anew: a hundred calls took about 4 minutes, and 10 seconds once the optimizer was built once.',
  link: 'v=1&program=leaks&leak=optimizer&run=epoch&epochs=100&account=tensorflow&view=cases',
  case: {
    source: 'GPflow/GPflow#761',
    runs: { program: 'leaks', leak: 'optimizer', run: 'epoch', epochs: 100, account: 'tensorflow' },
    url: 'https://github.com/GPflow/GPflow/pull/761',
    kind: 'published',
    year: 2018,
    today: true,
    quantity: 'total',
    counted: 'call',
    first: 1,
    step: 1,
    each: 1,
    figures: [{ x: 100, y: 240 }, { x: 100, y: 10, other: true }],
    text: {
      en: {
        title: 'minimize() in the loop',
        cause: 'Every minimize() made a new optimizer tensor: about 380 operations a call. After the change it was 11, and the same hundred calls took about 10 s.',
        ours: 'One minimize() an epoch, 38 nodes each, for a hundred epochs. With one figure for the leaking loop the scale meets it by itself; tick the cure and start again for the other.',
      },
      zh: {
        title: '循环里的 minimize()',
        cause: '每次 minimize() 都新建一个优化器张量：每次约 380 个操作。改动之后是 11 个，同样一百次调用约 10 秒。',
        ours: '每轮一次 minimize()，各 38 个节点，共一百轮。有泄漏的循环只有一个数字，比例系数自然与它重合；勾选治法再重新开始，就是另一个数字。',
      },
    },
  },
} satisfies PresetFile;
