// Finds a Chromium that starts, or installs Debian's where this machine lets us. Does not download browsers by itself.
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import { ROOT, run } from './project.mjs';

/** Chromium without a window of its own: what tests need, in two thirds of the time. */
const SHELL = 'chromium-headless-shell';
const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'microsoft-edge'];
const PLACES = {
  linux: ['/usr/lib/chromium/chromium', '/opt/google/chrome/chrome', '/snap/bin/chromium'],
  darwin: ['', process.env.HOME ?? ''].flatMap((home) => [
    `${home}/Applications/Chromium.app/Contents/MacOS/Chromium`, `${home}/Applications/Google Chrome.app/Contents/MacOS/Google Chrome`,
  ]),
  win32: ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap((name) => (process.env[name] ? [
    join(process.env[name], 'Google/Chrome/Application/chrome.exe'), join(process.env[name], 'Chromium/Application/chrome.exe'),
    join(process.env[name], 'Microsoft/Edge/Application/msedge.exe'),
  ] : [])),
};

function candidates(names) {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  const onPath = names.flatMap((name) => folders.map((folder) => join(folder, process.platform === 'win32' ? `${name}.exe` : name)));
  let own = [];
  try {
    own = [createRequire(join(ROOT, 'package.json'))('playwright-core').chromium.executablePath()];
  } catch { /* not installed yet, or no browser known for this platform */ }
  return [...new Set([...onPath, ...(PLACES[process.platform] ?? []), ...own])].filter((path) => existsSync(path));
}

/** The version a Chromium reports, or null if it does not start. Windows browsers open a window instead: taken as they are. */
async function versionOf(path) {
  if (process.platform === 'win32') return 'version unknown';
  const { code, stdout } = await run(path, ['--version'], { seconds: 20 });
  return code === 0 ? stdout.trim() || 'version unknown' : null;
}

async function find(names) {
  for (const path of candidates(names)) {
    const version = await versionOf(path);
    if (version) return { path, version };
  }
  return null;
}

const isDebian = () => existsSync('/etc/os-release') && /^ID(_LIKE)?=.*(debian|ubuntu)/m.test(readFileSync('/etc/os-release', 'utf8'));

/**
 * A Chromium to test with: CHROMIUM_PATH, else one of this machine, else Debian's package, installed if we may.
 * @param {{ headless?: boolean }} [options] `headless`: rather one that cannot have windows
 * @returns {Promise<{ path: string, version: string }>} throws with what the user should install
 */
export async function ensureChromium({ headless = false } = {}) {
  const given = process.env.CHROMIUM_PATH;
  if (given) {
    const version = existsSync(given) ? await versionOf(given) : null;
    if (version) return { path: given, version };
    throw new Error(`CHROMIUM_PATH: expected a Chromium that starts, got ${given}`);
  }
  const names = headless ? [SHELL, ...NAMES] : NAMES;
  const found = await find(names);
  if (found && !(headless && isDebian() && !found.path.endsWith(SHELL))) return found;
  if (process.platform === 'linux' && isDebian()) {
    const root = process.getuid() === 0;
    if (root || (await run('sudo', ['-n', 'true'], { seconds: 10 })).code === 0) {
      const apt = (args) => run(root ? 'apt-get' : 'sudo', [...(root ? [] : ['-n', 'DEBIAN_FRONTEND=noninteractive', 'apt-get']), ...args],
        { output: 'stderr', seconds: 400, env: { DEBIAN_FRONTEND: 'noninteractive' } });
      const wanted = headless ? [SHELL, 'chromium'] : ['chromium'];
      await apt(['-q', 'update']);
      for (const name of wanted) { // distributions made from Debian may not have the first
        if (found && name === 'chromium') break;
        console.error(`Installing the package ${name} (apt-get) …`);
        const { code } = await apt(['-q', 'install', '-y', '--no-install-recommends', name, 'fonts-liberation']);
        const installed = code === 0 ? await find(names) : null;
        if (installed) return installed;
      }
    }
  }
  if (found) return found;
  throw new Error([
    'No Chromium was found. Install one of these, then run this again:',
    '  Debian, Ubuntu    apt-get install chromium   (as root; on Ubuntu also: snap install chromium)',
    '  Fedora            dnf install chromium',
    '  macOS             brew install --cask chromium, or Google Chrome from google.com/chrome',
    '  Windows           Google Chrome or Microsoft Edge',
    '  anywhere          npx playwright install chromium',
    'or name one with CHROMIUM_PATH=/path/to/chromium.',
  ].join('\n'));
}
