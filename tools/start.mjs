// `npm start`: installs and builds where needed, serves the page on this machine, prints its address and opens it.
// Options: --port n (or PORT), --no-open. Ends with Ctrl+C.
import { spawn } from 'node:child_process';
import { command, ensureInstalled } from './lib/install.mjs';
import { DIST, ensureBuilt } from './lib/page.mjs';
import { portOf, serve } from './serve.mjs';

/** Opens the address where there is a screen; a machine without one, or without a browser, is no error. */
function open(url) {
  const [program, ...args] = process.platform === 'darwin' ? ['open', url]
    : process.platform === 'win32' ? ['cmd.exe', '/c', 'start', '', url]
    : process.env.DISPLAY || process.env.WAYLAND_DISPLAY ? ['xdg-open', url] : [];
  if (program) spawn(program, args, { stdio: 'ignore', detached: true }).on('error', () => {}).unref();
}

await command(async (args) => {
  const flags = new Set(args);
  const given = args.find((arg) => arg.startsWith('--port='))?.slice('--port='.length) ?? (flags.has('--port') ? (args[args.indexOf('--port') + 1] ?? '') : process.env.PORT);
  const port = given === undefined ? 4173 : portOf(given);
  await ensureInstalled();
  await ensureBuilt();
  const { url, close } = await serve({ root: DIST, port });
  console.log(`Session Playground is at ${url}  (Ctrl+C ends it)`);
  if (!flags.has('--no-open') && !process.env.CI) open(url);
  await new Promise((done) => { for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, done); });
  await close();
});
