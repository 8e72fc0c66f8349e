// Builds dist/ when it is missing or older than its sources, by content and not by date.
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hashOf, PAGE_SOURCES, ROOT, runBin } from './project.mjs';

export const DIST = join(ROOT, 'dist');
const STAMP = join(ROOT, 'node_modules', '.built-sources');

export const isBuilt = () => existsSync(join(DIST, 'index.html')) && existsSync(STAMP) && readFileSync(STAMP, 'utf8') === hashOf(PAGE_SOURCES);

/** Builds the page for production. Returns what the build printed; throws with it when the build fails. */
export async function buildPage() {
  rmSync(STAMP, { force: true });
  const sources = hashOf(PAGE_SOURCES);
  const { code, output } = await runBin('vite', 'vite', ['build', '--logLevel', 'info']);
  if (code !== 0) throw new Error(`the build failed:\n${output}`);
  writeFileSync(STAMP, sources);
  return output;
}

/** Builds the page only if needed; says so on stderr. */
export async function ensureBuilt() {
  if (isBuilt()) return;
  console.error('Building the page …');
  await buildPage();
}
