/** Modelled time of page traffic on a machine. Arithmetic on counts; it sees no page and no clock. */
import type { Counts } from './counts.ts';
import type { Machine } from './machines/machine.ts';

export type Moves = Pick<Counts, 'upVideo' | 'downVideo' | 'upMain' | 'downMain' | 'faultGroups' | 'upMainGroups' | 'downMainGroups'>;

/** The terms of `moveSeconds`, seconds. */
export interface MoveTerms {
  faults: number;
  up: number;
  down: number;
  seeks: number;
  read: number;
  write: number;
}

/**
 * The terms by cause. Faults cost latency on the way up only: what a fault evicts is part of its service. The disk costs
 * its latency on every group of transfers, read or written.
 */
export function moveTerms(moves: Moves, { videoLink, diskLink }: Pick<Machine, 'videoLink' | 'diskLink'>): MoveTerms {
  return {
    faults: moves.faultGroups * videoLink.faultLatency,
    up: moves.upVideo / videoLink.up,
    down: moves.downVideo / videoLink.down,
    seeks: (moves.upMainGroups + moves.downMainGroups) * diskLink.latency,
    read: moves.upMain / diskLink.read,
    write: moves.downMain / diskLink.write,
  };
}

/**
 * Seconds that the moves of an epoch take, one after another (no overlap of links, nor with computing):
 *
 *   Σ moves = fault groups × latency + up / bandwidth up + down / bandwidth down   (link main ↔ video memory)
 *           + transfer groups × latency + read / bandwidth + written / bandwidth   (link disk ↔ main memory)
 *
 * which is the term "latency per fault group + bytes / link bandwidth" of the model of an epoch's time.
 * @param moves counts of the epoch (`difference` of two `Tiers.counts()`), bytes and groups
 */
export function moveSeconds(moves: Moves, machine: Pick<Machine, 'videoLink' | 'diskLink'>): number {
  const { faults, up, down, seeks, read, write } = moveTerms(moves, machine);
  return faults + up + down + seeks + read + write;
}
