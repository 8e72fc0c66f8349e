/** A server with an H200 and a PCIe 5 NVMe disk. */
import { GIB, type Machine } from './machine.ts';

export const h200: Machine = {
  id: 'h200',
  video: 141 * GIB,
  main: 1024 * GIB,
  videoBandwidth: 4800e9,
  flops: 67e12,
  videoLink: { up: 55.4e9, down: 52.8e9, faultLatency: 191e-6 },
  diskLink: { read: 14e9, write: 12e9, latency: 15e-6 },
};
