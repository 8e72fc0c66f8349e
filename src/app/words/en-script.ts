/** English texts of the visitor's own script; loaded with the other longer texts. */
import type { FindingKind } from '../../protocol/script.ts';
import { numbersOf } from './numbers.ts';

const n = numbersOf('en');
const nodes = (count: number): string => (count === 1 ? '1 node' : `${n.whole(count)} nodes`);
const times = (count: number): string => (count === 0 ? 'never' : count === 1 ? 'once' : count === 2 ? 'twice' : `${n.whole(count)} times`);
const epochs = (count: number): string => (count === 1 ? '1 epoch' : `${n.whole(count)} epochs`);

export interface FoundWords {
  line: number;
  perPass: number;
  passes: number;
  recent: number;
  nodes: number;
  share: number;
}

export const script = {
  title: 'Your script',
  perLine: 'nodes per line',
  editor: 'Python script',
  editorHelp: 'Tab leaves the editor; Ctrl ] and Ctrl [ indent. Ctrl Enter runs the script.',
  run: 'Run',
  runTitle: 'Run the script (Ctrl Enter in the editor)',
  stop: 'Stop',
  stopTitle: 'Stop the script; what was found so far stays',
  runAgain: 'Run again',
  example: 'Start from',
  exampleOwn: 'your own text',
  replaced: 'The example replaced your text; Ctrl Z in the editor brings it back.',
  healthy: 'Without a leak',
  leaking: 'With a leak',
  opened: 'This script came with the link. It has not been run: read it, then press Run.',
  edited: 'The script has been changed since this run.',
  tooLong: (most: number): string => `A script has at most ${n.whole(most)} characters; more cannot be typed.`,

  lineInfo: (line: number, passes: number, last: number, added: number): string =>
    passes === 0
      ? `Line ${line}: not executed`
      : added === 0
        ? `Line ${line}: ${passes === 1 ? '1 pass' : `${n.whole(passes)} passes`}, adds nothing`
        : `Line ${line}: ${passes === 1 ? '1 pass' : `${n.whole(passes)} passes`}, ${nodes(last)} on the last, ${nodes(added)} in all`,
  lineOnly: (line: number): string => `Line ${line}`,
  gutter: (passes: number, last: number, added: number): string =>
    passes === 1 ? `${nodes(added)}, on its only pass` : `${nodes(added)} in all, ${n.whole(last)} on the last of ${n.whole(passes)} passes`,
  epochLine: (how: 'found' | 'marked'): string => (how === 'found' ? 'One pass of this loop is an epoch (found)' : 'One pass of this loop is an epoch (marked by you)'),
  epochGutter: 'Click a loop here to make its passes the epochs',
  mark: (line: number): string => `Epochs are the passes of line ${line}`,
  unmark: 'Let the loop be found again',
  noLoop: 'No loop runs the session: the whole script is one epoch.',

  steps: 'Step through the run',
  stepsNote: 'These steps go through the run that was recorded; the script is not run again.',
  stepsNone: 'After a run, you can go through its lines here, forward and back.',
  stepsDropped: (dropped: number): string => `The first 100,000 lines were recorded, ${n.whole(dropped)} more were not.`,
  unit: 'Step by',
  units: { line: 'line', epoch: 'epoch' },
  back: 'Back',
  forward: 'Forward',
  first: 'To the start',
  leave: 'Leave the steps',
  stepSlider: 'Step of the recorded run',
  stepAt: (step: number, count: number, line: number, inGraph: number, epoch: number): string =>
    `Step ${n.whole(step)} of ${n.whole(count)}${epoch > 0 ? `, epoch ${n.whole(epoch)}` : ''}: line ${line}, ${nodes(inGraph)}`,
  lineStep: 'Line',
  lineStepTitle: 'One line of the recorded run forward (→)',
  epochStep: 'Epoch',
  epochStepTitle: 'One epoch of the recorded run forward (Shift →)',
  counter: (count: number): string => (count === 1 ? 'epoch' : 'epochs'),

  sentence: {
    before: 'Press **Run**: the script runs here, on TensorFlow’s API, and each line shows what it adds to the graph.',
    opened: 'This script came with a link and has not been run. Read it, then press **Run**.',
    loading: 'Python is loading; after that, a script starts at once.',
    loadingOf: (done: number, total: number): string => `Python is loading: **${n.bytes(done)}** of ${n.bytes(total)}.`,
    running: (done: number, inGraph: number): string => `Running: ${epochs(done)} so far, **${nodes(inGraph)}** in the graph.`,
    leak: (line: number, perPass: number): string => ` **Line ${line}** adds ${nodes(perPass)} on each pass.`,
    clean: (done: number, inGraph: number): string => `Finished: ${epochs(done)}, **${nodes(inGraph)}** in the graph, and no line leaks.`,
    leaky: (done: number, inGraph: number, line: number, added: number): string =>
      `Finished: ${epochs(done)}, **${nodes(inGraph)}** in the graph. **Line ${line}** leaks: ${nodes(added)} by itself.`,
    failed: (type: string, line: number | null, done: number): string =>
      `The script ended with **${type}**${line === null ? '' : ` in line **${line}**`}, after ${epochs(done)}. Everything found so far is still here.`,
    caught: (line: number | null): string => `finalize() caught the leak${line === null ? '' : ` in line **${line}**`}: the graph was closed after the first pass of the loop, and the line wanted to add to it.`,
    stopped: (done: number): string => `Stopped after ${epochs(done)}. Everything found so far is still here.`,
  },

  leaks: 'Leak finder',
  leaksWaiting: 'Lines that add nodes on every pass of a loop are listed here, each with its cure.',
  leaksNone: 'No line adds nodes on every pass of a loop. This script does not leak.',
  leaksRunning: 'No leak so far.',
  line: (line: number): string => `Line ${line}`,
  found: ({ line, perPass, passes, recent }: FoundWords): string => {
    const of = Math.min(20, passes);
    return recent === of
      ? `Line ${line} added ${nodes(perPass)} on each of its last ${n.whole(of)} passes.`
      : `Line ${line} added nodes on ${n.whole(recent)} of its last ${n.whole(of)} passes, ${n.whole(perPass)} on the latest of them.`;
  },
  inAll: ({ nodes: count, share }: FoundWords): string => `${nodes(count)} in all, ${n.percent(share)} of what the script built.`,
  hoist: (loop: number): string => `Above the loop means above line ${loop}.`,
  ops: (list: string): string => `Adds: ${list}`,
  cures: {
    assign: 'tf.assign makes a new op each time. Make one above the loop, with a placeholder for the new value, and feed that value in each step.',
    constant: 'A constant stays in the graph for ever. Make it once above the loop, or feed the value through a placeholder.',
    loss: 'An expression that is written inside the loop is built again on each pass. Build it once above the loop, and fetch that tensor.',
    gradients: 'tf.gradients builds the whole backward pass again. Call it once above the loop, and fetch what it returned.',
    optimizer: 'minimize() builds gradients, updates and slots anew. Make the optimizer and call minimize() once above the loop, then run the op it returned.',
    summary: 'Each summary op stays, and merge_all takes all earlier ones as well. Make the summaries and merge them once above the loop.',
    saver: 'Each Saver adds its own ops for saving and restoring. Make one Saver above the loop, and call its save() inside.',
    initializer: 'Each initializer op stays in the graph. Call tf.global_variables_initializer() once above the loop, and run the op it returned.',
    index: 'Indexing a tensor adds a slice and its constants. Slice once above the loop, or index the array that run() returned.',
    operator: 'Arithmetic on a tensor adds an op. Write the expression once above the loop, or compute with the numbers that run() returned.',
    variable: 'A variable that is made inside the loop is a new one on each pass, with its initializer. Make it once above the loop and assign to it.',
    placeholder: 'A placeholder is needed once: make it above the loop, and feed another value on each pass.',
    model: 'Each pass builds a whole model beside the former ones. Build it once above the loop, or clear between models: tf.reset_default_graph() and a new session.',
    restore: 'import_meta_graph adds the whole saved graph to the present one, leaks included. Clear the graph first, or build the model from code and only restore its values.',
    other: 'Build above the loop what stays the same, and feed what changes.',
  } satisfies Record<FindingKind, string>,
  finalize: 'Run again with finalize()',
  finalizeTitle: 'Closes the graph when the loop’s first pass is over: the first line that adds to it afterwards ends in TensorFlow’s own error',
  finalizeOff: 'Run again without finalize()',
  finalizeOn: 'This run closes the graph with finalize() when the loop’s first pass is over.',
  finalizeFound: (line: number): string => `finalize() found line ${line}: TensorFlow refused to let it add to the graph.`,
  finalizeClean: 'finalize() found nothing: after its first pass, the loop builds nothing more.',
  finalizeNoLoop: 'finalize() needs a loop that runs the session; none was found. Mark one in the editor.',

  output: 'Output',
  outputNone: 'What the script prints appears here.',
  outputCut: (cut: number): string => `${n.whole(cut)} earlier characters are no longer kept.`,
  errorAt: (type: string, line: number | null): string => (line === null ? type : `${type} in line ${line}`),
  values: 'Fetched values',
  valuesNone: 'Tensors that a session run fetched under a name of the script appear here, and when you point at the name in the editor.',
  valuesHead: ['Name', 'Type and shape', 'Newest value', 'Line'],
  valueFrom: (line: number, run: number): string => `fetched in line ${line}, run ${n.whole(run)}`,

  cureTitle: 'What the script does',
  cureTimes: times,
  hands: { save: 'Saves', clear: 'Clears', reload: 'Reloads' },
  cure: (save: number, clear: number, reload: number): string =>
    save + clear + reload === 0
      ? 'This script never saves, clears or reloads: what a line adds to the graph stays until the end. If its leak cannot be hoisted, the cure is to do the three every so many epochs.'
      : save > 0 && clear > 0 && reload > 0
        ? 'It saves, clears and reloads: the graph is a sawtooth, and the model survives.'
        : clear > 0
          ? 'It clears the graph, so growth ends there; models that are not saved and reloaded start anew.'
          : reload > 0 && save > 0
            ? 'It saves and reloads without clearing: the values survive, and the nodes of the reload are added to the old graph.'
            : save > 0
              ? 'It saves only: a checkpoint removes nothing from the graph.'
              : 'It reloads only: values come back, and nothing is removed from the graph.',
  cureNote: 'Counted while the script runs. Here a script decides by itself when; the switches of the other programs cannot.',
  machineNote: 'Changing these runs the script again, if it has been run.',
  examples: {
    'assign-rate': 'tf.assign for the learning rate in each step',
    'assign-rate-cured': 'The learning rate through a placeholder',
    'loss-per-step': 'A loss written inside the loop',
    'constant-eval': 'Constants evaluated in the loop',
    index: 't[0] and arithmetic inside run',
    optimizer: 'minimize() in each epoch',
    summaries: 'Summaries merged in each step',
    saver: 'A new Saver in each epoch',
    'save-clear-reload': 'Save, clear, reload every ten epochs',
    kfold: 'Cross-validation without a reset',
    search: 'Hyperparameter search with resets',
    rnn: 'A recurrent net unrolled once',
    evals: 'A constant made for each evaluation (report)',
    layers: 'Layers built again and again (report)',
    compile: 'One model after another compiled (report)',
    generations: 'A genetic algorithm over models (report)',
  } as Record<string, string>,
};
