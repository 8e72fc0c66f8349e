/** Preset: reload without clear. */
import type { PresetFile } from '../preset.ts';

export default {
  order: 70,
  title: 'Reload without clear',
  sentence: 'The loop itself adds nothing, yet the graph grows: each reload builds one more whole model beside the old ones.',
  link: 'v=1&build=hoisted&save=1&reload=1&every=1',
} satisfies PresetFile;
