/** English texts of the view of the numbers of nodes; loaded when it is first shown. */
import type { RunConfig } from '../../protocol/config.ts';
import { numbersOf } from './numbers.ts';

const n = numbersOf('en');
const samples = (count: number): string => (count === 1 ? '1 sample' : `${n.whole(count)} samples`);

export const counts = {
  intro:
    'The answer reckons with at least 1,000 operations an epoch for a one-layer perceptron on 1,000 samples, a million nodes after 1,000 epochs, “before preprocessing, postprocessing, recurrent nets, encoder-decoder and attentional models”. These are the numbers, for each program and each setting of what the loop builds.',
  recordedTitle: 'Nodes that an epoch adds: real TensorFlow, and here',
  recordedNote: (version: string): string =>
    `Recorded: TensorFlow ${version} ran each program’s Python text at a small size. Measured: this page builds the same now and counts. ✓ means equal.`,
  size: 'Recorded with',
  sizeOf: ({ samples: count, run, batch, optimizer }: Pick<RunConfig, 'samples' | 'run' | 'batch' | 'optimizer'>): string =>
    `${samples(count)}, ${run === 'epoch' ? 'one run' : run === 'batch' ? `batches of ${n.whole(batch)}` : 'a run for each'}, ${optimizer}`,
  equal: 'equal',
  unequal: (here: number): string => `here ${n.whole(here)}`,
  liveTitle: 'At your settings',
  live: ({ samples: count, run, batch, units, optimizer }: RunConfig): string =>
    `${samples(count)}, ${run === 'epoch' ? 'one run an epoch' : run === 'batch' ? `batches of ${n.whole(batch)}` : 'one run a sample'}, width ${n.whole(units)}, ${optimizer}: as set with the knobs above.`,
  build: 'Built inside the loop',
  program: 'Program',
  model: 'A model',
  epoch: 'An epoch adds',
  full: (size: string): string => `${size} full after`,
  graphDef: '2 GB GraphDef after',
  nodeBytes: 'GraphDef bytes a node',
  nodeBytesTitle: 'as our writer writes it',
  perNode: (bytes: number): string => `${n.whole(Math.round(bytes))} B`,
  nodes: n.whole,
  epochs: (count: number): string => (count === 1 ? '1 epoch' : `${n.long(count)} epochs`),
  models: (count: number): string => (count === 1 ? '1 model' : `${n.long(count)} models`),
  never: 'never',
  counting: 'counting…',
  failed: (why: string): string => `not counted: ${why === '' ? 'memory ran out, or the part that counts could not be loaded' : why}`,
  leaksTitle: 'The classic leaks',
  leak: 'Leak',
  leaking: 'Recorded, here',
  cured: 'Cured',
  notes: (held: string, limit: string): readonly string[] => [
    `Modelled: full, as told, when a model and what the epochs add no longer fit. A node takes ${held}, what TensorFlow 2.15.1 held for one after a first run (recorded), and its output, a constant its value. 6 GB and 18 GB are the answer’s video memory, and that with its main memory.`,
    `A GraphDef may have ${limit} bytes at most. Bytes a node are those of the nodes that an epoch adds; real TensorFlow wrote 128–162 B a node (recorded), more where constants hold images.`,
    'What an epoch adds is measured where every step is built, or where the run on the page has counted as many. Steps of more than 64 samples are modelled: 16, 17 and 33 samples are built, and the rest follows in a straight line. A test proves it for every program and setting.',
    'Programs that train models in succession add a model each time: theirs are counted in models.',
  ],
};
