/** English texts of recorded runs; loaded with them. */
import type { Expected, Got, Problem } from '../../recorded/problem.ts';
import type { Entry, Group } from '../../recorded/match.ts';
import { numbersOf } from './numbers.ts';

const n = numbersOf('en');
const HANDS: Readonly<Record<string, string>> = { s: 'save', c: 'clear', r: 'reload' };
const families: Readonly<Record<string, string>> = {
  A1: 'Each sample’s loss built and run at once',
  A2: 'All losses built, then one run',
  A3: 'Each sample’s loss and gradient built and run',
  A4: 'Nodes built that nothing runs, then old ones run',
  A4i: 'Nodes built that nothing runs, an old one run after each sample',
  B: 'Built once, above the loop',
  BF: 'Built once, and the graph finalised',
  succession: 'Keras models in succession',
  keep_models: 'Keras models in succession, all kept in a list',
  cv: 'Ten-fold cross-validation of Keras models',
  save_load: 'A Keras model saved, loaded and trained on',
  recompile: 'A Keras model compiled again and again',
  fit_epochs: 'Ordinary fit of one Keras model',
  ga: 'Generations of 12 Keras models (keras #9867)',
  load_only: 'A Keras model loaded again and again (keras #7271)',
  assign_lr: 'tf.assign of the learning rate in the loop (Faster-RCNN_TF #10)',
  tf120: 'eval of a constant (tensorflow #120)',
  clear: 'What a clear of 40,000 nodes gives back',
};
const clears: Readonly<Record<string, string>> = {
  yes: 'K.clear_session each time', no: 'never cleared', gc: 'K.clear_session and garbage collection each time', hoisted: 'built once', fresh: 'built anew each time',
  close_only: 'session closed, graph kept', close_reset_gc: 'session closed, graph reset, collected', keep_graph: 'the graph is still referenced', keep_tensor: 'a tensor is still referenced',
  keras_clear: 'K.clear_session', no_gc: 'no garbage collection', reset_keep_session: 'the old session is still referenced', reset_only: 'graph reset, session dropped',
};
const expected: Readonly<Record<Expected, string>> = {
  text: 'text in quotes', short: 'a text of at most 300 characters', whole: 'a whole number from 1 to 1,000,000,000', nodes: 'a number of nodes: whole, 0 to 1,000,000,000', seconds: 'seconds: a number, 0 to 100,000,000',
  bytes: 'bytes: a number, 0 to 2⁵⁰', finite: 'a number', list: 'a list', object: 'an object in braces', scalar: 'a text, a number, true or false', some: 'at least one epoch',
  few: 'fewer entries: at most 20,000 epochs, 64 events in each, 64 parameters', count: 'a count: whole, 0 to 10¹²',
};
function gotOf(got: Got): string {
  switch (got.what) {
    case 'nothing': return 'nothing';
    case 'null': return 'null';
    case 'object': return 'an object';
    case 'list': return `a list of ${n.whole(got.count)}`;
    case 'text': return `“${got.text}”`;
    case 'value': return got.text;
  }
}

