// `npm test`: every check of the project, one line each with its time, and last of all `N passed, N failed`.
// `npm test -- unit types` runs only those stages. Counts single tests where there are some, else one for the check.
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureChromium } from './lib/chromium.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { buildPage, DIST, ensureBuilt } from './lib/page.mjs';
import { ROOT, run, runBin } from './lib/project.mjs';
import { serve } from './serve.mjs';

const RESULTS = join(ROOT, '.cache', 'test');

/** @typedef {{ passed: number, failed: number, note?: string, output?: string }} Outcome output is shown if something failed */

/** One check that a program makes: passed if it ends with 0. @returns {Promise<Outcome>} */
async function check(running) {
  const { code, output } = await running;
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1, output };
}

/** Reads a report, or null if the program did not get so far as to write one. */
function report(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return null;
  }
}

/** What a test runner says in numbers; a run that failed without a failed test, or ran none, is one failure. @returns {Outcome} */
function outcome(code, output, { passed = 0, failed = 0, skipped = 0 }) {
  const silent = failed === 0 && (code !== 0 || passed === 0) ? 1 : 0;
  return { passed, failed: failed + silent, output, ...(skipped > 0 && { note: `${skipped} skipped` }) };
}

async function types() {
  const { buildKernels } = await import('./kernels.mjs');
  await buildKernels();
  return check(runBin('typescript', 'tsc', ['--noEmit', '-p', '.', '--pretty', 'false']));
}

async function unit() {
  const file = join(RESULTS, 'unit.json');
  const { code, output } = await runBin('vitest', 'vitest', ['run', '--reporter=dot', '--reporter=json', `--outputFile.json=${file}`], { env: { CI: '1' }, seconds: 420 });
  const found = report(file);
  if (!found) return outcome(code || 1, output, {});
  const broken = found.testResults.filter(({ status, assertionResults }) => status === 'failed' && !assertionResults.some((test) => test.status === 'failed'));
  return outcome(code, output, { passed: found.numPassedTests, failed: found.numFailedTests + broken.length, skipped: found.numPendingTests + found.numTodoTests });
}

async function build() {
  try {
    await buildPage();
    return { passed: 1, failed: 0 };
  } catch (error) {
    return { passed: 0, failed: 1, output: error.message };
  }
}

async function endToEnd() {
  await ensureBuilt();
  const { path } = await ensureChromium({ headless: true });
  const file = join(RESULTS, 'e2e.json');
  // Served from this process, on any free port: it ends with us however we end, and never meets another run or `npm start`.
  const server = await serve({ root: DIST, port: 0 });
  const env = { CHROMIUM_PATH: path, E2E_RESULTS: file, E2E_URL: server.url, CI: '1' };
  const { code, output } = await runBin('@playwright/test', 'playwright', ['test'], { env, seconds: 750 });
  await server.close();
  const found = report(file);
  if (!found) return outcome(code || 1, output, {});
  const { expected, unexpected, flaky, skipped } = found.stats;
  return outcome(code, output, { passed: expected, failed: unexpected + flaky, skipped });
}

async function sizeBudget() {
  await ensureBuilt();
  return check(runBin('size-limit', 'size-limit', []));
}

const STAGES = {
  types,
  lint: () => check(runBin('oxlint', 'oxlint', ['--type-aware', '--deny-warnings', '--report-unused-disable-directives', '--format=unix', '.'])),
  imports: () => check(run(process.execPath, [join(ROOT, 'tools', 'check-imports.mjs')])),
  unit,
  parity,
  build,
  size: sizeBudget,
  dead: () => check(runBin('knip', 'knip', ['--no-progress'])),
  e2e: endToEnd,
};

/** Stages that run at the same time as one another. */
const BESIDE = ['lint', 'imports', 'dead'];

/** Archives of scripts and what real TensorFlow did with them; `known.json` there says which differ and why. */
const RECORDINGS = join(ROOT, 'recordings');

