/**
 * The log of actions in a link. The config keys of a link say what is set *now*; `was` says what each live setting was before
 * each change, `did` what was done by hand, so that reading a link gives back the config at the start and every action.
 *
 *   was=400:save=0,400:clear=0;every=5,410.25:video=6GiB   until epoch 400 (run 0) save was 0; then clear was 0 and every 5; …
 *   did=412:save,430.3:clear,430.3:reload~1                by hand, at epoch 412; at run 3 of epoch 430; …
 *
 * A moment is epoch.run, run 0 left out. Commas part actions, `;` the settings that one action changed. Actions of one moment
 * keep their order: settings as listed, a hand action after all settings of its moment, unless `~n` says after the first n.
 */
import type { Action, Hand, Moment } from '../protocol/action.ts';
import { LIMITS, LIVE_KEYS } from '../protocol/config.ts';
import type { LiveKey, LivePatch, RunConfig } from '../protocol/config.ts';
import { readField } from './fields.ts';
import { CONFIG_FIELDS } from './keys.ts';
import type { Warn } from './warnings.ts';

export const MOST_ACTIONS = 500;
const HANDS: readonly Hand[] = ['save', 'clear', 'reload'];
/** Models in succession count their epochs on; no program has more than a thousand models. */
export const LAST_EPOCH = LIMITS.epochs[1] * 1000;
const AFTER_ALL = 1e9;

const WAS = /^(\d{1,8})(?:\.(\d{1,8}))?:(.*)$/s;
const DID = /^(\d{1,8})(?:\.(\d{1,8}))?:([a-z]+)(?:~(\d{1,3}))?$/i;
const WAS_EXPECTED = 'moment:setting=value, such as 400:save=0 (the setting before it was changed at epoch 400)';
const DID_EXPECTED = 'moment:save, moment:clear or moment:reload, such as 412:save or 430.3:clear';
const MOMENT_EXPECTED = `an epoch from 0 to ${LAST_EPOCH.toLocaleString('en')}`;

function setLive<K extends LiveKey>(target: LivePatch, key: K, value: RunConfig[K]): void {
  const patch: Pick<RunConfig, K> = { [key]: value } as Pick<RunConfig, K>;
  Object.assign(target, patch);
}
function isLive(key: string): key is LiveKey {
  return (LIVE_KEYS as readonly string[]).includes(key);
}
const writeLive = <K extends LiveKey>(key: K, value: RunConfig[K]): string => `${key}=${CONFIG_FIELDS[key].write(value)}`;

/** What is set after all actions of `log`. */
export function currentConfig(config: RunConfig, log: readonly Action[]): RunConfig {
  const now = { ...config };
  for (const action of log) if (action.kind === 'set') Object.assign(now, action.patch);
  return now;
}

/** Writes the values of `was` and `did`, empty where there is nothing to say. `log` is in order of time. */
export function writeLog(config: RunConfig, log: readonly Action[]): { was: string; did: string } {
  const was: string[] = [];
  const did: string[] = [];
  const now = { ...config };
  const settingsAt = (moment: Moment, upTo: number): number => {
    let n = 0;
    for (const action of log.slice(0, upTo)) {
      if (action.kind === 'set' && action.epoch === moment.epoch && action.run === moment.run && Object.keys(action.patch).length > 0) n += 1;
    }
    return n;
  };
  log.forEach((action, i) => {
    const moment = action.run === 0 ? String(action.epoch) : `${action.epoch}.${action.run}`;
    if (action.kind === 'hand') {
      const before = settingsAt(action, i);
      did.push(`${moment}:${action.hand}${before === settingsAt(action, log.length) ? '' : `~${before}`}`);
      return;
    }
    const { patch } = action;
    const changed = LIVE_KEYS.filter((key) => patch[key] !== undefined);
    if (changed.length === 0) return; // it did nothing
    was.push(`${moment}:${changed.map((key) => writeLive(key, now[key])).join(';')}`);
    Object.assign(now, patch);
  });
  return { was: was.join(','), did: did.join(',') };
}

interface Entry extends Moment { order: number; hand: Hand | null; before: LivePatch }

