/** 中文：按 TensorFlow 的方式计的内存与时间。 */
import type { process as english } from './en-process.ts';
import { numbersOf } from './numbers.ts';

const n = numbersOf('zh');

export const process: typeof english = {
  clearing: '清空的方式',
  told: (account) => `按答案的说法，清空一次带走一切。这些开关只在“${account}”下起作用；请先选择那种说法。`,
  switches: { close: '关闭会话', collect: '回收已死的对象（gc.collect）', trim: '把空闲内存还给系统（malloc_trim）' },
  keep: '什么还指向旧图',
  keeps: { nothing: '没有', model: '一个变量：模型', session: '一个变量：旧会话' },
  rebuild: '重载如何得到模型',
  rebuilds: { code: '由代码重建', meta: '导入保存的 .meta 图' },
  clears: ({ keep, collect, close, trim }) =>
    [
      keep === 'nothing'
        ? collect
          ? '旧图在回收时死去。'
          : '没有什么指向旧图，但它一直留到 Python 自己回收。'
        : keep === 'model' || close
          ? '一个引用就让整个旧图活着，每个节点 4.6 kB；会话那部分已释放。'
          : '未关闭的会话让旧图和它编译的一切都活着。',
      trim ? '释放的内存有 89 % 还给系统。' : collect && keep === 'nothing' ? '进程只归还约 3 %，其余留着再用。' : '',
    ].join(''),
  measured: '时间和比例由 TensorFlow 2.15.1 在两个处理器核上记录，并在测得的范围内拟合：回收 0.17 秒加每节点 13.5 微秒，关闭每节点 1.7 微秒，重置 10 微秒，写 .meta 每节点 14.5 微秒，导入每节点 46 微秒。',
  slow: (epoch) => `第 ${n.whole(epoch)} 轮的时间用在哪里`,
  took: (total, share, term) => (term === '' ? `用时 ${total}。` : `用时 ${total}；其中 ${share} 是：${term}。`),
  since: (epoch, times, term, share) => `与第 ${n.whole(epoch)} 轮相比，用时是 ${n.plain(times)} 倍；增加的部分有 ${share} 是：${term}。`,
  terms: {
    grown: '图变大 a·N', examined: '新签名 b·N', signature: '新签名的固定部分', compile: '编译 c·P', fixed: 'run 调用 f', steady: '执行节点 e·P',
    kernels: '计算本身', nodes: '建节点', gradients: 'tf.gradients', save: '保存', clear: '清空', reload: '重载', move: '换页',
  },
  why: {
    grown: '图变大之后的运行要走遍全部 N 个节点，旧的也在内。',
    examined: '会话没见过的签名要走遍全部 N 个节点来剪枝和优化。',
    signature: '会话每遇到一个新签名，不论取什么，都要几毫秒。',
    compile: '新签名所需的 P 个节点要优化并编译。',
    fixed: '每次调用 run 约 60 微秒。',
    steady: '每个执行的节点在计算之外还要五分之一微秒。',
    kernels: '这是计算本身，没有浪费。',
    nodes: '在 Python 中建一个节点约 112 微秒。',
    gradients: 'tf.gradients 每次调用都走遍整个图。',
    save: '保存检查点时，整个图也写成 .meta。',
    clear: '清空中最贵的是回收已死的图。',
    reload: '重新建模型、恢复，并首次运行。',
    move: '内存已满：操作系统在换页。',
  },
  nodes: 'N，最多的节点数',
  fetched: 'P，运行所需的节点',
  signatures: '缓存的签名',
  graphDef: 'GraphDef',
  ofWall: (bytes, share) => `${bytes}，2 GB 的 ${share}`,
  device: '显存最多占用',
  latest: '最新',
  bands: '进程的内存',
  bandNames: { live: '在用', kept: '已清空仍活着', held: '已释放仍占用', returned: '已归还' },
  bandsSummary: (epoch, live, kept, held, returned) => `第 ${n.whole(epoch)} 轮：在用 ${live}，已清空仍活着的图 ${kept}，已释放但仍被进程占着 ${held}，已归还 ${returned}。`,
  bandsNote: '节点建成时占 4.6 kB，首次运行后 9.4 kB；每个签名占 24 kB，所需节点每个再占 2.8 kB，从不淘汰。超过 256 字节的常量另计它的值：建成时一份，运行后五份，每个用到它的签名再加两份。占着的内存会再用。',
  duration: n.duration,
};
