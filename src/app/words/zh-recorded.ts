/** Recorded runs in Simplified Chinese. */
import type { Expected, Got, Problem } from '../../recorded/problem.ts';
import type { Entry } from '../../recorded/match.ts';
import type { recorded as english } from './en-recorded.ts';
import { numbersOf } from './numbers.ts';

const n = numbersOf('zh');
const HANDS: Readonly<Record<string, string>> = { s: '保存', c: '清空', r: '重载' };
const families: Readonly<Record<string, string>> = {
  A1: '逐个样本构建损失并立即运行',
  A2: '先构建全部损失，再运行一次',
  A3: '逐个样本构建损失和梯度并运行',
  A4: '构建无人运行的节点，再运行旧节点',
  A4i: '每个样本构建无人运行的节点，随后运行旧节点',
  B: '只在循环之前构建一次',
  BF: '只构建一次，并将图定稿（finalize）',
  succession: '接连训练多个 Keras 模型',
  keep_models: '接连训练多个 Keras 模型，全部留在列表中',
  cv: 'Keras 模型的十折交叉验证',
  save_load: 'Keras 模型保存、载入、继续训练',
  recompile: '同一个 Keras 模型反复编译',
  fit_epochs: '一个 Keras 模型的普通 fit',
  ga: '每代 12 个 Keras 模型（keras #9867）',
  load_only: '反复载入 Keras 模型（keras #7271）',
  assign_lr: '循环中用 tf.assign 设置学习率（Faster-RCNN_TF #10）',
  tf120: '对常量求 eval（tensorflow #120）',
  clear: '清空 40,000 个节点能归还多少',
};
const clears: Readonly<Record<string, string>> = {
  yes: '每次 K.clear_session', no: '从不清空', gc: '每次 K.clear_session 并回收垃圾', hoisted: '只构建一次', fresh: '每次重新构建',
  close_only: '关闭会话，保留图', close_reset_gc: '关闭会话、重置图、回收', keep_graph: '图仍被引用', keep_tensor: '一个张量仍被引用',
  keras_clear: 'K.clear_session', no_gc: '不回收垃圾', reset_keep_session: '旧会话仍被引用', reset_only: '重置图，丢弃会话',
};
const expected: Readonly<Record<Expected, string>> = {
  text: '带引号的文本', short: '不超过 300 个字符的文本', whole: '1 到 1,000,000,000 的整数', nodes: '节点数：0 到 1,000,000,000 的整数', seconds: '秒：0 到 100,000,000 的数',
  bytes: '字节：0 到 2⁵⁰ 的数', finite: '一个数', list: '列表', object: '花括号中的对象', scalar: '文本、数、true 或 false', some: '至少一个轮次',
  few: '更少的条目：最多 20,000 个轮次、每轮 64 个事件、64 个参数', count: '计数：0 到 10¹² 的整数',
};
function gotOf(got: Got): string {
  switch (got.what) {
    case 'nothing': return '空缺';
    case 'null': return 'null';
    case 'object': return '一个对象';
    case 'list': return `含 ${n.whole(got.count)} 项的列表`;
    case 'text': return `“${got.text}”`;
    case 'value': return got.text;
  }
}

const machines: Readonly<Record<string, string>> = { '2 shared x86-64 cores, no GPU': '2 个共用的 x86-64 核，无 GPU' };

