// `npm run --silent parity -- FOLDER … [--only TEXT] [--without FILE] [--every N] [--cover N] [--jobs N] [--raw] [--messages]`: our graphs beside recordings of real TensorFlow.
import { command, ensureInstalled } from './lib/install.mjs';
import { bundle, load } from './node-bundle.mjs';

await command(async (args) => {
  await ensureInstalled();
  process.env.PLAYGROUND_PYTHON ??= await bundle('src/headless/python-worker.ts');
  const { parity } = await load('src/headless/parity.ts');
  return parity(args);
}, 2);
