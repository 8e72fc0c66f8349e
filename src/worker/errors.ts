/** Errors of a run in the visitor's words: what happened, what TensorFlow says, what to do now. */
import type { OutOfMemory } from '../engine/heap.ts';
import type { TensorFlowError } from '../engine/op-def.ts';
import { count } from '../lib/format.ts';
import type { RunError } from '../protocol/messages.ts';

export function memoryError(error: OutOfMemory, epoch: number): RunError {
  return {
    kind: 'memory', epoch, tensorflow: null, canResume: false,
    message: `${error.message} This is the engine in this page, really out of memory, not the modelled machine. Everything up to epoch ${count(epoch - 1)} is kept.`,
    way: 'Clear the session and go on, or start over with fewer epochs, fewer samples, or less built inside the loop.',
  };
}

export function runError(error: TensorFlowError, epoch: number): RunError {
  const resource = error.kind === 'ResourceExhaustedError';
  return {
    kind: resource ? 'resource' : 'run', epoch, tensorflow: `${error.kind}: ${error.message}`, canResume: !resource,
    message: resource ? `Video memory cannot hold what this run needs. Without unified memory, nothing spills to main memory: the run fails.` : error.message,
    way: resource ? 'Give the machine more video memory, turn unified memory on, clear the session, or build less inside the loop.' : 'Start over, or change what caused it and go on.',
  };
}

/** `turn`: what asked for the reload: its switch, with Clear on or off, or the visitor by hand. */
export const nothingSaved = (epoch: number, turn: 'reload' | 'clear and reload' | 'by hand'): RunError => ({
  kind: 'reload', epoch, canResume: true,
  message: `${turn === 'by hand' ? 'There is no checkpoint to reload: nothing has been saved yet.' : 'Reload is on, but nothing has been saved yet: there is no checkpoint to reload.'}${
    turn === 'clear and reload' ? ' Nothing was cleared.' : ''} The run is paused as it was.`,
  tensorflow: 'ValueError: The passed save_path is not a valid checkpoint: ./model',
  way: turn === 'by hand' ? 'Save first, or upload a checkpoint; then go on.' : 'Turn on Save (or save by hand), upload a checkpoint, or turn Reload off; then go on.',
});

/** The graph was saved before reloads were told to import it. */
export const noMeta = (epoch: number): RunError => ({
  kind: 'reload', epoch, canResume: true,
  message: 'Reload imports the saved graph, but no graph has been saved since that was chosen. The run is paused as it was.',
  tensorflow: 'OSError: File does not exist. Received: ./model.meta.',
  way: 'Save once more, or let Reload build the model by its code; then go on.',
});

export const wrongCheckpoint = (epoch: number, why: string): RunError => ({
  kind: 'checkpoint', epoch, canResume: true,
  message: `The checkpoint does not fit the model: ${why}. Nothing was changed.`,
  tensorflow: 'NotFoundError / InvalidArgumentError: Restoring from checkpoint failed',
  way: 'Save a checkpoint of this model, upload one that fits, or turn Reload off; then go on.',
});

export const nothingToSave = (epoch: number): RunError => ({
  kind: 'save', epoch, canResume: true,
  message: 'There is no model to save: the session has been cleared and nothing has been built since.',
  tensorflow: 'ValueError: No variables to save', way: 'Go on: the next run builds a model.',
});
