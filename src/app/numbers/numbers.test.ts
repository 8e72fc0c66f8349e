import { describe, expect, it } from 'vitest';
import { BUILDS, DEFAULTS, GIB } from '../../protocol/config.ts';
import { capacitiesOf, recordedConfig, recordedOf, RECORDED } from './numbers.ts';

const counted = { modelTold: 67 * 9400, epochTold: 3000 * 9400, modelBytes: 67 * 200, epochBytes: 3000 * 200, graphDefLimit: 2 ** 31 - 1 };

describe('when memories are full', () => {
  it('is the first epoch at whose end the nodes do not fit any more', () => {
    const { memories, graphDef } = capacitiesOf(counted, false, 1000, [6 * GIB, 18 * GIB]);
    for (const [i, bytes] of [6 * GIB, 18 * GIB].entries()) {
      const epochs = memories[i] ?? 0;
      expect((67 + 3000 * epochs) * 9400).toBeGreaterThanOrEqual(bytes);
      expect((67 + 3000 * (epochs - 1)) * 9400).toBeLessThan(bytes);
    }
    expect(memories).toEqual([229, 686]);
    expect(graphDef).toBe(3580);
  });
  it('is never where nothing is added, at once where a model does not fit, and counted in models where they succeed one another', () => {
    expect(capacitiesOf({ ...counted, epochTold: 0, epochBytes: 0 }, false, 10, [GIB])).toEqual({ memories: [null], graphDef: null });
    expect(capacitiesOf(counted, false, 10, [1])).toMatchObject({ memories: [0] });
    expect(capacitiesOf({ ...counted, modelTold: 98 * 9400, epochTold: 0 }, true, 10, [98 * 9400 * 5])).toMatchObject({ memories: [5] });
    expect(capacitiesOf({ ...counted, modelTold: 100 * 9400, epochTold: 10 * 9400 }, true, 10, [200 * 9400 * 5])).toMatchObject({ memories: [5] });
  });
});

describe('the recorded numbers', () => {
  it('are found by program and setting, with whole settings', () => {
    for (const build of BUILDS) expect(recordedOf('perceptron', { build })).toMatchObject({ program: 'perceptron', build });
    expect(recordedOf('script', {})).toBe(null);
    for (const row of RECORDED.rows) expect(recordedConfig(row)).toMatchObject({ ...DEFAULTS[row.program], build: row.build, leak: row.leak, fix: row.fix, run: row.run, samples: row.samples, batch: row.batch, epochs: row.epochs, units: row.units, optimizer: row.optimizer });
  });
});
