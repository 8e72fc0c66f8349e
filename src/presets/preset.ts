/** What a preset is: a link with a title and one sentence of what to look for. One file each in all/; the file's name is its id. */

import type { PublicCase } from './case.ts';

export interface PresetFile {
  /** Place in the gallery; unique. */
  order: number;
  title: string;
  /** One sentence: what to look for. */
  sentence: string;
  /** A link's hash, without `#`. */
  link: string;
  /** The report that it rebuilds, with the figures that were published. */
  case?: PublicCase;
}
export interface Preset extends PresetFile { id: string }

/** Presets by the paths of their files, sorted by order. Throws where two have the same id or order. */
export function collectPresets(files: Readonly<Record<string, PresetFile>>): Preset[] {
  const presets = Object.entries(files).map(([path, file]) => ({ ...file, id: path.replace(/^.*\//, '').replace(/\.ts$/, '') }));
  presets.sort((a, b) => a.order - b.order);
  for (const key of ['id', 'order'] as const) {
    const seen = new Set<string | number>();
    for (const preset of presets) {
      if (seen.has(preset[key])) throw new Error(`internal: two presets have the ${key} ${preset[key]}`);
      seen.add(preset[key]);
    }
  }
  return presets;
}
