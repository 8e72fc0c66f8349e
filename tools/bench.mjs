// `npm run bench`: names the machine, then runs bench/main.ts in Node. It finds the built page at PLAYGROUND_URL and a browser at
// CHROMIUM_PATH. Figures are for reading; nothing here passes or fails by milliseconds.
import { cpus, totalmem } from 'node:os';
import { ensureChromium } from './lib/chromium.mjs';
import { command, ensureInstalled } from './lib/install.mjs';
import { DIST, ensureBuilt } from './lib/page.mjs';
import { firstLoad } from './first-load.mjs';
import { bundle, load } from './node-bundle.mjs';
import { serve } from './serve.mjs';

await command(async (args) => {
  await ensureInstalled();
  const chromium = await ensureChromium();
  await ensureBuilt();
  const cores = cpus();
  console.error(`machine: ${cores[0]?.model.trim() ?? 'unknown processor'}, ${cores.length} cores, ${(totalmem() / 2 ** 30).toFixed(1)} GiB, ${process.platform} ${process.arch}`);
  console.error(`Node ${process.versions.node}, ${chromium.version}`);
  const { main } = await load('bench/main.ts');
  const server = await serve({ root: DIST, port: 0 });
  Object.assign(process.env, { BENCH_BUILD_WORKER: await bundle('bench/build-worker.ts'), BENCH_ENGINE_WORKER: await bundle('bench/engine-worker.ts'), BENCH_PEERS_WORKER: await bundle('bench/peers-worker.ts'), BENCH_PEERS_BROWSER: await bundle('bench/peers-worker.ts', 'browser'), BENCH_FLAT_WORKER: await bundle('bench/flat-worker.ts'), BENCH_SECOND_WORKER: await bundle('src/worker/second-worker.ts'), BENCH_FIRST_LOAD: JSON.stringify(firstLoad()), CHROMIUM_PATH: chromium.path, PLAYGROUND_URL: server.url });
  try {
    return await main(args);
  } finally {
    await server.close();
  }
});
