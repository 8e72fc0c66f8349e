/** Preset: save only. */
import type { PresetFile } from '../preset.ts';

export default {
  order: 90,
  title: 'Save only',
  sentence: 'A checkpoint after every epoch cures nothing: the loop is hoisted, so every node that is added is the saver’s own.',
  link: 'v=1&build=hoisted&save=1&every=1',
} satisfies PresetFile;
