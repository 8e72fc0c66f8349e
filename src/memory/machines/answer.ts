/** The machine of the answer (Stack Overflow 50895110): 6 GB of video memory, 12 GB of main memory, a hard disk. The default. */
import { GIB, type Machine } from './machine.ts';

export const answer: Machine = {
  id: 'answer',
  title: 'The answer’s: GTX 1060 6 GB, 12 GB, hard disk',
  video: 6 * GIB,
  main: 12 * GIB,
  videoBandwidth: 192.2e9,
  flops: 4.4e12,
  videoLink: { up: 11.92e9, down: 12.65e9, faultLatency: 191e-6 },
  diskLink: { read: 0.16e9, write: 0.16e9, latency: 10e-3 },
  disk: 'hard disk, 7200 rpm',
  sources: [
    {
      what: 'video, main, disk',
      where: 'the answer itself: 6 GB, then 12 GB, then the hard disk; sellers count memory in GiB',
      status: 'read',
    },
    { what: 'card', where: 'the answer names no card; the GTX 1060 is a common one with 6 GB of its time', status: 'assumed' },
    { what: 'videoBandwidth', where: 'cpu-gpu.alldbin.com, itechpost.com 22495: 192-bit GDDR5 at 8 Gbps', status: 'read' },
    { what: 'flops', where: 'maker’s figure from memory: 1,280 cores × 2 × 1.7 GHz', status: 'assumed' },
    { what: 'videoLink.up', where: 'nvprof of a GTX 1060 6GB in a public tutorial: 8 MiB in 703.6 µs', status: 'derived' },
    { what: 'videoLink.down', where: 'same: 4 MiB in 331.6 µs', status: 'derived' },
    { what: 'videoLink.faultLatency', where: 'same: 12 fault groups in 2.298 ms', status: 'derived' },
    { what: 'diskLink.read, latency', where: 'utilko.com, toolnova.io: 160–200 MB/s sequential, 8–10 ms; the slower end', status: 'read' },
    { what: 'diskLink.write', where: 'as fast as it reads', status: 'assumed' },
  ],
};
