/** Preset: keras-team/keras#2828, rebuilt. */
import { successive } from '../case.ts';
import type { PresetFile } from '../preset.ts';

export default {
  order: 302,
  title: 'Report: one model after another is compiled',
  sentence: 'The same model is built and compiled nineteen times, and each takes longer: from 1 s for the second to 5.6 s for the last was reported.',
  link: 'v=1&program=script&src=fVRLa9wwEL77Vwy-RKZG7KYh0MDeUnppm0NKLyEYrTVeC_RCkvfRX9-R5S6bbYgP9tjzfTPfPOS6rn-NCFEYBOMkalARtpPSCYSV0DvjlUYJYieUnT_N1gNoccIQW9Au0n0XhFRoE5mTlyIhGTMYwmRhcAFQ9CPsRVBiq5HXdV0p411IYCfjTyAiWP_vU0IbXRi0O_AsQCS-X2dEGqoqDVyqmIN0-9tui6PYKxdYU_14evz6_Rk2sP5SVRKHczK2F3rC5qECuoyQSBiK8vute_ZGjJGTYpZhXFmVlNDqD4biDpimYOcYJYUkociOLSjrp1y8m1I2lmQHynRWYT2nQC6ylyvwa0ulc6pWpM-3Tcm0fZ_5AWPRRoUZkcyks6pDA59gW1UHlcbseabylLOsyc3MtRaZ83i8o_nQiIOwO2SlmUsZ-TqWpnktehydlhgYvS4SWnj56Sy2cH_32pwpp3cpyqb7u4VwAR6VpGYWhrU8oJ7YubuZcC70Y3TxZPgVRbudSpEo_-PWq0tYjCVuQDn12BkUlpU00YsQsYtuSEYcu55GEjta-uD8qcs97koSpsUWddyc2iXrpjwu1AQ6IlcjXnrJVny1vkCmkA_erGg2-bflqD1i7Onx5JMyeUVZjtlwQ1ub31mupITxgZrONFo27zedVT_yHabOeSQSbURkTdPCjaUfQLxpqr8&view=cases',
  case: {
    source: 'keras-team/keras#2828',
    runs: { program: 'script' },
    url: 'https://github.com/keras-team/keras/issues/2828',
    kind: 'published',
    year: 2016,
    today: true,
    quantity: 'seconds',
    counted: 'model',
    first: 0,
    step: 1,
    each: 1,
    figures: successive(0, [1.8556, 0.9911, 1.0994, 1.2465, 1.5816, 1.8358, 2.2347, 2.4339, 2.5777, 3.0161, 3.3198, 3.5735, 3.6574, 3.929, 4.414, 4.4486, 5.5852, 5.0648, 5.5817]),
    text: {
      en: {
        title: 'One model after another is compiled',
        cause: 'Every model is built into the graph of those before it, and every variable is initialised by a run of its own, after the graph grew. The first figure (1.86 s) includes warming up.',
        ours: 'A small network of three layers, built with its loss, gradients and updates nineteen times. Their model is in a gist beside the report; ours is smaller, and the scale takes that up.',
      },
      zh: {
        title: '模型一个接一个地编译',
        cause: '每个模型都建进前面那些模型的图里，每个变量都在图变大之后单独运行一次初始化。第一个数字（1.86 秒）包括预热。',
        ours: '一个三层小网络，连同损失、梯度和更新建十九次。他们的模型在报告之外的 gist 里；我们的更小，由比例系数补上。',
      },
    },
  },
} satisfies PresetFile;
