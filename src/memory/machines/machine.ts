/**
 * What a machine is: capacities, bandwidths and latencies as data, each with its source (`sources.ts`). Nothing here is computed from a
 * run. A figure without a source that we have seen is `assumed`, and says why it is what it is.
 */

export const GIB = 1024 ** 3;

/** What a source speaks of: figures of a machine, the choice of its card, or one of the links it may be given. */
export type Part =
  | 'card' | 'video' | 'main' | 'disk' | 'videoBandwidth' | 'flops' | 'up' | 'down' | 'faultLatency' | 'read' | 'write' | 'latency'
  | 'pcie3' | 'pcie4' | 'pcie5' | 'hdd' | 'sata' | 'nvme' | 'pageable';

/** Something that was read: one page, thread or post. */
export interface Reference {
  title: string;
  /** Its address; none where it is not known. */
  url?: string;
  /** The day it bears, ISO; none where it bears none, or none that we know: then only when it was looked up can be said. */
  date?: string;
  /** The month it was looked up, ISO. */
  seen: string;
}

export interface Source {
  what: readonly Part[];
  /** What is said there and how the figure follows from it, or why it was assumed. */
  where: string;
  /** What was read, names in `REFERENCES`; none where nothing was. */
  from?: readonly string[];
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
