import { describe, expect, it } from 'vitest';
import { tell } from '../../charts/examples.ts';
import { ENGLISH } from '../../charts/words.ts';
import { readEpoch, sayEpoch } from './Readout.tsx';

describe('the readout at the crosshair', () => {
  const input = tell({ epochs: 40, leak: 3000, every: 20 });

  it('has the values of all charts at the epoch, with what happened then', () => {
    const reading = readEpoch(input, 20, ENGLISH);
    expect(reading?.sections.map((section) => [section.id, section.origin])).toEqual([
      ['nodes', 'measured'],
      ['memory', 'modelled'],
      ['time', 'modelled'],
      ['learning', 'measured'],
    ]);
    expect(reading?.events).toEqual([
      'Saved the model in epoch 20.',
      'Cleared the session in epoch 20.',
      'Reloaded the model in epoch 20.',
    ]);
  });

  it('is one sentence for the screen reader', () => {
    const reading = readEpoch(input, 7, ENGLISH);
    expect(reading && sayEpoch(reading, ENGLISH)).toContain('Epoch 7: Nodes in the graph total 21,105, forward 21,000');
  });

  it('takes the nearest finished epoch, and is nothing before the first', () => {
    expect(readEpoch(input, 99, ENGLISH)?.epoch).toBe(40);
    expect(readEpoch(tell({ epochs: 0, leak: 1 }), 3, ENGLISH)).toBeNull();
    expect(readEpoch(input, null, ENGLISH)).toBeNull();
  });
});
