// The checker of import directions against small trees written as strings.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkImports, referencesIn } from './check-imports.mjs';

const rules = JSON.parse(readFileSync(new URL('./layers.json', import.meta.url), 'utf8'));
const check = (files, changes = {}) => checkImports(new Map(Object.entries(files)), { ...rules, cycleDebts: [], ...changes });

describe('referencesIn', () => {
  it.each([
    ["import x from './a.ts'", 'import', './a.ts'],
    ["import './a.css'", 'import', './a.css'],
    ["import type { X } from './a.ts'", 'import', './a.ts'],
    ["export * from './a.ts'", 'import', './a.ts'],
    ["export { x } from './a.ts'", 'import', './a.ts'],
    ["const f = () => import('./a.ts')", 'import', './a.ts'],
    ['const f = () => import(`./a.ts`)', 'import', './a.ts'],
    ["type X = import('./a.ts').X", 'import', './a.ts'],
    ["const x: typeof import('./a.ts') = y", 'import', './a.ts'],
    ["import x = require('./a.ts')", 'import', './a.ts'],
    ["const x = require('./a.ts')", 'import', './a.ts'],
    ["const w = new Worker(new URL('./a.ts', import.meta.url), { type: 'module' })", 'url', './a.ts'],
    ["const m = import.meta.glob('./*.ts', { eager: true })", 'glob', './*.ts'],
    ["const m = import.meta.glob<{ x: 1 }>(['./*.ts'])", 'glob', './*.ts'],
    ['const f = (name: string) => import(name)', 'import', null],
  ])('finds the module in: %s', (source, how, specifier) => {
    expect(referencesIn('x.ts', source)).toEqual([{ how, specifier }]);
  });

  it('finds nothing in comments, strings, other URLs and plain exports', () => {
    const source = `// import './a.ts'\nconst x = "import './a.ts'"; /* from './b' */ export const u = new URL('./a', location.href); export { x };`;
    expect(referencesIn('x.ts', source)).toEqual([]);
  });

  it('reads JSX', () => {
    expect(referencesIn('x.tsx', "const a = <p>import './no.ts'</p>; const b = import('./a.ts');")).toEqual([{ how: 'import', specifier: './a.ts' }]);
  });

  it('says which file does not parse', () => {
    expect(() => referencesIn('src/lib/broken.ts', 'const = 1')).toThrow(/src\/lib\/broken\.ts: does not parse/);
  });
});

