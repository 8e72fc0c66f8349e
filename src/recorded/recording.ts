/**
 * A recorded run: what real TensorFlow did, epoch by epoch. The page's own recordings and a visitor's are the same thing, read by the same
 * parser (parse.ts). Seconds, bytes, counts; data only.
 */

/** What a file says it is. The number rises when older pages could not read it any more. */
export const SCHEMA = 'session-playground-recording/1';

/** Something that happened within an epoch; its seconds are part of the epoch's. */
export interface RecordedEvent {
  /** `save`, `clear`, `gc`, `restore`, …: the recorder's word. */
  readonly kind: string;
  readonly seconds: number;
  /** Nodes of the default graph, and bytes of the process, when it was over; null where they were not taken. */
  readonly nodes: number | null;
  readonly bytes: number | null;
}

/** What the recorder counted of the session.run calls of an epoch. */
export interface RunCounts {
  readonly runs: number;
  /** Runs before which the graph had grown since the session's last one. */
  readonly grown: number;
  /** Runs of fetches and feeds that the session had not seen before, and the nodes that these reach, all of them together. */
  readonly fresh: number;
  readonly freshNodes: number;
  /** Nodes that the fetches of all runs reach. */
  readonly executed: number;
}

export interface RecordedEpoch {
  /** From 1, rising. */
  readonly epoch: number;
  /** Nodes of the default graph when the epoch is over, and the most within it. */
  readonly nodes: number;
  readonly peak: number;
  /** Of the clock on the wall, and of the processor (null where not taken). */
  readonly seconds: number;
  readonly cpu: number | null;
  /** Resident set of the process; null where it was not taken. */
  readonly bytes: number | null;
  readonly loss: number | null;
  readonly counts: RunCounts | null;
  /** The text of an exception that ended the epoch; '' for none. */
  readonly error: string;
  readonly events: readonly RecordedEvent[];
}

export interface Recording {
  readonly title: string;
  /** What ran: a name or a sentence, as the recorder wrote it. */
  readonly program: string;
  readonly parameters: readonly (readonly [name: string, value: string | number | boolean])[];
  /** Version of TensorFlow; other versions by name. */
  readonly tensorflow: string;
  readonly versions: readonly (readonly [name: string, version: string])[];
  readonly machine: string;
  readonly date: string;
  /** File name of the script. */
  readonly source: string;
  /** Before the first epoch. */
  readonly start: { readonly nodes: number | null; readonly bytes: number | null };
  readonly epochs: readonly RecordedEpoch[];
}

/** The clocks that a recording may have. */
export const CLOCKS = ['wall', 'cpu'] as const;
export type Clock = (typeof CLOCKS)[number];

/** Seconds of an epoch by a clock; NaN where they were not taken. */
export const secondsOf = (row: RecordedEpoch, clock: Clock): number => (clock === 'wall' ? row.seconds : (row.cpu ?? Number.NaN));
