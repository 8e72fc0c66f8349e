/** The gallery: every preset in all/, in order. A new preset is a new file there and nothing else. */
import { collectPresets } from './preset.ts';
import type { Preset, PresetFile } from './preset.ts';

export type { Preset } from './preset.ts';

export const PRESETS: readonly Preset[] = collectPresets(import.meta.glob<PresetFile>('./all/*.ts', { eager: true, import: 'default' }));

/** The preset with this id, if there is one. */
export function presetById(id: string): Preset | undefined {
  return PRESETS.find((preset) => preset.id === id);
}
