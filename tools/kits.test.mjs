// vite.config.ts tells the bundler that op.ts and the kits do nothing as they load: one that did would be left out of the page in silence.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync } from 'oxc-parser';
import { expect, it } from 'vitest';
import { ROOT } from './lib/project.mjs';

it('finds declarations only in the kits of ops', () => {
  const engine = join(ROOT, 'src', 'engine');
  const files = ['op.ts', ...readdirSync(join(engine, 'kit')).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts')).map((name) => join('kit', name))];
  expect(files.length).toBeGreaterThan(40);
  for (const file of files) {
    const { program } = parseSync(file, readFileSync(join(engine, file), 'utf8'));
    for (const statement of program.body) {
      const declares = /^(Import|Export|TS|(Function|Class|Variable)Declaration)/.test(statement.type) && !(statement.type === 'ImportDeclaration' && statement.specifiers.length === 0);
      expect(declares, `${file}: a ${statement.type} at the top level`).toBe(true);
    }
  }
});
