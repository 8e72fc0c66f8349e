/** What a watched script is given, and where its reports go. */
import type { RunConfig } from '../../protocol/config.ts';
import type { Report } from '../../protocol/messages.ts';

export interface Outlet {
  post(report: Report, transfer: Transferable[]): void;
  /** Milliseconds, monotonic. */
  now(): number;
}
export interface WatchOptions {
  readonly config: RunConfig;
  /** Number of the run, for its reports. */
  readonly run: number;
  /** The unpacked file of digits that the page ships. */
  readonly digits: Uint8Array;
  /** Most bytes of one graph, and of Python, for what is said when they are full. */
  readonly limit?: number;
  /** How long the script may run, in seconds. */
  readonly seconds?: number;
}
