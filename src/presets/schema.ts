/**
 * The whole state of the page in a link's hash: `v=1&build=hoisted&save=1`. Pure functions, no DOM. Nothing in a link can make
 * reading it throw or ask for more than the controls can; what is not understood becomes a warning and the default.
 *
 * Keys are those of keys.ts. What equals the defaults of the program (and the capacities of the machine) is left out.
 */
import type { Action } from '../protocol/action.ts';
import { DEFAULTS, isSuccession, OWN } from '../protocol/config.ts';
import type { ProgramId, RunConfig } from '../protocol/config.ts';
import { readField, whole } from './fields.ts';
import type { Field } from './fields.ts';
import { CONFIG_FIELDS, CONFIG_KEYS, HIDEABLE, KEYS, langField, lessonField, LINK_LANGS, LINK_THEMES, LINK_VIEWS, packedField, themeField, TITLE_LENGTH, VERSION, viewField } from './keys.ts';
import type { ConfigKey } from './keys.ts';
import { currentConfig, MOST_ACTIONS, readLog, writeLog } from './log.ts';
import { MACHINE_CAPACITIES } from './machines.ts';
import { collectWarnings, suggest } from './warnings.ts';
import type { Warn, Warning } from './warnings.ts';

export type { Warning } from './warnings.ts';
export { currentConfig } from './log.ts';

/** `config` is that of the start of the run, `log` what was done since, `at` the epoch to run to before showing the page (null: none). */
export interface Link {
  config: RunConfig;
  log: Action[];
  /** The script that the link carries, still packed: `withSource` of source.ts puts it into the config. '' for none. */
  packed: string;
  at: number | null;
  title: string;
  hide: string[];
  view: string;
  lang: (typeof LINK_LANGS)[number];
  theme: (typeof LINK_THEMES)[number];
  /** The step of a lesson that is open, `answer.7`; '' for none. */
  lesson: string;
  warnings: Warning[];
}

/** Longest hash that is read or written, in characters, a packed script not counted. */
export const MOST_CHARACTERS = 20_000;
/** Longest packed script, in characters: more than the longest script can take. */
export const MOST_PACKED = 300_000;

/** What a program runs with on a machine when a link says nothing else. */
function baseConfig(program: ProgramId, machine: string): RunConfig {
  const capacities = Object.entries(MACHINE_CAPACITIES).find(([id]) => id === machine)?.[1];
  return { ...DEFAULTS[program], machine, ...capacities };
}

/** Reads a link's hash, with or without `#` or `?`, or the whole address. Never throws. */
export function parseLink(hash: string): Link {
  const { warn, list } = collectWarnings();
  const pairs = readPairs(hash, warn);
  const take = <T>(key: string, field: Field<T>): T | null => {
    const text = pairs.get(key);
    const value = text === undefined ? null : readField(field, text);
    if (text !== undefined && value === null) warn(key, text, field.expected);
    return value;
  };
  const version = pairs.get('v');
  if (version !== undefined && version !== VERSION) warn('v', version, `${VERSION}: the link is read as version ${VERSION}`);
  const now = readConfig(take, pairs, warn);
  const { config, log } = readLog(now, pairs.get('was') ?? '', pairs.get('did') ?? '', warn);
  // The moment lies within the run; how many models come in succession only the program knows.
  const epochs = Math.max(now.epochs, config.epochs, ...log.flatMap((a) => (a.kind === 'set' && a.patch.epochs !== undefined ? [a.patch.epochs] : [])));
  const at = take('at', whole([0, isSuccession(now.program) ? epochs * 1000 : epochs]));
  if (pairs.has('src') && now.program !== 'script') warn('src', pairs.get('src') ?? '', 'a script only together with program=script');
  return {
    config, log, at,
    packed: now.program === 'script' ? readPacked(pairs.get('src') ?? '', warn) : '',
    title: readTitle(pairs.get('title') ?? '', warn),
    hide: readHide(pairs.get('hide') ?? '', warn),
    view: take('view', viewField) ?? LINK_VIEWS[0],
    lang: take('lang', langField) ?? LINK_LANGS[0],
    theme: take('theme', themeField) ?? LINK_THEMES[0],
    lesson: take('lesson', lessonField) ?? '',
    warnings: list(),
  };
}

