import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Action } from '../protocol/action.ts';
import { BUSES, DISKS, UNIFIED, ACCOUNTS, BUILDS, DEFAULTS, GIB, KEEPS, LEAKS, LIMITS, LIVE_KEYS, OWN, OPTIMIZERS, PAGES, POLICIES, PROGRAMS, REBUILDS, RUNS, WORKS } from '../protocol/config.ts';
import type { LivePatch, OwnKey, RunConfig } from '../protocol/config.ts';
import { GOLDEN, goldenLink } from './golden.ts';
import { HIDEABLE, KEYS, LINK_LANGS, LINK_THEMES, LINK_VIEWS } from './keys.ts';
import { LAST_EPOCH, MOST_ACTIONS } from './log.ts';
import { MACHINE_CAPACITIES, MACHINE_IDS } from './machines.ts';
import { carriesLog, currentConfig, formatLink, MOST_CHARACTERS, parseLink } from './schema.ts';
import type { Link } from './schema.ts';
import { MOST_WARNINGS } from './warnings.ts';

const DEFAULT_LINK = goldenLink({ link: '' });

describe('golden links of version 1', () => {
  it.each(GOLDEN.map((golden) => [golden.link, golden] as const))('%s', (text, golden) => {
    expect(parseLink(text)).toEqual(goldenLink(golden));
    expect(formatLink(goldenLink(golden))).toBe(text);
  });
});

