/** 一次运行的内部：简体中文。 */
import type { inside as English } from './en-inside.ts';
import type { Fate } from '../../protocol/inside.ts';
import { numbersOf } from './numbers.ts';

const n = numbersOf('zh');
const nodes = (count: number): string => `${n.whole(count)} 个节点`;
const atBound = (ratio: number, reached: string): string => (ratio < 1.0005 ? `：${reached}` : n.plain(ratio) === n.plain(1) ? '，达到下界' : `，是下界的 ${n.plain(ratio)} 倍`);

export const inside: typeof English = {
  intro: '一次 session.run 里发生的事：需要哪些节点，TensorFlow 的优化器把它们变成什么，每个节点会在哪里、何时执行。你的运行不受打扰。',
  script: '脚本运行结束后，这里会显示它最后一次 session.run 的内部。',
  scriptNone: '你的脚本运行到了结尾，但没有调用过 session.run。',
  waiting: '会话运行过一次之后，这里就会有内容。',
  ahead: (epoch) => `正在快进：到第 ${n.whole(epoch)} 轮时，这里就会有内容。`,
  noneSince: (epoch) => `第 ${n.whole(epoch)} 轮之后图被清空，之后还没有运行过。`,
  before: (epoch) => `重新运行到第 ${n.whole(epoch)} 轮，即清空之前`,
  none: '图清空之后还没有运行过；下一次训练运行会出现在这里。',
  opening: '查看这次运行的内部',
  stages: {
    writing: (share) => `引擎正在运行之余写出这次运行的节点：${n.percent(share)}`,
    reading: '正在读取节点……',
    pass: (at, of, name, again) => `第${again ? '二' : '一'}轮，第 ${n.whole(at + 1)} 步，共 ${n.whole(of)} 步：${name}`,
    planning: '正在规划每个节点在何处、何时执行……',
  },
  cancel: '取消',
  cancelled: '已取消查看这次运行。用上面的按钮可以重新查看。',
  again: '查看最近一次运行',
  trouble: {
    stopped: '引擎已停止：只有新的运行才能查看。',
    script: '这个脚本没有可以查看的运行：它被停止了，或 Python 无法加载。请把它运行到结尾。',
    unavailable: '这个视图的一部分无法加载：网络还在吗？',
    broken: (text) => `无法查看这次运行：${text}`,
    worker: (text) => `查看运行的工作线程停止了${text ? `：${text}` : ''}。运行本身不受影响。`,
  },
  retry: '再试一次',
  large: (needed, limit, all) => `这次运行需要图中 ${n.whole(all)} 个节点里的 ${nodes(needed)}：太多了，这里最多能优化和规划 ${n.whole(limit)} 个。构建得少一些，或样本少一些，就能查看。`,
  moment: (program, epoch, run) => `${program}，第 ${n.whole(epoch)} 轮，第 ${n.whole(run)} 次运行`,
  ago: (epochs) => `${n.whole(epochs)} 轮之前`,
  former: '属于已不在的一次运行',

  strip: '这次运行的数字',
  graphNodes: '图中',
  needed: '取值所需',
  executedTold: '按答案的说法执行',
  signature: '签名',
  fresh: '新的',
  cached: '已缓存',
  signatures: (count) => `会话里共 ${n.whole(count)} 个`,
  grew: (count) => (count === 0 ? '图没有变大' : `图增加了 ${n.whole(count)} 个节点`),
  optimised: '按 TensorFlow 的做法执行',
  withFed: (all, fed) => (fed === 0 ? '' : `；连同 ${n.whole(fed)} 个被喂入、直接交出的节点共 ${n.whole(all)} 个`),
  makespan: '计划用时',
  bound: '下界',
  used: '用到的设备',
  between: (least, most) => (n.percent(least) === n.percent(most) ? `每个 ${n.percent(least)}` : `每个 ${n.percent(least)} 到 ${n.percent(most)}`),
  ofNodes: (share) => `占图的 ${n.percent(share)}`,
  played: (share) => `占图的 ${n.percent(share)}；当前采用这种算法`,
  took: (before, list, fed, after) =>
    list.length === 0 && fed === 0
      ? '各步骤没有去掉也没有新增节点。'
      : `各步骤：${n.whole(before)}${list.map(([pass, gone, added]) => `${gone > 0 ? ` − ${n.whole(gone)}` : ''}${added > 0 ? ` + ${n.whole(added)}` : ''}（${inside.passName(pass)}）`).join('')}${fed > 0 ? ` − ${n.whole(fed)}（只有被喂入的节点才需要）` : ''} = ${n.whole(after)}。`,
  ofNeeded: (share) => `所有步骤之后：占所需的 ${n.percent(share)}`,
  overBound: (ratio) => (ratio < 1.0005 ? '已达到：没有更快的计划' : n.plain(ratio) === n.plain(1) ? '计划几乎与它一样短' : `计划用时是它的 ${n.plain(ratio)} 倍`),
  fed: (list) => (list.length === 0 ? '没有喂入任何值。' : `喂入：${list.join('、')}。`),
  fetched: (list, more, values, operations) => `${more > 0 ? `取了 ${n.whole(values)} 个值${operations > 0 ? `，另有 ${n.whole(operations)} 个没有值的操作` : ''}` : '取值'}：${list.join('、')}${more > 0 ? `，另有 ${n.whole(more)} 个` : ''}。`,

  passes: '优化器的各个步骤',
  grappler: '与 TensorFlow 自己的优化器相比',
  grapplerNote: (graphs: number) => `每个优化单独运行、整条流水线、以及会话随后执行的图，在用 TensorFlow 2.15.1 录制的 ${graphs} 个图上：节点、输入与属性都相同。`,
  grapplerPass: '优化',
  grapplerEqual: '相同的图',
  grapplerWhy: '不同之处',
  grapplerOf: (equal: number, total: number) => `${total} 个中的 ${equal} 个`,
  grapplerXla: (recording: string, before: number, after: number) => `拼接后又拆开的，TensorFlow 1.x 的优化器保留原样；XLA 会去掉它。录制（${recording}）：XLA 优化前有 ${before} 个拼接，之后 ${after} 个；而在优化器的每份结果里它都还在。`,
  passesNote: '按执行的顺序排列。选择一个，看每个节点变成了什么。',
  pruning: '取值不需要的节点被去掉。',
  change: (before, after) => `${n.whole(before)} → ${n.whole(after)}`,
  changes: (before, after) => `之前 ${nodes(before)}，之后 ${n.whole(after)} 个`,
  nothing: '没有改变',
  fates: { kept: '保留', removed: '去掉', merged: '合并', folded: '折叠', fused: '融合', changed: '改变', added: '新增' } satisfies Record<Fate, string>,
  fateOf: (count, fate) => `${inside.fates[fate]} ${n.whole(count)}`,
  passName: (pass) => inside.passNames[pass] ?? pass.replaceAll('_', ' '),
  passNames: {
    pruning: '剪枝', function: '函数', common_subgraph_elimination: '公共子表达式', constant_folding: '常量折叠', shape: '形状', arithmetic: '算术化简', remapper: '重映射（融合）', loop: '循环', dependency: '依赖', memory: '内存标记', concat_split: '拼接与拆分', default: '全部', session_default: '会话所执行的图', session_grappler_off: '关闭优化器时会话所执行的图',
  },
  xla: 'XLA 的做法，不是 TensorFlow 的 Grappler',
  xlaNote: '各步骤留下的图，XLA 还会这样处理：不计入任何结果，也不计入计划。',
  reads: (list, more) => `读取 ${list.join('、')}${more > 0 ? ` 等，另有 ${n.whole(more)} 个` : ''}`,
  executing: '正在执行计划和原样的运行，以便比较……',
  executed: (view) => {
    switch (view.kind) {
      case 'failed': return `计划无法执行：${view.text}`;
      case 'not': switch (view.why) {
        case 'large': return `没有执行：变量和喂入的值共 ${n.bytes(view.bytes)}，最多只交出 ${n.bytes(view.limit)}。`;
        case 'closed': return '没有执行：会话已关闭，变量不在了。';
        case 'flow': return `没有执行：有 ${nodes(view.count)}属于循环或条件（${view.names.join('、')}），而计划里每个节点只有一次。`;
        case 'kernel': return `没有执行：这里没有 ${view.names.join('、')} 的内核。`;
      }
      case 'executed': return inside.agreed(view);
    }
  },
  agreed: ({ fetched, variables, run, sent, freed, devices, random, races }) => {
    const of = ({ count, equal, within }: typeof fetched, what: string): string => `${n.whole(count)} 个${what}中有 ${n.whole(equal)} 个逐位相等${equal < count ? `（其余${Number.isFinite(within) ? `相差不超过最大值的 ${within.toExponential(1)}` : '不同'}）` : ''}`;
    return `已执行：${of(fetched, '取出的值')}${variables.count > 0 ? `，${of(variables, '变量')}` : ''}。把所示的计划（${nodes(run)}，${devices} 个设备，复制 ${n.whole(sent)} 次，释放 ${n.whole(freed)} 个缓冲区）与原样的运行相比，两者都用喂入的值和会话现在（或关闭时）的变量。${random > 0 ? `${nodes(random)}抽取了随机数：两者相同。` : ''}${races.length > 0 ? `${races.join('、')} 读到的值取决于先后：有变量在旁边被修改。` : ''}`;
  },
  again2: '第二轮',
  draw: '在图中显示',
  drawAll: '在图中显示全部步骤',
  drawTitle: '前后对照画成一张图：去掉、合并、折叠、新增的节点各自标出',
  listed: '这一步的节点',
  close: '关闭列表',
  show: '显示',
  allChanged: '所有变化',
  search: '查找节点',
  rows: (shown, total, unlisted) => `${total === 0 ? '没有节点。' : shown < total ? `${nodes(total)}中的前 ${n.whole(shown)} 个。` : `${nodes(total)}。`}${unlisted > 0 ? `另有${nodes(unlisted)}也被移除，名称太多，未列出。` : ''}`,
  head: ['节点', '操作', '变成了什么', '现在'],
  becomes: (now) => `变为 ${now}`,
  saveGraph: '保存优化后的图',
  formats: { pb: 'GraphDef（.pb）', pbtxt: '文本（.pbtxt）' },

  timeline: '这次运行的计划',
  platform: '设备',
  platforms: {
    'gpu-cpu': 'GPU 和 CPU', gpu: '一块 GPU', cpu: 'CPU', 'cpu-2': '2 个 CPU 设备', 'cpu-4': '4 个 CPU 设备', 'gpu-2': '2 块 GPU', 'gpu-3': '3 块 GPU', 'gpu-4': '4 块 GPU', 'gpu-5': '5 块 GPU', 'gpu-6': '6 块 GPU', 'gpu-7': '7 块 GPU', 'gpu-8': '8 块 GPU',
  },
  which: '图',
  whichNames: { optimised: '优化后', built: '只剪枝' },
  summary: (tasks, devices, copied, makespan, ratio) =>
    `${nodes(tasks)}在 ${devices} 个设备上，设备之间复制 ${n.whole(copied)} 次，用时 ${n.duration(makespan)}${atBound(ratio, '不可能更快')}。`,
  handed: (all, args, returns) => `${nodes(all)}中有 ${nodes(all - args - returns)}属于图本身；其余由会话加入：${n.whole(args)} 个（_Arg）交出所喂入的值，${n.whole(returns)} 个（_Retval）交回所取的值。`,
  why: {
    criticalPath: (seconds) => `最长的节点链需要 ${n.duration(seconds)}：再多的设备也不能缩短它。`,
    work: (seconds, devices) => (devices === 1 ? `全部节点逐个执行需要 ${n.duration(seconds)}。` : `不论工作怎样分给各设备，即使节点可以任意拆分、不等待也不复制，总有一个设备至少要工作 ${n.duration(seconds)}。`),
    told: (seconds) => `指定给某一个设备的工作需要 ${n.duration(seconds)}。`,
  },
  scheduling: '调度方法',
  schedulings: { best: '其中最好的', list: '列表调度，关键路径', heft: 'HEFT', alone: '一个设备' },
  scheduleName: ({ kind, device }) => (kind === 'heft' ? 'HEFT' : kind === 'list' ? '按关键路径的列表调度' : `全部放在 ${device} 上`),
  taken: (taken, best) => `${best ? '采用最短的' : '按选择采用'}：${inside.scheduleName(taken)}，${n.duration(taken.makespan)}${taken.against > 0 ? `，违背 ${nodes(taken.against)}的设备字符串` : ''}。`,
  other: (other, planned) => `${inside.scheduleName(other)}需要 ${n.duration(other.makespan)}${other.copies > 0 ? `，含 ${n.whole(other.copies)} 次复制` : ''}${other.against > 0 ? `，违背 ${nodes(other.against)}的设备字符串` : ''}${other.makespan < planned * 0.9995 ? '：比这个计划短' : ''}。`,
  hostless: '这些设备里没有 CPU：喂入的值一开始就在设备上，取出的值留在算出它的设备上，因此都不复制。有 CPU 时两者都在 CPU 上，每个这样的张量都要复制一次。',
  noList: '没有计算列表调度：节点这么多，它要很久。选择它就会计算。',
  told: (count) => (count === 0 ? '没有节点限定在某个设备上：全部自由安排。' : `${nodes(count)}按设备字符串安排。`),
  missing: (count) => `${nodes(count)}要求的设备这里没有，于是自由安排。`,
  loops: (count) => `${n.whole(count)} 条边构成循环：计划里每个循环只有一圈。`,
  deviceHead: ['设备', '节点', '含发送和接收', '忙碌', '内存峰值 / 容量', '如果从不释放'],
  devices: '计划中的设备',
  busy: (seconds, share) => `${n.duration(seconds)}（${n.percent(share)}）`,
  ofMemory: (bytes) => n.memory(bytes),
  peakOf: (peak, capacity) => `${n.memory(peak)} / ${n.capacity(capacity)}（${n.percent(peak / capacity)}）`,
  overfull: (device, peak, capacity) => `${device} 同时需要 ${n.memory(peak)}，而它只有 ${n.capacity(capacity)}：这个计划在它上面放不下。`,
  help: '左右方向键在同一轨道上从一段到下一段，上下方向键换轨道；Home 和 End 到第一段和最后一段；加号和减号缩放，0 显示全部。',
  hint: '指向一段，或用方向键到达。拖动可平移，加号和减号缩放。',
  zoomIn: '放大',
  zoomOut: '缩小',
  fit: '显示全部',
  critical: '关键路径',
  run: '执行',
  copy: '复制',
  boundMark: '下界',
  endMark: '结束',
  track: { send: (to) => `发送到 ${to}`, lane: (device, lane) => (lane === 0 ? device : '') },
  slice: (name, op, device, start, length, critical) => `${name}${op && op !== name ? `（${op}）` : ''}，在 ${device}：从 ${n.duration(start)} 起 ${n.duration(length)}${critical ? '，在关键路径上' : ''}`,
  copySlice: (name, from, to, bytes, start, length, critical) => `${name} 从 ${from} 到 ${to}，${n.bytes(bytes)}：从 ${n.duration(start)} 起 ${n.duration(length)}${critical ? '，在关键路径上' : ''}`,
  saveTrace: '保存为 Chrome trace',
  saveTraceTitle: '可用 Perfetto（ui.perfetto.dev）和 chrome://tracing 打开',
  table: '以表格显示',
  tableHead: ['节点或复制', '操作', '设备', '开始', '用时'],
  tableCut: (shown, total) => `按开始时间排列的 ${n.whole(total)} 项中的前 ${n.whole(shown)} 项；trace 里有全部。`,
  method: '这是怎样建模的',
  methodText: '一个节点的代价是调度开销，加上浮点运算与内存读写中较长的一个；一次复制的代价是延迟加字节数除以带宽，同一条链路上一次只有一个。有设备字符串的节点照它安排。其余的由 HEFT（按到终点的最长路径排序，每个放到最早完成的设备上，空隙也用）、列表调度（设备一空闲，就取就绪节点中到终点路径最长的）安排，或全部放在一个设备上：默认采用最早完成的那种。缓冲区在最后一次使用后释放。',
  sourceHead: ['数字', '来源', '如何得知'],
  sourceKinds: { read: '出处所载', derived: '由出处算得', recorded: '记录', assumed: '假定' },

  otherTime: (optimised) =>
    `计划用时与图表中模拟的执行时间是两种模型。图表的是：每次运行 60 µs，加上该说法所执行的每个节点 0.2 µs，逐个执行，计算和读写按这次运行的显卡的速度和带宽。计划的是：${optimised ? '优化后剩下的节点' : '所需的节点'}，连同交入和取出值的节点，各按所在设备的调度开销和速度（CPU 上 0.2 µs，GPU 上每个内核 5 µs）；各设备同时工作，计入复制，不计那 60 µs。`,

  recorded: '真实 TensorFlow 的一步',
  recordedNote: '用 TensorFlow 2.15.1 在两个共享的 CPU 核上录制：看顺序和比例，不看微秒数。它的时间线不显示 CPU 设备之间的传输。',
  model: '模型',
  models: { perceptron: '感知机', mlp: '多层感知机', cnn: '卷积网络', lstm: 'LSTM，8 步', seq2seq: '编码器和解码器', towers: '四座矩阵乘法塔' },
  near: '与这个程序最接近的录制；大小不同。',
  same: '同一类模型；大小不同。',
  config: '设备',
  configs: (devices, threads) => `${devices} 个 CPU 设备，${threads} 个线程`,
  compared: 'TensorFlow 的一步与这里的一步',
  comparedNote: '这里的一步是同一个模型：用同样的调用在这里构建、优化，按同样的设备字符串放置，再由本页的规划器切分。节点是数出来的，计划是模拟的；计划里设备之间的控制边逐条画出，切分时则合并。',
  compareHead: ['数字', 'TensorFlow', '这里', '比较'],
  compareRows: { N: 'N：图中的节点', P: 'P：所有分区的节点', sends: '发送', receives: '接收' },
  partition: (device) => `${device} 的分区`,
  equal: '相等',
  differs: (by) => (by > 0 ? `不同：这里多 ${n.whole(by)} 个` : `不同：这里少 ${n.whole(-by)} 个`),
  verdict: (equal, all) => (equal === all ? `全部 ${n.whole(all)} 个数字相等。` : `${n.whole(all)} 个数字中有 ${n.whole(equal)} 个相等。`),
  stepWaiting: '正在构建并规划模型……',
  stepFailed: '模型无法在这里构建：网络还在吗？',
  ours: '我们对同一步的计划',
  oursSummary: (tasks, makespan, ratio) =>
    `${nodes(tasks)}，用时 ${n.duration(makespan)}${atBound(ratio, '在指定的设备上不可能更快')}。`,
  recordedSummary: (all, run, sends, untraced) => `N ${n.whole(all)}，P ${n.whole(run)}（含它加入的 _Arg、_Retval、_Send、_Recv）；发送 ${n.whole(sends)} 次；不跟踪时一步用时 ${n.duration(untraced)}。`,
  recordedUse: (span, busy, threads, share, most) =>
    `跟踪时，一步从第一个节点到最后一个节点 ${n.duration(span)}，不含外层的调用；节点执行合计 ${n.duration(busy)}：占 ${n.whole(threads)} 个线程的 ${n.percent(share)}，同时最多执行 ${n.plain(most)} 个。这些是 20 步的中位数。每个节点的开始和时长也各自是中位数，所以图中重叠的节点不一定在哪一步里同时执行过。`,
  recordedShares: (shares) => `节点执行时间在各设备的比例：${shares.map(([device, share]) => `${device} ${n.percent(share)}`).join('，')}。`,
  recordedWaiting: '正在加载录制……',
  recordedFailed: '录制无法加载：网络还在吗？',
  lane: (device) => device,

  duration: n.duration,
  whole: n.whole,
  bytes: n.bytes,
  percent: n.percent,
};
