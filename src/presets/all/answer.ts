/** Preset: the answer’s own numbers. */
import type { PresetFile } from '../preset.ts';

export default {
  order: 10,
  title: 'The answer’s own numbers',
  sentence: 'Every epoch adds 3,000 nodes and nothing is ever removed: watch 6 GB of video memory fill up at epoch 226 and 12 GB of main memory at epoch 678.',
  link: 'v=1',
} satisfies PresetFile;
