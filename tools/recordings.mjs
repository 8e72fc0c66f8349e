// `npm run --silent recordings -- FOLDER`: the model beside recordings of real TensorFlow, and its error on each. Stdout carries one
// JSON object and nothing else; a broken call ends with 2 and one line on stderr.
import { command, ensureInstalled } from './lib/install.mjs';
import { load } from './node-bundle.mjs';

await command(async (args) => {
  await ensureInstalled();
  const { main } = await load('src/headless/recordings.ts');
  return main(args);
}, 2);
