/** Preset: a convolutional network. */
import type { PresetFile } from '../preset.ts';

export default {
  order: 162,
  title: 'A convolutional network',
  sentence: 'Two convolutions learn strokes while the forward pass of every digit is built anew; the tab Learned shows the filters.',
  link: 'v=1&program=cnn&view=learned',
} satisfies PresetFile;
