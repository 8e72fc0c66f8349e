/** A desktop with an RTX 4090 and a PCIe 4 NVMe disk. */
import { GIB, type Machine } from './machine.ts';

export const rtx4090: Machine = {
  id: 'rtx4090',
  video: 24 * GIB,
  main: 64 * GIB,
  videoBandwidth: 1008e9,
  flops: 82.6e12,
  videoLink: { up: 25.17e9, down: 25.17e9, faultLatency: 191e-6 },
  diskLink: { read: 7e9, write: 6e9, latency: 20e-6 },
};
