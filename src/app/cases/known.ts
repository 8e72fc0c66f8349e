/** The public cases among the presets, and which of them a run is. Reads no link: what does is in the first load as it is. */
import { PRESETS } from '../../presets/index.ts';
import type { Preset } from '../../presets/index.ts';
import type { PublicCase } from '../../presets/case.ts';
import { DEFAULTS } from '../../protocol/config.ts';
import type { RunConfig } from '../../protocol/config.ts';
import { sameRun } from './compare.ts';

export interface Known { preset: Preset; about: PublicCase }

export const CASES: readonly Known[] = PRESETS.flatMap((preset) => (preset.case === undefined ? [] : [{ preset, about: preset.case }]));

/** The case whose run was started with `started`, if there is one. `packed`: the script as links carry it. */
export function caseOf(started: RunConfig, packed: string): Known | undefined {
  const script = started.program === 'script' ? packed : '';
  return CASES.find(({ preset, about: { runs } }) => (/&src=([\w-]+)/.exec(preset.link)?.[1] ?? '') === script && sameRun({ ...DEFAULTS[runs.program ?? 'perceptron'], ...runs }, started));
}
