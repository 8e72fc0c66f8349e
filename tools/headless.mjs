// `npm run --silent headless -- --link '…' [--epochs n]`: the worker's code in Node. Stdout carries one JSON object and
// nothing else; a broken call ends with 2 and one line on stderr.
import { command, ensureInstalled } from './lib/install.mjs';
import { load } from './node-bundle.mjs';

await command(async (args) => {
  await ensureInstalled();
  const { main } = await load('src/headless/headless.ts');
  return main(args);
}, 2);
