/** Texts of the visitor’s own script in Simplified Chinese; complete by type. */
import type { FoundWords, script as english } from './en-script.ts';
import { numbersOf } from './numbers.ts';

const n = numbersOf('zh');
const nodes = (count: number): string => `${n.whole(count)} 个节点`;
const times = (count: number): string => (count === 0 ? '从不' : `${n.whole(count)} 次`);

export const script: typeof english = {
  title: '你的脚本',
  perLine: '每行的节点数',
  editor: 'Python 脚本',
  editorHelp: 'Tab 离开编辑器；Ctrl ] 和 Ctrl [ 缩进。Ctrl Enter 运行脚本。',
  run: '运行',
  runTitle: '运行脚本（在编辑器里按 Ctrl Enter）',
  stop: '停止',
  stopTitle: '停止脚本；已有的结果都保留',
  runAgain: '再运行一次',
  example: '从示例开始',
  exampleOwn: '你自己的文字',
  replaced: '示例替换了你的文字；在编辑器里按 Ctrl Z 可以找回。',
  healthy: '没有泄漏',
  leaking: '有泄漏',
  opened: '这个脚本是随链接来的，还没有运行。请先读一读，再按“运行”。',
  edited: '这次运行之后，脚本又改过了。',
  tooLong: (most) => `脚本最多 ${n.whole(most)} 个字符，不能再多。`,

  lineInfo: (line, passes, last, added) =>
    passes === 0
      ? `第 ${line} 行：没有执行`
      : added === 0
        ? `第 ${line} 行：执行 ${n.whole(passes)} 次，不添加节点`
        : `第 ${line} 行：执行 ${n.whole(passes)} 次，最后一次添加 ${nodes(last)}，共 ${nodes(added)}`,
  lineOnly: (line) => `第 ${line} 行`,
  gutter: (passes, last, added) => passes === 1 ? `只执行一次，${nodes(added)}` : `共 ${nodes(added)}；执行 ${n.whole(passes)} 次，最后一次 ${n.whole(last)} 个`,
  epochLine: (how) => (how === 'found' ? '这个循环每走一遍是一轮（自动找到）' : '这个循环每走一遍是一轮（由你标记）'),
  epochGutter: '点击某个循环，把它的每一遍算作一轮',
  mark: (line) => `以第 ${line} 行的循环为轮`,
  unmark: '重新自动查找循环',
  noLoop: '没有循环运行会话：整个脚本算作一轮。',

  steps: '逐步查看这次运行',
  stepsNote: '这里走的是记录下来的运行，脚本不会重新运行。',
  stepsNone: '运行之后，可以在这里逐行前进或后退。',
  stepsDropped: (dropped) => `记录了前 100,000 步，其余 ${n.whole(dropped)} 步没有记录。`,
  unit: '步长',
  units: { line: '行', epoch: '轮' },
  back: '后退',
  forward: '前进',
  first: '回到开头',
  leave: '离开逐步查看',
  stepSlider: '记录中的步',
  stepAt: (step, count, line, inGraph, epoch) =>
    `第 ${n.whole(step)} 步，共 ${n.whole(count)} 步${epoch > 0 ? `，第 ${n.whole(epoch)} 轮` : ''}：第 ${line} 行，${nodes(inGraph)}`,
  lineStep: '行',
  lineStepTitle: '在记录中前进一行（→）',
  epochStep: '轮',
  epochStepTitle: '在记录中前进一轮（Shift →）',
  counter: () => '轮',

  sentence: {
    before: '按“**运行**”：脚本在这里用 TensorFlow 的接口运行，每一行都显示它往图里添加了多少。',
    opened: '这个脚本是随链接来的，还没有运行。请先读一读，再按“**运行**”。',
    loading: '正在加载 Python；之后脚本一按就开始。',
    loadingOf: (done, total) => `正在加载 Python：**${n.bytes(done)}**，共 ${n.bytes(total)}。`,
    running: (done, inGraph) => `正在运行：已完成 ${n.whole(done)} 轮，图中有 **${nodes(inGraph)}**。`,
    leak: (line, perPass) => `**第 ${line} 行**每次添加 ${nodes(perPass)}。`,
    clean: (done, inGraph) => `已结束：${n.whole(done)} 轮，图中有 **${nodes(inGraph)}**，没有一行泄漏。`,
    leaky: (done, inGraph, line, added) => `已结束：${n.whole(done)} 轮，图中有 **${nodes(inGraph)}**。**第 ${line} 行**在泄漏：它自己就有 ${nodes(added)}。`,
    failed: (type, line, done) => `脚本以 **${type}** 结束${line === null ? '' : `，在第 **${line}** 行`}，此前完成 ${n.whole(done)} 轮。已有的结果都还在。`,
    caught: (line) => `finalize() 抓住了泄漏${line === null ? '' : `：第 **${line}** 行`}。循环走完第一遍后图就封闭了，而这一行还想往里添加。`,
    stopped: (done) => `已停止，完成了 ${n.whole(done)} 轮。已有的结果都还在。`,
  },

  leaks: '泄漏查找',
  leaksWaiting: '循环每走一遍都添加节点的行会列在这里，并附上治法。',
  leaksNone: '没有哪一行在循环的每一遍都添加节点。这个脚本没有泄漏。',
  leaksRunning: '到目前为止没有泄漏。',
  line: (line) => `第 ${line} 行`,
  found: ({ line, perPass, passes, recent }: FoundWords) => {
    const of = Math.min(20, passes);
    return recent === of
      ? `第 ${line} 行在最近 ${n.whole(of)} 次执行中，每次都添加了 ${nodes(perPass)}。`
      : `第 ${line} 行最近 ${n.whole(of)} 次执行中有 ${n.whole(recent)} 次添加了节点，最近一次 ${n.whole(perPass)} 个。`;
  },
  inAll: ({ nodes: count, share }: FoundWords) => `共 ${nodes(count)}，占脚本所建节点的 ${n.percent(share)}。`,
  hoist: (loop) => `“循环之前”就是第 ${loop} 行之前。`,
  ops: (list) => `添加：${list}`,
  cures: {
    assign: 'tf.assign 每次都造一个新操作。请在循环之前造一个，新值用占位符，每一步把值喂进去。',
    constant: '常量会永远留在图里。请在循环之前造一次，或者用占位符把值喂进去。',
    loss: '写在循环里的表达式每一遍都会重建。请在循环之前建一次，然后取那个张量。',
    gradients: 'tf.gradients 每次都重建整个反向过程。请在循环之前调用一次，然后取它返回的张量。',
    optimizer: 'minimize() 会重建梯度、更新和槽变量。请在循环之前造优化器并调用一次 minimize()，循环里只运行它返回的操作。',
    summary: '每个摘要操作都会留下，merge_all 还会带上以前的全部。请在循环之前造好摘要并合并一次。',
    saver: '每个 Saver 都添加自己的保存和恢复操作。请在循环之前造一个 Saver，循环里只调用它的 save()。',
    initializer: '每个初始化操作都留在图里。请在循环之前调用一次 tf.global_variables_initializer()，然后运行它返回的操作。',
    index: '对张量取下标会添加切片和它的常量。请在循环之前切一次，或者对 run() 返回的数组取下标。',
    operator: '对张量做运算会添加操作。请在循环之前写好表达式，或者用 run() 返回的数来计算。',
    variable: '在循环里造的变量每一遍都是新的，还带着自己的初始化。请在循环之前造一次，然后给它赋值。',
    placeholder: '占位符只需要一个：请在循环之前造好，每一遍喂不同的值。',
    model: '每一遍都在旧模型旁边再建一个完整的模型。请在循环之前建一次，或者在模型之间清空：tf.reset_default_graph()，再开新会话。',
    restore: 'import_meta_graph 会把保存的整个图（连同泄漏）加到现在的图里。请先清空图，或者用代码重建模型，只恢复数值。',
    other: '不变的东西请在循环之前建好，变化的值喂进去。',
  },
  finalize: '用 finalize() 再运行一次',
  finalizeTitle: '循环走完第一遍后封闭图：此后第一个想添加节点的行会以 TensorFlow 自己的错误结束',
  finalizeOff: '不用 finalize() 再运行一次',
  finalizeOn: '这次运行在循环走完第一遍后用 finalize() 封闭图。',
  finalizeFound: (line) => `finalize() 找到了第 ${line} 行：TensorFlow 不允许它再往图里添加。`,
  finalizeClean: 'finalize() 什么也没找到：第一遍之后，循环不再建任何东西。',
  finalizeNoLoop: 'finalize() 需要一个运行会话的循环，但没有找到。请在编辑器里标记一个。',

  output: '输出',
  outputNone: '脚本打印的内容出现在这里。',
  outputCut: (cut) => `更早的 ${n.whole(cut)} 个字符没有保留。`,
  errorAt: (type, line) => (line === null ? type : `${type}，第 ${line} 行`),
  values: '取到的值',
  valuesNone: '会话以脚本中的名字取到的张量列在这里；在编辑器里指着这个名字也能看到。',
  valuesHead: ['名字', '类型和形状', '最新的值', '行'],
  valueFrom: (line, run) => `在第 ${line} 行取得，第 ${n.whole(run)} 次运行`,

  cureTitle: '脚本自己做了什么',
  cureTimes: times,
  hands: { save: '保存', clear: '清空', reload: '重载' },
  cure: (save, clear, reload) =>
    save + clear + reload === 0
      ? '这个脚本从不保存、清空或重载：一行添加的东西一直留到最后。如果泄漏不能移到循环之前，治法就是每隔几轮把这三件事做一遍。'
      : save > 0 && clear > 0 && reload > 0
        ? '它保存、清空并重载：图的大小呈锯齿形，模型得以保留。'
        : clear > 0
          ? '它清空图，增长到此为止；没有保存和重载的模型从头开始。'
          : reload > 0 && save > 0
            ? '它只保存和重载，不清空：数值保留，重载的节点加到旧图里。'
            : save > 0
              ? '它只保存：检查点不会从图里移走任何东西。'
              : '它只重载：数值回来了，图里没有移走任何东西。',
  cureNote: '在脚本运行时计数。脚本自己决定何时做；其他程序的开关在这里不起作用。',
  machineNote: '如果脚本已经运行过，改动这些会重新运行它。',
  examples: {
    'assign-rate': '每一步用 tf.assign 改学习率',
    'assign-rate-cured': '用占位符改学习率',
    'loss-per-step': '损失写在循环里',
    'constant-eval': '在循环里求常量的值',
    index: '在 run 里写 t[0] 和运算',
    optimizer: '每一轮调用 minimize()',
    summaries: '每一步合并摘要',
    saver: '每一轮新建 Saver',
    'save-clear-reload': '每十轮保存、清空、重载',
    kfold: '不清空的交叉验证',
    search: '有清空的超参数搜索',
    rnn: '只展开一次的循环神经网络',
    evals: '每次求值新建常量（报告）',
    layers: '反复建层（报告）',
    compile: '模型一个接一个地编译（报告）',
    generations: '用遗传算法选模型（报告）',
  },
};
