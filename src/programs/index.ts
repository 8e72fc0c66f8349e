/**
 * Programs by id: one folder each. The folder's name is the id; a mismatch throws. The first ones are there at once, the others are
 * loaded when they are asked for.
 */
import type { Knobs, Program } from './program.ts';

type Folder = { program: Program };
const first = import.meta.glob<Folder>(['./perceptron/program.ts', './search/program.ts', './crossval/program.ts'], { eager: true });
const later = import.meta.glob<Folder>(['./*/program.ts', '!./perceptron/program.ts', '!./search/program.ts', '!./crossval/program.ts']);

const programs = new Map<string, Program>();

function keep(path: string, { program }: Folder): void {
  if (path !== `./${program.id}/program.ts`) throw new Error(`internal: ${path} holds program '${program.id}'`);
  programs.set(program.id, program);
}
for (const [path, folder] of Object.entries(first)) keep(path, folder);

/** Ids of all programs. */
export const PROGRAM_IDS: readonly string[] = [...Object.keys(first), ...Object.keys(later)].map((path) => path.slice(2, -'/program.ts'.length)).sort();

const isLoaded = ({ program, optimizer }: Wanted): boolean => programs.has(program) && (optimizer !== 'adam' || adam);
let adam = false;

/** What of a config says which code a run needs. */
export interface Wanted { readonly program: string; readonly optimizer: Knobs['optimizer'] }

/** Loads what a run with this config needs; null where all of it is there. */
export function loading(wanted: Wanted): Promise<void> | null { return isLoaded(wanted) ? null : load(wanted); }

async function load({ program, optimizer }: Wanted): Promise<void> {
  const path = `./${program}/program.ts`;
  const get = later[path];
  const [folder] = await Promise.all([get?.(), optimizer === 'adam' ? import('./adam.ts') : null, import('./operations.ts')]);
  if (folder) keep(path, folder);
  if (optimizer === 'adam') adam = true;
}

/** The program of that id. Throws when there is none, or where it was not loaded before. */
export function programOf(id: string): Program {
  const found = programs.get(id);
  if (found) return found;
  if (PROGRAM_IDS.includes(id)) throw new Error(`internal: the program '${id}' is not loaded`);
  throw new Error(`no program '${id}'; there are ${PROGRAM_IDS.join(', ')}`);
}