/** Key/value pairs as text, percent-decoded; the first of several with the same key counts. */
function readPairs(hash: string, warn: Warn): Map<string, string> {
  const pairs = new Map<string, string>();
  const given = hash.replace(/^[a-z]+:\/\/[^#]*#?/i, '').replace(/^[#?]/, '');
  const packed = /(?:^|&)src=([^&]*)/.exec(given);
  const text = packed === null ? given : given.slice(0, packed.index) + given.slice(packed.index + packed[0].length);
  if (text.length > MOST_CHARACTERS) {
    warn('link', text, `at most ${MOST_CHARACTERS.toLocaleString('en')} characters, not ${text.length.toLocaleString('en')}: the page starts with its defaults`);
    return pairs;
  }
  for (const pair of text.split('&')) {
    if (pair === '') continue;
    const cut = pair.indexOf('=');
    const rawKey = cut < 0 ? pair : pair.slice(0, cut);
    const rawValue = cut < 0 ? '' : pair.slice(cut + 1);
    const key = (decode(rawKey) ?? rawKey).trim().toLowerCase();
    if (!KEYS.includes(key)) {
      warn(key, rawValue, suggest(key, KEYS));
      continue;
    }
    const value = decode(key === 'title' ? rawValue.replaceAll('+', ' ') : rawValue);
    if (value === null) warn(key, rawValue, 'percent signs only as in %20 (a percent sign itself is %25)');
    else if (pairs.has(key)) warn(key, value, `${key} only once; the first counts`);
    else pairs.set(key, value);
  }
  if (packed !== null && pairs.has('src')) warn('src', pairs.get('src') ?? '', 'src only once; the first counts');
  if (packed !== null) pairs.set('src', packed[1]);
  return pairs;
}

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

function readConfig(take: <T>(key: string, field: Field<T>) => T | null, pairs: ReadonlyMap<string, string>, warn: Warn): RunConfig {
  const program = take('program', CONFIG_FIELDS.program) ?? 'perceptron';
  const machine = take('machine', CONFIG_FIELDS.machine) ?? DEFAULTS[program].machine;
  const config = baseConfig(program, machine);
  const put = <K extends ConfigKey>(key: K): boolean => {
    const value = take(key, CONFIG_FIELDS[key]);
    if (value !== null) config[key] = value;
    return value !== null;
  };
  let batchGiven = false;
  for (const key of CONFIG_KEYS) {
    if (key === 'program' || key === 'machine') continue;
    if (machine !== 'own' && key in OWN) {
      if (pairs.has(key)) warn(key, pairs.get(key) ?? '', `${key} only together with machine=own`);
      continue;
    }
    const given = put(key);
    if (key === 'batch') batchGiven = given;
  }
  if (config.batch > config.samples) {
    if (batchGiven) warn('batch', String(config.batch), `at most the number of samples, ${config.samples}`);
    config.batch = Math.min(DEFAULTS[program].batch, config.samples);
  }
  return config;
}

function readPacked(text: string, warn: Warn): string {
  if (text.length <= MOST_PACKED && (text === '' || readField(packedField, text) !== null)) return text;
  warn('src', text, text.length <= MOST_PACKED ? packedField.expected : `a packed script of at most ${MOST_PACKED.toLocaleString('en')} characters`);
  return '';
}

/** One line of visible text: spaces joined, control characters and those that turn the writing direction removed. */
function plainTitle(text: string): string {
  return text.replace(/[\p{Cs}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '').replace(/[\p{Cc}\s]+/gu, ' ').trim();
}

function readTitle(text: string, warn: Warn): string {
  const title = plainTitle(text);
  if (title.length <= TITLE_LENGTH) return title;
  warn('title', text, `at most ${TITLE_LENGTH} characters`);
  return '';
}

function readHide(text: string, warn: Warn): string[] {
  const hide: string[] = [];
  for (const word of text.split(',')) {
    const name = word.trim().toLowerCase();
    const known = HIDEABLE.find((part) => part === name);
    if (known !== undefined && !hide.includes(known)) hide.push(known);
    else if (known === undefined && name !== '') warn('hide', word, suggest(name, HIDEABLE));
  }
  return hide;
}

/**
 * Writes a link (without `#`), readable and as short as it can be. A log of more than 500 actions, or one that would make the link
 * longer than is read again, cannot travel: the link then starts a run with the current settings (see `carriesLog`).
 */
export function formatLink(link: Link): string {
  return writeWhole(link) ?? write({ ...link, config: currentConfig(link.config, link.log), log: [] });
}

/** Whether `formatLink` can put the whole log into the link, so that it replays this very run. */
export function carriesLog(link: Link): boolean {
  return writeWhole(link) !== null;
}

function writeWhole(link: Link): string | null {
  if (link.log.length > MOST_ACTIONS) return null;
  const written = write(link);
  return written.length - link.packed.length <= MOST_CHARACTERS ? written : null;
}

function write({ config, log, packed, at, title, hide, view, lang, theme, lesson }: Link): string {
  const parts = [`v=${VERSION}`];
  const now = currentConfig(config, log);
  // A batch larger than the sample is the whole sample: written so that it is read back without a warning.
  now.batch = Math.min(now.batch, now.samples);
  const base = { ...baseConfig(now.program, now.machine), program: 'perceptron', machine: DEFAULTS[now.program].machine };
  base.batch = Math.min(base.batch, now.samples);
  const put = <K extends ConfigKey>(key: K) => {
    if (now[key] !== base[key]) parts.push(`${key}=${CONFIG_FIELDS[key].write(now[key])}`);
  };
  CONFIG_KEYS.forEach(put);
  if (now.program === 'script' && packed !== '') parts.push(`src=${packed}`);
  const { was, did } = writeLog(config, log);
  if (was !== '') parts.push(`was=${was}`);
  if (did !== '') parts.push(`did=${did}`);
  if (at !== null) parts.push(`at=${at}`);
  const plain = plainTitle(plainTitle(title).slice(0, TITLE_LENGTH));
  if (plain !== '') parts.push(`title=${encodeURIComponent(plain).replaceAll('%20', '+')}`);
  if (hide.length > 0) parts.push(`hide=${hide.join(',')}`);
  if (view !== LINK_VIEWS[0]) parts.push(`view=${view}`);
  if (lang !== LINK_LANGS[0]) parts.push(`lang=${lang}`);
  if (theme !== LINK_THEMES[0]) parts.push(`theme=${theme}`);
  if (lesson !== '') parts.push(`lesson=${lesson}`);
  return parts.join('&');
}
