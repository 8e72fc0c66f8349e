import { describe, expect, it } from 'vitest';
import { EXAMPLES } from '../../presets/examples.ts';
import { FINDING_KINDS } from '../../protocol/script.ts';
import { script as en } from './en-script.ts';
import { script as zh } from './zh-script.ts';

const FOUND = { line: 14, perPass: 3, passes: 100, recent: 20, nodes: 300, share: 0.62 };

describe('the words of the leak finder', () => {
  it('name the line, what it added, and on how many passes', () => {
    expect(en.found(FOUND)).toBe('Line 14 added 3 nodes on each of its last 20 passes.');
    expect(en.found({ ...FOUND, passes: 7, recent: 7, perPass: 1 })).toBe('Line 14 added 1 node on each of its last 7 passes.');
    expect(en.found({ ...FOUND, recent: 18 })).toBe('Line 14 added nodes on 18 of its last 20 passes, 3 on the latest of them.');
    expect(en.inAll(FOUND)).toBe('300 nodes in all, 62 % of what the script built.');
    expect(zh.found(FOUND)).toContain('14');
  });

  it.each(FINDING_KINDS)('have a cure for %s, in both languages, and it is no other’s', (kind) => {
    for (const words of [en, zh]) {
      expect(words.cures[kind]).toMatch(/[.。]$/);
      expect(Object.values(words.cures).filter((cure) => cure === words.cures[kind])).toHaveLength(1);
    }
  });
});

describe('the words of a script', () => {
  it('name every example, each by its own name', () => {
    for (const words of [en, zh]) {
      const names = EXAMPLES.map(({ id }) => words.examples[id]);
      expect(names).not.toContain(undefined);
      expect(new Set(names).size).toBe(EXAMPLES.length);
    }
  });

  it('have their marks in pairs', () => {
    for (const { sentence } of [en, zh]) {
      const texts = [
        sentence.before, sentence.opened, sentence.loading, sentence.loadingOf(1e6, 7e6), sentence.running(3, 100), sentence.leak(14, 3), sentence.clean(3, 100),
        sentence.leaky(3, 100, 14, 9), sentence.failed('ValueError', 3, 2), sentence.failed('TimeoutError', null, 0), sentence.caught(3), sentence.caught(null), sentence.stopped(0),
      ];
      for (const text of texts) {
        expect(text.split('**').length % 2, text).toBe(1);
        expect(text).not.toMatch(/undefined|null|NaN/);
      }
    }
  });

  it('say what each way of saving, clearing and reloading does to a script', () => {
    for (const { cure } of [en, zh]) {
      const said = [cure(0, 0, 0), cure(5, 5, 5), cure(0, 5, 0), cure(5, 0, 5), cure(5, 0, 0), cure(0, 0, 5)];
      expect(new Set(said).size).toBe(6);
    }
  });
});
