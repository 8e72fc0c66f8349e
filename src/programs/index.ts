/** Programs by id: one folder each. The folder's name is the id; a mismatch or a duplicate throws. */
import type { Program } from './program.ts';

const folders = import.meta.glob<{ program: Program }>('./*/program.ts', { eager: true });

export const PROGRAMS: ReadonlyMap<string, Program> = new Map(Object.entries(folders).map(([path, { program }]) => {
  if (path !== `./${program.id}/program.ts`) throw new Error(`internal: ${path} holds program '${program.id}'`);
  return [program.id, program];
}));

/** The program of that id. Throws when there is none. */
export function programOf(id: string): Program {
  const found = PROGRAMS.get(id);
  if (!found) throw new Error(`no program '${id}'; there are ${[...PROGRAMS.keys()].join(', ')}`);
  return found;
}
