/** Preset: reload with nothing saved. */
import type { PresetFile } from '../preset.ts';

export default {
  order: 80,
  title: 'Reload with nothing saved',
  sentence: 'At epoch 20 there is no checkpoint to reload: the run pauses with an error that says so, and nothing is lost.',
  link: 'v=1&reload=1',
} satisfies PresetFile;
