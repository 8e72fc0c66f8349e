/**
 * What a machine is: capacities, bandwidths and latencies as data, each with its source (`sources.ts`). Nothing here is computed from a
 * run. A figure without a source that we have seen is `assumed`, and says why it is what it is.
 */

export const GIB = 1024 ** 3;

export interface Source {
  /** The field or fields of the machine it speaks of. */
  what: string;
  /** Where the figure stands, or why it was assumed. */
  where: string;
  /** read: seen in the source; derived: arithmetic on figures read; assumed: no source seen, a choice of ours. */
  status: 'read' | 'derived' | 'assumed';
}

export interface Machine {
  /** As written in links. */
  id: string;
  /** Capacity of video memory, bytes. */
  video: number;
  /** Capacity of main memory, bytes. */
  main: number;
  /** Bandwidth of video memory, bytes a second. */
  videoBandwidth: number;
  /** Peak rate in float32, operations a second. */
  flops: number;
  /** Link between main and video memory: bandwidths in bytes a second, and seconds lost per group of faults. */
  videoLink: { up: number; down: number; faultLatency: number };
  /** Link between disk and main memory: bandwidths in bytes a second, and seconds lost per transfer either way. */
  diskLink: { read: number; write: number; latency: number };
}
