// What two runs must have in common: everything a run computes and models, nothing of what a clock or a heap of the browser measured.
import type { Snapshot } from '../../src/store/playground.ts';
import { type Csv } from './csv.ts';
import { CHART_IDS } from './names.ts';
import type { PlaygroundPage } from './playground.ts';

/** The newest frame's columns that are the same on every machine. */
export function deterministic(frame: Snapshot['lastFrame']): Record<string, number> {
  if (frame === null) throw new Error('expected a finished epoch, found none');
  return Object.fromEntries(Object.entries(frame).filter(([column]) => !column.startsWith('measured.') && column !== 'engineBytes'));
}

/** All epochs of all charts but for what a clock measured; counts say "measured" too, and are the same everywhere. */
export async function allRows(playground: PlaygroundPage): Promise<Record<string, Csv>> {
  const all: Record<string, Csv> = {};
  for (const id of CHART_IDS) {
    const { head, rows } = await playground.data(id);
    const keep = head.map((name) => !(id === 'time' && /measured/.test(name)));
    all[id] = { head: head.filter((_, i) => keep[i]), rows: rows.map((row) => row.filter((_, i) => keep[i])) };
  }
  return all;
}

/** A chart's text without its measured sentence. */
export function withoutMeasured(summary: string): string {
  return summary.replace(/Measured in this browser: .*? for the last epoch\.\s*/, '');
}
