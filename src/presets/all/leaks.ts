/** Preset: the classic leaks. */
import type { PresetFile } from '../preset.ts';

export default {
  order: 168,
  title: 'The classic leaks',
  sentence: 'One small thing is built over and over: pick which, watch the line grow, and tick the cure.',
  link: 'v=1&program=leaks',
} satisfies PresetFile;
