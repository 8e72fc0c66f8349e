/** Questions to the worker that counts what programs build, and its answers. It has no run: it builds into graphs of its own. */
import type { RunConfig } from './config.ts';

export interface CountAsk { readonly id: number; readonly config: RunConfig }

export interface Counted {
  /** Nodes of a model when it is built, its initialiser and train op included; of models in succession, of each after the first. */
  readonly model: number;
  /** Nodes that an epoch adds. */
  readonly epoch: number;
  /** `built`: every step was built at its size; `law`: larger steps are continued from smaller ones, in proportion. */
  readonly how: 'built' | 'law';
  /** Sizes of steps that were built, samples. */
  readonly sizes: readonly number[];
  /** Bytes of both in a GraphDef as our writer writes it; of many nodes, as many times those of the first ones. */
  readonly modelBytes: number;
  readonly epochBytes: number;
  /** Bytes of both as told: each node's own record and its output (src/accounts/space.ts). */
  readonly modelTold: number;
  readonly epochTold: number;
  /** Bytes of main memory that TensorFlow holds for a node, and greatest bytes of a GraphDef (src/memory/coefficients.ts). */
  readonly held: number;
  readonly graphDefLimit: number;
}

export type CountTell = { readonly id: number } & ({ readonly counted: Counted } | { readonly error: string });
