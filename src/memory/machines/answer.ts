/** The machine of the answer (Stack Overflow 50895110): 6 GB of video memory, 12 GB of main memory, a hard disk. The default. */
import { GIB, type Machine } from './machine.ts';

export const answer: Machine = {
  id: 'answer',
  video: 6 * GIB,
  main: 12 * GIB,
  videoBandwidth: 192.2e9,
  flops: 4.4e12,
  videoLink: { up: 11.92e9, down: 12.65e9, faultLatency: 191e-6 },
  diskLink: { read: 0.16e9, write: 0.16e9, latency: 10e-3 },
};
