/** Every word of the page in Simplified Chinese; complete by type. */
import { builtInLoop, isSuccession } from '../../protocol/config.ts';
import type { RunConfig } from '../../protocol/config.ts';
import type { Combination } from '../../store/combination.ts';
import type { Facts, Situation } from '../../store/situation.ts';

import { FITS_WELL } from '../../lib/fit.ts';
import { numbersOf } from './numbers.ts';
import { charts } from './zh-charts.ts';
import type { Words } from './types.ts';

const n = numbersOf('zh');
const epochs = (count: number): string => `${n.whole(count)} 轮`;
const each = (count: number): string => (count === 1 ? '一轮' : ` ${epochs(count)}`);
const unitOf = (config: Pick<RunConfig, 'program' | 'every'>): string => {
  const unit = !isSuccession(config.program) ? '轮' : '个模型';
  return config.every === 1
    ? `每${unit === '轮' ? '一轮' : '个模型之后'}`
    : `每 ${n.whole(config.every)} ${unit}${unit === '轮' ? '' : '之后'}`;
};

/** 几何级数里每轮与前一轮相差多少。 */
const pace = (rate: number): string =>
  Math.abs(rate) < 0.00005 ? '速度不变' : `每轮${rate > 0 ? '慢' : '快'} ${n.percent(Math.abs(rate))}`;

/** 第一轮也构建模型：循环本身构建多少，从第二轮起才看得出。 */
const builds = ({ added, epochs: over }: Facts): string => `${over > 1 ? '每一轮新建' : '第一轮连同模型新建了'} **${n.whole(added)}** 个节点`;

/** 治好的计算图有多少节点：过完一整个周期才知道最多多少。 */
const held = (s: { known: boolean; peak: number; nodes: number }): string => (s.known ? `最多 **${n.long(s.peak)} 个节点**` : `现有 **${n.long(s.nodes)} 个节点**`);

function growth(s: Facts): string {
  return `${builds(s)}，计算图现有 **${n.long(s.nodes)}** 个。`;
}

function about(s: Exclude<Situation, { kind: 'starting' | 'stopped' | 'error' | 'seeking' | 'before' }>): string {
  switch (s.kind) {
    case 'flat':
      return `循环内没有新建任何节点：计算图始终是 **${n.whole(s.nodes)} 个节点**${s.epochs > 1 ? '，最近一轮并不比最初几轮慢' : ''}。`;
    case 'growing':
      return s.account === 'told'
        ? `${builds(s)}；计算图现有 **${n.long(s.nodes)}** 个，占模型显存的 **${n.steadyPercent(Math.min(1, s.fill))}**。`
        : `${growth(s)}一次运行只需其中几个，但图变大之后，TensorFlow 会把**整个图**重新过一遍。`;
    case 'spilled':
      return `${growth(s)}${s.since === null ? '显存已满' : `显存在第 **${n.whole(s.since)}** 轮装满`}：按模型计算，此后每轮要搬进搬出 **${n.memory(s.moved)}**。`;
    case 'thrashing':
      return `${s.since === null ? `内存${s.account === 'told' ? '也' : ''}已装满` : `内存在第 **${n.whole(s.since)}** 轮${s.account === 'told' ? '也' : ''}装满了`}：**${n.long(s.nodes)}** 个节点的计算图现在靠硬盘运行。${
        s.moved > 0 ? `按模型计算，每轮搬动 **${n.memory(s.moved)}**，` : '按模型计算，每轮'
      }用时是开始时的 **${n.short(s.factor)} 倍**。`;
    case 'cured':
      return `每${each(s.every)}保存、清空、重载一次：${s.known && s.since > 1 ? `从第 **${n.whole(s.since)}** 轮起，` : ''}计算图${held(s)}，训练从原处继续。`;
    case 'forgetting':
      return `每${each(s.every)}清空一次计算图，模型也随之清空：${s.known && s.since > 1 ? `从第 **${n.whole(s.since)}** 轮起` : ''}计算图${held(s)}，但每次学到的都丢了。`;
    case 'models':
      if (s.clearing)
        return `第 **${n.whole(s.model)}** 个模型（共 ${n.whole(s.models)} 个）：每${
          s.every === 1 ? '个' : ` ${n.whole(s.every)} 个`
        }模型之后清空计算图，所以最多只有 **${n.long(s.nodes)} 个节点**。`;
      return s.model === 1
        ? `正在训练 ${n.whole(s.models)} 个模型中的第一个：它的图有 **${n.long(s.nodes)} 个节点**。`
        : `第 **${n.whole(s.model)}** 个模型（共 ${n.whole(s.models)} 个）与之前的模型建在同一个图里：已有 **${n.long(s.nodes)} 个节点**。`;
  }
}

