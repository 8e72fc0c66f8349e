/** A workstation of 2018: a GTX 1080, much main memory, an NVMe disk. */
import { GIB, type Machine } from './machine.ts';

export const workstation2018: Machine = {
  id: 'workstation-2018',
  video: 8 * GIB,
  main: 32 * GIB,
  videoBandwidth: 320e9,
  flops: 8.9e12,
  videoLink: { up: 12.15e9, down: 12.89e9, faultLatency: 191e-6 },
  diskLink: { read: 3.5e9, write: 3.0e9, latency: 30e-6 },
};
