/**
 * A build step that leaves out of the page what only tests read: the `examples` and `reference` of ops, the `examples` of charts.
 * They stand beside the code they explain; the page need not download them. Tests and Node bundles keep them.
 */
import { parseSync } from 'oxc-parser';

const FILES = [
  { path: /\/src\/engine\/(ops\/.+|kit\/[^/]+|elementwise|reduction)\.ts$/, names: new Set(['examples', 'reference']) },
  { path: /\/src\/charts\/all\/[^/]+\.ts$/, names: new Set(['examples']) },
];

/** The source without those properties of object literals, or null where there is nothing to leave out. */
export function strip(path, code) {
  const rule = FILES.find((f) => f.path.test(path));
  if (!rule) return null;
  const { program } = parseSync(path, code, { lang: 'ts', sourceType: 'module' });
  const cuts = [];
  const visit = (node) => {
    if (!node || typeof node !== 'object') return;
    if (Array.isArray(node)) { node.forEach(visit); return; }
    if (node.type === 'Property' && !node.computed && rule.names.has(node.key?.name)) { cuts.push(node); return; }
    for (const value of Object.values(node)) visit(value);
  };
  visit(program);
  if (cuts.length === 0) return null;
  let out = code;
  for (const { key, start, end } of cuts.sort((a, b) => b.start - a.start)) {
    // Blank out the property and its comma; lines stay where they were.
    const after = /^\s*,/.exec(out.slice(end))?.[0].length ?? 0;
    // A list that must be there is left empty; an optional function goes.
    const rest = key.name === 'examples' ? 'examples: [],' : '';
    out = out.slice(0, start) + rest + out.slice(start, end).replace(/[^\n]/g, '') + out.slice(end + after);
  }
  return out;
}

export function stripTestMaterial() {
  return {
    name: 'strip-test-material',
    apply: 'build',
    enforce: 'pre',
    transform(code, id) {
      const out = strip(id.split('?')[0], code);
      return out === null ? null : { code: out, map: null };
    },
  };
}
