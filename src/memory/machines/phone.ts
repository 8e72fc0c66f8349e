/** A phone: one memory for processor and graphics, of which the graphics chip is given a share, and flash storage. */
import { GIB, type Machine } from './machine.ts';

export const phone: Machine = {
  id: 'phone',
  video: 2 * GIB,
  main: 6 * GIB,
  videoBandwidth: 51.2e9,
  flops: 1.5e12,
  videoLink: { up: 25.6e9, down: 25.6e9, faultLatency: 191e-6 },
  diskLink: { read: 0.55e9, write: 0.52e9, latency: 100e-6 },
};
