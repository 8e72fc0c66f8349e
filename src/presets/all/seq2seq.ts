/** Preset: encoder and decoder. */
import type { PresetFile } from '../preset.ts';

export default {
  order: 165,
  title: 'Encoder and decoder',
  sentence: 'Four digits in, the same four backwards out: the tab Learned shows them side by side while it learns.',
  link: 'v=1&program=seq2seq&view=learned',
} satisfies PresetFile;
