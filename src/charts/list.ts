/** All charts, from the top of the stack to its foot. A new chart is a new file in `all/`, and nothing here changes. */
import type { Chart, NamedChart } from './chart.ts';

/** Orders charts found in files; the id is the file's name. Two of one name or place throw. */
export function listCharts(modules: Readonly<Record<string, { default: Chart }>>): readonly NamedChart[] {
  const byId = new Map<string, NamedChart>();
  for (const [path, module] of Object.entries(modules)) {
    const id = path.replace(/^.*\//, '').replace(/\.ts$/, '');
    if (byId.has(id)) throw new Error(`internal: two charts are called "${id}"`);
    for (const other of byId.values()) {
      if (other.order === module.default.order)
        throw new Error(`internal: charts "${other.id}" and "${id}" both have order ${other.order}`);
    }
    byId.set(id, {
      ...module.default,
      id,
      of(input) {
        const bound = module.default.of(input);
        return input.overlay?.over(id, bound, input) ?? bound;
      },
    });
  }
  return [...byId.values()].sort((a, b) => a.order - b.order);
}

export const CHARTS = listCharts(import.meta.glob<{ default: Chart }>(['./all/*.ts', '!./all/*.test.ts'], { eager: true }));
