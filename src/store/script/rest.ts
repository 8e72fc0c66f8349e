/** The status of a script of which no worker has said anything: before its first run, and while Python is loaded. */
import type { RunConfig } from '../../protocol/config.ts';
import type { RunState, Status } from '../../protocol/messages.ts';

export function restStatus(config: RunConfig, state: RunState = 'paused'): Status {
  return {
    state,
    moment: { epoch: 1, run: 0 },
    runsPerEpoch: 1,
    epochsInAll: 0,
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
    config,
  };
}