/**
 * What is run here, so that all tests keep within their time: the scripts that the page offers, and of all others so many as together do
 * nearly all that all do. `npm run parity` runs the whole of them.
 */
const PARITY = [['examples.br'], ['scripts.br', 'more.br', '--without', 'known.json', '--cover', '60']];

/** Our graphs, runs and values beside the recordings: every script equal but for those that are known to differ, and these still differ. */
async function parity() {
  const known = JSON.parse(readFileSync(join(RECORDINGS, 'known.json'), 'utf8'));
  const lines = [];
  let printed = '';
  for (const call of PARITY) {
    const args = call.map((part) => (part.includes('.') ? join(RECORDINGS, part) : part));
    const { output } = await run(process.execPath, [join(ROOT, 'tools', 'parity.mjs'), ...args], { seconds: 600 });
    printed += output;
    lines.push(...output.split('\n').filter((line) => /^(equal|differ) /.test(line)));
  }
  const bad = lines.filter((line) => {
    const name = line.slice(7).split(/[ :]/)[0];
    return line.startsWith('differ') !== name in known;
  });
  if (lines.length === 0) return { passed: 0, failed: 1, output: printed };
  return { passed: lines.length - bad.length, failed: bad.length, note: `${Object.keys(known).length} known to differ`, output: `${bad.join('\n')}\nequal where known.json says that it differs, or the reverse` };
}

/** The last lines of what a program printed: enough to see what failed, not enough to bury the summary. */
function tail(text, lines = 150) {
  const all = text.trimEnd().split('\n');
  return (all.length > lines ? [`… ${all.length - lines} lines before …`, ...all.slice(-lines)] : all).map((line) => `    ${line}`).join('\n');
}

async function main(names) {
  const unknown = names.filter((name) => !Object.hasOwn(STAGES, name));
  if (unknown.length > 0) throw new Error(`unknown stage ${unknown.join(', ')}; there are ${Object.keys(STAGES).join(', ')}`);
  const chosen = Object.keys(STAGES).filter((name) => names.length === 0 || names.includes(name));
  await ensureInstalled();
  rmSync(RESULTS, { recursive: true, force: true });
  mkdirSync(RESULTS, { recursive: true });
  if (chosen.includes('e2e')) {
    // Early, so that a machine without one says so at once; the other stages are worth running all the same.
    await ensureChromium({ headless: true }).then(({ path, version }) => console.log(`Chromium: ${version} (${path})`), (error) => console.error(error.message));
  }
  const total = { passed: 0, failed: 0 };
  /** @returns {Promise<Outcome & { seconds: string }>} */
  const timed = async (name) => {
    const start = performance.now();
    const done = await STAGES[name]().catch((error) => ({ passed: 0, failed: 1, output: error.message }));
    return { ...done, seconds: `${((performance.now() - start) / 1000).toFixed(1)} s` };
  };
  // Single programs of one thread each, side by side; the kernels that they read are made by \`types\`.
  const beside = new Map();
  for (const name of chosen) {
    if (BESIDE.includes(name) && !beside.has(name)) for (const other of BESIDE) if (chosen.includes(other)) beside.set(other, timed(other));
    const { passed, failed, note, output, seconds } = await (beside.get(name) ?? timed(name));
    total.passed += passed;
    total.failed += failed;
    console.log(`${failed > 0 ? 'FAIL' : 'ok  '} ${name.padEnd(8)} ${seconds.padStart(8)}  ${passed} passed, ${failed} failed${note ? `, ${note}` : ''}`);
    if (failed > 0 && output) console.log(tail(output));
  }
  return total;
}

let total;
try {
  total = await main(process.argv.slice(2));
} catch (error) {
  console.error(error.message);
  total = { passed: 0, failed: 1 };
}
process.exitCode = total.failed > 0 ? 1 : 0;
console.log(`${total.passed} passed, ${total.failed} failed`);
