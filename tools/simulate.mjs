// `npm run --silent simulate -- --trace FILE --frames n [--policy ID …]`: how often each policy misses on a trace of page ids. Stdout
// carries one JSON object and nothing else; a broken call ends with 2 and one line on stderr.
import { command, ensureInstalled } from './lib/install.mjs';
import { load } from './node-bundle.mjs';

await command(async (args) => {
  await ensureInstalled();
  const { main } = await load('src/headless/simulate.ts');
  return main(args);
}, 2);
