/** What runs without a clear never need, loaded when one asks: the import of saved graphs, and what is said of a clear. */
import type { LivePatch } from '../protocol/config.ts';
import type { Command } from '../protocol/messages.ts';
import type { importGraph as Import } from './import-meta.ts';
import type { sayCleared as Says } from './would-stop.ts';

let loaded: [typeof Import, typeof Says] | null = null;

const asks = ({ clear, rebuild }: LivePatch): boolean => clear === true || rebuild === 'meta';

/** Loads both; null where they are there. */
export function importing(): Promise<void> | null {
  return loaded ? null : Promise.all([import('./import-meta.ts'), import('./would-stop.ts')]).then(([a, b]) => { loaded = [a.importGraph, b.sayCleared]; });
}

/** Loads what a command needs of them; null where it needs nothing more. */
export function importFor(command: Command): Promise<void> | null {
  const asked = command.type === 'hand' || (command.type === 'set' && asks(command.patch)) ||
    (command.type === 'start' && (asks(command.config) || command.log.some((action) => action.kind === 'hand' || asks(action.patch))));
  return asked ? importing() : null;
}

function there(): [typeof Import, typeof Says] {
  if (!loaded) throw new Error('internal: not loaded');
  return loaded;
}
export const imported = (): typeof Import => there()[0];
export const cleared = (): typeof Says => there()[1];