describe('checkImports', () => {
  it('accepts the directions of the layers, within a layer too', () => {
    expect(check({
      'src/main.tsx': "import './app/page.tsx'; new Worker(new URL('./worker/entry.ts', import.meta.url));",
      'src/app/page.tsx': "import { s } from '../store/store.ts'; import React from 'react'; import './page.css';",
      'src/app/page.css': '',
      'src/store/store.ts': "import type { M } from '../protocol/m.ts';",
      'src/protocol/m.ts': '',
      'src/worker/entry.ts': "import '../engine/graph.ts'; import '../memory/tiers.ts';",
      'src/engine/graph.ts': "import '../lib/assert.ts'; import './op.ts';",
      'src/engine/op.ts': '',
      'src/memory/tiers.ts': "import '../lib/assert.ts';",
      'src/lib/assert.ts': '',
    })).toEqual([]);
  });

  it.each(Object.keys(rules.layers).filter((layer) => layer !== 'main'))('%s may import exactly what the data say', (from) => {
    for (const to of Object.keys(rules.layers).filter((layer) => layer !== from && layer !== 'main')) {
      const problems = check({ [`src/${from}/a.ts`]: `import '../${to}/b.ts';`, [`src/${to}/b.ts`]: '' });
      expect([from, to, problems.length]).toEqual([from, to, rules.layers[from].imports.includes(to) ? 0 : 1]);
    }
  });

  it('keeps the engine out of the page, types and lazy imports included', () => {
    for (const layer of ['app', 'store', 'charts', 'lessons', 'presets']) {
      for (const target of ['engine', 'tf', 'programs', 'memory']) {
        for (const source of [`import '../${target}/x.ts'`, `import type { X } from '../${target}/x.ts'`, `const f = () => import('../${target}/x.ts')`, `import.meta.glob('../${target}/*.ts')`]) {
          expect(check({ [`src/${layer}/a.ts`]: source, [`src/${target}/x.ts`]: '' })).toHaveLength(1);
        }
      }
    }
    expect(check({ 'src/main.tsx': "import './engine/x.ts'", 'src/engine/x.ts': '' })).toHaveLength(1);
  });

  it('lets main start the worker by URL but not import it', () => {
    const worker = { 'src/worker/entry.ts': '' };
    expect(check({ ...worker, 'src/main.tsx': "new URL('./worker/entry.ts', import.meta.url)" })).toEqual([]);
    expect(check({ ...worker, 'src/main.tsx': "import './worker/entry.ts'" })).toHaveLength(1);
    expect(check({ ...worker, 'src/store/client.ts': "new URL('../worker/entry.ts', import.meta.url)" })).toHaveLength(1);
  });

  it('names the file, the target and what would be allowed', () => {
    expect(check({ 'src/lib/a.ts': "import '../engine/b.ts'", 'src/engine/b.ts': '' })).toEqual(['src/lib/a.ts: imports src/engine/b.ts; lib may import nothing']);
  });

  it('lets an op import op.ts and lib only; the list of ops and their tests may more', () => {
    const files = { 'src/engine/op.ts': '', 'src/engine/graph.ts': '', 'src/engine/ops/add.ts': "import '../op.ts'; import '../../lib/shape.ts'", 'src/lib/shape.ts': '' };
    expect(check({ ...files, 'src/engine/ops/index.ts': "import './add.ts'" })).toEqual([]);
    expect(check({ ...files, 'src/engine/ops/add.test.ts': "import './add.ts'; import '../graph.ts'" })).toEqual([]);
    expect(check({ ...files, 'src/engine/ops/mul.ts': "import './add.ts'" })).toHaveLength(1);
    expect(check({ ...files, 'src/engine/ops/mul.ts': "import type { G } from '../graph.ts'" })).toHaveLength(1);
  });

  it('refuses folders it does not know, and stray files in src', () => {
    expect(check({ 'src/utils/a.ts': '' })).toHaveLength(1);
    expect(check({ 'src/helper.ts': '' })).toHaveLength(1);
    expect(check({ 'src/lib/a.ts': "import '../../tools/x.mjs'" })).toEqual(['src/lib/a.ts: imports tools/x.mjs; lies outside src']);
  });

  it('refuses packages where the engine must run anywhere, but not in tests', () => {
    expect(check({ 'src/engine/a.ts': "import { sum } from 'd3-array'" })).toHaveLength(1);
    expect(check({ 'src/engine/a.test.ts': "import { it } from 'vitest'" })).toEqual([]);
  });

  it('refuses a computed module name', () => {
    expect(check({ 'src/app/a.ts': 'export const f = (n: string) => import(n)' })).toHaveLength(1);
  });

  it('finds circles, of types only and through globs too, once each', () => {
    const two = { 'src/lib/a.ts': "import type { B } from './b.ts'", 'src/lib/b.ts': "import type { A } from './a.ts'" };
    expect(check(two)).toEqual(['import in a circle: src/lib/a.ts src/lib/b.ts']);
    expect(check({ 'src/lib/a.ts': "import './a.ts'" })).toEqual(['import in a circle: src/lib/a.ts']);
    expect(check({ 'src/lib/a.ts': "import './b.ts'", 'src/lib/b.ts': "import './c.ts'", 'src/lib/c.ts': "import './a.ts'", 'src/lib/d.ts': "import './a.ts'" }))
      .toEqual(['import in a circle: src/lib/a.ts src/lib/b.ts src/lib/c.ts']);
    expect(check({ 'src/presets/index.ts': "import.meta.glob(['./*.ts', '!./index.ts'])", 'src/presets/cure.ts': "import './index.ts'" }))
      .toEqual(['import in a circle: src/presets/cure.ts src/presets/index.ts']);
  });

  it('forgives a listed debt, and asks to strike it when it is paid', () => {
    const debts = { cycleDebts: [['src/lib/b.ts', 'src/lib/a.ts']] };
    expect(check({ 'src/lib/a.ts': "import './b.ts'", 'src/lib/b.ts': "import './a.ts'" }, debts)).toEqual([]);
    expect(check({ 'src/lib/a.ts': '', 'src/lib/b.ts': '' }, debts)).toHaveLength(1);
  });
});
