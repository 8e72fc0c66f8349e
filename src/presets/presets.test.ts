import { describe, expect, it } from 'vitest';
import { DEFAULTS } from '../protocol/config.ts';
import { PRESETS, presetById } from './index.ts';
import { exampleOf } from './examples.ts';
import { collectPresets } from './preset.ts';
import { formatLink, parseLink } from './schema.ts';
import { withSource } from './source.ts';

describe('presets', () => {
  it('are at least ten, each with an id, title and link of its own', () => {
    expect(PRESETS.length).toBeGreaterThanOrEqual(10);
    for (const key of ['id', 'order', 'title', 'sentence', 'link'] as const) expect(new Set(PRESETS.map((preset) => preset[key])).size).toBe(PRESETS.length);
  });

  it.each(PRESETS.map((preset) => [preset.id, preset] as const))('%s has a link without warnings, in its shortest form, and says what to look for', (id, preset) => {
    const link = parseLink(preset.link);
    expect(link.warnings).toEqual([]);
    expect(formatLink(link)).toBe(preset.link);
    expect(preset.title.trim()).not.toBe('');
    expect(preset.sentence).toMatch(/^[A-Z].{20,}\.\)?$/);
    expect(preset.sentence.match(/[.!?] [A-Z]/)).toBeNull(); // one sentence
    expect(presetById(id)).toBe(preset);
  });

  it('name the epochs at which the memories really fill', () => {
    // As told, a sample adds a constant (256 B), its product (40 B) and the sum with the bias (40 B), each with a record of 9,400 B.
    const perEpoch = (samples: number) => samples * (3 * 9400 + 256 + 40 + 40);
    for (const [id, tiers] of [['answer', ['video', 'main']], ['spill', ['video']], ['thrash', ['video', 'main']]] as const) {
      const { config } = parseLink(presetById(id)!.link);
      let bytes = 0;
      for (const tier of tiers) {
        bytes += config[tier];
        expect(presetById(id)!.sentence).toContain(`epoch ${Math.ceil(bytes / perEpoch(config.samples))}`);
      }
    }
  });

  it('carry scripts that are examples', () => {
    const carried = PRESETS.map(({ link }) => withSource(parseLink(link)).config).filter(({ program }) => program === 'script');
    expect(carried.length).toBeGreaterThanOrEqual(4);
    for (const { source } of carried) expect(exampleOf(source)).toBeDefined();
  });

  it.each(PRESETS.flatMap((preset) => (preset.case === undefined ? [] : [[preset.id, preset, preset.case] as const])))('%s cites a report, with figures in order on the axis of its run', (_, preset, { source, url, runs, kind, figures, first, step, each, skip = 0, text, counter }) => {
    expect(kind === 'published' ? new URL(url).host : url).toBe(kind === 'published' ? 'github.com' : '');
    if (kind === 'published') expect(url).toBe(`https://github.com/${source.replace('#', url.includes('/pull/') ? '/pull/' : '/issues/')}`);
    const { config } = withSource(parseLink(preset.link));
    expect(config.account).toBe('tensorflow');
    expect({ ...DEFAULTS[config.program], ...runs, source: config.source }).toEqual(config);
    // Every figure stands where the run comes by, or before it begins.
    const epochs = config.program === 'script' ? 19 : config.program === 'search' ? 20 : config.epochs;
    expect(figures.some((figure) => figure.other !== true)).toBe(true);
    for (const { x, y } of figures) {
      expect(y).toBeGreaterThan(0);
      expect(x).toBeLessThanOrEqual(first + (epochs - 1 - skip) * step);
    }
    expect(Math.min(step, each)).toBeGreaterThan(0);
    for (const words of [text.en, text.zh]) for (const said of [words.title, words.cause, words.ours]) expect(said.trim()).not.toBe('');
    expect(preset.title.startsWith('Counter-example: ')).toBe(counter === true);
  });

  it('have at least ten public cases, and three that speak against the usual explanation', () => {
    const cases = PRESETS.flatMap((preset) => preset.case ?? []);
    expect(cases.filter(({ kind }) => kind === 'published').length).toBeGreaterThanOrEqual(10);
    expect(cases.filter(({ counter }) => counter).length).toBeGreaterThanOrEqual(3);
    expect(new Set(cases.map(({ source }) => source)).size).toBe(cases.length);
  });

  it('come in their order, and duplicates are refused', () => {
    const file = (order: number) => ({ order, title: 't', sentence: 's', link: 'v=1' });
    expect(collectPresets({ './all/b.ts': file(1), './all/a.ts': file(2) }).map((preset) => preset.id)).toEqual(['b', 'a']);
    expect(() => collectPresets({ './all/b.ts': file(1), './all/a.ts': file(1) })).toThrow('order 1');
    expect(() => collectPresets({ './all/a.ts': file(1), './more/a.ts': file(2) })).toThrow('id a');
  });
});