describe('parseLink', () => {
  it.each(['', '#', '?', 'v=1', '#v=1', '?v=1', '&&v=1&', 'https://example.org/play/?x=1#v=1', 'https://example.org/play/'])('reads "%s" as the answer’s own numbers', (text) =>
    expect(parseLink(text)).toEqual(DEFAULT_LINK));

  it.each([
    ['build=NOTHING', { build: 'hoisted' }], ['build=none', { build: 'hoisted' }], ['build=forward+loss', { build: 'loss' }], ['build=forward%2Bloss', { build: 'loss' }],
    ['build=forward-loss', { build: 'loss' }], ['build=Forward_Loss', { build: 'loss' }], ['build=all', { build: 'everything' }],
    ['save=true&clear=ON&reload=0&slots=off', { save: true, clear: true, slots: false }], ['policy=OPT', { policy: 'min' }], ['policy=belady', { policy: 'min' }],
    ['video=6gb', { video: 6e9 }], ['video=6442450944', {}], ['main=1%20TiB', { main: 1024 * GIB }], ['page=2mib', {}], ['page=65536', { page: 65536 }],
    ['rate=.01', { rate: 0.01 }], ['rate=1e-3', { rate: 0.001 }], ['SAMPLES=20', { samples: 20, batch: 20 }], ['seed=0', { seed: 0 }], ['machine=RTX4090', { machine: 'rtx4090', ...MACHINE_CAPACITIES.rtx4090 }],
  ] satisfies [string, Partial<RunConfig>][])('takes %s', (text, change) => {
    expect(parseLink(text)).toEqual({ ...DEFAULT_LINK, config: { ...DEFAULTS.perceptron, ...change } });
  });

  it.each([
    ['samples=9', 'samples', '9', 'a whole number from 10 to 1,797'], ['samples=1e3', 'samples', '1e3', '10 to 1,797'], ['samples=', 'samples', '', '10'], ['epochs=10001', 'epochs', '10001', '1 to 10,000'],
    ['rate=NaN', 'rate', 'NaN', '0.0001 to 10'], ['rate=-1', 'rate', '-1', '0.0001'], ['rate=1e999', 'rate', '1e999', '10'], ['seed=2147483648', 'seed', '2147483648', '2,147,483,647'],
    ['every=0', 'every', '0', '1 to 100'], ['save=maybe', 'save', 'maybe', '0 or 1'], ['build=half', 'build', 'half', 'hoisted, forward, loss, everything'],
    ['build=constructor', 'build', 'constructor', 'hoisted'], ['keep=all', 'keep', 'all', 'one of nothing, model, session'], ['rebuild=pb', 'rebuild', 'pb', 'one of code, meta'], ['collect=never', 'collect', 'never', '0 or 1'], ['save=__proto__', 'save', '__proto__', '0 or 1'],
    ['video=-6GB', 'video', '-6GB', '16MiB to 1TiB'], ['video=1e300GB', 'video', '1e300GB', '6GB or 6GiB'], ['main=1', 'main', '1', '16MiB to 4TiB'], ['page=1MiB', 'page', '1MiB', '2MiB, 64KiB, 4KiB'],
    ['machine=cray', 'machine', 'cray', 'answer, laptop'], ['at=-1', 'at', '-1', '0 to 1,000'], ['at=1001', 'at', '1001', '0 to 1,000'], ['lesson=7', 'lesson', '7', 'such as answer.7'], ['view=x', 'view', 'x', 'charts'],
    ['v=2', 'v', '2', '1'], ['sampels=5', 'sampels', '5', 'did you mean samples?'], ['foo=bar', 'foo', 'bar', 'v, program, build'], ['hide=knob', 'hide', 'knob', 'did you mean knobs?'],
    ['lang=%E0%A4%A', 'lang', '%E0%A4%A', 'percent'], ['batch=60&samples=50', 'batch', '60', 'number of samples, 50'], ['__proto__=1', '__proto__', '1', 'one of'],
    [`title=${'x'.repeat(121)}`, 'title', `${'x'.repeat(79)}…`, '120'],
    ['was=oops', 'was', 'oops', '400:save=0'], ['was=5:samples=7', 'was', '5:samples=7', 'can change during a run: fix, save'], ['was=5:every=700', 'was', '5:every=700', 'every: a whole number from 1 to 100'],
    ['did=5:explode', 'did', '5:explode', '412:save'], ['did=99999999:save', 'did', '99999999:save', 'an epoch from 0 to 10,000,000'],
  ])('warns of %s and keeps the default', (text, name, value, expected) => {
    const { warnings, config, log, at } = parseLink(text);
    expect(warnings).toEqual([{ name, value, expected: expect.stringContaining(expected) }]);
    expect({ ...config, samples: 1000, batch: 50 }).toEqual(DEFAULTS.perceptron);
    expect({ log, at }).toEqual({ log: [], at: null });
  });

  it('counts the first of duplicates and says so', () => {
    expect(parseLink('seed=5&seed=6')).toMatchObject({ config: { seed: 5 }, warnings: [{ name: 'seed', value: '6', expected: 'seed only once; the first counts' }] });
  });

  it('keeps what is good beside what is bad', () => {
    expect(parseLink('v=1&samples=0&seed=9&nope&clear=1')).toMatchObject({ config: { samples: 1000, seed: 9, clear: true }, warnings: [{ name: 'nope' }, { name: 'samples' }] });
  });

  it('reads + as a space in the title only, and makes it one plain line', () => {
    expect(parseLink('title=a+b%2Bc%0A%20d%E2%80%AEe').title).toBe('a b+c de');
  });

  it('ignores a link that is too long, and a log that is', () => {
    expect(parseLink(`seed=5&title=${'x'.repeat(MOST_CHARACTERS)}`)).toMatchObject({ config: DEFAULTS.perceptron, warnings: [{ name: 'link' }] });
    const did = Array.from({ length: MOST_ACTIONS + 1 }, (_, i) => `${i}:save`).join(',');
    expect(parseLink(`seed=5&did=${did}`)).toMatchObject({ config: { seed: 5 }, log: [], warnings: [{ name: 'was, did', value: '501 entries' }] });
  });

  it('bounds the warnings', () => {
    const { warnings } = parseLink(Array.from({ length: 3000 }, (_, i) => `k${i}`).join('&'));
    expect(warnings).toHaveLength(MOST_WARNINGS + 1);
    expect(warnings.at(-1)!.value).toBe('2950 more');
  });
});

