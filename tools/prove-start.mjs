// Proves `npm start`: starts it on a free port, waits for the address it prints, fetches the page and what the page names,
// and stops it. Used by .ci/run; prints one line, and ends with 1 if anything is not as a visitor needs it.
import { spawn } from 'node:child_process';
import { CSP } from './serve.mjs';
import { ROOT } from './lib/project.mjs';

const SECONDS = 300; // the first start may install and build

function expect(what, expected, got) {
  if (expected !== got) throw new Error(`${what}: expected ${expected}, got ${got}`);
}

/** Starts it and resolves with the address as soon as it is printed. */
function addressOf(child) {
  return new Promise((done, failed) => {
    let text = '';
    const timer = setTimeout(() => failed(new Error(`no address within ${SECONDS} s; it printed: ${text}`)), SECONDS * 1000);
    const listen = (data) => {
      text += data;
      const address = /http:\/\/127\.0\.0\.1:\d+\//.exec(text);
      if (address) { clearTimeout(timer); done(address[0]); }
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', (data) => { text += data; });
    child.on('error', failed);
    child.on('exit', (code) => { clearTimeout(timer); failed(new Error(`it ended with ${code} before it printed an address: ${text}`)); });
  });
}

async function fetched(url) {
  const answer = await fetch(url, { signal: AbortSignal.timeout(20_000) });
  expect(`status of ${url}`, 200, answer.status);
  expect(`policy of ${url}`, CSP, answer.headers.get('content-security-policy'));
  return { text: await answer.text(), type: answer.headers.get('content-type') ?? '' };
}

const npm = process.platform === 'win32' ? ['cmd.exe', '/c', 'npm'] : ['npm'];
const child = spawn(npm[0], [...npm.slice(1), 'start', '--', '--no-open', '--port', '0'], { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'], detached: process.platform !== 'win32' });
const ended = new Promise((done) => child.once('close', done));
const stop = (signal) => {
  try {
    if (process.platform === 'win32') spawn('taskkill', ['/pid', String(child.pid), '/T', '/F'], { stdio: 'ignore' });
    else process.kill(-child.pid, signal);
  } catch { /* it has ended */ }
};
try {
  const address = await addressOf(child);
  const page = await fetched(address);
  if (!page.type.startsWith('text/html')) throw new Error(`type of the page: expected text/html, got ${page.type}`);
  if (!page.text.includes('Session Playground')) throw new Error('the page does not say "Session Playground"');
  const asset = /src="\.\/([^"]+\.js)"/.exec(page.text)?.[1];
  if (!asset) throw new Error('the page names no script');
  const script = await fetched(new URL(asset, address));
  if (!script.type.startsWith('text/javascript')) throw new Error(`type of ${asset}: expected text/javascript, got ${script.type}`);
  console.log(`ok   start: ${address} serves the page and ${asset}`);
} catch (error) {
  console.log(`FAIL start: ${error.message}`);
  process.exitCode = 1;
} finally {
  stop('SIGTERM');
  const late = setTimeout(() => stop('SIGKILL'), 5000);
  await ended;
  clearTimeout(late);
}
