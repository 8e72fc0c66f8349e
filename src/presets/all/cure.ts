/** Preset: the cure: save, clear, reload. */
import type { PresetFile } from '../preset.ts';

export default {
  order: 30,
  title: 'The cure: save, clear, reload',
  sentence: 'Every 20 epochs the model is saved, the session cleared and the model reloaded: the graph becomes a sawtooth while the loss goes on as if nothing had happened.',
  link: 'v=1&save=1&clear=1&reload=1',
} satisfies PresetFile;
