/** Preset: cross-validation. */
import type { PresetFile } from '../preset.ts';

export default {
  order: 160,
  title: 'Cross-validation',
  sentence: 'The same model is trained anew for every fold, and each adds its nodes to the one graph: turn Clear on and watch them go.',
  link: 'v=1&program=crossval',
} satisfies PresetFile;