export const recorded = {
  open: 'Recorded runs…',
  openTitle: 'Real TensorFlow’s own times, nodes and memory over these charts',
  title: 'Recorded runs',
  intro: (account: string): string => `Real TensorFlow ran these programs; its nodes, seconds and memory are laid over the charts, and beside them what the account “${account}” says of the very same parameters.`,
  likeThis: 'Like the run on the page',
  noneLike: 'No recording belongs to the program on the page. All of them are below.',
  all: (count: number): string => `All ${count} recordings`,
  groups: { leaks: 'Leaky loops', hoisted: 'Built once', cures: 'Save, clear, reload, and the same without', succession: 'Models in succession', clears: 'What a clear gives back', cases: 'Public cases' } satisfies Record<Group, string>,
  same: 'same settings',
  epochs: (count: number): string => (count === 1 ? '1 epoch' : `${n.whole(count)} epochs`),
  name: (entry: Entry): string => families[entry.family] ?? entry.family,
  detail: ({ samples, hands, every, meta, plain, clear, repeat }: Entry): string =>
    [
      samples > 0 ? `${n.whole(samples)} samples` : '',
      hands === '' ? '' : `${hands.split('').map((hand) => HANDS[hand]).join(', ')} ${every === 1 ? 'every epoch' : `every ${every} epochs`}`,
      meta ? 'reloaded by the .meta graph' : '',
      plain ? 'without the .meta file' : '',
      clears[clear] ?? '',
      repeat > 1 ? `run ${repeat} of the same` : '',
    ].filter(Boolean).join(' · '),
  ownTitle: 'Your own recording',
  ownSteps: 'Download the recorder, run your script with it, and open the JSON file that it writes:',
  ownCommand: 'python playground_recorder.py train.py',
  ownNote: 'One file, TensorFlow 1.x or 2.x (compat.v1), nothing else to install. It watches Session.run, saving and clearing, and finds the loop over epochs by itself; its first lines say how to mark epochs by hand.',
  download: 'Download the recorder',
  openFile: 'Open a recording…',
  drop: 'Drop the recording here',
  dropNothing: 'Nothing was opened: expected a file, got something else.',
  paste: 'or paste its text here',
  stays: 'It stays on your machine: it is read in this tab, sent nowhere, and in no link.',
  keep: 'Keep it in this browser for the next visit',
  kept: 'Kept in this browser',
  forget: (name: string): string => `Remove ${name} from this browser`,
  keepRefused: 'The browser keeps no more: it has no room or does not allow it. The recording is open all the same.',
  reading: 'Reading the recording…',
  failed: 'The recording could not be fetched; without a network only those seen before are there. Try again later.',
  refused: (name: string): string => `${name} is not opened. `,
  problem(problem: Problem): string {
    switch (problem.kind) {
      case 'large': return `Expected at most ${n.bytes(8 * 1024 * 1024)}, got ${n.bytes(problem.got)}: more than any recording needs.`;
      case 'empty': return 'Expected a recording, got an empty file.';
      case 'binary': return 'Expected text (JSON), got a binary file.';
      case 'json': return `Line ${n.whole(problem.line)}: expected JSON, got ${problem.got === '' ? 'the end of the file' : `“${problem.got}”`}.`;
      case 'nan': return `Line ${n.whole(problem.line)}: expected a number, got ${problem.got}, which JSON does not have. Leave the field out where nothing was measured.`;
      case 'schema': return `Expected "schema": "session-playground-recording/1", as the recorder writes it, got ${gotOf(problem.got)}.`;
      case 'field': return `Field ${problem.field === '' ? '(the whole file)' : problem.field}: expected ${expected[problem.expected]}, got ${gotOf(problem.got)}.`;
      case 'order': return `Field ${problem.field}: expected an epoch after ${n.whole(problem.before)}, got ${n.whole(problem.got)}.`;
    }
  },
  shown: 'Recorded run',
  machine: (tensorflow: string, machine: string, date: string): string => [tensorflow === '' ? 'TensorFlow of unknown version' : `TensorFlow ${tensorflow}`, machine, date].filter(Boolean).join(', '),
  run: 'Run this here',
  runTitle: (account: string): string => `Sets the page to these parameters and runs them under the account “${account}”`,
  runNear: 'The page’s program is near, not the same: its own model, its own way to train.',
  runTrains: 'The page’s run trains with every sample, so it reaches more nodes and holds more memory than the recorded one, which trained once an epoch.',
  another: 'Another…',
  remove: 'Remove',
  removeTitle: 'Take the recording off the charts',
  clock: 'Clock',
  clocks: { wall: 'wall', cpu: 'processor' },
  clockNote: 'The model speaks of the time of the processor. Saves, clears and reloads of the page’s recordings were timed on the wall.',
  error: (error: number, epochs: number): string => `median error ${n.percent(error)} of ${epochs} epochs`,
  errorShort: (error: number): string => `${n.percent(error)} off`,
  errors: (time: number, memory: number, nodes: number): string => {
    const parts = [
      Number.isFinite(time) ? `time ${n.percent(time)}` : '', Number.isFinite(memory) ? `growth of memory ${n.percent(memory)}` : '', Number.isFinite(nodes) ? `nodes ${n.percent(nodes)}` : '',
    ].filter(Boolean);
    return parts.length === 0 ? '' : `Error of the model, median over epochs: ${parts.join(', ')}.`;
  },
  noModel: 'The model has no account of this loop: recorded values only.',
  countedNote: 'Nodes are the recording’s own here; the model takes them, and what the recorder counted of runs, and says the time.',
  base: (bytes: number): string => `Memory is what the process grew by after its first epoch; it held ${n.memory(bytes)} then.`,
  scale: (scale: number, left: number): string => `Your machine took ${n.plain(scale)} times as long as the model’s; with that factor the model is ${n.percent(left)} off.`,
  noMemory: 'The recording has no memory.',
  model: 'model of it',
  columns: { model: 'model of the recording', wall: 'recorded, wall', cpu: 'recorded, processor', nodes: 'recorded', peak: 'recorded, most within the epoch', growth: 'recorded, growth of the process', process: 'recorded, process' },
  describe: (name: string, epochs: number, first: string, last: string, highest: string): string => `Recorded on real TensorFlow, ${name}: ${first} in its first epoch, ${last} in its last (${n.whole(epochs)}), at most ${highest}.`,
  describeModel: (last: string, error: string): string => `The model of the same parameters says ${last} for the last${error === '' ? '' : `; ${error}`}.`,
  details: 'Parameters and events',
  parameter: 'Parameter',
  value: 'Value',
  source: 'Script',
  mode: 'Program',
  event: 'Event',
  epoch: 'Epoch',
  seconds: 'Seconds',
  nodes: 'Nodes after it',
  bytes: 'Memory after it',
  someEvents: (shown: number, all: number): string => `The first ${n.whole(shown)} of ${n.whole(all)} events`,
  noEvents: 'Nothing was saved, cleared or reloaded.',
  noCurve: 'One measurement, no course over epochs: there is nothing to draw, and what happened is in the table.',
  said: (name: string): string => `Recording shown: ${name}.`,
  gone: 'No recording is shown.',
};
