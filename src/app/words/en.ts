/** Every word of the page in English: the catalogue that other languages are typed after. `**…**` marks what is set in bold. */
import { builtInLoop, isSuccession } from '../../protocol/config.ts';
import type { RunConfig } from '../../protocol/config.ts';
import type { Combination } from '../../store/combination.ts';
import type { Facts, Situation } from '../../store/situation.ts';
import { ENGLISH } from '../../charts/words.ts';
import { FITS_WELL } from '../../lib/fit.ts';
import { numbersOf } from './numbers.ts';

const n = numbersOf('en');
const epochs = (count: number): string => (count === 1 ? '1 epoch' : `${n.whole(count)} epochs`);
/** After "every": "every epoch", "every 20 epochs". */
const each = (count: number): string => (count === 1 ? 'epoch' : epochs(count));
const unitOf = (config: Pick<RunConfig, 'program' | 'every'>): string =>
  !isSuccession(config.program)
    ? config.every === 1
      ? 'every epoch'
      : `every ${n.whole(config.every)} epochs`
    : config.every === 1
      ? 'after every model'
      : `after every ${n.whole(config.every)} models`;

/** How each epoch of a geometric series differs from the one before. */
const pace = (rate: number): string =>
  Math.abs(rate) < 0.00005 ? 'at a steady pace' : `at ${n.percent(Math.abs(rate))} ${rate > 0 ? 'more' : 'less'} per epoch`;

/** The first epoch builds the model too: what the loop alone builds shows from the second on. */
const builds = ({ added, epochs: over }: Facts): string => `${over > 1 ? 'Every epoch builds' : 'The first epoch, with the model, built'} **${n.whole(added)}** ${over > 1 ? 'new ' : ''}${added === 1 ? 'node' : 'nodes'}`;

/** What a cured graph holds: at most so much where a whole cycle has shown it, else what it holds now. */
const held = (s: { known: boolean; peak: number; nodes: number }): string => (s.known ? `at most **${n.long(s.peak)} nodes**` : `**${n.long(s.nodes)} nodes** now`);

function growth(s: Facts): string {
  return `${builds(s)}; the graph holds **${n.long(s.nodes)}**.`;
}

function about(s: Exclude<Situation, { kind: 'starting' | 'stopped' | 'error' | 'seeking' | 'before' }>): string {
  switch (s.kind) {
    case 'flat':
      return `Nothing is built inside the loop: the graph stays at **${n.whole(s.nodes)} nodes**${s.epochs > 1 ? ', and the last epoch took no longer than the first ones' : ''}.`;
    case 'growing':
      return s.account === 'told'
        ? `${builds(s)}; the graph holds **${n.long(s.nodes)}** and fills **${n.steadyPercent(Math.min(1, s.fill))}** of the modelled video memory.`
        : `${growth(s)} A run needs few of them, but after the graph grew, TensorFlow goes through **all** of them once more.`;
    case 'spilled':
      return `${growth(s)} Video memory filled up${s.since === null ? '' : ` at epoch **${n.whole(s.since)}**`}: since then each epoch moves **${n.memory(s.moved)}** in and out, as modelled.`;
    case 'thrashing':
      return `Main memory filled up${s.since === null ? '' : ` at epoch **${n.whole(s.since)}**`}${s.account === 'told' ? ' as well' : ''}: the graph of **${n.long(s.nodes)}** nodes now runs from the disk. ${
        s.moved > 0 ? `As modelled, each epoch moves **${n.memory(s.moved)}** and` : 'As modelled, an epoch'
      } takes **${n.short(s.factor)} times** as long as at the start.`;
    case 'cured':
      return `Saved, cleared and reloaded every ${each(s.every)}: ${s.known && s.since > 1 ? `since epoch **${n.whole(s.since)}** the graph holds` : 'the graph holds'} ${held(s)}, and training goes on where it was.`;
    case 'forgetting':
      return `Every ${each(s.every)} the graph is cleared, and the model with it: ${s.known && s.since > 1 ? `since epoch **${n.whole(s.since)}** ` : ''}it holds ${held(s)}, but what was learnt is lost each time.`;
    case 'models':
      if (s.clearing)
        return `Model **${n.whole(s.model)}** of ${n.whole(s.models)}: the graph is cleared ${
          s.every === 1 ? 'after every model' : `after every ${n.whole(s.every)} models`
        }, so it holds at most **${n.long(s.nodes)} nodes**.`;
      return s.model === 1
        ? `The first of ${n.whole(s.models)} models is being trained: its graph has **${n.long(s.nodes)} nodes**.`
        : `Model **${n.whole(s.model)}** of ${n.whole(s.models)} is built into the same graph as those before it: **${n.long(s.nodes)} nodes** by now.`;
  }
}

