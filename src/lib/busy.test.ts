import { expect, it } from 'vitest';
import { busy, isBusy, whenQuiet } from './busy.ts';

it('is quiet at once where nothing is worked on', async () => {
  await whenQuiet();
  expect(isBusy()).toBe(false);
});

it('waits for all work, failed work included', async () => {
  const settle: (() => void)[] = [];
  const first = busy(new Promise<void>((resolve) => settle.push(resolve)));
  const second = busy(new Promise<void>((_, reject) => settle.push(() => reject(new Error('failed')))));
  let quiet = false;
  const waited = whenQuiet().then(() => (quiet = true));
  settle[1]();
  await expect(second).rejects.toThrow('failed');
  expect([quiet, isBusy()]).toEqual([false, true]);
  settle[0]();
  await first;
  await waited;
  expect([quiet, isBusy()]).toEqual([true, false]);
});