describe('the log in a link', () => {
  const at = (epoch: number, run = 0) => ({ epoch, run });
  const hand = (which: 'save' | 'clear' | 'reload', epoch: number, run = 0): Action => ({ ...at(epoch, run), kind: 'hand', hand: which });
  const set = (patch: LivePatch, epoch: number, run = 0): Action => ({ ...at(epoch, run), kind: 'set', patch });

  it('shows the settings of now, and remembers those of before', () => {
    const log = [set({ save: true }, 400), set({ save: false }, 410), set({ save: true }, 420, 3)];
    const text = formatLink({ ...DEFAULT_LINK, log });
    expect(text).toBe('v=1&save=1&was=400:save=0,410:save=1,420.3:save=0');
    expect(parseLink(text)).toEqual({ ...DEFAULT_LINK, log });
  });

  it('keeps the order of actions at one moment, between settings and hand actions too', () => {
    const log = [hand('save', 5), set({ every: 3 }, 5), hand('clear', 5), hand('reload', 5), set({ every: 4 }, 5), set({ slots: false }, 5), hand('save', 5), hand('save', 5, 10), set({ every: 6 }, 5, 10)];
    const text = formatLink({ ...DEFAULT_LINK, log });
    expect(text).toBe('v=1&every=6&slots=0&was=5:every=20,5:every=3,5:slots=1,5.10:every=4&did=5:save~0,5:clear~1,5:reload~1,5:save,5.10:save~0');
    expect(parseLink(text)).toEqual({ ...DEFAULT_LINK, log });
  });

  it('puts entries that come out of order into the order of time: epoch 5.10 is after 5.9', () => {
    expect(parseLink('did=7:save,5.10:clear,5.9:reload&was=6:every=2,4:every=3').log).toEqual([
      set({ every: 2 }, 4), hand('reload', 5, 9), hand('clear', 5, 10), set({ every: 20 }, 6), hand('save', 7),
    ]);
  });

  it('drops a bad entry and keeps the others', () => {
    expect(parseLink('save=1&was=4:save=0,5:save=2,6:every=5;every=6&did=x,7:save')).toMatchObject({
      config: { save: false, every: 5 },
      log: [set({ save: true }, 4), set({ every: 20 }, 6), hand('save', 7)],
      warnings: [{ name: 'was', value: '5:save=2', expected: 'save: 0 or 1' }, { name: 'was', value: '6:every=5;every=6' }, { name: 'did', value: 'x' }],
    });
  });

  it('writes nothing of an action that changed nothing', () => {
    expect(formatLink({ ...DEFAULT_LINK, log: [hand('save', 5), set({}, 5), set({ every: 3 }, 5), set({}, 6)] })).toBe('v=1&every=3&was=5:every=20&did=5:save~0');
  });

  it('leaves a log out that is too long to travel, and starts from the settings of now', () => {
    const log = Array.from({ length: MOST_ACTIONS + 1 }, (_, i) => set({ every: 1 + (i % 100) }, i));
    expect(carriesLog({ ...DEFAULT_LINK, log })).toBe(false);
    expect(formatLink({ ...DEFAULT_LINK, log })).toBe('v=1&every=1');
    expect(carriesLog({ ...DEFAULT_LINK, log: log.slice(1) })).toBe(true);
    const long = Array.from({ length: MOST_ACTIONS }, (_, i) => set({ video: 17_000_003 + i, main: 17_000_003 + i }, 1_000_000 + i, 1_000_000));
    expect(carriesLog({ ...DEFAULT_LINK, log: long })).toBe(false);
    expect(parseLink(formatLink({ ...DEFAULT_LINK, log: long }))).toMatchObject({ log: [], warnings: [], config: { video: 17_000_502 } });
  });
});