const combination: Record<Combination, (every: string, leaks: boolean, shelf: number | null, kink: boolean) => string> = {
  '---': (_every, leaks) =>
    leaks
      ? 'All three off: nothing is ever removed, and the graph grows for ever. Turn on all three and training goes on, bit for bit, in a small graph.'
      : 'All three off: nothing is ever removed. This loop builds nothing, so there is nothing to remove either.',
  's--': (every, leaks) =>
    `Save only: a checkpoint ${every}. Nothing is removed, and the saver’s own nodes make the graph grow${leaks ? ' faster' : ' a little, though the loop builds nothing'}.`,
  '-c-': (every) => `Clear only: ${every} the graph is empty again, and so is the model. The weights are lost and the loss jumps back.`,
  '--r': (every, _leaks, shelf) =>
    shelf === null
      ? 'Reload only: nothing is saved yet, so the first reload pauses the run with an error. Nothing is lost.'
      : `Reload only: ${every} a whole model is added to the old graph, with the weights of epoch ${n.whole(shelf)}. It leaks faster, and training goes back in time.`,
  'sc-': (every) => `Save and clear: the checkpoint stays on the shelf, and ${every} training starts anew.`,
  's-r': (every) => `Save and reload: the weights survive, but ${every} a whole model is added to the old graph. It leaks faster.`,
  '-cr': (every, _leaks, shelf) =>
    shelf === null
      ? 'Clear and reload without save: there is no checkpoint, so the first reload pauses the run with an error.'
      : `Clear and reload without save: ${every} training goes back in time to the checkpoint of epoch ${n.whole(shelf)}.`,
  scr: (every, _leaks, _shelf, kink) =>
    `All three: ${every} the model is saved, the graph emptied and the model taken back. The graph stays small, and ${
      kink ? 'the loss goes on with a kink, because the optimizer’s slots are not kept.' : 'the loss goes on bit for bit.'
    }`,
};

const succession: Record<Combination, (every: string) => string> = {
  '---': () => 'All three off: every model is built into the one graph, beside all models before it.',
  's--': (every) => `Save only: a checkpoint ${every}. Nothing is removed, and the saver’s own nodes are added to the graph.`,
  '-c-': (every) =>
    `Clear only: ${every} the graph is emptied. Those models are finished, so nothing is lost: this is what clearing is for.`,
  '--r': () =>
    'Reload only: without a checkpoint the first reload pauses the run with an error; with one, it adds a whole model to the old graph.',
  'sc-': (every) =>
    `Save and clear: ${every} the trained model goes on the shelf and the graph is emptied. The next model starts in a small graph.`,
  's-r': (every) => `Save and reload: ${every} a whole model more is added to the old graph. It leaks faster.`,
  '-cr': () =>
    'Clear and reload without save: without a checkpoint the first reload pauses the run with an error; with one, it brings an old model back.',
  scr: (every) =>
    `All three: ${every} the model is saved, the graph emptied and the model taken back. The graph stays small, at the price of the reload.`,
};

