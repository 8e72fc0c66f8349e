/**
 * Few scripts that together do nearly all that many do: what `npm test` runs of the recordings. A script's traits are the types of its nodes,
 * the names of TensorFlow's API that it says, and the type of the error that ended it. Which are chosen follows from the recordings alone.
 */
import type { Report } from '../python/script.ts';

interface Traced { readonly error: Report['error']; readonly graphs: readonly Pick<Report['graphs'][number], 'ops'>[] }

/** What running this script tries out. */
export function traitsOf(script: string, { error, graphs }: Traced): Set<string> {
  const traits = new Set<string>();
  for (const { ops } of graphs) for (const op of Object.keys(ops)) traits.add(`op ${op}`);
  for (const [name] of script.matchAll(/\btf\.[A-Za-z_][\w.]*/g)) traits.add(name);
  if (error) traits.add(`error ${error.type}`);
  return traits;
}

/** At most `most` names: each the one that adds most traits to those before it, the first of equals. Ends early when nothing is left to add. */
export function covering(scripts: ReadonlyMap<string, ReadonlySet<string>>, most: number): string[] {
  const chosen: string[] = [];
  const seen = new Set<string>();
  while (chosen.length < most) {
    let best = '';
    let gain = 0;
    for (const [name, traits] of scripts) {
      let added = 0;
      for (const trait of traits) if (!seen.has(trait)) added++;
      if (added > gain) [best, gain] = [name, added];
    }
    if (gain === 0) break;
    chosen.push(best);
    for (const trait of scripts.get(best) ?? []) seen.add(trait);
  }
  return chosen;
}
