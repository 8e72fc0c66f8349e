/** Preset: As TensorFlow does. */
import type { PresetFile } from '../preset.ts';

export default {
  order: 120,
  title: 'As TensorFlow does',
  sentence: 'The same leak as TensorFlow 1.x really treats it: only what a run fetches is executed, and still every run gets slower, because the grown graph is taken in anew.',
  link: 'v=1&account=tensorflow',
} satisfies PresetFile;
