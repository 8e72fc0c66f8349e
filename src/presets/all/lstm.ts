/** Preset: an LSTM. */
import type { PresetFile } from '../preset.ts';

export default {
  order: 164,
  title: 'An LSTM',
  sentence: 'The gates of eight steps, built anew for every sample: over a hundred nodes each.',
  link: 'v=1&program=lstm',
} satisfies PresetFile;