export const en = {
  htmlLang: 'en',
  languageMissing: 'That language could not be loaded; the page stays in English.',
  languageName: 'English',
  otherLanguage: '中文',
  numbers: n,
  chartWords: ENGLISH,
  appName: 'Session Playground',
  skip: 'Skip to the charts',
  close: 'Close',
  loading: 'Loading…',

  programs: { perceptron: 'Perceptron on digits', mlp: 'Multi-layer perceptron', cnn: 'Convolutional network', rnn: 'Recurrent network', lstm: 'LSTM', attention: 'Attention', search: 'Hyperparameter search', crossval: 'Cross-validation', leaks: 'Classic leaks', prepost: 'Pre- and postprocessing', seq2seq: 'Encoder and decoder', script: 'Your script' } satisfies Record<
    RunConfig['program'],
    string
  >,
  program: 'Program',
  gallery: 'Gallery',
  lesson: 'Lesson',
  galleryIntro: 'Each is a link to a run: pick one and watch.',
  share: 'Share',
  help: 'Help',
  theme: 'Theme',
  themes: { auto: 'Theme: as the system', light: 'Theme: light', dark: 'Theme: dark', projector: 'Theme: projector' },
  themeNames: { auto: 'auto', light: 'light', dark: 'dark', projector: 'projector' },
  switchLanguage: '切换到简体中文',

  account: 'Account of the runtime',
  accounts: { told: 'As told', tensorflow: 'As TensorFlow does' } satisfies Record<RunConfig['account'], string>,
  accountMeans: {
    told: 'Every run executes every node of the graph; what does not fit into video memory is shuttled to main memory and to disk. So the well-known answer tells it.',
    tensorflow:
      'Only what the fetches need runs, but a run after the graph grew pays for the whole graph, and the graph sits in main memory. So TensorFlow 1.x does it.',
  } satisfies Record<RunConfig['account'], string>,
  accountLink: 'What is the difference?',

  transport: 'Transport',
  spaceKey: 'Space',
  runProgress: 'Progress of the run',
  charts: 'Charts',
  machineTag: ({ machine, video, main, bus, disk, pinned }: RunConfig): string =>
    machine === 'answer' && bus === 'own' && disk === 'own' && pinned && video === 6 * 1024 ** 3 && main === 12 * 1024 ** 3
      ? 'GTX 1060, 12 GB, hard disk'
      : `${n.capacity(video)} video, ${n.capacity(main)} main`,
  play: 'Play',
  pause: 'Pause',
  replay: 'Play again',
  runStep: 'Run',
  runStepTitle: 'Finish one session.run (→)',
  epochStep: 'Epoch',
  epochStepTitle: 'Finish one epoch (Shift →)',
  restart: 'Start over',
  restartTitle: 'Start over (Home)',
  speed: 'Speed, in epochs a second',
  speedOption: (speed: number): string => (speed === Infinity ? 'max' : `${speed}/s`),
  epochOf: (total: number): string => `of ${epochs(total)}`,
  epochLabel: 'Epochs finished',
  progress: (phase: string, share: number): string => `${phase} ${n.percent(share)}`,
  fps: (fps: number): string => `${fps} fps`,
  rate: (rate: number): string => `worker ${n.rate(rate)}`,
  rateModelled: 'old nodes’ work skipped',
  tags: { measured: 'measured', modelled: 'modelled', recorded: 'recorded' },

  sentence: (s: Situation): string => {
    switch (s.kind) {
      case 'starting':
        return 'The engine is starting: in a moment, a perceptron learns handwritten digits and builds its graph anew, epoch by epoch.';
      case 'stopped':
        return 'The engine has stopped. Everything shown so far is still here.';
      case 'error':
        return `The run paused with an error in epoch **${n.whole(s.epoch)}**, after ${epochs(s.epoch - 1)} finished. Everything shown so far is still here.`;
      case 'seeking':
        return `Running ahead to epoch **${n.whole(s.target)}**: ${n.whole(s.epochs)} finished.`;
      case 'before':
        return s.succession
          ? 'Press play: one model after another is trained in the same graph, unless you clear it between them.'
          : s.build === 'hoisted'
            ? `Press play: this loop builds nothing, so the graph${s.nodes === 0 ? '' : ` of **${n.whole(s.nodes)} nodes**`} should stay as it is.`
            : s.nodes === 0
              ? 'Press play: every epoch will build more nodes.'
              : `Press play: the model has **${n.whole(s.nodes)} nodes**, and every epoch will build more.`;
      case 'growing':
      case 'flat':
      case 'models':
      case 'spilled':
      case 'thrashing':
      case 'cured':
      case 'forgetting': {
        const lead = s.mode === 'paused' ? 'Paused. ' : s.mode === 'done' ? `Finished: ${epochs(s.epochs)}. ` : '';
        return lead + about(s);
      }
    }
  },

  error: {
    title: (epoch: number): string => `The run paused at epoch ${n.whole(epoch)}`,
    stoppedTitle: 'The engine has stopped',
    stoppedWay:
      'Nothing shown is lost. Start over with a fresh engine; with fewer epochs, or with Save, Clear and Reload on, it needs less memory.',
    tensorflow: 'TensorFlow would have said',
    turnSaveOn: 'Turn Save on and go on',
    clearNow: 'Clear now',
    resume: 'Go on',
    startOver: 'Start over',
    region: 'This part of the page failed',
    retry: 'Try again',
  },

  script: 'The script',
  nodesPerLine: 'nodes per line',
  lineCount: (count: number): string => `${n.whole(count)} ${count === 1 ? 'node' : 'nodes'}`,
  lineLeaks: 'this line leaks',
  scriptWaiting: 'The Python of this program appears here as soon as the engine is up.',

  knobs: 'What it does',
  more: 'More',
  machineKnobs: 'The machine',
  build: 'Built inside the loop',
  builds: { hoisted: 'nothing', forward: 'forward', loss: '+ loss', everything: 'all' } satisfies Record<RunConfig['build'], string>,
  leak: 'Built in every pass',
  leaks: {
    assign: 'an assignment of the learning rate',
    constant: 'a constant of each batch',
    loss: 'the loss that is reported',
    summary: 'summaries',
    saver: 'a Saver (each epoch)',
    init: 'an initialiser (each epoch)',
    slice: 'a slice, t[0]',
    optimizer: 'the optimizer',
  } satisfies Record<RunConfig['leak'], string>,
  fix: {
    assign: 'Cure: one assignment, and a placeholder',
    constant: 'Cure: a placeholder, fed',
    loss: 'Cure: hoist the loss',
    summary: 'Cure: merge the summaries once',
    saver: 'Cure: one Saver',
    init: 'Cure: one initialiser, then finalize()',
    slice: 'Cure: hoist the slice',
    optimizer: 'Cure: one optimizer',
  } satisfies Record<RunConfig['leak'], string>,
  run: 'One run per',
  runs: { epoch: 'epoch', batch: 'batch', sample: 'sample' } satisfies Record<RunConfig['run'], string>,
  samples: 'Samples',
  epochs: 'Epochs',
  epochsEach: 'Epochs of each model',
  batch: 'Batch',
  units: 'Width of the model',
  learningRate: 'Learning rate',
  seed: 'Seed',
  optimizer: 'Optimizer',
  optimizers: { sgd: 'SGD', momentum: 'momentum', adam: 'Adam' } satisfies Record<RunConfig['optimizer'], string>,
  slots: 'Checkpoint keeps the optimizer’s slots',
  work: 'Work of old nodes',
  works: { real: 'real', modelled: 'skipped' } satisfies Record<RunConfig['work'], string>,
  workMeans: {
    real: 'Every execution is real and its time is measured.',
    modelled: 'Old nodes are counted and modelled, not executed: faster, and nothing of them is measured.',
  } satisfies Record<RunConfig['work'], string>,
  startsOver: 'Changing these starts the run over, but for the number of epochs, slots, the cure of a leak, memory sizes and who has to leave.',
  number: {
    notNumber: 'Please type a number.',
    outside: (least: string, most: string): string => `From ${least} to ${most}, please.`,
    whole: 'A whole number, please.',
  },

  cure: 'The cure',
  everyShort: unitOf,
  everyField: (program: RunConfig['program']): string => (!isSuccession(program) ? 'Every … epochs' : 'Every … models'),
  hands: { save: 'Save', clear: 'Clear', reload: 'Reload' },
  on: 'on',
  off: 'off',
  combination: (key: Combination, config: RunConfig, shelf: number | null): string =>
    !isSuccession(config.program)
      ? combination[key](unitOf(config), builtInLoop(config) !== 'hoisted', shelf, config.optimizer !== 'sgd' && !config.slots)
      : succession[key](unitOf(config)),
  unplayed: 'The run is over: play it again to see this.',
  byHand: 'By hand, and the shelf',
  now: { save: 'Save now', clear: 'Clear now', reload: 'Reload now' },
  shelfEmpty: 'The shelf is empty: nothing has been saved yet.',
  shelf: (epoch: number, bytes: number, variables: number, uploaded: boolean): string =>
    `On the shelf: ${uploaded ? 'an uploaded checkpoint' : `the checkpoint of epoch ${n.whole(epoch)}`}, ${n.bytes(bytes)}, ${variables === 1 ? '1 variable' : `${variables} variables`}.`,
  download: 'Download',
  upload: 'Upload',
  downloadTitle: 'Download the checkpoint as a safetensors file',
  uploadTitle: 'Put a safetensors file on the shelf',
  tooLarge: (bytes: number): string => `That file has ${n.bytes(bytes)}; a checkpoint has at most 64 MB. The run goes on untouched.`,
  unreadable: 'The browser could not read that file. The run goes on untouched.',

  vessels: 'Where it lives',
  tiers: { video: 'Video', main: 'Main', disk: 'Disk' },
  usedOf: (used: number, capacity: number): string => n.ofCapacity(used, capacity),
  empty: 'empty',
  used: (bytes: number): string => n.memory(bytes),
  heldBand: (bytes: number): string => `${n.memory(bytes)} freed, but still held by the process`,
  vesselsNote: { told: 'the graph’s bytes', tensorflow: 'graph in main memory, tensors in video memory' } satisfies Record<
    RunConfig['account'],
    string
  >,

  projection: 'If it goes on like this',
  projectionWaiting: (count: number): string =>
    `After six epochs, a projection appears here: how long the whole run will take at this rate (${count} of 6).`,
  tabList: 'More views',
  projectionBest: { constant: 'A level line', linear: 'A straight line', quadratic: 'A parabola', geometric: 'The geometric series' },
  projectionAll: 'All curves, with what each would say',
  projectionDone: (total: number): string => `all ${epochs(total)} took, modelled`,
  projectionSpent: 'so far, modelled',
  projectionChanged: (shape: string, r2: string): string =>
    `The pace has changed on the way, so no curve fits all epochs (${shape.toLowerCase()} comes closest, R² ${r2}, and ${FITS_WELL} is asked for): nothing to go on for a projection.`,
  projectionDown: (shape: string, r2: string): string =>
    `Epochs have become faster on the way, and what comes closest, ${shape.toLowerCase()} (R² ${r2}), would leave those to come no time at all: nothing to go on for a projection.`,
  projectionFrom: (total: number, shape: string, r2: string): string => `${epochs(total)}, by ${shape.toLowerCase()}${r2 === '' ? '' : ` (R² ${r2})`}`,
  projectionTold: (rate: number, total: string, r2: string): string => `As the answer reckons it, geometrically, ${pace(rate)}: **${total}** (R² ${r2}).`,
  projectionToldSame: 'The answer’s geometric reckoning says the same.',
  projectionAsTold: (rate: number): string => `So the answer reckons it too: ${pace(rate)}.`,
  universeQuestion: 'How slow must it be for the age of the universe?',
  universeSlider: 'Slower each epoch by, %',
  universeAnswer: (total: number, rate: number, sum: string, first: string): string =>
    `${epochs(total)} that start at ${first} and grow by ${n.percent(rate)} each take **${sum}**.`,
  universeLeast: (rate: number): string => `The least that passes 13.8 billion years is ${n.percent(rate)}.`,
  universeLeastButton: 'Show the least',
  universeNone: 'A single epoch cannot do it, however slow the next would be.',
  abyss:
    'Whoever fights with graphs should see to it that he does not become a graph himself. And if you gaze long at a progress bar, the progress bar gazes also into you.',

  tabs: { learned: 'Learned', memory: 'Memory', graph: 'Graph', field: 'Node field', inside: 'Inside a run', numbers: 'Numbers', bestk: 'Best K', cases: 'Cases', results: 'Results', events: 'Events', sources: 'Sources' },

  storageRefused: 'The browser refused to keep your preferences; everything else works.',
  dismiss: 'Dismiss',
};
