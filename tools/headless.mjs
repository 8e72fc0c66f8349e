// `npm run --silent headless -- --link '…' [--epochs n]`: the worker's code in Node. Stdout carries one JSON object and
// nothing else; a broken call ends with 2 and one line on stderr. `--script A.py [--script B.py …]` runs Python scripts instead.
import { command, ensureInstalled } from './lib/install.mjs';
import { bundle, load } from './node-bundle.mjs';

await command(async (args) => {
  await ensureInstalled();
  if (args.some((arg) => arg.startsWith('--script'))) process.env.PLAYGROUND_PYTHON ??= await bundle('src/headless/python-worker.ts');
  const { main } = await load('src/headless/headless.ts');
  return main(args);
}, 2);
