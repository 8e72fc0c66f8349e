/**
 * One row per finished epoch, as columns. The worker transfers rows in batches; the page keeps them in a History.
 * Sections: counts (measured: counted by the engine), tiers (modelled), time (modelled and measured, seconds), learning.
 */

/** What made a node; the order is the stacking order of the nodes chart. */
export const KINDS = ['forward', 'loss', 'gradients', 'update', 'checkpoint', 'bookkeeping'] as const;
export type Kind = (typeof KINDS)[number];

/** Phases of an epoch's time. `extend` and `prepare` occur only as TensorFlow does, `move` is page traffic (or OS swap). */
export const PHASES = ['build', 'extend', 'prepare', 'execute', 'move', 'save', 'clear', 'reload'] as const;
export type Phase = (typeof PHASES)[number];

/**
 * Parts of a phase, as TensorFlow does: of `execute` what every run costs and what every executed node does (the rest are kernels), of
 * `prepare` what a new signature and its nodes' compilation do (the rest is the graph gone through), of `build` tf.gradients (the rest are nodes).
 */
export const TERMS = ['fixed', 'steady', 'signature', 'compile', 'gradients'] as const;
export type Term = (typeof TERMS)[number];

export const COLUMNS = [
  'epoch',      // 1-based
  'model',      // 1-based number of the model, for models in succession; 1 otherwise
  'nodes',      // nodes in the graph when the epoch (its save, clear and reload included) is over
  'peak',       // greatest number of nodes during the epoch
  'added',      // nodes appended during the epoch
  'cleared',    // nodes removed by clears during the epoch: nodes = previous nodes + added - cleared
  'executed',   // node executions, all runs of the epoch
  'runs',       // session.run calls
  'signatures', // fetch signatures cached by the session
  'fetched',    // P: nodes that the last training run's fetches reach
  ...KINDS.map((k) => `kind.${k}` as const),           // nodes in the graph by what made them, at the end of the epoch
  'video', 'main', 'disk',                             // bytes in each tier at the end of the epoch
  'held',                                              // bytes freed but still held by the process (as TensorFlow does)
  'kept',                                              // bytes in main memory and on disk of cleared graphs that are still alive (as TensorFlow does)
  'returned',                                          // bytes that the process had once and has given back (as TensorFlow does)
  'peakVideo', 'peakMain', 'peakDisk',                 // greatest during the epoch
  'graphDef',                                          // bytes of the GraphDef, greatest during the epoch (as TensorFlow does)
  'upVideo', 'downVideo', 'upMain', 'downMain',        // bytes over the links main<->video and disk<->main
  'touches', 'faults',                                 // page touches; touches that were not in video memory
  ...PHASES.map((p) => `modelled.${p}` as const),      // seconds
  ...TERMS.map((t) => `term.${t}` as const),           // seconds, modelled; within modelled.*
  ...PHASES.map((p) => `measured.${p}` as const),      // seconds; NaN where nothing was measured
  'engineBytes',                                       // memory of the engine itself, measured, bytes
  'loss', 'accuracy',                                  // of the training runs of this epoch; NaN if there was none
] as const;
export type Column = (typeof COLUMNS)[number];
export const WIDTH = COLUMNS.length;

/** Rows of finished epochs, row-major: value of column c in row r is `rows[r * WIDTH + index(c)]`. The buffer is transferred. */
export interface FrameBatch { count: number; rows: Float64Array<ArrayBuffer> }

/** Things that happened, marked on all charts. `text` is a full plain sentence. `epoch`: the one it
 * happened in, or after: 40 between 40 and 41. `run`: of that epoch, from 1, in which or after which it happened; 0 where the epoch was over. */
export type EventKind = 'save' | 'clear' | 'reload' | 'spill-main' | 'spill-disk' | 'error' | 'model' | 'set' | 'upload';
export interface RunEvent { epoch: number; run: number; kind: EventKind; text: string; detail: Record<string, number | string | boolean> }

/** The page's store of rows: one Float64Array per column, valid up to `count`. A new object for each change, arrays shared. */
export interface History { readonly count: number; readonly columns: Readonly<Record<Column, Float64Array>> }
