/**
 * What a link must know of the machines: their ids and capacities. Their speeds, names and sources are in src/memory; a test
 * beside those compares the two.
 */
import { GIB } from '../protocol/config.ts';

export const MACHINE_IDS = ['answer', 'laptop', 'workstation-2018', 'rtx4090', 'h100', 'h200', 'b200', 'phone', 'own'] as const;
export type MachineId = (typeof MACHINE_IDS)[number];

/** Bytes of video and main memory that a machine has unless a link says otherwise. */
export const MACHINE_CAPACITIES: Readonly<Record<MachineId, { readonly video: number; readonly main: number }>> = {
  answer: { video: 6 * GIB, main: 12 * GIB },
  laptop: { video: 4 * GIB, main: 8 * GIB },
  'workstation-2018': { video: 8 * GIB, main: 32 * GIB },
  rtx4090: { video: 24 * GIB, main: 64 * GIB },
  h100: { video: 80 * GIB, main: 512 * GIB },
  h200: { video: 141 * GIB, main: 1024 * GIB },
  b200: { video: 180 * GIB, main: 2048 * GIB },
  phone: { video: 2 * GIB, main: 6 * GIB },
  own: { video: 6 * GIB, main: 12 * GIB },
};
