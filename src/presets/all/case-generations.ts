/** Preset: keras-team/keras#9867, rebuilt. */
import type { PresetFile } from '../preset.ts';

export default {
  order: 303,
  title: 'Report: a genetic algorithm over models',
  sentence: 'New models are trained in every generation beside all former ones: 6 seconds a model were reported for the first batch, 54 for the fourth, and clearing the session solved it.',
  link: 'v=1&program=script&src=jVRda9swFH33r7gESuTNmCRLywjkodBQBls71rKXUIxsXzsCWTKSbCcb---7spy2Yx0sL5bic88598uz2ewaalToRAFc1toId2g24AaUPYLCARpdorQgFCAvDiPYcCe0SiDvhHSQoxUlgjtoi6AropGvUJbeV9pgOpvNItG02jgoRS2cPd8cKqtNJfWQFrppuUv7JXALrooiV6WlsDyXmPWrLMcD74U2LI5ud3e7b9ePn-7vHmAL6-jL_c3usz8uV9HD4-7reLwkCV6jTUDy3CexnaRTqXnJLhdxFJVYgTNcKNYpehNvIqDfkaCk3Upe4EHLEg2jK3nk7sMqgf2dVpjA1fopHuGnN-FCuav1BJ6AQwB-50b4pDzKmU4V3GGZKW0aLtneB41mnhKwriyx3y7SJZ0Ry-0yDkz530w_0GjL9iF0gvX_IzhGJLBcvCW4mpik9pULdA13TSc9mVKpQdmxlz-PCQwxvIc8TqA_h9op0GDZFZg1yNUUbVtuLGZWV67hx6ygFGyGyhndnrKBpjELwiy0cHtKJifb8JjcWYdtkBibmd4aXgqiuUFb0OO-daIRVCC2SC_jtBFqvDLvbCJAa1OqjLfVT9WyGeGc4HKM3A808ZTTubQ01SD8XhiuamTj1E3j8weht5bAz-MGztN42kwD-SswGXSdUS8R3tW_IyJfFZ_pA-Fpw1jst8UHb559YatpV5-9vdqWVw69DPrG7MMCfKSureBd2Ph45BmPLzxhy-KnZ4rW0JCzUS2BOX0JXGj2Rbqu5nABVGgWZGgaJFIxfI614e0hrdFluj1_JlhMiLkiPTuPo98&view=cases',
  case: {
    source: 'keras-team/keras#9867',
    runs: { program: 'script' },
    url: 'https://github.com/keras-team/keras/issues/9867',
    kind: 'published',
    year: 2018,
    today: true,
    quantity: 'seconds',
    counted: 'generation',
    first: 1,
    step: 1,
    each: 12,
    figures: [{ x: 1, y: 6 }, { x: 4, y: 54 }],
    text: {
      en: {
        title: 'A genetic algorithm over models',
        cause: 'Many models, one at a time, fifteen epochs each, all in one graph. The reporter called K.clear_session() between models, and that solved it.',
        ours: 'Twelve models a generation, fifteen steps each. How many models a batch of theirs had is not said; here the number is ours, so only the direction can be compared.',
      },
      zh: {
        title: '用遗传算法选模型',
        cause: '许多模型，一次一个，各训练十五轮，全在一个图里。报告者在模型之间调用 K.clear_session()，问题就解决了。',
        ours: '每代十二个模型，各十五步。他们一批有多少模型没有说明；这里的数目是我们定的，所以只能比较走势。',
      },
    },
  },
} satisfies PresetFile;
