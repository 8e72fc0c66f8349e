/** The public cases among the presets, and which of them a run is. Unpacks scripts: loaded with the views that show cases. */
import { PRESETS } from '../../presets/index.ts';
import type { Preset } from '../../presets/index.ts';
import type { PublicCase } from '../../presets/case.ts';
import { parseLink } from '../../presets/schema.ts';
import { withSource } from '../../presets/source.ts';
import type { RunConfig } from '../../protocol/config.ts';
import { sameRun } from './compare.ts';

export interface Known { preset: Preset; about: PublicCase }

export const CASES: readonly Known[] = PRESETS.flatMap((preset) => (preset.case === undefined ? [] : [{ preset, about: preset.case }]));

const configs = new Map<string, RunConfig>();

/** The case whose run was started with `started`, if there is one. */
export function caseOf(started: RunConfig): Known | undefined {
  return CASES.find(({ preset }) => {
    let config = configs.get(preset.id);
    if (config === undefined) configs.set(preset.id, (config = withSource(parseLink(preset.link)).config));
    return sameRun(config, started);
  });
}