/** Reads the log. `now` are the settings at its end; gives the config at the start. Entries that say nothing sensible are dropped with a warning. */
export function readLog(now: RunConfig, was: string, did: string, warn: Warn): { config: RunConfig; log: Action[] } {
  const wasPieces = pieces(was);
  const didPieces = pieces(did);
  if (wasPieces.length + didPieces.length > MOST_ACTIONS) {
    warn('was, did', `${wasPieces.length + didPieces.length} entries`, `at most ${MOST_ACTIONS} entries: none of them is replayed`);
    return { config: now, log: [] };
  }
  const settings = wasPieces.flatMap((piece) => readWas(piece, warn) ?? []);
  const hands = didPieces.flatMap((piece) => readDid(piece, warn) ?? []);
  settings.sort(byMoment);
  // Settings stand at 1, 3, 5… of their moment; a hand action after the first n of them at 2n.
  settings.forEach((entry, i) => {
    const former = settings[i - 1];
    entry.order = former !== undefined && former.epoch === entry.epoch && former.run === entry.run ? former.order + 2 : 1;
  });
  const entries = [...settings, ...hands].sort((a, b) => byMoment(a, b) || a.order - b.order);

  // Backwards: the value that a change led to is the one before the next change of the same setting, or the one now.
  const config = { ...now };
  const log: Action[] = [];
  for (const { epoch, run, hand, before } of entries.toReversed()) {
    if (hand !== null) {
      log.push({ epoch, run, kind: 'hand', hand });
      continue;
    }
    const patch: LivePatch = {};
    for (const key of LIVE_KEYS) if (before[key] !== undefined) setLive(patch, key, config[key]);
    Object.assign(config, before);
    log.push({ epoch, run, kind: 'set', patch });
  }
  return { config, log: log.toReversed() };
}

function byMoment(a: Moment, b: Moment): number {
  return a.epoch - b.epoch || a.run - b.run;
}

function pieces(text: string): string[] {
  return text.split(',').map((piece) => piece.trim()).filter((piece) => piece !== '');
}

function readMoment(name: string, piece: string, epoch: string, run: string | undefined, warn: Warn): Moment | null {
  if (Number(epoch) <= LAST_EPOCH) return { epoch: Number(epoch), run: Number(run ?? '0') };
  warn(name, piece, MOMENT_EXPECTED);
  return null;
}

function readWas(piece: string, warn: Warn): Entry | null {
  const [, epoch = '', run, settings = ''] = WAS.exec(piece) ?? [];
  if (epoch === '') {
    warn('was', piece, WAS_EXPECTED);
    return null;
  }
  const moment = readMoment('was', piece, epoch, run, warn);
  const before: LivePatch = {};
  for (const setting of moment === null ? [] : settings.split(';')) {
    const cut = setting.indexOf('=');
    const key = setting.slice(0, Math.max(0, cut)).trim().toLowerCase();
    if (!isLive(key)) warn('was', piece, cut < 0 ? WAS_EXPECTED : `a setting that can change during a run: ${LIVE_KEYS.join(', ')}`);
    else if (before[key] !== undefined) warn('was', piece, `${key} once in an action; the first counts`);
    else readSetting(before, key, setting.slice(cut + 1), piece, warn);
  }
  return moment === null || Object.keys(before).length === 0 ? null : { ...moment, order: 0, hand: null, before };
}

function readSetting<K extends LiveKey>(before: LivePatch, key: K, text: string, piece: string, warn: Warn): void {
  const field = CONFIG_FIELDS[key];
  const value = readField(field, text);
  if (value === null) warn('was', piece, `${key}: ${field.expected}`);
  else setLive(before, key, value);
}

function readDid(piece: string, warn: Warn): Entry | null {
  const [, epoch = '', run, word = '', after] = DID.exec(piece) ?? [];
  const hand = HANDS.find((known) => known === word.toLowerCase());
  if (hand === undefined) {
    warn('did', piece, DID_EXPECTED);
    return null;
  }
  const moment = readMoment('did', piece, epoch, run, warn);
  return moment === null ? null : { ...moment, order: after === undefined ? AFTER_ALL : 2 * Number(after), hand, before: {} };
}
