/** A laptop of the same years: less of everything, but a SATA SSD. */
import { GIB, type Machine } from './machine.ts';

export const laptop: Machine = {
  id: 'laptop',
  video: 4 * GIB,
  main: 8 * GIB,
  videoBandwidth: 112e9,
  flops: 2.1e12,
  videoLink: { up: 7.1e9, down: 7.1e9, faultLatency: 191e-6 },
  diskLink: { read: 0.55e9, write: 0.52e9, latency: 100e-6 },
};
