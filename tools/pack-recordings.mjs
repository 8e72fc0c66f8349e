// `node tools/pack-recordings.mjs ARCHIVE.br FOLDER [FOLDER …]`: packs scripts/*.py and graphs/*.json of folders into one archive, as
// `npm run parity` reads it. `--unpack ARCHIVE.br FOLDER` does the reverse. Needs nothing installed.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';

/** Scripts without a recording, and those of Keras, are left out. */
function pack(archive, folders) {
  const all = {};
  for (const folder of folders) {
    for (const file of readdirSync(join(folder, 'scripts')).filter((name) => name.endsWith('.py') && !name.includes('keras')).sort()) {
      const name = file.slice(0, -3);
      if (name in all) throw new Error(`${name}: two folders have a script of that name`);
      all[name] = { script: readFileSync(join(folder, 'scripts', file), 'utf8'), recording: readFileSync(join(folder, 'graphs', `${name}.json`), 'utf8') };
    }
  }
  const text = Buffer.from(JSON.stringify(all));
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24, [constants.BROTLI_PARAM_SIZE_HINT]: text.length };
  const bytes = brotliCompressSync(text, { params });
  writeFileSync(archive, bytes);
  console.log(`${Object.keys(all).length} scripts, ${bytes.length} bytes`);
}

function unpack(archive, folder) {
  for (const part of ['scripts', 'graphs']) mkdirSync(join(folder, part), { recursive: true });
  for (const [name, { script, recording }] of Object.entries(JSON.parse(brotliDecompressSync(readFileSync(archive)).toString()))) {
    writeFileSync(join(folder, 'scripts', `${name}.py`), script);
    writeFileSync(join(folder, 'graphs', `${name}.json`), recording);
  }
}

const [first, ...rest] = process.argv.slice(2);
if (first === '--unpack' && rest.length === 2) unpack(...rest);
else if (first && first !== '--unpack' && rest.length > 0) pack(first, rest);
else {
  console.error('usage: node tools/pack-recordings.mjs ARCHIVE.br FOLDER [FOLDER …] | --unpack ARCHIVE.br FOLDER');
  process.exitCode = 2;
}
