/** Preset: K too small. */
import type { PresetFile } from '../preset.ts';

export default {
  order: 100,
  title: 'K too small',
  sentence: 'Save, clear and reload after every single epoch: the graph stays tiny, but look how much of each epoch’s time the three phases take.',
  link: 'v=1&save=1&clear=1&reload=1&every=1',
} satisfies PresetFile;
