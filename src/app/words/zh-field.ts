/** Texts of the node field, in Simplified Chinese; complete by type. */
import type { field as english } from './en-field.ts';
import { graph } from './zh-graph.ts';
import { memory } from './zh-memory.ts';
import { numbersOf } from './numbers.ts';

const n = numbersOf('zh');

export const field: typeof english = {
  title: '节点全景',
  intro: '会话计算图里的每个节点占一格，按创建的先后逐行排列。查看不会影响运行。',
  script: '脚本运行结束后，它的图的节点会出现在这里。',
  failed: '引擎中查看节点的部分没能加载。',
  waiting: '一有计算图，这里就会填满。',
  colour: '着色依据',
  by: { leaked: '泄漏还是在用', epoch: '由哪一轮创建', op: '是什么运算', tier: '在哪一级存储', executed: '上次运行是否执行' },
  about: {
    leaked: '“泄漏”是指：还在图里，但不属于当前模型，也不是本轮创建的，循环的任何一次运行都不再到达它。被后来的某一轮用过的节点，再多算一轮在用。',
    epoch: '同一组里奇数轮和偶数轮颜色略有不同，以便看出每一轮。',
    op: '最常见的运算各有一种颜色。',
    tier: '节点所在的位置，就是它的字节在所设机器上开始的那一页所在的位置。',
    executed: '指上一次训练运行。按答案的说法，凡能算出值的都会执行；按 TensorFlow 的做法，只执行取值所能到达的部分。',
  },
  keys: { leaked: '泄漏', live: '在用', executed: '已执行', idle: '未执行', video: memory.tiers.video, main: memory.tiers.main, disk: memory.tiers.disk },
  epochs: (from, to) => (from === to ? `第 ${n.whole(from)} 轮` : `第 ${n.whole(from)}–${n.whole(to)} 轮`),
  otherOps: (count) => `另外 ${n.whole(count)} 种运算`,
  moment: memory.moment,
  nodesInAll: (count) => `${n.whole(count)} 个节点`,
  summary: (nodes, parts) => `${n.whole(nodes)} 个节点。${parts.map(([name, count]) => `${name}：${n.whole(count)}`).join('；')}。`,
  legend: '颜色',
  alone: '只看这种颜色，并转到下一个这样的节点',
  save: '保存为 PNG',
  help: '方向键在节点之间移动，Page Down 和 Page Up 转到下一个不同颜色的节点，Home 和 End 转到第一个和最后一个；加号减号缩放，0 显示全部，Shift 加方向键移动画面，Escape 取消选择。读出的内容在画面旁边。',
  gestures: `指向或点按一个节点。${graph.gestures}格子太小时会合在一起画：一个像素就是其中各节点颜色的平均。`,
  zoomIn: graph.zoomIn,
  zoomOut: graph.zoomOut,
  fit: graph.fit,
  nodeTitle: '节点',
  hint: '指向一个节点，看它是什么、由哪一行创建。',
  node: (node) => `节点 ${n.whole(node)}`,
  made: graph.made,
  lineTitle: '创建它的那一行',
  lines: graph.lines,
  noLine: '不是脚本中的行',
  epochTitle: '创建于',
  builtIn: (epoch) => (epoch === 0 ? '第一轮之前' : `第 ${n.whole(epoch)} 轮`),
  inputs: '输入',
  outputs: '输出',
  more: (count) => `另有 ${n.whole(count)} 个`,
  memoryTitle: '存储',
  at: (page, tier) => `第 ${n.whole(page)} 页，${tier}`,
  counting: '正在查看各页',
  bytes: n.bytes,
  whole: n.whole,
  share: (v) => (v > 0 && v < 0.001 ? '< 0.1 %' : v < 1 && v > 0.999 ? '> 99.9 %' : `${n.plain(Math.round(1000 * v) / 10)} %`),
};
