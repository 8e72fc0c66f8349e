/** Preset: attention. */
import type { PresetFile } from '../preset.ts';

export default {
  order: 166,
  title: 'Attention',
  sentence: 'One transformer block over the rows of a digit; the tab Learned shows which row looks at which.',
  link: 'v=1&program=attention&view=learned',
} satisfies PresetFile;
