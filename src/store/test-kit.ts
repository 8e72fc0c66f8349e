/** A status as the worker posts it, for tests of the store: a default run under way, changed as a test needs. */
import { DEFAULTS } from '../protocol/config.ts';
import type { Status } from '../protocol/messages.ts';

export function statusOf(change: Partial<Status> = {}): Status {
  return {
    state: 'running',
    moment: { epoch: 1, run: 0 },
    runsPerEpoch: 1,
    epochsInAll: 1000,
    models: 1,
    nodes: 0,
    progress: { phase: '', done: 0, total: 0 },
    bytes: { video: 0, main: 0, disk: 0, held: 0 },
    rate: null,
    lineNodes: new Float64Array(0),
    lineAdded: new Float64Array(0),
    checkpoint: null,
    results: [],
    error: null,
    log: [],
    config: DEFAULTS.perceptron,
    ...change,
  };
}
