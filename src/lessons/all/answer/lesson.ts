/** Lesson: the answer on clear_session, line by line. Sixteen claims, a step each; what is recorded in recorded/ was made by record.py. */
import { AGE_OF_UNIVERSE } from '../../../lib/format.ts';
import type { LessonFile, Seen } from '../../lesson.ts';

const YEAR = 365.25 * 24 * 3600;
/** Nodes that one model of the cross-validation has at least. */
const ONE_MODEL = 65;

const slowdown = ({ seconds }: Seen): number => seconds.last / seconds.second;
const looksAt = (seen: Seen, file: string): boolean => seen.view === 'graph' && seen.graph?.source === 'file' && seen.graph.name.startsWith(file);
/** The node selected in the graph that is looked at, if it can be seen. */
const selected = (seen: Seen) => (seen.view === 'graph' ? (seen.graph?.node ?? null) : null);
const isProductOn = (seen: Seen, device: string): boolean => selected(seen)?.op === 'MatMul' && selected(seen)?.device.endsWith(device) === true;
const flat = (seen: Seen, epochs: number): boolean => seen.config.build === 'hoisted' && seen.epochs >= epochs && slowdown(seen) < 1.5;

export default {
  order: 10,
  title: { en: 'The answer, line by line', zh: '逐句读那个答案' },
  steps: [
    {
      title: { en: 'Many models in succession', zh: '一个接一个的模型' },
      link: 'v=1&program=search',
      lit: ['clear'],
      tasks: [({ latest }) => latest('model') >= 3, ({ config, events }) => config.clear && events('clear') > 0],
    },
    {
      title: { en: 'Every model adds nodes', zh: '每个模型都加节点' },
      link: 'v=1&program=crossval',
      lit: ['tab-graph', 'graph-take'],
      tasks: [({ latest }) => latest('model') >= 4, ({ view, graph }) => view === 'graph' && graph?.source === 'session' && graph.nodes > 3 * ONE_MODEL],
    },
    {
      title: { en: 'Does a run execute everything?', zh: '一次运行执行全部吗？' },
      link: 'v=1&samples=200',
      lit: ['play', 'account'],
      tasks: [
        ({ config, state, latest }) => config.account === 'told' && state === 'paused' && latest('executed') > 5000,
        ({ config, nodes, latest }) => config.account === 'tensorflow' && nodes > 3 * latest('executed'),
      ],
    },
    {
      title: { en: 'Slower and slower', zh: '越来越慢' },
      link: 'v=1&samples=200&account=tensorflow',
      lit: ['build'],
      tasks: [(seen) => slowdown(seen) >= 2, (seen) => flat(seen, 20)],
    },
    {
      title: { en: 'Clearing gives it back', zh: '清空就还回来' },
      link: 'v=1&samples=200&account=tensorflow&at=40',
      lit: ['by-hand', 'clear-now', 'play'],
      tasks: [({ events, nodes }) => events('clear') > 0 && nodes < 1000, ({ epochs, seconds }) => epochs > 42 && seconds.last < seconds.most / 2],
    },
    {
      title: { en: 'Building is not computing', zh: '建图不是计算' },
      link: 'v=1&build=hoisted&samples=50&at=1&view=graph',
      lit: ['graph-find'],
      tasks: [(seen) => looksAt(seen, 'fold-built'), (seen) => looksAt(seen, 'fold-built') && selected(seen)?.name === 'constants/five'],
    },
    {
      title: { en: 'In one go, and only what is needed', zh: '一次算完，只算所需' },
      link: 'v=1&run=batch&samples=200&account=tensorflow&at=20',
      lit: ['run-step'],
      tasks: [({ epochs, runs }) => epochs > 20 || runs >= 1, ({ epochs, runs }) => epochs > 20 || runs >= 3],
    },
    {
      title: { en: 'Devices in parallel', zh: '设备并行' },
      link: 'v=1&build=hoisted&samples=50&at=1&view=graph',
      lit: ['graph-find'],
      tasks: [
        (seen) => looksAt(seen, 'devices'),
        (seen) => looksAt(seen, 'devices') && isProductOn(seen, ':0'),
        (seen) => looksAt(seen, 'devices') && isProductOn(seen, ':1'),
      ],
    },
    {
      title: { en: 'Folded and dropped', zh: '折叠与删去' },
      link: 'v=1&build=hoisted&samples=50&at=1&view=graph',
      lit: ['graph-find'],
      tasks: [
        (seen) => looksAt(seen, 'fold-built'),
        (seen) => looksAt(seen, 'fold-executed'),
        (seen) => looksAt(seen, 'fold-executed') && selected(seen)?.op === 'Split',
      ],
    },
    {
      title: { en: 'What a model is', zh: '模型是什么' },
      link: 'v=1&build=hoisted&samples=50&at=1&view=graph',
      lit: ['graph-find'],
      tasks: [(seen) => selected(seen)?.op === 'MatMul', (seen) => /^w(\/read)?$/.test(selected(seen)?.name ?? '')],
    },
    {
      title: { en: 'A million nodes', zh: '一百万个节点' },
      link: 'v=1&work=modelled',
      lit: ['speed', 'build'],
      tasks: [({ nodes }) => nodes >= 1e6, (seen) => flat(seen, 50)],
    },
    {
      title: { en: 'From video memory to the disk', zh: '从显存到硬盘' },
      link: 'v=1&epochs=200&work=modelled&video=512MiB&main=1GiB',
      lit: ['vessels', 'account'],
      tasks: [
        ({ events }) => events('spill-main') > 0,
        ({ events }) => events('spill-disk') > 0,
        ({ config, epochs, latest }) => config.account === 'tensorflow' && epochs >= 10 && latest('main') > latest('video'),
      ],
    },
    {
      title: { en: 'Incredibly slow', zh: '慢得难以置信' },
      link: 'v=1&epochs=100&work=modelled&video=128MiB&main=256MiB',
      lit: ['account'],
      tasks: [(seen) => slowdown(seen) >= 100, (seen) => seen.config.account === 'tensorflow' && slowdown(seen) >= 2],
    },
    {
      title: { en: 'The age of the universe', zh: '宇宙的年龄' },
      link: 'v=1&account=tensorflow&at=0',
      lit: ['epoch-step', 'play', 'save', 'clear', 'reload'],
      tasks: [
        ({ projection }) => projection !== null && projection.told > AGE_OF_UNIVERSE,
        ({ projection }) => projection !== null && projection.bestKind !== 'geometric' && projection.best < YEAR,
        ({ config, events }) => config.save && config.clear && config.reload && events('reload') > 0,
      ],
    },
    {
      title: { en: 'Fixed since?', zh: '后来修好了吗？' },
      link: 'v=1&samples=200&account=tensorflow&at=15&view=graph',
      lit: ['play'],
      tasks: [(seen) => looksAt(seen, 'function-1.'), (seen) => looksAt(seen, 'function-1000'), (seen) => slowdown(seen) >= 2.5],
    },
    {
      title: { en: 'The last line', zh: '最后一句' },
      link: 'v=1&build=hoisted&at=20',
      lit: ['universe', 'slower'],
      tasks: [({ universe }) => universe > AGE_OF_UNIVERSE],
    },
  ],
} satisfies LessonFile;
