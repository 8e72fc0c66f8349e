// `npm run build`: writes the page to dist/, ready for any static host, under any path.
import { command, ensureInstalled } from './lib/install.mjs';
import { buildPage } from './lib/page.mjs';

await command(async () => {
  await ensureInstalled();
  process.stdout.write(await buildPage());
});