describe('formatLink', () => {
  it('writes a batch larger than the sample as the whole sample', () => {
    expect(formatLink({ ...DEFAULT_LINK, config: { ...DEFAULTS.perceptron, samples: 20 } })).toBe('v=1&samples=20');
  });
  it('writes the capacities only where they are not the machine’s', () => {
    expect(formatLink({ ...DEFAULT_LINK, config: { ...DEFAULTS.perceptron, machine: 'laptop' } })).toBe('v=1&machine=laptop&video=6GiB&main=12GiB');
  });
  it('can write any title', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 140 }), (title) => {
      expect(parseLink(formatLink({ ...DEFAULT_LINK, title: `${title}\ud800` })).warnings).toEqual([]);
    }));
  });
});

describe('machines and defaults', () => {
  it('agree: the answer’s machine has the default capacities, and all are within the limits', () => {
    expect(MACHINE_CAPACITIES.answer).toEqual({ video: DEFAULTS.perceptron.video, main: DEFAULTS.perceptron.main });
    for (const id of MACHINE_IDS) for (const tier of ['video', 'main'] as const) {
      expect(MACHINE_CAPACITIES[id][tier]).toBeGreaterThanOrEqual(LIMITS[tier][0]);
      expect(MACHINE_CAPACITIES[id][tier]).toBeLessThanOrEqual(LIMITS[tier][1]);
    }
  });
});

/** Plain checks rather than `expect`, which is slow in hot loops. */
function ok(condition: boolean, what: string): void {
  if (!condition) throw new Error(`not valid: ${what}`);
}
const among = (known: readonly unknown[], value: unknown) => ok(known.includes(value), String(value));

/** Throws unless everything in the link is something that a control could have set. */
function expectValid({ config, log, at, title, hide, view, lang, theme, warnings }: Link): void {
  const states = [config];
  for (const action of log) if (action.kind === 'set') states.push({ ...states.at(-1)!, ...action.patch });
  for (const state of states) {
    for (const [key, value] of Object.entries(state)) {
      const range = Object.entries(LIMITS).find(([name]) => name === key)?.[1];
      if (range !== undefined) ok(typeof value === 'number' && value >= range[0] && value <= range[1], `${key}=${value}`);
    }
    for (const key of ['samples', 'epochs', 'batch', 'seed', 'every', 'video', 'main', 'page', 'mark'] as const) ok(Number.isSafeInteger(state[key]), key);
    for (const key of ['save', 'clear', 'reload', 'slots', 'finalize'] as const) ok(typeof state[key] === 'boolean', key);
    among(PROGRAMS, state.program); among(BUILDS, state.build); among(RUNS, state.run); among(OPTIMIZERS, state.optimizer); among(ACCOUNTS, state.account);
    among(WORKS, state.work); among(POLICIES, state.policy); among(MACHINE_IDS, state.machine); among(PAGES, state.page);
    ok(state.batch <= state.samples, 'batch over samples');
    ok(Object.keys(state).sort().join() === CONFIG, 'keys of the config');
  }
  ok(log.length <= MOST_ACTIONS, 'length of the log');
  log.forEach((action, i) => {
    const former = log[i - 1];
    ok(former === undefined || former.epoch < action.epoch || (former.epoch === action.epoch && former.run <= action.run), 'order of time');
    ok(action.epoch <= LAST_EPOCH, 'epoch');
    if (action.kind === 'set') {
      ok(Object.keys(action.patch).length > 0, 'empty patch');
      for (const key of Object.keys(action.patch)) among(LIVE_KEYS, key);
    }
  });
  ok(at === null || (Number.isInteger(at) && at >= 0 && at <= currentConfig(config, log).epochs * 1000), `at=${at}`);
  ok(title.length <= 120, 'title');
  for (const part of hide) among(HIDEABLE, part);
  ok(new Set(hide).size === hide.length, 'hide twice');
  among(LINK_VIEWS, view); among(LINK_LANGS, lang); among(LINK_THEMES, theme);
  ok(warnings.length <= MOST_WARNINGS + 1, 'too many warnings');
  for (const { name, value, expected } of warnings) ok(name.length <= 80 && value.length <= 80 && expected !== '', `warning of ${name}`);
}
const CONFIG = Object.keys(DEFAULTS.perceptron).sort().join();

