// Bundles an entry of ours for Node with Vite, so that import.meta.glob, ?raw and TypeScript work there as in the page.
// Bundles are kept in .cache/node by content: unchanged sources cost a hash. Silent on stdout.
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { hashOf, PAGE_SOURCES, ROOT } from './lib/project.mjs';

const CACHE = join(ROOT, '.cache', 'node');
const DAY = 24 * 3600 * 1000;

/**
 * @param {string} entry path of a module relative to the root, e.g. 'src/headless/headless.ts'
 * @param {'node' | 'browser'} where it runs; for a browser packages' files for browsers are taken, and all of them are in the bundle
 * @returns {Promise<string>} absolute path of the bundled module
 */
export async function bundle(entry, where = 'node') {
  if (!existsSync(join(ROOT, entry))) throw new Error(`expected the module ${entry}, found none`);
  const name = entry.replace(/\.[cm]?tsx?$/, '').replaceAll('/', '-');
  const folder = join(CACHE, `${name}${where === 'node' ? '' : `-${where}`}-${hashOf([...PAGE_SOURCES, 'tools/node-bundle.mjs', ...(entry.startsWith('src/') ? [] : [dirname(entry)])]).slice(0, 16)}`);
  const file = join(folder, `${name}.mjs`);
  if (existsSync(file)) return file;
  mkdirSync(CACHE, { recursive: true });
  for (const old of readdirSync(CACHE)) { // not younger ones: another process may be running them
    if (Date.now() - statSync(join(CACHE, old)).mtimeMs > DAY) rmSync(join(CACHE, old), { recursive: true, force: true });
  }
  const { build } = await import('vite');
  const partial = `${folder}.${process.pid}`;
  const { log, info } = console;
  console.log = console.info = console.error;
  try {
    await build({
      root: ROOT,
      configFile: join(ROOT, 'vite.config.ts'),
      logLevel: 'error',
      build: {
        ...(where === 'node' && { ssr: entry }),
        outDir: partial,
        emptyOutDir: true,
        copyPublicDir: false,
        ...(where === 'node' && { target: 'node20' }),
        minify: false,
        rolldownOptions: { ...(where === 'browser' && { input: entry }), output: { entryFileNames: `${name}.mjs`, chunkFileNames: '[name]-[hash].mjs' } },
      },
    });
  } finally {
    Object.assign(console, { log, info });
  }
  try {
    renameSync(partial, folder);
  } catch (error) { // someone else was quicker with the same content
    if (!existsSync(file)) throw error;
    rmSync(partial, { recursive: true, force: true });
  }
  return file;
}

/** Bundles an entry and loads it. PLAYGROUND_PUBLIC tells it where the files are that the page fetches, PLAYGROUND_CACHE where it may keep some. */
export async function load(entry) {
  process.env.PLAYGROUND_PUBLIC ??= join(ROOT, 'public');
  process.env.PLAYGROUND_CACHE ??= CACHE;
  return import(pathToFileURL(await bundle(entry)).href);
}
