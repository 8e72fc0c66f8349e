/** Preset: tensorflow/tensorflow#120, rebuilt. */
import type { PresetFile } from '../preset.ts';

export default {
  order: 300,
  title: 'Report: a constant in the loop',
  sentence: 'A constant is evaluated a thousand times, and made anew each time: 4.72 s were reported, and 0.089 s with the constant made once.',
  link: 'v=1&program=script&src=TZBBa8MwDIXv_hXCl9pQTLrjYIfCdhsbrGzXoCZKY3BsY6nJ35-TUDadLD_rvc_SWp-hS5EFo4BnmLAnwEgLDKkAYTcCzRjuKD7FIyDImO6MsQfxEzH4CBiC01orP-VUBIQipzKEtLguTRnFzSdABhmUksH1nvEaqJ2f2iuNOPtUjFVfn98frxd4gVOj3n7O7_uxUWrxMtZRdyHmSmDsasW1eVZQa4PMqVJWkILxRma3srv-eOP_9M3-n7xWDXgswTTWrT-uUKuSi693gaJZQ92tYB7djaRNmcq2FDbWHuEQU098sOoX&view=cases',
  case: {
    source: 'tensorflow/tensorflow#120',
    runs: { program: 'script' },
    url: 'https://github.com/tensorflow/tensorflow/issues/120',
    kind: 'published',
    year: 2015,
    today: true,
    quantity: 'total',
    counted: 'evaluation',
    first: 100,
    step: 100,
    each: 1,
    figures: [{ x: 1000, y: 4.72 }, { x: 1000, y: 0.089, other: true }],
    text: {
      en: {
        title: 'A constant in the loop',
        cause: 'tf.constant(0).eval() in a loop makes a node, and with it a new signature, for every evaluation. Made once, the same thousand evaluations took 0.089 s: 53 times less.',
        ours: 'The same thousand evaluations as a script; each epoch here is a hundred of them. With one figure for the leaking loop the scale meets it by itself: only the growth of our run says something.',
      },
      zh: {
        title: '循环里的常量',
        cause: '在循环里写 tf.constant(0).eval()，每次求值都新建一个节点和一个新的签名。只建一次时，同样一千次求值只要 0.089 秒：少 53 倍。',
        ours: '同样的一千次求值写成脚本；这里一轮是一百次。有泄漏的循环只有一个数字，比例系数自然与它重合：有意义的只是我们这次运行的增长形状。',
      },
    },
  },
} satisfies PresetFile;
