/** Preset: spill at 6 GB. */
import type { PresetFile } from '../preset.ts';

export default {
  order: 40,
  title: 'Spill at 6 GB',
  sentence: 'Watch the time per epoch when 6 GB are full at epoch 226: from then on every run moves gigabytes in and out (the work of old nodes is skipped and only modelled, to get there soon).',
  link: 'v=1&work=modelled',
} satisfies PresetFile;
