/** Which recordings belong to what the page runs: how near the settings are, and what to set so that the page runs the same. */
import { DEFAULTS } from '../protocol/config.ts';
import type { RunConfig } from '../protocol/config.ts';
import all from './index.json' with { type: 'json' };

export const GROUPS = ['leaks', 'hoisted', 'cures', 'succession', 'clears', 'cases'] as const;
export type Group = (typeof GROUPS)[number];

/** What is known of a recording before it is fetched. */
export interface Entry {
  readonly id: string;
  readonly group: Group;
  /** The script's variant or case; names are in the page's words. */
  readonly family: string;
  readonly samples: number;
  /** Which of several runs of one configuration, from 1. */
  readonly repeat: number;
  /** Every so many epochs these of s, c, r; '' for none. */
  readonly every: number;
  readonly hands: string;
  /** Reloaded by import of the .meta graph; saved without one. */
  readonly meta: boolean;
  readonly plain: boolean;
  /** How it was cleared, for loops and clears; '' for others. */
  readonly clear: string;
  /** The page's program is not quite the same. */
  readonly near: boolean;
  /** What the page is set to; null: it has no such program. */
  readonly settings: Partial<RunConfig> | null;
  readonly epochs: number;
  readonly tensorflow: string;
  readonly machine: string;
  readonly date: string;
  readonly source: string;
}

const BY_LETTER: Readonly<Record<string, Group>> = { A: 'leaks', B: 'hoisted', C: 'cures', D: 'succession', E: 'clears', F: 'cases' };

/** The page's recordings. The index is the page's own, made by tools/pack-recorded.mjs. */
export const ENTRIES: readonly Entry[] = all.map((entry) => {
  const group = BY_LETTER[entry.id.charAt(0)];
  if (!group) throw new Error(`internal: recording ${entry.id} belongs to no group`);
  return { samples: 0, repeat: 1, every: 0, hands: '', meta: false, plain: false, clear: '', ...entry, group, settings: settingsOf(entry.settings) };
});

/** Settings of the index as settings of a run: only names and values that a run has. */
function settingsOf(given: Readonly<Record<string, unknown>> | null): Partial<RunConfig> | null {
  if (given === null) return null;
  const known: Readonly<Record<string, unknown>> = DEFAULTS.perceptron;
  for (const [name, value] of Object.entries(given)) {
    if (typeof known[name] !== typeof value) throw new Error(`internal: a recording sets "${name}" to ${String(value)}`);
  }
  return given;
}

/** What the page runs for a recording, whatever it ran before; machine and seed stay the visitor's. */
export function configOf(entry: Entry): Partial<RunConfig> {
  if (entry.settings === null) throw new Error(`internal: nothing runs recording ${entry.id} here`);
  const program = entry.settings.program ?? 'perceptron';
  const { build, run, leak, fix, samples, batch, rate, optimizer, units, work, save, clear, reload, every, slots, close, collect, trim, keep, rebuild } = DEFAULTS[program];
  const succession = program === 'search' || program === 'crossval';
  return {
    program, build, run, leak, fix, samples, batch, rate, optimizer, units, work, save, clear, reload, every, slots, close, collect, trim, keep, rebuild,
    // Epochs of a succession are those of each model; the recordings' are models. A clear that was measured by itself comes some times.
    epochs: succession ? 2 : entry.group === 'clears' ? 4 * (entry.settings.every ?? 1) : entry.epochs,
    account: 'tensorflow', ...entry.settings,
  };
}

/** How much each setting counts. */
const WEIGHTS = { build: 4, leak: 4, fix: 2, run: 2, samples: 2, save: 1, clear: 1, reload: 1, every: 1, collect: 1, close: 1, keep: 1, rebuild: 1 } as const;
const NAMES = ['build', 'leak', 'fix', 'run', 'samples', 'save', 'clear', 'reload', 'every', 'collect', 'close', 'keep', 'rebuild'] as const satisfies readonly (keyof typeof WEIGHTS)[];

/** How near a recording is to a config, as a share of its settings that agree; 0 for another program. */
export function nearness(entry: Entry, config: RunConfig): number {
  const { settings } = entry;
  if (settings === null || settings.program !== config.program) return 0;
  const wanted = configOf(entry);
  const cures = (one: Partial<RunConfig>): boolean => one.save === true || one.clear === true || one.reload === true;
  let agrees = 0;
  let whole = 0;
  for (const name of NAMES) {
    const weight = WEIGHTS[name];
    const uses = (name === 'leak' || name === 'fix') === (config.program === 'leaks') || !['leak', 'fix', 'build'].includes(name);
    const idle = ['every', 'collect', 'close', 'keep', 'rebuild'].includes(name) && !cures(config) && !cures(wanted);
    if (!uses || idle) continue;
    whole += weight;
    if (wanted[name] === config[name]) agrees += weight;
  }
  return agrees / whole;
}

/** The recordings of the config's program, the nearest first; of several of one configuration the longest. At most `most`. */
export function proposals(config: RunConfig, most: number): { readonly entry: Entry; readonly nearness: number }[] {
  const best = new Map<string, Entry>();
  for (const entry of ENTRIES) {
    const { family, samples, every, hands, meta, plain, clear } = entry;
    const key = JSON.stringify([family, samples, hands === '' ? 0 : every, hands, meta, plain, clear]);
    const known = best.get(key);
    if (!known || known.epochs < entry.epochs) best.set(key, entry);
  }
  return [...best.values()].map((entry) => ({ entry, nearness: nearness(entry, config) }))
    .filter((one) => one.nearness > 0)
    .sort((a, b) => b.nearness - a.nearness || Number(a.entry.near) - Number(b.entry.near))
    .slice(0, most);
}
