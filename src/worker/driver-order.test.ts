/** Commands behind a program that is still being loaded: none of the programs here has been loaded before, which is why this is a file of its own. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { DEFAULTS, type ProgramId } from '../protocol/config.ts';
import type { Command } from '../protocol/messages.ts';
import { parseDigits } from './digits.ts';
import { Driver } from './driver.ts';

const digits = parseDigits(new Uint8Array(inflateSync(readFileSync(join(import.meta.dirname, '../../public/digits.bin.z')))));

it('are obeyed in the order in which they came, also those that come during the loading of a second program', async () => {
  const order: string[] = [];
  const driver = new Driver({
    post(report) {
      if (report.type === 'ready') order.push(report.title);
      if (report.type !== 'pong') return;
      order.push(`pong ${report.id}`);
      if (report.id === 1) queueMicrotask(() => { said.push(driver.handle({ type: 'ping', id: 3 })); });
    },
    now: () => 0,
    later: () => undefined,
  }, digits);
  const start = (program: ProgramId, run: number): Command => ({ type: 'start', run, config: DEFAULTS[program], log: [], at: null, play: false, speed: 1 });
  const said = [start('mlp', 1), { type: 'ping', id: 1 } as const, start('cnn', 2), { type: 'ping', id: 2 } as const].map(async (command) => driver.handle(command));
  await Promise.all(said);
  await Promise.all(said);
  expect(order).toEqual(['Multi-layer perceptron', 'pong 1', 'Convolutional network', 'pong 2', 'pong 3']);
});
