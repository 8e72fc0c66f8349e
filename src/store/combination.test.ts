import { describe, expect, it } from 'vitest';
import { DEFAULTS } from '../protocol/config.ts';
import type { RunConfig } from '../protocol/config.ts';
import type { Action } from '../protocol/action.ts';
import type { Status } from '../protocol/messages.ts';
import { isUnplayed } from './combination.ts';
import { statusOf } from './test-kit.ts';

const CURED = { save: true, clear: true, reload: true } satisfies Partial<RunConfig>;

function after(patch: Partial<RunConfig>, log: Action[], more: Partial<Status> = {}): boolean {
  const started = { ...DEFAULTS.perceptron };
  const status = statusOf({ state: 'done', epochsInAll: 1000, moment: { epoch: 1001, run: 0 }, log, ...more });
  return isUnplayed({ started, config: { ...started, ...patch }, status });
}
const set = (epoch: number, patch: Partial<RunConfig>): Action => ({ kind: 'set', epoch, run: 0, patch });

describe('a cure that is set when the run is over', () => {
  it('has not been played', () => {
    expect(after(CURED, [set(1001, { save: true }), set(1001, { clear: true }), set(1001, { reload: true })])).toBe(true);
    // The page knows before the worker has said so.
    expect(after(CURED, [])).toBe(true);
    expect(after({ ...CURED, every: 5 }, [set(40, CURED), set(1001, { every: 5 })])).toBe(true);
  });

  it('has been, if it was in force at the end, or is set back to what was', () => {
    expect(after({}, [])).toBe(false);
    expect(after(CURED, [set(40, CURED)])).toBe(false);
    expect(after({}, [set(1001, { save: true }), set(1001, { save: false })])).toBe(false);
    expect(after({ every: 5 }, [set(1001, { every: 5 })])).toBe(false);
  });

  it('will be, while the run is under way or has been given more epochs', () => {
    expect(after(CURED, [], { state: 'paused' })).toBe(false);
    expect(after(CURED, [], { epochsInAll: 2000 })).toBe(false);
    expect(isUnplayed({ started: DEFAULTS.perceptron, config: { ...DEFAULTS.perceptron, ...CURED }, status: null })).toBe(false);
  });
});
