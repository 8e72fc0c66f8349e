/** Preset: everything built inside the loop. */
import type { PresetFile } from '../preset.ts';

export default {
  order: 110,
  title: 'Everything built inside the loop',
  sentence: 'The train op too is built anew for each of 100 samples: loss, gradients and updates fill the graph many times faster than the forward pass alone would.',
  link: 'v=1&build=everything&samples=100&epochs=300',
} satisfies PresetFile;
