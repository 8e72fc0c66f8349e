/** A workstation of 2018: a GTX 1080, much main memory, an NVMe disk. */
import { GIB, SAME_FAULTS, type Machine } from './machine.ts';

export const workstation2018: Machine = {
  id: 'workstation-2018',
  title: 'Workstation of 2018: GTX 1080 8 GB, 32 GB, NVMe',
  video: 8 * GIB,
  main: 32 * GIB,
  videoBandwidth: 320e9,
  flops: 8.9e12,
  videoLink: { up: 12.15e9, down: 12.89e9, faultLatency: 191e-6 },
  diskLink: { read: 3.5e9, write: 3.0e9, latency: 30e-6 },
  disk: 'NVMe SSD, PCIe 3',
  sources: [
    { what: 'videoBandwidth', where: 'eegkno/CUDA_by_practice#8 quoting NVIDIA’s page', status: 'read' },
    { what: 'video, flops', where: 'maker’s figures from memory', status: 'assumed' },
    { what: 'main', where: 'a usual amount for such a machine', status: 'assumed' },
    { what: 'videoLink.up, down', where: 'mpicbg-scicomp/gearshifft#82: pinned copies over PCIe 3 x16 (P100)', status: 'read' },
    SAME_FAULTS,
    { what: 'diskLink', where: 'utilko.com: 3,500 / 3,000 MB/s, 30 µs; kitguru 970 EVO p.8 tested 3,402 MB/s', status: 'read' },
  ],
};
