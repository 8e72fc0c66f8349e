/** Preset: clear without save. */
import type { PresetFile } from '../preset.ts';

export default {
  order: 60,
  title: 'Clear without save',
  sentence: 'Every 20 epochs the graph is empty again, and so is the model: the weights are lost and the loss jumps back to where it began.',
  link: 'v=1&clear=1',
} satisfies PresetFile;
