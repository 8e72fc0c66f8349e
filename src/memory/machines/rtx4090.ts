/** A desktop with an RTX 4090 and a PCIe 4 NVMe disk. */
import { GIB, SAME_FAULTS, type Machine } from './machine.ts';

export const rtx4090: Machine = {
  id: 'rtx4090',
  title: 'RTX 4090 24 GB, 64 GB, NVMe',
  video: 24 * GIB,
  main: 64 * GIB,
  videoBandwidth: 1008e9,
  flops: 82.6e12,
  videoLink: { up: 25.17e9, down: 25.17e9, faultLatency: 191e-6 },
  diskLink: { read: 7e9, write: 6e9, latency: 20e-6 },
  disk: 'NVMe SSD, PCIe 4',
  sources: [
    { what: 'videoBandwidth', where: 'gist mikasenghaas/d63ded03 (third party)', status: 'read' },
    { what: 'video, flops', where: 'maker’s figures from memory', status: 'assumed' },
    { what: 'main', where: 'a usual amount for such a machine', status: 'assumed' },
    { what: 'videoLink.up', where: 'nvbandwidth on an A10, PCIe 4 x16, in a public article', status: 'read' },
    { what: 'videoLink.down', where: 'as fast as up', status: 'assumed' },
    SAME_FAULTS,
    { what: 'diskLink.read, latency', where: 'toolnova.io, utilko.com: 7,000 MB/s, 15–20 µs; the slower end', status: 'read' },
    { what: 'diskLink.write', where: 'the ratio of write to read of PCIe 3 disks (3,000 / 3,500)', status: 'assumed' },
  ],
};
