/** Preset: pre- and postprocessing. */
import type { PresetFile } from '../preset.ts';

export default {
  order: 167,
  title: 'Pre- and postprocessing',
  sentence: 'The model is built once, the scaling and the noise for every batch: a leak that has nothing to do with the model.',
  link: 'v=1&program=prepost',
} satisfies PresetFile;
