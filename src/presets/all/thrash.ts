/** Preset: thrash to disk. */
import type { PresetFile } from '../preset.ts';

export default {
  order: 50,
  title: 'Thrash to disk',
  sentence: 'Memory is made small on purpose, 512 MB of video and 1 GB of main memory, so that the first fills at epoch 19 and the second at epoch 57: then every run waits for the disk.',
  link: 'v=1&epochs=200&work=modelled&video=512MiB&main=1GiB',
} satisfies PresetFile;
