/** The programs as the worker runs them: they learn; their Python files are the default text; saving and reloading count under lines of it. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PROGRAM_IDS, programOf } from '../programs/index.ts';
import { DEFAULTS, PROGRAMS as IDS_AND_SCRIPT } from '../protocol/config.ts';
import { configOf, play } from './test-kit.ts';

/** The visitor's own script has no folder. */
const IDS = IDS_AND_SCRIPT.filter((id) => id !== 'script');

describe('a program', () => {
  it('is there for every id that a link may name', () => { expect(PROGRAM_IDS).toEqual([...IDS].sort()); });

  for (const id of IDS) {
    it(`${id}: its Python file is the text shown by default`, () => {
      const path = join(import.meta.dirname, '../programs', id, 'program.py');
      expect(existsSync(path)).toBe(true);
      const lines = programOf(id).script(DEFAULTS[id], DEFAULTS[id]).map((l) => l.text);
      const file = readFileSync(path, 'utf8').trimEnd().split('\n');
      // The file may begin with a docstring or comments of its own.
      expect(file.slice(file.length - lines.length).join('\n').trimEnd()).toBe(lines.join('\n').trimEnd());
      for (const extra of file.slice(0, file.length - lines.length)) expect(extra).toMatch(/^(#.*|""".*|)$/);
    });

    it(`${id}: all nodes that save, clear and reload make count under lines of the text`, () => {
      const part = { program: id, account: 'tensorflow', samples: 20, epochs: 2, every: 1, run: 'epoch', build: 'forward', save: true, reload: true } as const;
      const { runner, rows } = play(part);
      const { now, added } = runner.lines();
      expect(now.reduce((a, b) => a + b, 0)).toBe(runner.tf.graph.nodes);
      expect(added.reduce((a, b) => a + b, 0)).toBe(rows.reduce((a, r) => a + r.added, 0));
      const cleared = play({ ...part, clear: true });
      expect(cleared.runner.lines().added.reduce((a, b) => a + b, 0)).toBe(cleared.rows.reduce((a, r) => a + r.added, 0));
      expect(cleared.runner.lines().now.reduce((a, b) => a + b, 0)).toBe(cleared.rows.at(-1)!.nodes);
      const config = configOf({ ...part, clear: true });
      const ids = new Set(runner.program.script(config, config).map((l) => l.id));
      added.forEach((n, line) => { if (n > 0) expect(ids.has(line), `line ${line} with ${n} nodes`).toBe(true); });
    });
  }
});

describe('training', () => {
  it('of the perceptron reaches 95 % of a thousand digits well within a thousand epochs', () => {
    const p = play({ build: 'hoisted', run: 'epoch', samples: 1000, account: 'tensorflow' }, [], (b, { rows }) => (b === 'epoch' && rows.at(-1)!.accuracy > 0.95 ? 'stop' : undefined));
    expect(p.rows.at(-1)!.accuracy).toBeGreaterThan(0.95);
    expect(p.rows.length).toBeLessThan(1000);
    expect(p.rows[0].loss).toBeCloseTo(Math.log(10), 0);
  });

  it('of the search finds a model above 85 % on digits it has not seen, and rates and sizes matter', () => {
    const p = play({ program: 'search', account: 'tensorflow', samples: 300, epochs: 10, batch: 20 });
    const scores = p.runner.results.map((r) => Number(r.values['validation accuracy']));
    expect(scores.length).toBe(20);
    expect(Math.max(...scores)).toBeGreaterThan(0.85);
    expect(Math.max(...scores) - Math.min(...scores)).toBeGreaterThan(0.2);
  });

  it('of the cross-validation: every fold above 75 %, on average above 85 %', () => {
    const p = play({ program: 'crossval', account: 'tensorflow', samples: 300, epochs: 12, batch: 20 });
    const scores = p.runner.results.map((r) => Number(r.values['validation accuracy']));
    expect(scores.length).toBe(10);
    expect(Math.min(...scores)).toBeGreaterThan(0.75);
    expect(scores.reduce((a, b) => a + b, 0) / 10).toBeGreaterThan(0.85);
  });
});
