/** What a clear frees, beside the recordings of 40,000 nodes that took 10.6 kB each (TensorFlow 2.15.1): percent of the growth that the process gave back. */
import { describe, expect, it } from 'vitest';
import type { Clearing } from './ledger.ts';
import { Lifetime, USUAL } from './lifetime.ts';

const NODES = 40_000;
const BYTES = 10_643 * NODES;

/** Percent given back, and seconds, by a clear made in that way. */
function cleared(how: Partial<Clearing>): { percent: number; seconds: number; kept: number } {
  const past = new Lifetime();
  const seconds = past.cleared(BYTES, NODES, { ...USUAL, ...how });
  const { held, returned } = past.beside(past.kept);
  expect(held + returned + past.kept).toBeCloseTo(BYTES, 3);
  return { percent: (100 * returned) / BYTES, seconds, kept: past.kept };
}

describe('what a clear frees', () => {
  it.each([
    ['close, reset, collect', {}, 3.6], ['and trim', { trim: true }, 88.9], ['reset alone, collect', { close: false }, 5.3], ['and trim', { close: false, trim: true }, 90.6],
    ['a tensor still points at it', { keep: 'model' }, 0], ['and trim', { keep: 'model', trim: true }, 53.2],
    ['the open session is still there', { keep: 'session', close: false }, 0], ['and trim', { keep: 'session', close: false, trim: true }, 25.5], ['nothing is collected', { collect: false }, 0],
  ] as const)('%s %o: %d %%', (_, how, recorded) => {
    expect(Math.abs(cleared(how).percent - recorded)).toBeLessThan(3);
  });

  it('takes the recorded time within 25 %: a collection of dead and of live nodes, closing, trimming', () => {
    const [close, dead, alive] = [0.066, 0.722, 0.289];
    expect(cleared({}).seconds / (close + dead)).toBeCloseTo(1, 0.6);
    expect(cleared({ keep: 'model' }).seconds / (close + alive)).toBeCloseTo(1, 0.6);
    const trim = cleared({ trim: true }).seconds - cleared({}).seconds;
    expect(trim / 0.038).toBeGreaterThan(0.75);
    expect(trim / 0.038).toBeLessThan(1.35);
  });

  it('waits, where nothing is collected, until a quarter more was made; then Python does it by itself', () => {
    const past = new Lifetime();
    past.cleared(BYTES, NODES, { ...USUAL, collect: false });
    expect(past.built(10_000, 10_000)).toBeNull();
    expect(past.kept).toBeGreaterThan(0);
    expect(past.built(20_000, 30_000)).toBeCloseTo(0.17 + 13.5e-6 * NODES, 9);
    expect(past.kept).toBe(0);
    expect(past.built(1e6, 1e6)).toBeNull();
  });
});
