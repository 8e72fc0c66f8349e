// Which scripts of dist/ a first visit loads: what the page names, what those import at once, and the worker they start.
// Scripts imported lazily do not count. Not a bundler's guess: it reads the built files.
import { existsSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { parseSync } from 'oxc-parser';
import { DIST } from './lib/page.mjs';

/** Paths, relative to dist/, that a built script loads as it starts: static imports, and workers named by URL. */
function loadedBy(path) {
  const { program, module } = parseSync(path, readFileSync(join(DIST, path), 'utf8'));
  const names = [...module.staticImports.map(({ moduleRequest }) => moduleRequest.value), ...module.staticExports.flatMap(({ entries }) => entries.flatMap(({ moduleRequest }) => moduleRequest?.value ?? []))];
  const found = names.filter((name) => name.startsWith('.')).map((name) => posix.join(posix.dirname(path), name));
  const visit = (node) => {
    if (node === null || typeof node !== 'object') return;
    if (node.type === 'NewExpression' && node.callee.name === 'URL') {
      const [target] = node.arguments;
      const name = target?.type === 'TemplateLiteral' ? target.quasis[0].value.cooked : target?.value;
      // Vite writes './assets/…' relative to the page's base, or a name relative to the script.
      if (typeof name === 'string' && name.endsWith('.js')) found.push(...[posix.join(posix.dirname(path), name), posix.normalize(name)].filter((file) => existsSync(join(DIST, file))).slice(0, 1));
    }
    for (const value of Object.values(node)) visit(value);
  };
  visit(program.body);
  return found;
}

/** Everything that is loaded at once from these scripts on. */
function reached(from, except) {
  const seen = new Set();
  const open = [...from];
  while (open.length > 0) {
    const path = open.pop();
    if (seen.has(path) || except.has(path)) continue;
    seen.add(path);
    open.push(...loadedBy(path));
  }
  return seen;
}

const isWorker = (path) => /\/worker-[^/]*\.js$/.test(path);

/**
 * The scripts of a first visit, as paths relative to the root of the project: the page's own, and the engine's worker with what it loads.
 * Throws if the page names none, or starts no worker or several.
 */
export function firstLoad() {
  const html = readFileSync(join(DIST, 'index.html'), 'utf8');
  const open = [...html.matchAll(/(?:src|href)="\.\/([^"]+\.js)"/g)].map((match) => match[1]);
  if (open.length === 0) throw new Error('expected dist/index.html to name a script, found none');
  const entries = [...reached(open, new Set())].filter(isWorker);
  if (entries.length !== 1) throw new Error(`expected the page to start one worker at once, found ${entries.length}`);
  const page = reached(open, new Set(entries));
  const worker = reached(entries, new Set());
  const named = (paths) => [...paths].sort().map((path) => `dist/${path}`);
  return { page: named(page), worker: named(worker) };
}
