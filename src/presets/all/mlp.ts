/** Preset: a multi-layer perceptron. */
import type { PresetFile } from '../preset.ts';

export default {
  order: 161,
  title: 'A multi-layer perceptron',
  sentence: 'Nine nodes a sample and epoch, built for nothing beside a training step that is built once: the perceptron’s leak, three layers deep.',
  link: 'v=1&program=mlp',
} satisfies PresetFile;
