/** A server with a B200 and a PCIe 5 NVMe disk. */
import { GIB, type Machine } from './machine.ts';

export const b200: Machine = {
  id: 'b200',
  video: 180 * GIB,
  main: 2048 * GIB,
  videoBandwidth: 8000e9,
  flops: 80e12,
  videoLink: { up: 55.4e9, down: 52.8e9, faultLatency: 191e-6 },
  diskLink: { read: 14e9, write: 12e9, latency: 15e-6 },
};
