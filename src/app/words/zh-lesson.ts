/** Words around lessons, in Simplified Chinese; complete by type. */
import type { lesson as english } from './en-lesson.ts';
import { numbersOf } from './numbers.ts';

const n = numbersOf('zh');

export const lesson: typeof english = {
  name: (title) => `课程：${title}`,
  step: (number, total) => `第 ${String(number)} 步，共 ${String(total)} 步`,
  steps: (done, total) => (done === 0 ? `全部 ${String(total)} 步` : `全部步骤：${String(total)} 步中完成了 ${String(done)} 步`),
  stepDone: '已完成',
  claim: '答案说',
  tasks: '动手',
  now: '此刻',
  truth: 'TensorFlow 实际怎么做',
  verdicts: { true: '对', false: '不对', partly: '部分对', neither: '无所谓对错' },
  showMe: '不做了，直接看',
  taskDone: (number, total) => `第 ${String(number)} 项完成，共 ${String(total)} 项。`,
  complete: (number, verdict) => `第 ${String(number)} 步完成。TensorFlow 实际怎么做：${verdict}。`,
  done: '完成',
  source: '出处：',
  recordedWith: 'TensorFlow 2.15.1，CPU，2026 年 11 月',
  goTo: (control) => `${control}（转到这个控件）`,
  back: '上一步',
  next: '下一步',
  finish: '结束',
  close: '关闭课程',
  fold: '收起课程',
  unfold: '展开课程',
  again: '重新布置这一步',
  keys: '按 L 键回到这里（输入框和下拉列表里除外）。',
  unknown: (name) => `没有哪门课程有“${name}”这一步。`,
  first: '从第一步开始',
  failed: '这个图没能打开。',
  figures: {
    model: ['第几个模型', 'measured', n.whole],
    epoch: ['已完成的轮数', 'measured', n.whole],
    nodes: ['图中的节点', 'measured', n.whole],
    executed: ['上一轮执行的节点', 'measured', n.whole],
    fetched: ['一次运行所需的节点', 'measured', n.whole],
    added: ['上一轮增加的节点', 'measured', n.whole],
    seconds: ['上一轮用时', 'modelled', n.duration],
    factor: ['是第二轮的倍数', 'modelled', n.plain],
    told: ['共计，照答案的算法', 'modelled', n.duration],
    best: ['共计，按最合适的曲线', 'modelled', n.duration],
    universe: ['共计，按你的百分比', 'modelled', n.duration],
  },
};
