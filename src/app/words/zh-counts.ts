/** Texts of the view of the numbers of nodes, in Simplified Chinese; complete by type. */
import type { counts as english } from './en-counts.ts';
import { numbersOf } from './numbers.ts';

const n = numbersOf('zh');

export const counts: typeof english = {
  intro: '答案估计：1,000 个样本的单层感知机每轮至少 1,000 次运算，1,000 轮后一百万个节点，“这还不算预处理、后处理、循环网络、编码器-解码器和注意力模型”。这里是每个程序在每种“循环内建立什么”的设定下的数字。',
  recordedTitle: '一轮增加的节点：真正的 TensorFlow 与这里',
  recordedNote: (version) => `记录：TensorFlow ${version} 以小规模运行了每个程序的 Python 文本。实测：本页此刻建立同样的东西并计数。✓ 表示相等。`,
  size: '记录时的规模',
  sizeOf: ({ samples, run, batch, optimizer }) => `${n.whole(samples)} 个样本，${run === 'epoch' ? '一次运行' : run === 'batch' ? `每批 ${n.whole(batch)} 个` : '每个样本一次运行'}，${optimizer}`,
  equal: '相等',
  unequal: (here) => `这里 ${n.whole(here)}`,
  liveTitle: '按你的设定',
  live: ({ samples, run, batch, units, optimizer }) =>
    `${n.whole(samples)} 个样本，${run === 'epoch' ? '每轮一次运行' : run === 'batch' ? `每批 ${n.whole(batch)} 个` : '每个样本一次运行'}，宽度 ${n.whole(units)}，${optimizer}：即上面旋钮的设定。`,
  build: '循环内建立',
  program: '程序',
  model: '一个模型',
  epoch: '一轮增加',
  full: (size) => `${size} 占满需`,
  graphDef: '2 GB GraphDef 需',
  nodeBytes: 'GraphDef 每节点字节',
  nodeBytesTitle: '由本页的写入程序写出',
  perNode: (bytes) => `${n.whole(Math.round(bytes))} B`,
  nodes: n.whole,
  epochs: (count) => `${n.long(count)} 轮`,
  models: (count) => `${n.long(count)} 个模型`,
  never: '永不',
  counting: '正在计数…',
  failed: (why) => `未能计数：${why === '' ? '内存不足，或计数部分无法载入' : why}`,
  leaksTitle: '经典的泄漏',
  leak: '泄漏',
  leaking: '记录与这里',
  cured: '治好后',
  notes: (held, limit) => [
    `推算：按答案所说，模型与各轮增加的内容放不下时即为占满。每节点占 ${held}（TensorFlow 2.15.1 第一次运行后的占用，记录），另加其输出；常量另加其值。6 GB 和 18 GB 是答案的显存，以及显存加内存。`,
    `GraphDef 最多 ${limit} 字节。每节点字节取自一轮增加的节点；真正的 TensorFlow 每节点写 128–162 B（记录），常量里存有图像时更多。`,
    '每一步都真的建立时，或页面上的运行数出同样多时，一轮增加的节点是实测。超过 64 个样本的一步是推算：建立 16、17 和 33 个样本的，其余按直线推得。有测试对每个程序和设定证明这一点。',
    '接连训练多个模型的程序每次增加一个模型：它们按模型计数。',
  ],
};
