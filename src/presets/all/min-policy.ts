/** Preset: with perfect foresight. */
import type { PresetFile } from '../preset.ts';

export default {
  order: 130,
  title: 'With perfect foresight',
  sentence: 'The best policy there can be (MIN, which knows the future) in place of LRU: past 512 MB the time per epoch climbs as a slope where LRU falls off a cliff.',
  link: 'v=1&epochs=200&work=modelled&video=512MiB&policy=min',
} satisfies PresetFile;
