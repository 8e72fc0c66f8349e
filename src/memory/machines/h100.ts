/** A server with an H100 and a PCIe 5 NVMe disk. */
import { GIB, type Machine } from './machine.ts';

export const h100: Machine = {
  id: 'h100',
  video: 80 * GIB,
  main: 512 * GIB,
  videoBandwidth: 3350e9,
  flops: 67e12,
  videoLink: { up: 55.4e9, down: 52.8e9, faultLatency: 191e-6 },
  diskLink: { read: 14e9, write: 12e9, latency: 15e-6 },
};