const combination: Record<Combination, (every: string, leaks: boolean, shelf: number | null, kink: boolean) => string> = {
  '---': (_every, leaks) =>
    leaks
      ? '三个都关：什么也不会被移除，计算图永远增长。把三个都打开，训练会逐位一致地继续，而图很小。'
      : '三个都关：什么也不会被移除。这个循环不新建节点，所以也没有可移除的。',
  's--': (every, leaks) =>
    `只保存：${every}存一个检查点。什么也没移除，而保存器自己的节点让图${leaks ? '长得更快' : '略有增长，尽管循环不新建节点'}。`,
  '-c-': (every) => `只清空：${every}图变空，模型也没了。权重丢失，损失跳回原处。`,
  '--r': (every, _leaks, shelf) =>
    shelf === null
      ? '只重载：还没有保存过，所以第一次重载会报错并暂停。什么也不会丢。'
      : `只重载：${every}往旧图里再加一整个模型，权重是第 ${n.whole(shelf)} 轮的。漏得更快，训练也回到过去。`,
  'sc-': (every) => `保存加清空：检查点留在架上，而${every}训练从头开始。`,
  's-r': (every) => `保存加重载：权重保住了，但${every}往旧图里再加一整个模型。漏得更快。`,
  '-cr': (every, _leaks, shelf) =>
    shelf === null
      ? '清空加重载，没有保存：没有检查点，所以第一次重载会报错并暂停。'
      : `清空加重载，没有保存：${every}训练回到第 ${n.whole(shelf)} 轮的检查点。`,
  scr: (every, _leaks, _shelf, kink) =>
    `三个都开：${every}保存模型、清空图、再取回模型。图保持很小，${kink ? '损失会有一个折点，因为没有保留优化器的状态。' : '损失逐位一致地继续。'}`,
};

const succession: Record<Combination, (every: string) => string> = {
  '---': () => '三个都关：每个模型都建进同一个图，和之前所有模型放在一起。',
  's--': (every) => `只保存：${every}存一个检查点。什么也没移除，还加上了保存器自己的节点。`,
  '-c-': (every) => `只清空：${every}清空计算图。那些模型已经训练完，什么也不会丢：清空正是为此而设。`,
  '--r': () => '只重载：没有检查点时，第一次重载会报错并暂停；有检查点时，它往旧图里再加一整个模型。',
  'sc-': (every) => `保存加清空：${every}训练好的模型上架，图被清空。下一个模型从小图开始。`,
  's-r': (every) => `保存加重载：${every}往旧图里再加一整个模型。漏得更快。`,
  '-cr': () => '清空加重载，没有保存：没有检查点时，第一次重载会报错并暂停；有检查点时，它取回一个旧模型。',
  scr: (every) => `三个都开：${every}保存模型、清空图、再取回模型。图保持很小，代价是重载。`,
};

