/** Preset: models in succession, cleared between. */
import type { PresetFile } from '../preset.ts';

export default {
  order: 150,
  title: 'Models in succession, cleared between',
  sentence: 'The same search with the session cleared after each model: the results are the same, and the graph never holds more than one model.',
  link: 'v=1&program=search&clear=1',
} satisfies PresetFile;
