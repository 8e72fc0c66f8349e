// Installs the dependencies from the lockfile when they are missing or older than it. Never changes the lockfile.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, run } from './project.mjs';

const STAMP = join(ROOT, 'node_modules', '.installed-lock');
const lockHash = () => createHash('sha256').update(readFileSync(join(ROOT, 'package-lock.json'))).digest('hex');

/** Name and version of all packages in a lockfile, the root and what this platform leaves out aside. */
function packagesIn(path) {
  const packages = JSON.parse(readFileSync(path, 'utf8')).packages;
  return new Map(Object.entries(packages).filter(([name, entry]) => name !== '' && !entry.link).map(([name, entry]) => [name, entry]));
}

/** Whether node_modules holds what the lockfile asks for: by our own stamp, else by npm's record of what it installed. */
export function isInstalled() {
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === lockHash()) return true;
  const record = join(ROOT, 'node_modules', '.package-lock.json');
  if (!existsSync(record)) return false;
  const installed = packagesIn(record);
  const wanted = packagesIn(join(ROOT, 'package-lock.json'));
  const same = [...wanted].every(([name, { version, optional }]) => (installed.has(name) ? installed.get(name).version === version : optional === true))
    && [...installed.keys()].every((name) => wanted.has(name));
  if (same) writeFileSync(STAMP, lockHash());
  return same;
}

/** Checks this Node's version, then runs `npm ci` if needed. What npm says goes to stderr. Throws with a message for the user. */
export async function ensureInstalled() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) throw new Error(`expected Node 20.19 or newer, this is ${process.versions.node}: see https://nodejs.org`);
  if (isInstalled()) return;
  console.error('Installing dependencies (npm ci) …');
  // Under `npm start` the very npm that runs us is used; otherwise the one on the PATH.
  const npm = process.env.npm_execpath && /\.c?js$/.test(process.env.npm_execpath) ? [process.execPath, process.env.npm_execpath]
    : process.platform === 'win32' ? ['cmd.exe', '/c', 'npm'] : ['npm'];
  const { code } = await run(npm[0], [...npm.slice(1), 'ci', '--no-audit', '--no-fund', '--include=dev'], { output: 'stderr', env: { NODE_ENV: '' } });
  if (code !== 0) throw new Error(`npm ci failed (exit code ${code}): dependencies could not be installed from package-lock.json`);
  mkdirSync(join(ROOT, 'node_modules'), { recursive: true });
  writeFileSync(STAMP, lockHash());
}

/** Runs a command's main function: prints an expected failure as one line on stderr and ends with the code it returns. */
export async function command(main, failure = 1) {
  try {
    process.exitCode = (await main(process.argv.slice(2))) ?? 0;
  } catch (error) {
    console.error(process.env.DEBUG ? error : `${error instanceof Error ? error.message : error}`);
    process.exitCode = failure;
  }
}
