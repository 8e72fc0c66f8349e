/** A server with an H100 and a PCIe 5 NVMe disk. */
import { GIB, SAME_FAULTS, type Machine } from './machine.ts';

export const h100: Machine = {
  id: 'h100',
  title: 'H100 80 GB, 512 GB, NVMe',
  video: 80 * GIB,
  main: 512 * GIB,
  videoBandwidth: 3350e9,
  flops: 67e12,
  videoLink: { up: 55.4e9, down: 52.8e9, faultLatency: 191e-6 },
  diskLink: { read: 14e9, write: 12e9, latency: 15e-6 },
  disk: 'NVMe SSD, PCIe 5',
  sources: [
    { what: 'videoBandwidth', where: 'gist mikasenghaas/d63ded03 (third party), H100 SXM', status: 'read' },
    { what: 'video, flops', where: 'maker’s figures from memory; float32 without tensor cores', status: 'assumed' },
    { what: 'main', where: 'a usual share of a server for one card', status: 'assumed' },
    { what: 'videoLink.up', where: 'public articles: 55.4–56.5 GB/s by copy engine over PCIe 5 x16; the slower end', status: 'read' },
    { what: 'videoLink.down', where: 'NVIDIA/nvbandwidth#24: 52.8 GB/s device to host, copied by the processors (H100)', status: 'read' },
    SAME_FAULTS,
    { what: 'diskLink.read, latency', where: 'toolnova.io, utilko.com: 14,000 MB/s, 15–20 µs', status: 'read' },
    { what: 'diskLink.write', where: 'the ratio of write to read of PCIe 3 disks (3,000 / 3,500)', status: 'assumed' },
  ],
};
