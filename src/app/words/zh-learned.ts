/** Texts of the view of what a program learns, in Simplified Chinese; complete by type. */
import type { learned as english } from './en-learned.ts';
import { numbersOf } from './numbers.ts';

const n = numbersOf('zh');
const signed = (value: number): string => (value === 0 ? '0' : `${value < 0 ? '−' : '+'}${n.plain(Math.abs(value))}`);

export const learned: typeof english = {
  intro: '模型至今学到的东西，由引擎此刻用运行中的权重在另一张图里算出：观看不会改变运行的任何东西。',
  waiting: '模型建好后，图像就会出现在这里。',
  cleared: '现在没有模型：会话已被清空，下一次运行会重新建立。',
  script: '你自己的脚本在这里没有图像：把指针停在脚本里的名字上，就能看到取出的值。',
  stopped: '引擎已停止；图像是停止前最后一刻的。',
  failed: (why) => `没有图像：${why}。运行未受影响。`,
  retry: '再试一次',
  moment: (epoch, run, within) =>
    within
      ? `第 ${n.whole(epoch)} 轮，第 ${n.whole(run + 1)} 次运行途中：部分权重可能已经更新`
      : epoch === 0
        ? '第一轮之前：刚初始化'
        : run > 0
          ? `第 ${n.whole(epoch)} 轮，第 ${n.whole(run)} 次运行之后`
          : `第 ${n.whole(epoch)} 轮之后`,
  model: (model, models, name) => `第 ${n.whole(model)} 个模型，共 ${n.whole(models)} 个：${name}`,
  took: (seconds) => `计算用时 ${n.duration(seconds)}`,
  set: '数字',
  sets: { trained: '训练用的', held: '未训练过的' },
  noHeld: '这里所有数字都用来训练，没有别的可供检验。',
  onlyWrong: '只看错的',
  help: '方向键逐个移动并读出数值；Home 和 End 到第一个和最后一个。',
  helpChoose: '方向键逐个移动，回车选定；Home 和 End 到第一个和最后一个。',
  table: '以表格显示',
  tableCut: (rows, columns) => `前 ${n.whole(rows)} 行、前 ${n.whole(columns)} 列。`,
  hint: '指向一个数值，或用方向键移到那里。',
  hintChoose: '选一个数字，看模型有多大把握。',
  shape: (source, shape) => `${source} [${shape.map((size) => (size < 0 ? 'n' : String(size))).join(', ')}]`,
  value: signed,

  digits: {
    title: '数字与预测',
    summary: (right, of) => `${n.whole(of)} 个中 ${n.whole(right)} 个正确：${n.percent(of === 0 ? 0 : right / of)}。`,
    shown: (count) => `显示前 ${n.whole(count)} 个。`,
    noneWrong: '没有错的。',
    marks: '✓ 正确 · 8→3 ✗：是 8，模型却认作 3',
    text: (sample, wanted, said, share) =>
      wanted === said
        ? `第 ${n.whole(sample)} 个数字是 ${wanted}，模型也这么说，把握 ${n.percent(share)}。`
        : `第 ${n.whole(sample)} 个数字是 ${wanted}；模型说是 ${said}，把握 ${n.percent(share)}：错了。`,
    head: ['数字', '是', '模型说', '把握', '判断'],
    right: '正确',
    wrong: '错误',
  },
  chosen: {
    title: (sample) => `第 ${n.whole(sample)} 个数字`,
    summary: (wanted, said, share) => (wanted === said ? `它是 ${wanted}，模型也这么说：把握 ${n.percent(share)}。` : `它是 ${wanted}；模型说是 ${said}，把握 ${n.percent(share)}。`),
    text: (digit, share) => `认作 ${digit} 的份额为 ${n.percent(share)}。`,
    head: ['数字', '份额'],
    note: '柱：十个 logit 的 softmax。',
  },
  confusion: {
    title: '混淆矩阵',
    worst: (wanted, said, count) => `最常见的是把 ${wanted} 认作 ${said}：${n.whole(count)} 次。`,
    none: '没有混淆。',
    text: (wanted, said, count, of) => `${n.whole(of)} 个 ${wanted} 中，模型有 ${n.whole(count)} 次说是 ${said}${wanted === said ? '：正确' : ''}。`,
    rows: '是',
    columns: '模型说',
    note: '每行一个数字，每列是模型的回答。框出的对角线上是正确的；颜色越深，占该行的份额越大。',
  },
  sequences: {
    title: '序列的输入与输出',
    summary: (whole, of, right, digits) => `${n.whole(of)} 个序列中 ${n.whole(whole)} 个从头到尾正确，单个数字正确率 ${n.percent(digits === 0 ? 0 : right / digits)}。`,
    text: (sample, wanted, said) => `序列 ${n.whole(sample)}：应为 ${wanted.join(' ')}，模型说 ${said.join(' ')}：${wanted.every((w, i) => w === said[i]) ? '正确' : '错误'}。`,
    note: '上面是输入，下面是逐个给出的输出，每一步只知道模型自己先前说过的。错的地方标 ✗ 和应有的数字。',
    head: ['序列', '应为', '模型说', '判断'],
    wanted: '应为',
  },
  titles: {
    weights: '每个数字的权重',
    hidden: '隐藏单元在找什么',
    layer: '一层的权重',
    filters: '卷积核',
    recurrent: '循环权重',
    position: '每行的位置加上什么',
    attention: '注意力',
  },
  notes: {
    weights: '每个数字一幅图：权重大于零的像素支持这个数字，小于零的反对。',
    hidden: '每个单元一幅图：从 64 个像素到它的权重。',
    layer: '每行一个输入单元，每列一个输出单元。',
    filters: '每个在数字上移动的卷积核一幅图。',
    recurrent: '从前一状态（共用矩阵时还有输入；行）到后一状态或其门（列）。',
    position: '图的每行对应数字的一行：加上去，使模型知道它在哪里。',
    attention: '数字的每一行（图的行）关注全部八行（列）；每行之和为一。每个头一幅图。',
  },
  range: (least, most, isSigned) => (isSigned ? `数值从 ${signed(least)} 到 ${signed(most)}。` : `数值从 ${n.plain(least)} 到 ${n.plain(most)}。`),
  images: (count, of) => (count < of ? `共 ${n.whole(of)} 幅，显示前 ${n.whole(count)} 幅。` : `${n.whole(count)} 幅。`),
  image: (title, image) => (title === 'weights' ? `数字 ${image}` : title === 'filters' ? `卷积核 ${image + 1}` : title === 'attention' ? `头 ${image + 1}` : title === 'hidden' ? `单元 ${image + 1}` : `图 ${image + 1}`),
  cell: (name, row, column, value, isSigned) => `${name === '' ? '' : `${name}，`}第 ${row + 1} 行第 ${column + 1} 列：${isSigned ? signed(value) : n.plain(value)}`,
  ofDigit: (sample) => `针对第 ${n.whole(sample)} 个数字。`,
  grid: {
    title: '搜索的网格',
    summary: (done, of) => `${n.whole(of)} 个模型中完成了 ${n.whole(done)} 个。`,
    best: (units, rate, accuracy) => `目前最好：${units} 个单元，学习率 ${n.plain(rate)}，${n.percent(accuracy)}。`,
    text: (units, rate, accuracy) => `${units} 个单元，学习率 ${n.plain(rate)}：${Number.isNaN(accuracy) ? '未完成' : `验证准确率 ${n.percent(accuracy)}`}`,
    rows: '单元',
    columns: '学习率',
    current: '正在学习',
    note: '验证准确率；框出的格子正在学习。',
  },
  percent: n.percent,
  whole: n.whole,
  plain: n.plain,
};
