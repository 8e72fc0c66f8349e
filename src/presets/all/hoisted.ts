/** Preset: hoisted: the healthy loop. */
import type { PresetFile } from '../preset.ts';

export default {
  order: 20,
  title: 'Hoisted: the healthy loop',
  sentence: 'Everything is built before the loop, so no epoch adds a node and every epoch takes as long as the one before.',
  link: 'v=1&build=hoisted',
} satisfies PresetFile;
