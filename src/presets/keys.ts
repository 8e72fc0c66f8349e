/** The keys of a link, version 1: which field each one is. Data; reading and writing whole links is schema.ts. */
import { pipe, regex, string } from 'valibot';
import { ACCOUNTS, BUILDS, BUSES, DISKS, KEEPS, LEAKS, LIMITS, OPTIMIZERS, PAGES, POLICIES, PROGRAMS, REBUILDS, RUNS, UNIFIED, WORKS } from '../protocol/config.ts';
import type { RunConfig } from '../protocol/config.ts';
import { choice, decimal, flag, size, sizes, whole } from './fields.ts';
import type { Field } from './fields.ts';
import { MACHINE_IDS } from './machines.ts';

export const VERSION = '1';
/** Tabs below the charts; `charts` stands for none. */
export const LINK_VIEWS = ['charts', 'learned', 'memory', 'graph', 'field', 'inside', 'numbers', 'bestk', 'cases', 'results', 'events', 'sources'] as const;
export const LINK_LANGS = ['en', 'zh'] as const;
export const LINK_THEMES = ['auto', 'light', 'dark', 'projector'] as const;
/** Parts of the page that a link can hide. */
export const HIDEABLE = ['header', 'transport', 'sentence', 'script', 'knobs', 'charts', 'cure', 'vessels', 'projection', 'tabs'] as const;
/** Longest title, in UTF-16 units. */
export const TITLE_LENGTH = 120;

/** Every part of a run's config but the source of a script, which travels packed; the order is that of a written link. */
export const CONFIG_FIELDS: { readonly [K in Exclude<keyof RunConfig, 'source'>]: Field<RunConfig[K]> } = {
  program: choice(PROGRAMS, { 'cross-validation': 'crossval', cv: 'crossval' }),
  build: choice(BUILDS, {
    nothing: 'hoisted', none: 'hoisted',
    'forward+loss': 'loss', 'forward-loss': 'loss', forward_loss: 'loss', 'forward loss': 'loss',
    all: 'everything',
  }),
  leak: choice(LEAKS),
  fix: flag,
  run: choice(RUNS, { epochs: 'epoch', batches: 'batch', samples: 'sample' }),
  samples: whole(LIMITS.samples),
  epochs: whole(LIMITS.epochs),
  batch: whole(LIMITS.batch),
  rate: decimal(LIMITS.rate),
  seed: whole(LIMITS.seed),
  optimizer: choice(OPTIMIZERS),
  units: whole(LIMITS.units),
  account: choice(ACCOUNTS, { 'as-told': 'told', tf: 'tensorflow' }),
  work: choice(WORKS, { modeled: 'modelled', model: 'modelled' }),
  save: flag,
  clear: flag,
  reload: flag,
  every: whole(LIMITS.every),
  slots: flag,
  close: flag,
  collect: flag,
  trim: flag,
  keep: choice(KEEPS),
  rebuild: choice(REBUILDS),
  machine: choice<string>(MACHINE_IDS),
  bandwidth: decimal(LIMITS.bandwidth),
  flops: decimal(LIMITS.flops),
  fault: decimal(LIMITS.fault),
  up: decimal(LIMITS.up),
  down: decimal(LIMITS.down),
  read: decimal(LIMITS.read),
  write: decimal(LIMITS.write),
  seek: decimal(LIMITS.seek),
  video: size(LIMITS.video),
  main: size(LIMITS.main),
  policy: choice(POLICIES, { opt: 'min', belady: 'min' }),
  page: sizes(PAGES),
  bus: choice(BUSES),
  disk: choice(DISKS),
  pinned: flag,
  prefetch: flag,
  unified: choice(UNIFIED, { yes: 'on', no: 'off', '1': 'on', '0': 'off' }),
  mark: whole(LIMITS.mark),
  finalize: flag,
};
export type ConfigKey = keyof typeof CONFIG_FIELDS;
export const CONFIG_KEYS = Object.keys(CONFIG_FIELDS) as ConfigKey[];

/** A step of a lesson, `answer.7`, or a lesson; which there are is not known here. */
export const lessonField: Field<string> = {
  schema: pipe(string(), regex(/^[a-z][a-z0-9-]{0,30}(\.\d{1,3})?$/)),
  expected: 'a lesson and the number of its step, such as answer.7',
  write: String,
};
export const viewField = choice(LINK_VIEWS, { chart: 'charts', result: 'results', case: 'cases', event: 'events', source: 'sources', learnt: 'learned', number: 'numbers' });
export const langField = choice(LINK_LANGS, { english: 'en', 'zh-cn': 'zh', 'zh-hans': 'zh', 中文: 'zh' });
export const themeField = choice(LINK_THEMES, { presenter: 'projector' });

/** A packed script (see source.ts), as far as can be seen without unpacking it. */
export const packedField: Field<string> = {
  schema: pipe(string(), regex(/^[\w-]+$/)),
  expected: 'a script as this page writes it into a link: letters, digits, - and _',
  write: String,
};

/** All keys that a link may have. `src` is a packed script; `was` and `did` hold the log of actions. */
export const KEYS: readonly string[] = ['v', ...CONFIG_KEYS, 'src', 'was', 'did', 'at', 'title', 'hide', 'view', 'lang', 'theme', 'lesson'];
