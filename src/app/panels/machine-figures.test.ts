import { describe, expect, it } from 'vitest';
import { DEFAULTS, GIB, LIMITS, OWN, type OwnKey } from '../../protocol/config.ts';
import { MACHINE_CAPACITIES, MACHINE_IDS } from '../../presets/machines.ts';
import { figuresOf, ownFrom, sourcesOf, writeRate } from './machine-figures.ts';

const config = DEFAULTS.perceptron;

describe('figures of the machine that is set', () => {
  it('one’s own starts as the machine before it, whichever that was, within what the knobs can', () => {
    expect(ownFrom(config)).toEqual(OWN);
    for (const machine of MACHINE_IDS) {
      if (machine === 'own') continue;
      const before = { ...config, machine, ...MACHINE_CAPACITIES[machine] };
      const own = { ...before, machine: 'own', ...ownFrom(before) };
      const [a, b] = [figuresOf(before), figuresOf(own)];
      for (const [key, value] of Object.entries(a)) expect(b[key as keyof typeof b]! / value, `${machine} ${key}`).toBeCloseTo(1, 9);
      for (const key of Object.keys(OWN) as OwnKey[]) {
        expect(own[key], `${machine} ${key}`).toBeGreaterThanOrEqual(LIMITS[key][0]);
        expect(own[key], `${machine} ${key}`).toBeLessThanOrEqual(LIMITS[key][1]);
      }
    }
  });
  it('a capacity that was changed is the visitor’s, and loses the machine’s source', () => {
    const of = (part: string, changed = {}) => sourcesOf({ ...config, ...changed }).filter(({ what }) => what.includes(part));
    expect(of('video')).toEqual([expect.objectContaining({ status: 'read', what: ['video', 'main', 'disk'] })]);
    expect(of('video', { video: 8 * GIB })).toEqual([{ what: ['video'], status: 'yours', instead: 6 * GIB }]);
    expect(of('main', { video: 8 * GIB })).toEqual([expect.objectContaining({ status: 'read', what: ['main', 'disk'] })]);
    expect(figuresOf({ ...config, video: 8 * GIB }).video).toBe(8 * GIB);
    expect(sourcesOf({ ...config, machine: 'own' })).toEqual([expect.objectContaining({ status: 'yours' })]);
  });
  it('what another link or disk takes the place of is not among the figures, one’s own neither', () => {
    const parts = (changed: object): string[] => sourcesOf({ ...config, ...changed }).flatMap(({ what }) => what);
    for (const machine of ['answer', 'own']) {
      expect(parts({ machine })).toEqual(expect.arrayContaining(['up', 'down', 'read', 'write', 'latency', 'faultLatency']));
      expect(parts({ machine, bus: 'pcie5' }).filter((part) => ['up', 'down'].includes(part))).toEqual([]);
      expect(parts({ machine, bus: 'pcie5' })).toEqual(expect.arrayContaining(['read', 'write', 'latency', 'faultLatency']));
      expect(parts({ machine, disk: 'nvme' }).filter((part) => ['disk', 'read', 'write', 'latency'].includes(part))).toEqual([]);
      expect(parts({ machine, disk: 'nvme' })).toEqual(expect.arrayContaining(['up', 'down', 'video', 'main']));
    }
  });
  it('the disk that writes is the machine’s, one’s own, or the one that takes its place', () => {
    expect([writeRate(config), writeRate({ ...config, machine: 'own', write: 2 }), writeRate({ ...config, disk: 'nvme' })]).toEqual([0.16e9, 2e9, 3e9]);
  });
});
