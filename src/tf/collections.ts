/** Collections of a graph: lists under names. What is in them is whatever was put there. */
import type { Graph } from './graph.ts';

/** Items of a collection; with a scope, those whose name begins like it (a regular expression). */
export function collected(graph: Graph, name: unknown, scope: unknown): unknown[] {
  const all = graph.collections.get(String(name)) ?? [];
  if (scope === null || scope === undefined) return [...all];
  const pattern = new RegExp(`^(?:${String(scope)})`);
  return all.filter((item) => typeof item === 'object' && item !== null && 'name' in item && pattern.test(String(item.name)));
}
