// `node tools/program-texts.mjs [PROGRAM ...]`: the Python texts of the programs with the settings in which they are recorded, as JSON;
// tools/record-programs.py runs them on real TensorFlow. With --write: writes each program.py anew.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './lib/project.mjs';
import { load } from './node-bundle.mjs';

const args = process.argv.slice(2);
const { recordedTexts, defaultText } = await load('src/headless/texts.ts');
const wanted = args.filter((arg) => !arg.startsWith('--'));
if (args.includes('--write')) {
  for (const program of wanted) writeFileSync(join(ROOT, 'src/programs', program, 'program.py'), await defaultText(program));
} else {
  process.stdout.write(JSON.stringify(await recordedTexts(wanted)));
}
