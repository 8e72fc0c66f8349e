/** English texts that are loaded when they are first shown: the dialogs, where numbers come from, the accounts, the answer's claims. */
import type { RunEvent } from '../../protocol/frame.ts';
import { cases } from './en-cases.ts';
import { counts } from './en-counts.ts';
import { field } from './en-field.ts';
import { graph } from './en-graph.ts';
import { inside } from './en-inside.ts';
import { learned } from './en-learned.ts';
import { lesson } from './en-lesson.ts';
import { memory } from './en-memory.ts';
import { recorded } from './en-recorded.ts';
import { script } from './en-script.ts';
import { numbersOf } from './numbers.ts';

const n = numbersOf('en');

export const deep = {
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
    none: 'This program trains one model, and its loss and accuracy are in the chart above. Hyperparameter search and cross-validation fill a table here, one row a model.',
    waiting: 'The first model is still being trained; its row appears here when it is finished.',
    model: 'Model',
    name: 'Setting',
    nodes: 'Nodes in the graph',
    seconds: 'Time',
    switchTo: 'Try the hyperparameter search',
    best: 'best',
  },
  fits: {
    title: 'Curves of the time per epoch',
    head: (epochs: string): readonly string[] => ['Curve', `All ${epochs}`, 'R²'],
    best: 'best supported',
    falls: '–: this curve comes down to nothing before the last epoch and says nothing of the whole run.',
    note: (from: string, to: string): string => `Least squares through the modelled times of epochs ${from} to ${to}; the first, which also builds the model, is left out. Best supported is the one of least AIC, which charges for every parameter, among those that leave no epoch to come without time. The geometric one goes through the logarithms; its R² is of the seconds, like the others’.`,
  },
  /** Titles and sentences of the presets, by their ids; those that are missing are said as the presets say them, in English. */
  presets: {} as Readonly<Record<string, readonly [title: string, sentence: string]>>,
  events: {
    none: 'Nothing has happened yet. Saves, clears, reloads, spills and errors are listed here.',
    epoch: 'Epoch',
    run: 'Run',
    kind: 'Kind',
    text: 'What happened',
    /** What happened in the page's language; null: the event's own words, which are English. */
    told: null as ((event: RunEvent) => string | null) | null,
    shown: (shown: number, total: number): string =>
      shown < total
        ? `The newest ${n.whole(shown)} of ${n.whole(total)} events.`
        : total === 1
          ? 'One event so far.'
          : `${n.whole(total)} events, newest first.`,
    kindsOfNumber: ({ measured, modelled }: Record<'measured' | 'modelled', string>): string => `Epochs, runs, nodes and the size of a checkpoint are ${measured}; bytes of memory and what is full are ${modelled}.`,
    kinds: {
      save: 'save',
      clear: 'clear',
      reload: 'reload',
      'spill-main': 'spill',
      'spill-disk': 'spill to disk',
      error: 'error',
      model: 'model',
      set: 'setting',
      upload: 'upload',
    } as Record<string, string>,
  },
  accountSources: 'All sources and claims',
  accountTitle: 'Two accounts of the runtime',
  accountChange: 'Changing the account starts the run over.',
  wouldStop: {
    title: (epoch: number): string => `After the clear of epoch ${n.whole(epoch)}, TensorFlow would have stopped a loop that does not build its model again`,
    lost: 'To go on, the model was built anew, with fresh weights: what was learned is lost.',
    went: 'A script needs two lines there, build() and sess.run(init), as the one shown here has where Clear is on, or it reloads what it saved. Without them TensorFlow raises this error. The text is TensorFlow 2.15.1’s (compat.v1), with what this program reads first after the clear.',
  },
  numbersTitle: 'Which number is which',
  numbersHead: ['Number', 'Kind', 'Where it comes from'],
  numbers: [
    [
      'Nodes, executions, loss, accuracy',
      'measured',
      'Counted and computed by the engine in this browser, in 32-bit floats, in a fixed order: the same link gives the same numbers.',
    ],
    ['Bytes of graphs, files and checkpoints', 'measured', 'Counted as the engine in this browser writes or holds them. They are not those of the machine that is modelled.'],
    [
      'Measured time, nodes a second, frames a second',
      'measured',
      'The clock of this browser, while the engine worked. It computes the value of every node: of those that repeat in batches, with the product of a pixel’s value and a weight made once a run, and values that nobody asks for are not kept. Where work is skipped, there is none.',
    ],
    [
      'Bytes by tier, moves, faults',
      'modelled',
      'Pages laid out in the order of creation and replayed against the machine that you set, 9.4 kB a node and its output. What lies in memory, or moves between memories, is counted as memory is sold: 1 GB is 2³⁰ bytes, a page of 2 MB 2²¹. Files and rates are decimal: 10⁹.',
    ],
    [
      'Time per epoch by phase, projection',
      'modelled',
      'The machine’s figures below, or, as TensorFlow does, the coefficients recorded on TensorFlow 2.15.1.',
    ],
    [
      'Coefficients of TensorFlow',
      'recorded',
      'TensorFlow 2.15.1 on a CPU, graph mode of compat.v1, November 2026; ± 25 % between repeats.',
    ],
    [
      'The same, as the account uses them',
      'modelled',
      'Fitted together to all recordings, each within the range that was recorded for it alone, ± 25 %, so some are not what was recorded alone: building a node 112 µs (alone 120, 61–155), compiling an executed node 90 µs (110), a new signature 4.8 ms (4) and 4.2 µs a node (3.6, 3.0–6.5), a call of run 60 µs (65, 62–124), a node after the graph grew 5.5 µs below 1,400 nodes to 15 µs above 17,000 (5 below 2,000 to 15 above 20,000).',
    ],
    ['Figures of public cases', 'published', 'What others reported, taken from the report that is named beside them, and never changed. Nobody ran it again for this page.'],
  ] as (readonly [string, 'measured' | 'modelled' | 'recorded' | 'published', string])[],
  machineTitle: (name: string): string => `The machine that is set: ${name}`,
  machineIntro: {
    answer: 'The answer names 6 GB of video memory, 12 GB of main memory and a hard disk, but no card: a GTX 1060 is assumed, a common one with 6 GB.',
    own: 'These figures are yours: set on this page, or taken over from the machine that was set before. They have no source, and what is modelled is worth as much as they are.',
    listed: 'One of this page’s machines, with each figure that a run uses.',
  },
  machineAny: 'The same on every machine',
  machineHead: ['Part', 'Figure', 'Source'],
  machine: (page: number): (readonly [string, string, kind: 'recorded' | 'modelled', string])[] => [
    ['A node', '9.4 kB after its first run', 'recorded', 'TensorFlow 2.15.1: 4.6 kB built, 4.8 kB more once run'],
    ['Pages, as set', n.memory(page), 'modelled', `${page >= 2 ** 21 ? 'management block' : page >= 2 ** 16 ? 'big page' : 'small page'} of NVIDIA’s open kernel driver`],
  ],
  accountsTitle: 'Two accounts of the runtime',
  accounts: [
    ['A run executes', 'every node of the graph that computes a value', 'only the ancestors of what is fetched'],
    [
      'A larger graph costs',
      'its execution, every run',
      'one pass over the whole graph in the first run after it grew; nothing after that',
    ],
    ['The graph sits in', 'video memory, then main memory, then disk', 'main memory; when that is full, the operating system swaps'],
    ['Video memory full', 'pages move out and in', 'an error: ResourceExhaustedError'],
    [
      'A clear',
      'gives everything back at once',
      'frees the objects when they are collected; the process keeps most of the memory for reuse',
    ],
    [
      'State-changing nodes',
      'run only when fetched: taken literally, every old initialiser would run again and nothing could train. Initialisers, save and restore are charged for what they fetch only',
      'run only when fetched',
    ],
  ] as (readonly [string, string, string])[],
  claimsTitle: 'The answer, claim by claim',
  claimsIntro: 'What the well-known answer on clear_session says, in our words, and what TensorFlow 1.x does.',
  answerLink: 'The answer (opens Stack Overflow)',
  claimsHead: ['#', 'Claim', 'What is so'],
  claims: [
    ['Clearing pays off when many models are made in succession', 'True.'],
    ['Every model trained adds thousands of nodes to the one graph', 'True; a Keras model adds hundreds.'],
    [
      'A run executes the entire graph',
      'False: only the ancestors of the fetches. A run after the graph grew does go through all of it, though.',
    ],
    ['So training gets slower and slower, and memory may run out', 'The slowdown is real; its mechanism is another.'],
    ['Clearing removes the nodes, frees the memory and restores the speed', 'True, if nothing else still holds the graph.'],
    ['Creating a tensor or applying an operation only adds a node', 'True.'],
    ['What is needed is computed in one go at run() or eval()', 'True; it contradicts claim 3.'],
    ['So independent operations can go to different devices in parallel', 'True.'],
    [
      'Adjacent nodes are folded, redundant ones dropped (concat, then split)',
      'Folding is true; concat and split both stay in TensorFlow 1.x.',
    ],
    ['A model is tensors and operations; the basic one is the dot product of inputs and weights', 'True.'],
    [
      '1,000 samples and 1,000 epochs make 1,000,000 nodes and more',
      'Only if operations are built inside the loop; a hoisted loop adds none.',
    ],
    [
      'The graph outgrows video memory, then main memory, and ends on the disk',
      'Not TensorFlow’s graph. The data of an oversubscribed GPU does so, and main memory swaps to disk.',
    ],
    ['Training becomes incredibly, and increasingly, slow', 'True.'],
    [
      'The projected time exceeded the age of the universe',
      'A geometric extrapolation: some 3.8 % more per epoch, from one second, does it in 1,000 epochs. Measured, epochs grow on a straight line: hours to years.',
    ],
    ['It may have been fixed since', 'In TensorFlow 2, ordinary training adds no nodes; graph mode still behaves as it did.'],
    ['Whoever fights with dragons…', 'It appears where a projection passes 13.8 billion years.'],
  ] as (readonly [string, string])[],

  warnings: {
    title: 'Parts of the link were not understood',
    intro: 'The page runs with the default for each of these:',
    name: 'Name',
    value: 'Value',
    expected: 'What was expected',
    ok: 'Go on',
  },
  shareDialog: {
    title: 'Share this run',
    intro: 'A link replays the same run: settings, seed and every switch you flipped.',
    titleLabel: 'Title (optional)',
    withMoment: (epoch: number): string => `Start at this moment: epoch ${String(epoch)}`,
    link: 'Link',
    copy: 'Copy',
    copied: 'Copied.',
    copyByHand: 'The browser does not let the page copy: the link is selected, press Ctrl+C.',
    native: 'Share by…',
    uploaded: 'This run used an uploaded checkpoint; a link does not carry files.',
  },
  helpDialog: {
    title: 'Help',
    intro: 'Watch a TensorFlow-1-style session grow, spill out of memory and slow down; then cure it: save, clear, reload.',
    keys: [
      ['Space', 'play or pause'],
      ['→', 'finish one run'],
      ['Shift →', 'finish one epoch'],
      ['↑ ↓', 'faster, slower'],
      ['S  C  R', 'switch save, clear, reload'],
      ['Shift S  C  R', 'save, clear, reload now'],
      ['Home', 'start over'],
      ['Ctrl Enter', 'run the script, from its editor'],
      ['?', 'this help'],
    ] as (readonly [string, string])[],
    numbersTitle: 'Kinds of number',
    published: 'taken from a public report, in Cases, which names it; nobody ran it again for this page',
    numbers: [
      ['measured', 'counted, computed or timed by the engine in this browser, now: nodes, executions, loss, its clock and its own bytes'],
      ['modelled', 'computed from the machine that you set: its seconds, and the bytes in its memories'],
      ['recorded', 'taken earlier from real TensorFlow, with version and date'],
    ] as (readonly ['measured' | 'modelled' | 'recorded', string])[],
  },
};
