// `npm run --silent optimize -- FILE --fetch a:0 …`: the graph optimiser's passes on a graph file, one JSON object on stdout.
import { command, ensureInstalled } from './lib/install.mjs';
import { load } from './node-bundle.mjs';

await command(async (args) => {
  await ensureInstalled();
  const { runOptimize } = await load('src/headless/optimize.ts');
  return runOptimize(args);
}, 2);