export const zh: Words = {
  htmlLang: 'zh-Hans',
  languageMissing: '无法加载该语言；页面保持英文。',
  languageName: '简体中文',
  otherLanguage: 'English',
  numbers: n,
  chartWords: charts,
  appName: 'Session Playground',
  skip: '跳到图表',
  close: '关闭',
  loading: '加载中…',

  programs: { perceptron: '感知机识别数字', mlp: '多层感知机', cnn: '卷积网络', rnn: '循环网络', lstm: 'LSTM', attention: '注意力', search: '超参数搜索', crossval: '交叉验证', leaks: '经典泄漏', prepost: '预处理与后处理', seq2seq: '编码器—解码器', script: '你的脚本' },
  program: '程序',
  gallery: '示例',
  lesson: '课程',
  galleryIntro: '每个示例都是一次运行的链接：选一个看看。',
  share: '分享',
  help: '帮助',
  theme: '主题',
  themes: { auto: '主题：跟随系统', light: '主题：浅色', dark: '主题：深色', projector: '主题：投影' },
  themeNames: { auto: '自动', light: '浅色', dark: '深色', projector: '投影' },
  switchLanguage: 'Switch to English',

  account: '运行时的说法',
  accounts: { told: '如答案所述', tensorflow: '如 TensorFlow 所为' },
  accountMeans: {
    told: '每次运行都执行图中的每个节点；显存放不下的部分在内存与硬盘之间来回搬。那个著名的答案就是这样说的。',
    tensorflow: '只执行取值所需的部分；但图变大之后的那次运行要为整个图付出代价，而图存放在内存里。TensorFlow 1.x 就是这样做的。',
  },
  accountLink: '有什么区别？',

  transport: '播放控制',
  spaceKey: '空格',
  runProgress: '本次运行的进度',
  charts: '图表',
  machineTag: ({ machine, video, main, bus, disk, pinned }) =>
    machine === 'answer' && bus === 'own' && disk === 'own' && pinned && video === 6 * 1024 ** 3 && main === 12 * 1024 ** 3
      ? 'GTX 1060，12 GB，硬盘'
      : `显存 ${n.capacity(video)}，内存 ${n.capacity(main)}`,
  play: '播放',
  pause: '暂停',
  replay: '再播一次',
  runStep: '一次',
  runStepTitle: '完成一次 session.run（→）',
  epochStep: '一轮',
  epochStepTitle: '完成一轮（Shift →）',
  restart: '重新开始',
  restartTitle: '重新开始（Home）',
  speed: '速度（每秒轮数）',
  speedOption: (speed) => (speed === Infinity ? '最快' : `${speed}/秒`),
  epochOf: (total) => `/ ${epochs(total)}`,
  epochLabel: '已完成轮数',
  progress: (phase, share) => `${phase} ${n.percent(share)}`,
  fps: (fps) => `${fps} 帧/秒`,
  rate: (rate) => `引擎 ${n.rate(rate)}`,
  rateModelled: '跳过旧节点的计算',
  tags: { measured: '实测', modelled: '模型', recorded: '记录' },

  sentence: (s) => {
    switch (s.kind) {
      case 'starting':
        return '引擎正在启动：马上有一个感知机在这里学习手写数字，并一轮又一轮地重建它的计算图。';
      case 'stopped':
        return '引擎已停止。已显示的内容都还在。';
      case 'error':
        return `运行在第 **${n.whole(s.epoch)}** 轮出错暂停，已完成 ${epochs(s.epoch - 1)}。已显示的内容都还在。`;
      case 'seeking':
        return `正在快进到第 **${n.whole(s.target)}** 轮：已完成 ${n.whole(s.epochs)} 轮。`;
      case 'before':
        return s.succession
          ? '按播放：模型一个接一个地在同一个图里训练，除非你在其间清空它。'
          : s.build === 'hoisted'
            ? `按播放：这个循环不新建节点，${s.nodes === 0 ? '' : `**${n.whole(s.nodes)} 个节点**的`}图应当保持不变。`
            : s.nodes === 0
              ? '按播放：每一轮都会再建一些节点。'
              : `按播放：模型有 **${n.whole(s.nodes)} 个节点**，每一轮都会再建一些。`;
      case 'growing':
      case 'flat':
      case 'models':
      case 'spilled':
      case 'thrashing':
      case 'cured':
      case 'forgetting': {
        const lead = s.mode === 'paused' ? '已暂停。' : s.mode === 'done' ? `完成：共 ${epochs(s.epochs)}。` : '';
        return lead + about(s);
      }
    }
  },

  error: {
    title: (epoch) => `运行在第 ${n.whole(epoch)} 轮暂停`,
    stoppedTitle: '引擎已停止',
    stoppedWay: '已显示的内容都没有丢。请用新的引擎重新开始；轮数少一些，或打开保存、清空、重载，需要的内存就少一些。',
    tensorflow: 'TensorFlow 会这样说',
    turnSaveOn: '打开保存并继续',
    clearNow: '立即清空',
    resume: '继续',
    startOver: '重新开始',
    region: '页面的这一部分出错了',
    retry: '再试一次',
  },

  script: '脚本',
  nodesPerLine: '每行的节点数',
  lineCount: (count) => `${n.whole(count)} 个节点`,
  lineLeaks: '这一行在泄漏',
  scriptWaiting: '引擎就绪后，这里会显示该程序的 Python 代码。',

  knobs: '它做什么',
  more: '更多',
  machineKnobs: '机器',
  build: '循环内新建',
  builds: { hoisted: '无', forward: '前向', loss: '+ 损失', everything: '全部' },
  leak: '每一步都新建',
  leaks: {
    assign: '给学习率赋值的操作',
    constant: '每批数据的常量',
    loss: '用来报告的损失',
    summary: '摘要（summary）',
    saver: 'Saver（每轮一个）',
    init: '初始化操作（每轮一个）',
    slice: '切片 t[0]',
    optimizer: '优化器',
  },
  fix: {
    assign: '治法：一个赋值操作加一个占位符',
    constant: '治法：用占位符喂入',
    loss: '治法：把损失移到循环外',
    summary: '治法：摘要只合并一次',
    saver: '治法：只用一个 Saver',
    init: '治法：只建一个初始化操作，再 finalize()',
    slice: '治法：把切片移到循环外',
    optimizer: '治法：只用一个优化器',
  },
  run: '一次运行对应',
  runs: { epoch: '一轮', batch: '一批', sample: '一个样本' },
  samples: '样本数',
  epochs: '轮数',
  epochsEach: '每个模型的轮数',
  batch: '批大小',
  units: '模型宽度',
  learningRate: '学习率',
  seed: '随机种子',
  optimizer: '优化器',
  optimizers: { sgd: 'SGD', momentum: '动量', adam: 'Adam' },
  slots: '检查点保留优化器状态',
  work: '旧节点的计算',
  works: { real: '真实', modelled: '跳过' },
  workMeans: { real: '每次执行都是真实的，并实测用时。', modelled: '旧节点只计数、按模型估算，不执行：更快，但没有实测值。' },
  startsOver: '更改这些设置会重新开始运行；轮数、槽、泄漏的治法、存储大小和谁先离开除外。',
  number: {
    notNumber: '请输入一个数字。',
    outside: (least, most) => `请输入 ${least} 到 ${most} 之间的数。`,
    whole: '请输入整数。',
  },

  cure: '解药',
  everyShort: unitOf,
  everyField: (program) => (!isSuccession(program) ? '每多少轮' : '每多少个模型'),
  hands: { save: '保存', clear: '清空', reload: '重载' },
  on: '开',
  off: '关',
  combination: (key, config, shelf) =>
    !isSuccession(config.program)
      ? combination[key](unitOf(config), builtInLoop(config) !== 'hoisted', shelf, config.optimizer !== 'sgd' && !config.slots)
      : succession[key](unitOf(config)),
  unplayed: '运行已结束：再播放一次才能看到。',
  byHand: '手动操作与检查点架',
  now: { save: '立即保存', clear: '立即清空', reload: '立即重载' },
  shelfEmpty: '架上空空：还没有保存过。',
  shelf: (epoch, bytes, variables, uploaded) =>
    `架上：${uploaded ? '上传的检查点' : `第 ${n.whole(epoch)} 轮的检查点`}，${n.bytes(bytes)}，${variables} 个变量。`,
  download: '下载',
  upload: '上传',
  downloadTitle: '把检查点下载为 safetensors 文件',
  uploadTitle: '把一个 safetensors 文件放上架',
  tooLarge: (bytes) => `该文件有 ${n.bytes(bytes)}；检查点最多 64 MB。运行不受影响。`,
  unreadable: '浏览器无法读取该文件。运行不受影响。',

  vessels: '它住在哪里',
  tiers: { video: '显存', main: '内存', disk: '硬盘' },
  usedOf: (used, capacity) => n.ofCapacity(used, capacity),
  empty: '空',
  used: (bytes) => n.memory(bytes),
  heldBand: (bytes) => `${n.memory(bytes)} 已释放，但仍被进程占着`,
  vesselsNote: { told: '计算图的字节', tensorflow: '图在内存里，张量在显存里' },

  projection: '照这样下去',
  projectionWaiting: (count) => `六轮之后，这里会估计：照这个速度，整次运行要多久（${count}/6）。`,
  tabList: '更多视图',
  projectionBest: { constant: '水平线', linear: '直线', quadratic: '抛物线', geometric: '几何级数' },
  projectionAll: '全部曲线，各自会怎么说',
  projectionDone: (total) => `全部 ${epochs(total)}（模型计算）`,
  projectionSpent: '到目前为止（模型计算）',
  projectionChanged: (shape, r2) => `中途快慢变了，没有一条曲线能吻合全部轮次（${shape}最接近，R² ${r2}，而至少要 ${FITS_WELL}），所以不作推算。`,
  projectionDown: (shape, r2) => `中途变快了，最接近的${shape}（R² ${r2}）会让以后的轮次不花任何时间，所以不作推算。`,
  projectionFrom: (total, shape, r2) => `${epochs(total)}，按${shape}推算${r2 === '' ? '' : `（R² ${r2}）`}`,
  projectionTold: (rate, total, r2) => `照答案的算法（几何级数，${pace(rate)}）：**${total}**（R² ${r2}）。`,
  projectionToldSame: '照答案的几何级数，结果相同。',
  projectionAsTold: (rate) => `答案也是这样算的：${pace(rate)}。`,
  universeQuestion: '要慢到什么程度，才会超过宇宙的年龄？',
  universeSlider: '每轮变慢（%）',
  universeAnswer: (total, rate, sum, first) => `${epochs(total)}，从 ${first} 开始、每轮慢 ${n.percent(rate)}，共需 **${sum}**。`,
  universeLeast: (rate) => `超过 138 亿年至少要慢 ${n.percent(rate)}。`,
  universeLeastButton: '看看这个值',
  universeNone: '只有一轮做不到，不管下一轮多慢。',
  abyss: '与图搏斗的人，应当小心自己不要也成了图。当你久久凝视进度条，进度条也在凝视你。',

  tabs: { learned: '学到了什么', memory: '内存', graph: '计算图', field: '节点全景', inside: '一次运行的内部', numbers: '节点数', bestk: '最佳 K', cases: '公开案例', results: '结果', events: '事件', sources: '来源' },

  storageRefused: '浏览器拒绝保存你的偏好；其他一切正常。',
  dismiss: '关闭提示',
};
