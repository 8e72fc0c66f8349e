/** Which of the eight combinations of save, clear and reload is set, and whether any run has had it. Its sentence is in the catalogue of words. */
import type { RunConfig } from '../protocol/config.ts';
import type { PlaygroundState } from './state.ts';

export const COMBINATIONS = ['---', 's--', '-c-', '--r', 'sc-', 's-r', '-cr', 'scr'] as const;
export type Combination = (typeof COMBINATIONS)[number];

/** The combination's key, for instance 's-r' for save and reload without clear. */
export function combinationOf(config: Pick<RunConfig, 'save' | 'clear' | 'reload'>): Combination {
  return `${config.save ? 's' : '-'}${config.clear ? 'c' : '-'}${config.reload ? 'r' : '-'}`;
}

type Cure = Pick<RunConfig, 'save' | 'clear' | 'reload' | 'every'>;
const sameCure = (a: Cure, b: Cure): boolean => combinationOf(a) === combinationOf(b) && (a.every === b.every || combinationOf(a) === '---');

type Run = Pick<PlaygroundState, 'config' | 'started' | 'status'>;

/** Whether the run is over. One that was given more epochs goes on with the cure as it is set, and a script runs again at once. */
const isOver = ({ config, status }: Run): boolean =>
  status !== null && status.state === 'done' && config.program !== 'script' && (status.models > 1 || status.moment.epoch > status.epochsInAll);

/** The cure that the run is under, or, where it is over, was under when it ended. */
export function cureInForce(run: Run): Cure {
  const { config, started, status } = run;
  if (status === null || !isOver(run)) return config;
  let atEnd: Cure = started;
  for (const action of status.log) if (action.kind === 'set' && action.epoch < status.moment.epoch) atEnd = { ...atEnd, ...action.patch };
  return atEnd;
}

/** Whether the run is over and the cure was set otherwise when it ended: what is set has done nothing until the run is played again. */
export const isUnplayed = (run: Run): boolean => !sameCure(run.config, cureInForce(run));
