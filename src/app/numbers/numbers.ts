/** The recorded numbers, and what follows from counts: after how many epochs memories are full. recorded.json is written by worker/count.test.ts. */
import { BUILDS, DEFAULTS, LEAKS, OPTIMIZERS, PROGRAMS, RUNS, type RunConfig } from '../../protocol/config.ts';
import type { Counted } from '../../protocol/counts.ts';
import file from './recorded.json' with { type: 'json' };

type Key = 'program' | 'build' | 'leak' | 'fix' | 'run' | 'samples' | 'batch' | 'epochs' | 'units' | 'optimizer';
export type Recorded = Pick<RunConfig, Key> & { readonly date: string; readonly model: number; readonly epoch: number };

function one<T extends string>(words: readonly T[], word: string): T {
  const found = words.find((known) => known === word);
  if (found === undefined) throw new Error(`recorded.json: expected one of ${words.join(', ')}, found '${word}'`);
  return found;
}

export const RECORDED: { readonly tensorflow: string; readonly rows: readonly Recorded[] } = {
  tensorflow: file.tensorflow,
  rows: file.rows.map((row) => ({
    ...row,
    program: one(PROGRAMS, row.program),
    build: one(BUILDS, row.build),
    leak: one(LEAKS, row.leak),
    run: one(RUNS, row.run),
    optimizer: one(OPTIMIZERS, row.optimizer),
  })),
};

export function recordedOf(program: RunConfig['program'], wanted: Partial<Pick<Recorded, 'build' | 'leak' | 'fix'>>): Recorded | null {
  return (
    RECORDED.rows.find(
      (row) =>
        row.program === program &&
        (wanted.build === undefined || row.build === wanted.build) &&
        (wanted.leak === undefined || row.leak === wanted.leak) &&
        (wanted.fix === undefined || row.fix === wanted.fix),
    ) ?? null
  );
}

const configs = new Map<Recorded, RunConfig>();
/** The settings of a recording; the same object each time. */
export function recordedConfig(row: Recorded): RunConfig {
  let config = configs.get(row);
  if (!config) {
    const { date: _date, model: _model, epoch: _epoch, ...own } = row;
    configs.set(row, (config = { ...DEFAULTS[row.program], ...own }));
  }
  return config;
}

/** After how many epochs (of models in succession: models, with so many epochs each) memories of these bytes and a GraphDef are full; null: never. */
export function capacitiesOf(
  { modelTold, epochTold, modelBytes, epochBytes, graphDefLimit }: Pick<Counted, 'modelTold' | 'epochTold' | 'modelBytes' | 'epochBytes' | 'graphDefLimit'>,
  succession: boolean,
  epochs: number,
  memories: readonly number[],
): { memories: (number | null)[]; graphDef: number | null } {
  /** `first`: what a model takes, `more`: what an epoch adds. */
  const after = (bytes: number, first: number, more: number): number | null => {
    const [begin, step] = succession ? [0, first + more * epochs] : [first, more];
    return step === 0 ? null : Math.max(0, Math.ceil((bytes - begin) / step));
  };
  return { memories: memories.map((bytes) => after(bytes, modelTold, epochTold)), graphDef: after(graphDefLimit, modelBytes, epochBytes) };
}
