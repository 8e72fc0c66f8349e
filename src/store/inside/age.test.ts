import { expect, it } from 'vitest';
import { epochsSince } from './age.ts';

it('counts the epochs since the one of a run, the one under way as soon as it has a run', () => {
  expect(epochsSince(5, { epoch: 6, run: 0 })).toBe(0);
  expect(epochsSince(5, { epoch: 5, run: 3 })).toBe(0);
  expect(epochsSince(5, { epoch: 6, run: 1 })).toBe(1);
  expect(epochsSince(5, { epoch: 1001, run: 0 })).toBe(995);
  expect(epochsSince(5, { epoch: 1, run: 0 })).toBe(0);
});
