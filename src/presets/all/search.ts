/** Preset: models in succession. */
import type { PresetFile } from '../preset.ts';

export default {
  order: 140,
  title: 'Models in succession',
  sentence: 'A search over learning rates and sizes builds each model into the same graph after the last: watch the nodes climb with every model in the table.',
  link: 'v=1&program=search',
} satisfies PresetFile;