/** Valid, and writing what was read says the same again, without warnings. */
function expectSound(text: string): void {
  const link = parseLink(text);
  expectValid(link);
  const written = formatLink(link);
  expect(parseLink(written)).toEqual({ ...link, warnings: [] });
  expect(formatLink(parseLink(written))).toBe(written);
}

const integer = ([min, max]: readonly [number, number]) => fc.integer({ min, max });
const bytes = ([min, max]: readonly [number, number]) => fc.oneof(fc.maxSafeInteger().map((n) => min + (Math.abs(n) % (max - min + 1))), fc.constantFrom(6e9, 6 * GIB, 5e8, 1.5 * GIB, min, max));
const live = {
  save: fc.boolean(), clear: fc.boolean(), reload: fc.boolean(), slots: fc.boolean(), every: integer(LIMITS.every), epochs: integer(LIMITS.epochs),
  video: bytes(LIMITS.video), main: bytes(LIMITS.main), policy: fc.constantFrom(...POLICIES),
  close: fc.boolean(), collect: fc.boolean(), trim: fc.boolean(), keep: fc.constantFrom(...KEEPS), rebuild: fc.constantFrom(...REBUILDS),
};
const configs: fc.Arbitrary<RunConfig> = fc.record({
  program: fc.constantFrom(...PROGRAMS), leak: fc.constantFrom(...LEAKS), fix: fc.boolean(), build: fc.constantFrom(...BUILDS), run: fc.constantFrom(...RUNS), samples: integer(LIMITS.samples), batch: integer(LIMITS.batch),
  rate: fc.double({ min: LIMITS.rate[0], max: LIMITS.rate[1], noNaN: true }), seed: integer(LIMITS.seed), optimizer: fc.constantFrom(...OPTIMIZERS), units: integer(LIMITS.units),
  account: fc.constantFrom(...ACCOUNTS), work: fc.constantFrom(...WORKS), machine: fc.constantFrom(...MACHINE_IDS), page: fc.constantFrom(...PAGES), ...live,
  bus: fc.constantFrom(...BUSES), disk: fc.constantFrom(...DISKS), pinned: fc.boolean(), prefetch: fc.boolean(), unified: fc.constantFrom(...UNIFIED),
  ...Object.fromEntries((Object.keys(OWN) as OwnKey[]).map((key) => [key, fc.double({ min: LIMITS[key][0], max: LIMITS[key][1], noNaN: true })])) as Record<OwnKey, fc.Arbitrary<number>>,
  source: fc.constant(''), mark: integer(LIMITS.mark), finalize: fc.boolean(),
}).map((config) => ({ ...config, ...(config.machine === 'own' ? {} : OWN), batch: Math.min(config.batch, config.samples) }));
const patches: fc.Arbitrary<LivePatch> = fc.record(live, { requiredKeys: [] }).filter((patch) => Object.keys(patch).length > 0);
const moments = fc.record({ epoch: fc.oneof(fc.nat({ max: 3 }), fc.nat({ max: LAST_EPOCH })), run: fc.oneof(fc.constant(0), fc.nat({ max: 2000 })) });
const actions: fc.Arbitrary<Action> = fc.oneof(
  fc.record({ moment: moments, hand: fc.constantFrom('save' as const, 'clear' as const, 'reload' as const) }).map(({ moment, hand }) => ({ ...moment, kind: 'hand' as const, hand })),
  fc.record({ moment: moments, patch: patches }).map(({ moment, patch }) => ({ ...moment, kind: 'set' as const, patch })),
);
const links: fc.Arbitrary<Link> = fc.record({
  config: configs, log: fc.array(actions, { maxLength: 20 }).map((log) => log.sort((a, b) => a.epoch - b.epoch || a.run - b.run)),
  at: fc.option(fc.nat({ max: 1000 })), title: fc.string({ unit: 'grapheme', maxLength: 20 }).map((title) => title.replace(/[\p{Cf}\p{Cc}\s]+/gu, ' ').trim()),
  hide: fc.uniqueArray(fc.constantFrom<string>(...HIDEABLE)), view: fc.constantFrom<string>(...LINK_VIEWS), lang: fc.constantFrom(...LINK_LANGS), theme: fc.constantFrom(...LINK_THEMES), lesson: fc.constantFrom('', 'answer', 'answer.7'),
  packed: fc.string({ unit: fc.constantFrom('a', 'Z', '0', '9', '-', '_'), maxLength: 40 }), warnings: fc.constant([]),
}).map((link): Link => ({ ...link, warnings: [], packed: link.config.program === 'script' ? link.packed : '', at: link.at === null ? null : link.at % (link.config.epochs + 1) }));

