/** The import of saved graphs, loaded when a run asks for it: few do. */
import type { LivePatch } from '../protocol/config.ts';
import type { Command } from '../protocol/messages.ts';
import type { importGraph as Import } from './import-meta.ts';

let loaded: typeof Import | null = null;

const asks = ({ rebuild }: LivePatch): boolean => rebuild === 'meta';

/** Loads it; null where it is there. */
export function importing(): Promise<void> | null {
  return loaded ? null : import('./import-meta.ts').then(({ importGraph }) => { loaded = importGraph; });
}

/** Loads what a command needs of it; null where it needs nothing more. */
export function importFor(command: Command): Promise<void> | null {
  const asked = command.type === 'set' ? asks(command.patch) : command.type === 'start' && (asks(command.config) || command.log.some((action) => action.kind === 'set' && asks(action.patch)));
  return asked ? importing() : null;
}

/** The import. Throws where it was not loaded before. */
export function imported(): typeof Import {
  if (!loaded) throw new Error('internal: the import of saved graphs is not loaded');
  return loaded;
}
