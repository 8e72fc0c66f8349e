/** Preset: a recurrent network. */
import type { PresetFile } from '../preset.ts';

export default {
  order: 163,
  title: 'A recurrent network',
  sentence: 'Unrolled over eight rows, one forward pass is dozens of nodes: the graph fills video memory in a fraction of the perceptron’s epochs.',
  link: 'v=1&program=rnn',
} satisfies PresetFile;
