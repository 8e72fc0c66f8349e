/**
 * The pages of the modelled machine as the page sees them: what it asks for and what the engine's worker answers. Plain data; columns
 * travel as transferred buffers. How they are found: worker/memory-look.ts.
 */
import type { PolicyId } from './config.ts';

/**
 * Who owns a page: those of most of its bytes. Nodes, by op or by what built them; `kept`: cleared graphs that are still alive; `signatures`:
 * what a session keeps of them; `tensors`: what runs need on the device for a while.
 */
export const OWNERS = ['epoch', 'model', 'constants', 'variables', 'saver', 'kept', 'signatures', 'tensors'] as const;
export type MemoryOwner = (typeof OWNERS)[number];

export interface MemoryOrder {
  /** In the answer, so that it is known which order was obeyed. */
  readonly id: number;
  readonly on: boolean;
  /** A page whose nodes are to be named; -1: none. */
  readonly page: number;
}

/** Most pages that are said to go next, and most names of nodes of one page. */
export const NEXT_MOST = 8;
export const NAMES_MOST = 4;

/** What the last run, if it were repeated, would hit in one tier of so many pages. */
export interface MemoryCurve {
  /** Of the last run at that moment, which may be an earlier one than the look's: as in MemoryLook. */
  readonly epoch: number;
  readonly run: number;
  /** Touches of one run, and the different pages among them. */
  readonly touches: number;
  readonly pages: number;
  /** LRU's faults at capacities 1, 2, … `pages`: at index capacity - 1. */
  readonly lru: Float64Array<ArrayBuffer>;
  /** Capacities at which MIN and the policy that is set were run, and their faults. */
  readonly at: Int32Array<ArrayBuffer>;
  readonly min: Float64Array<ArrayBuffer>;
  readonly own: Float64Array<ArrayBuffer>;
}

export interface MemoryLook {
  readonly id: number;
  /** The epoch under way or the last one that is over; runs of it that are over, 0: all, or `within` the first. */
  readonly epoch: number;
  readonly within: boolean;
  readonly run: number;
  readonly policy: PolicyId;
  /** Bytes of a page. */
  readonly page: number;
  /** The fastest tier that the account lays the graph out in: 0 video memory, 1 main memory. The numbers of tiers below count from it. */
  readonly top: 0 | 1;
  /** Capacities in pages of video and main memory; -1 for one that is not used. */
  readonly capacity: { readonly video: number; readonly main: number };
  /** By page: 0 video memory, 1 main memory, 2 disk. */
  readonly tier: Uint8Array<ArrayBuffer>;
  /** By page: index into OWNERS. */
  readonly owner: Uint8Array<ArrayBuffer>;
  /** By page: the nodes in it, from..to - 1; none where what is no node owns it. */
  readonly from: Int32Array<ArrayBuffer>;
  readonly to: Int32Array<ArrayBuffer>;
  /** How many of the pages, the last ones, hold tensors on the device; 0 where the graph lies there. `capacity.main` is what main memory has beside those of them that lie there. */
  readonly device: number;
  /** Nodes in the graph. */
  readonly nodes: number;
  /** Pages of the top tier in the order in which they would have to leave; none where there is room or chance decides. */
  readonly next: Int32Array<ArrayBuffer>;
  /** By page of `next`: what the policy notes of it, as Policy.state says; 0 where it notes nothing but the order. */
  readonly noted: Uint8Array<ArrayBuffer>;
  /** Whether the top tier is full. */
  readonly full: boolean;
  /** The nodes of the page that was asked for. */
  readonly named: { readonly page: number; readonly from: number; readonly to: number; readonly names: readonly string[] } | null;
  /** `none`: no run yet; `long`: too many touches to go through beside the run; null: the last one still holds. */
  readonly curve: MemoryCurve | 'none' | 'long' | null;
}
