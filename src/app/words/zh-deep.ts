/** The texts that are loaded when first shown, in Simplified Chinese; complete by type. */
import type { DeepWords } from './types.ts';
import { cases } from './zh-cases.ts';
import { counts } from './zh-counts.ts';
import { field } from './zh-field.ts';
import { told } from './zh-events.ts';
import { graph } from './zh-graph.ts';
import { inside } from './zh-inside.ts';
import { learned } from './zh-learned.ts';
import { lesson } from './zh-lesson.ts';
import { memory } from './zh-memory.ts';
import { presets } from './zh-presets.ts';
import { recorded } from './zh-recorded.ts';
import { script } from './zh-script.ts';
import { numbersOf } from './numbers.ts';

const n = numbersOf('zh');

export const deep: DeepWords = {
  cases,
  counts,
  field,
  graph,
  inside,
  learned,
  lesson,
  memory,
  recorded,
  script,
  results: {
    none: '这个程序只训练一个模型，损失和准确率在上面的图表里。超参数搜索和交叉验证会在这里列表，每个模型一行。',
    waiting: '第一个模型还在训练；完成后这里会出现它的一行。',
    model: '模型',
    name: '设置',
    nodes: '图中节点',
    seconds: '用时',
    switchTo: '试试超参数搜索',
    best: '最好',
  },
  presets,
  events: {
    none: '还没有发生什么。保存、清空、重载、溢出和错误会列在这里。',
    epoch: '轮',
    run: '次',
    kind: '类型',
    text: '发生了什么',
    told,
    shown: (shown, total) =>
      shown < total ? `共 ${n.whole(total)} 个事件，显示最新的 ${n.whole(shown)} 个。` : `${n.whole(total)} 个事件，最新的在前。`,
    kindsOfNumber: ({ measured, modelled }) => `轮、次、节点数和检查点大小：${measured}；内存字节和何处已满：${modelled}。`,
    kinds: {
      save: '保存',
      clear: '清空',
      reload: '重载',
      'spill-main': '溢出',
      'spill-disk': '溢出到硬盘',
      error: '错误',
      model: '模型',
      set: '设置',
      upload: '上传',
    },
  },
  accountSources: '全部来源与说法',
  accountTitle: '运行时的两种说法',
  accountChange: '更换说法会重新开始运行。',
  fits: {
    title: '每轮用时的曲线',
    head: (epochs) => ['曲线', `全部 ${epochs} 轮`, 'R²'],
    best: '最受支持',
    falls: '–：这条曲线在最后一轮之前就降到零以下，对整次运行说明不了什么。',
    note: (from, to) => `对第 ${from} 到 ${to} 轮的模型用时作最小二乘；第一轮还要建模型，不算在内。最受支持的是 AIC 最小的一条（每个参数都要付出代价），但会让以后的轮次不花时间的除外。几何级数对对数拟合；它的 R² 与其他一样按秒计算。`,
  },
  wouldStop: {
    title: (epoch) => `第 ${n.whole(epoch)} 轮清空之后，若循环不重新构建模型，TensorFlow 会就此停止`,
    lost: '为了继续，模型重新构建了，权重是全新的：学到的都丢了。',
    went: '脚本在这里需要 build() 和 sess.run(init) 两行（“清空”打开时，所示脚本里就有），或重载保存过的；没有它们，TensorFlow 就报这个错。文本取自 TensorFlow 2.15.1（compat.v1），其中是这个程序清空后最先读到的张量。',
  },
  numbersTitle: '哪个数字是哪一种',
  numbersHead: ['数字', '种类', '从何而来'],
  numbers: [
    ['节点、执行次数、损失、准确率', 'measured', '由此浏览器中的引擎计数和计算，32 位浮点，顺序固定：同一个链接给出同样的数字。'],
    ['图、文件、检查点的字节', 'measured', '此浏览器中的引擎写出或占用时数出来的，不是所模拟机器的字节。'],
    ['实测用时、每秒节点数、每秒帧数', 'measured', '引擎工作时此浏览器的时钟。每个节点的值都会计算：重复的节点成批计算，像素值与权重的乘积每次运行只算一次，无人需要的值不保留。跳过计算时没有实测值。'],
    ['各级存储的字节、搬动、缺页', 'modelled', '按创建顺序排成页，在你设定的机器上重放；每个节点 9.4 kB，另加其输出。存储里的和在存储之间搬动的字节按内存的卖法计：1 GB 为 2³⁰ 字节，2 MB 的页为 2²¹；文件和速率为十进制，10⁹。'],
    ['每轮各阶段用时、推算', 'modelled', '用下列机器数据；“如 TensorFlow 所为”时用在 TensorFlow 2.15.1 上记录的系数。'],
    ['TensorFlow 的系数', 'recorded', 'TensorFlow 2.15.1，CPU，compat.v1 图模式，2026 年 11 月；重复之间相差 ±25 %。'],
    ['同样的系数，说法所用的', 'modelled', '对全部记录一起拟合，每个都在单独记录的范围 ±25 % 之内，所以有些不是单独记录的值：建一个节点 112 µs（单独 120，61–155），编译一个执行的节点 90 µs（110），一个新签名 4.8 ms（4）加每节点 4.2 µs（3.6，3.0–6.5），一次 run 调用 60 µs（65，62–124），图变大后每节点 1,400 个节点以下 5.5 µs，到 17,000 以上 15 µs（2,000 以下 5，到 20,000 以上 15）。'],
    ['公开案例的数字', 'published', '别人报告过的，取自旁边所注的报告，从不改动。没有为本页重新运行过。'],
  ],
  machineTitle: (name) => `所设的机器：${name}`,
  machineIntro: {
    answer: '答案说的是 6 GB 显存、12 GB 内存和一块硬盘，没有说是哪块显卡：这里假定为常见的 6 GB 显卡 GTX 1060。',
    own: '这些数字是你的：在本页设定，或沿用之前所设的机器。它们没有出处；算出的结果有多可信，取决于它们有多可信。',
    listed: '本页所列的机器之一，下面是运行用到的每个数字。',
  },
  machineAny: '每种机器都相同',
  machineHead: ['部件', '数据', '出处'],
  machine: (page) => [
    ['一个节点', '第一次运行后 9.4 kB', 'recorded', 'TensorFlow 2.15.1：建立 4.6 kB，运行后再加 4.8 kB'],
    ['所设的页', n.memory(page), 'modelled', `NVIDIA 开源内核驱动的${page >= 2 ** 21 ? '管理块' : page >= 2 ** 16 ? '大页' : '小页'}`],
  ],
  accountsTitle: '运行时的两种说法',
  accounts: [
    ['一次运行执行', '图中每个计算数值的节点', '只有所取之值的祖先'],
    ['图变大的代价', '每次运行都要执行它', '变大后的第一次运行把整个图过一遍；此后没有'],
    ['图存放在', '显存，然后内存，然后硬盘', '内存；内存满了由操作系统换页'],
    ['显存满了', '页面搬出搬进', '报错：ResourceExhaustedError'],
    ['清空', '立刻全部归还', '对象被回收时才释放；进程留着大部分内存备用'],
    ['改变状态的节点', '只在被取用时运行：若照字面理解，每个旧的初始化都会再跑一遍，什么也训练不了。初始化、保存和恢复只计它们所取用的部分', '只在被取用时运行'],
  ],
  claimsTitle: '逐条核对那个答案',
  claimsIntro: '关于 clear_session 的著名答案说了什么（用我们的话），TensorFlow 1.x 又是怎样做的。',
  answerLink: '原答案（打开 Stack Overflow）',
  claimsHead: ['#', '说法', '实情'],
  claims: [
    ['接连建立许多模型时，清空是值得的', '对。'],
    ['每训练一个模型，就往唯一的图里加上千个节点', '对；一个 Keras 模型加几百个。'],
    ['一次运行执行整个图', '不对：只执行所取之值的祖先。不过图变大后的那次运行确实要把整个图过一遍。'],
    ['所以训练越来越慢，内存也可能用光', '变慢是真的，机理不同。'],
    ['清空会移除节点、释放内存、恢复速度', '对，前提是没有别的东西还握着这个图。'],
    ['创建张量或施加运算只是添一个节点', '对。'],
    ['需要的部分在 run() 或 eval() 时一次算完', '对；这与第 3 条矛盾。'],
    ['于是互不依赖的运算可以在不同设备上并行', '对。'],
    ['相邻节点会合并，多余的会删去（先连接再原样拆开）', '合并是真的；连接和拆分在 TensorFlow 1.x 里都会留下。'],
    ['模型就是张量和运算；基本运算是输入与权重的点积', '对。'],
    ['1,000 个样本、1,000 轮会产生 1,000,000 个以上的节点', '只有在循环内建运算时才会；提到循环外就一个也不加。'],
    ['图超出显存，再超出内存，最后落到硬盘', 'TensorFlow 的图不会。超额使用的 GPU 数据会，内存也会换页到硬盘。'],
    ['训练变得极慢，而且越来越慢', '对。'],
    ['推算的时间超过了宇宙的年龄', '几何级数外推：从一秒起每轮约慢 3.8 %，1,000 轮就到。实测每轮沿直线增长：几小时到几年。'],
    ['也许后来已经修好了', '在 TensorFlow 2 里，普通训练不加节点；图模式依旧如此。'],
    ['与恶龙搏斗的人……', '推算超过 138 亿年时出现。'],
  ],

  warnings: {
    title: '链接中有些内容没看懂',
    intro: '这些项目使用默认值：',
    name: '名称',
    value: '值',
    expected: '应当是',
    ok: '继续',
  },
  shareDialog: {
    title: '分享这次运行',
    intro: '链接会重放同一次运行：设置、种子和你拨过的每个开关。',
    titleLabel: '标题（可不填）',
    withMoment: (epoch) => `从此刻开始：第 ${String(epoch)} 轮`,
    link: '链接',
    copy: '复制',
    copied: '已复制。',
    copyByHand: '浏览器不让页面复制：链接已选中，请按 Ctrl+C。',
    native: '分享到…',
    uploaded: '这次运行用了上传的检查点；链接不带文件。',
  },
  helpDialog: {
    title: '帮助',
    intro: '看一个 TensorFlow 1 式的会话如何增长、溢出内存、变慢；再治好它：保存、清空、重载。',
    keys: [
      ['空格', '播放或暂停'],
      ['→', '完成一次运行'],
      ['Shift →', '完成一轮'],
      ['↑ ↓', '更快、更慢'],
      ['S  C  R', '保存、清空、重载的开关'],
      ['Shift S  C  R', '立即保存、清空、重载'],
      ['Home', '重新开始'],
      ['Ctrl Enter', '在编辑器里运行脚本'],
      ['?', '本帮助'],
    ],
    numbersTitle: '数字的种类',
    published: '取自公开的报告，见“公开案例”，注明出处；没有为本页重新运行过',
    numbers: [
      ['measured', '此浏览器中的引擎此刻所数、所算、所计时的：节点、执行次数、损失、它的时钟和它自己的字节'],
      ['modelled', '由你设定的机器计算得出：它的秒数，以及它各级存储中的字节'],
      ['recorded', '早先取自真正的 TensorFlow，注明版本与日期'],
    ],
  },
};