describe('a machine of one’s own', () => {
  it('is bounded, and its figures are of no other machine', () => {
    expect(parseLink('machine=own&bandwidth=900').config).toMatchObject({ machine: 'own', bandwidth: 900, flops: OWN.flops });
    for (const [key, value, expected] of [['bandwidth', '0', 'a number from 0.1 to 100,000'], ['flops', '1e9', 'a number from 0.001 to 10,000'], ['fault', 'soon', 'a number from 0.1 to 100,000'], ['seek', '-1', 'a number from 0.001 to 1,000']]) {
      const { config, warnings } = parseLink(`machine=own&${key}=${value}`);
      expect(config).toMatchObject({ machine: 'own', ...OWN });
      expect(warnings).toEqual([expect.objectContaining({ name: key, expected })]);
    }
    const { config, warnings } = parseLink('machine=laptop&up=5');
    expect(config.up).toBe(OWN.up);
    expect(warnings).toEqual([expect.objectContaining({ name: 'up', expected: 'up only together with machine=own' })]);
  });
});

describe('fuzzing', () => {
  it('reads back every valid link as it was', () => {
    fc.assert(fc.property(links, (link) => {
      const text = formatLink(link);
      expectValid(link);
      expect(parseLink(text)).toEqual(link);
      expect(parseLink(`#${text}`)).toEqual(link);
    }), { numRuns: 250 });
  });

  it('survives arbitrary strings', () => {
    fc.assert(fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: fc.constantFrom(...Array.from('#?&=%,;:~.+0123456789abcveGiB')) })), expectSound), { numRuns: 400 });
  });

  it('survives arbitrary pairs of known keys and odd values', () => {
    const values = fc.oneof(
      fc.string(), fc.integer().map(String), fc.double().map(String), fc.constantFrom('', 'NaN', 'Infinity', '-0', '0', '1', '1e309', '6GB', '6GiB', '%', '%00', '9'.repeat(400), 'toString', '__proto__', '1:save=0', '1:save=0,1:save', '5.5:video=6GB;main=1TB'),
      fc.array(fc.tuple(fc.nat({ max: 5 }), fc.constantFrom('save', 'clear', 'save=0', 'every=3', 'every=3;every=4', 'save~0', 'save~1', 'clear~9', 'video=1B', 'epochs=7;every=9'))).map((list) => list.map(([epoch, what]) => `${epoch}:${what}`).join(',')),
    );
    const pairs = fc.array(fc.tuple(fc.oneof(fc.constantFrom(...KEYS), fc.string()), values), { maxLength: 30 });
    fc.assert(fc.property(pairs, fc.boolean(), (list, encode) => expectSound(list.map(([key, value]) => `${key}=${encode ? encodeURIComponent(value) : value}`).join('&'))), { numRuns: 400 });
  });

  it('survives good links gone bad', () => {
    const mutation = fc.tuple(fc.nat(), fc.nat({ max: 3 }), fc.string({ maxLength: 3 }));
    fc.assert(fc.property(links, fc.array(mutation, { minLength: 1, maxLength: 5 }), (link, mutations) => {
      let text = formatLink(link);
      for (const [place, removed, inserted] of mutations) {
        const at = place % (text.length + 1);
        text = text.slice(0, at) + inserted + text.slice(at + removed);
      }
      expectSound(text);
    }), { numRuns: 250 });
  });
});
