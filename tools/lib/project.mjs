// Where the project is, and how its commands run other programs: root, content hashes, child processes that always end.
// Uses nothing but Node, so that it works before anything is installed.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** What a build is made from, relative to the root. Directories count with everything below them. */
export const PAGE_SOURCES = ['src', 'public', 'index.html', 'vite.config.ts', 'package.json', 'package-lock.json', 'tsconfig.json', 'LICENSE', 'tools/csp.json', 'tools/kernels.mjs'];

/** Made by a build step from other sources; hashing it would make a fresh tree look different from a built one. */
const DERIVED = new Set(['src/engine/kernels/generated.ts']);

/** All files below `path` (or `path` itself), as sorted paths relative to the root with forward slashes. */
export function filesOf(path) {
  const absolute = join(ROOT, path);
  if (!existsSync(absolute)) return [];
  if (statSync(absolute).isFile()) return [path];
  return readdirSync(absolute, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
}

/** Hex SHA-256 over the names and contents of all files below `paths`; tests and derived files do not count. */
export function hashOf(paths) {
  const hash = createHash('sha256');
  for (const path of paths.flatMap(filesOf)) {
    if (DERIVED.has(path) || /\.test\.\w+$/.test(path)) continue;
    hash.update(`${path}\0`).update(readFileSync(join(ROOT, path))).update('\0');
  }
  return hash.digest('hex');
}

/** The path of a program that a package installs, e.g. bin('typescript', 'tsc'); to be run with this Node. */
export function bin(packageName, name = packageName) {
  const manifest = join(ROOT, 'node_modules', ...packageName.split('/'), 'package.json');
  const entries = createRequire(import.meta.url)(manifest).bin;
  const file = typeof entries === 'string' ? entries : entries[name];
  if (!file) throw new Error(`package ${packageName} has no program ${name}; it has ${Object.keys(entries).join(', ')}`);
  return join(dirname(manifest), file);
}

const running = new Set();

function kill(child, signal) {
  try {
    if (process.platform === 'win32') spawn('taskkill', ['/pid', String(child.pid), '/T', '/F'], { stdio: 'ignore' });
    else process.kill(-child.pid, signal);
  } catch { /* already gone */ }
}

/** Ends every program that run() started and that still lives: asked first, then made to. */
export function endAll(signal = 'SIGKILL') {
  for (const child of running) kill(child, signal);
}

const SIGNALS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 };

/** While programs run, a signal to us ends them first, so that nothing stays behind; then we end too. */
function passOn(signal) {
  endAll('SIGTERM');
  const asked = Date.now();
  setInterval(() => { if (running.size === 0 || Date.now() - asked > 8000) process.exit(SIGNALS[signal]); }, 50);
}

function add(child) {
  if (running.size === 0) for (const signal of Object.keys(SIGNALS)) process.on(signal, passOn);
  running.add(child);
}

function remove(child) {
  running.delete(child);
  if (running.size === 0) for (const signal of Object.keys(SIGNALS)) process.off(signal, passOn);
}
process.once('exit', () => endAll());

/**
 * Runs a program in a process group of its own and waits until it, and whatever it started in that group, has ended.
 * @param {string} command @param {string[]} args
 * @param {{ env?: Record<string, string | undefined>, seconds?: number, output?: 'capture' | 'inherit' | 'stderr' }} options
 *   `seconds`: after that it is asked to end, and five seconds later made to; `output: 'stderr'` shows all it prints on stderr
 * @returns {Promise<{ code: number, output: string, stdout: string, late: boolean }>} code 127 if it cannot be started
 */
export function run(command, args, { env = {}, seconds = 600, output = 'capture' } = {}) {
  return new Promise((resolve) => {
    const stdio = { capture: ['ignore', 'pipe', 'pipe'], inherit: 'inherit', stderr: ['ignore', 2, 2] }[output];
    const child = spawn(command, args, { cwd: ROOT, env: { ...process.env, ...(output === 'capture' && { NO_COLOR: '1' }), ...env }, stdio, detached: process.platform !== 'win32' });
    add(child);
    let text = '';
    let stdout = '';
    let late = false;
    child.stdout?.on('data', (data) => { text += data; stdout += data; });
    child.stderr?.on('data', (data) => { text += data; });
    const timers = [
      setTimeout(() => { late = true; kill(child, 'SIGTERM'); }, seconds * 1000),
      setTimeout(() => kill(child, 'SIGKILL'), (seconds + 5) * 1000),
    ];
    const end = (code) => {
      timers.forEach(clearTimeout);
      kill(child, 'SIGKILL'); // whatever is left of its group, so that open pipes cannot keep us waiting
      remove(child);
      resolve({ code: late && code === 0 ? 1 : code, output: late ? `${text}\nstopped after ${seconds} s` : text, stdout, late });
    };
    child.on('error', (error) => { text += String(error); end(127); });
    child.on('exit', (code, signal) => {
      const pipes = [child.stdout, child.stderr].filter(Boolean).map((pipe) => new Promise((done) => pipe.once('close', done)));
      kill(child, 'SIGKILL');
      void Promise.race([Promise.all(pipes), new Promise((done) => setTimeout(done, 2000).unref())]).then(() => end(code ?? (signal ? 1 : 0)));
    });
  });
}

/** Runs a program of an installed package with this Node. */
export const runBin = (packageName, name, args, options) => run(process.execPath, [bin(packageName, name), ...args], options);