export const recorded: typeof english = {
  open: '真实记录…',
  openTitle: '把真实 TensorFlow 的时间、节点和内存叠加到这些图表上',
  title: '真实记录',
  intro: (account) => `这些程序曾在真实的 TensorFlow 上运行；其节点、秒数和内存叠加在图表上，旁边是“${account}”对完全相同参数的模型曲线。`,
  likeThis: '与页面上的运行相近',
  noneLike: '没有与页面上的程序对应的记录。全部记录在下面。',
  all: (count) => `全部 ${count} 份记录`,
  groups: { leaks: '泄漏的循环', hoisted: '只构建一次', cures: '保存、清空、重载，以及不做的对照', succession: '接连的模型', clears: '清空能归还多少', cases: '公开案例' },
  same: '设置相同',
  epochs: (count) => `${n.whole(count)} 轮`,
  name: (entry: Entry) => families[entry.family] ?? entry.family,
  detail: ({ samples, hands, every, meta, plain, clear, repeat }: Entry) =>
    [
      samples > 0 ? `${n.whole(samples)} 个样本` : '',
      hands === '' ? '' : `每 ${every === 1 ? '' : `${every} `}轮${hands.split('').map((hand) => HANDS[hand]).join('、')}`,
      meta ? '由 .meta 图重载' : '',
      plain ? '不写 .meta 文件' : '',
      clears[clear] ?? '',
      repeat > 1 ? `同样设置的第 ${repeat} 次` : '',
    ].filter(Boolean).join(' · '),
  ownTitle: '您自己的记录',
  ownSteps: '下载记录器，用它运行您的脚本，再打开它写出的 JSON 文件：',
  ownCommand: 'python playground_recorder.py train.py',
  ownNote: '只有一个文件，适用于 TensorFlow 1.x 或 2.x（compat.v1），无需安装其他东西。它观察 Session.run、保存和清空，自行找到按轮次的循环；文件开头说明如何手动标记轮次。',
  download: '下载记录器',
  openFile: '打开记录…',
  drop: '把记录拖放到这里',
  dropNothing: '没有打开任何东西：应为文件，得到的是别的。',
  paste: '或在此粘贴其文本',
  stays: '它留在您的机器上：只在此标签页中读取，不发送到任何地方，也不会进入任何链接。',
  keep: '保存在此浏览器中，供下次使用',
  kept: '保存在此浏览器中',
  forget: (name) => `从此浏览器中删除 ${name}`,
  keepRefused: '浏览器无法再保存：没有空间或不允许。记录仍已打开。',
  reading: '正在读取记录…',
  failed: '无法取得记录；没有网络时只有看过的记录可用。请稍后再试。',
  refused: (name) => `${name} 未打开。`,
  problem(problem: Problem): string {
    switch (problem.kind) {
      case 'large': return `应不超过 ${n.bytes(8 * 1024 * 1024)}，实际为 ${n.bytes(problem.got)}：任何记录都用不了这么多。`;
      case 'empty': return '应为记录，得到的是空文件。';
      case 'binary': return '应为文本（JSON），得到的是二进制文件。';
      case 'json': return `第 ${n.whole(problem.line)} 行：应为 JSON，得到的是${problem.got === '' ? '文件结尾' : `“${problem.got}”`}。`;
      case 'nan': return `第 ${n.whole(problem.line)} 行：应为数，得到的是 ${problem.got}，JSON 中没有它。没有测量的字段请省略。`;
      case 'schema': return `应有记录器写出的 "schema": "session-playground-recording/1"，得到的是${gotOf(problem.got)}。`;
      case 'field': return `字段 ${problem.field === '' ? '（整个文件）' : problem.field}：应为${expected[problem.expected]}，得到的是${gotOf(problem.got)}。`;
      case 'order': return `字段 ${problem.field}：应为 ${n.whole(problem.before)} 之后的轮次，得到的是 ${n.whole(problem.got)}。`;
    }
  },
  shown: '真实记录',
  machine: (tensorflow, machine, date) => [tensorflow === '' ? '版本未知的 TensorFlow' : `TensorFlow ${tensorflow}`, machines[machine] ?? machine, date].filter(Boolean).join('，'),
  run: '在此运行',
  runTitle: (account) => `把页面设为这些参数，并按“${account}”运行`,
  runNear: '页面上的程序与之相近而不相同：模型不同，训练方式也不同。',
  runTrains: '页面上的运行对每个样本都训练，因此比每轮只训练一次的记录触及更多节点，占用更多内存。',
  another: '另选…',
  remove: '移除',
  removeTitle: '从图表上移除此记录',
  clock: '时钟',
  clocks: { wall: '墙上时间', cpu: '处理器时间' },
  clockNote: '模型说的是处理器时间。页面自带记录中的保存、清空和重载按墙上时间计。',
  error: (error, epochs) => `中位误差 ${n.percent(error)}（${epochs} 轮）`,
  errorShort: (error) => `误差 ${n.percent(error)}`,
  errors: (time, memory, nodes) => {
    const parts = [
      Number.isFinite(time) ? `时间 ${n.percent(time)}` : '', Number.isFinite(memory) ? `内存增长 ${n.percent(memory)}` : '', Number.isFinite(nodes) ? `节点 ${n.percent(nodes)}` : '',
    ].filter(Boolean);
    return parts.length === 0 ? '' : `模型误差（各轮中位数）：${parts.join('，')}。`;
  },
  noModel: '模型未涵盖此循环：只显示记录值。',
  countedNote: '这里的节点取自记录本身；模型采用它们以及记录器对运行的计数，给出时间。',
  base: (bytes) => `内存为进程在第一轮之后的增长；当时占用 ${n.memory(bytes)}。`,
  scale: (scale, left) => `您的机器用时是模型所依机器的 ${n.plain(scale)} 倍；乘以此系数后模型误差为 ${n.percent(left)}。`,
  noMemory: '此记录没有内存数据。',
  model: '其模型',
  columns: { model: '该记录的模型', wall: '记录，墙上时间', cpu: '记录，处理器时间', nodes: '记录', peak: '记录，轮内最多', growth: '记录，进程增长', process: '记录，进程' },
  describe: (name, epochs, first, last, highest) => `真实 TensorFlow 的记录，${name}：第一轮 ${first}，最后一轮（第 ${n.whole(epochs)} 轮）${last}，最高 ${highest}。`,
  describeModel: (last, error) => `相同参数的模型对最后一轮给出 ${last}${error === '' ? '' : `；${error}`}。`,
  details: '参数与事件',
  parameter: '参数',
  value: '值',
  source: '脚本',
  mode: '程序',
  event: '事件',
  epoch: '轮次',
  seconds: '秒',
  nodes: '其后节点数',
  bytes: '其后内存',
  someEvents: (shown, all) => `${n.whole(all)} 个事件中的前 ${n.whole(shown)} 个`,
  noEvents: '没有保存、清空或重载。',
  noCurve: '只有一次测量，没有随轮次的变化：无可绘制，所发生的事在表中。',
  said: (name) => `已显示记录：${name}。`,
  gone: '没有显示记录。',
};
