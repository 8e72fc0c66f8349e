/** A laptop of the same years: less of everything, but a SATA SSD. */
import { GIB, SAME_FAULTS, type Machine } from './machine.ts';

export const laptop: Machine = {
  id: 'laptop',
  title: 'Laptop: 4 GB graphics, 8 GB, SATA SSD',
  video: 4 * GIB,
  main: 8 * GIB,
  videoBandwidth: 112e9,
  flops: 2.1e12,
  videoLink: { up: 7.1e9, down: 7.1e9, faultLatency: 191e-6 },
  diskLink: { read: 0.55e9, write: 0.52e9, latency: 100e-6 },
  disk: 'SATA SSD',
  sources: [
    { what: 'video, main', where: 'a usual laptop of 2017 with a graphics chip', status: 'assumed' },
    { what: 'videoBandwidth, flops', where: 'maker’s figures from memory for a 128-bit GDDR5 card with 640–768 cores', status: 'assumed' },
    {
      what: 'videoLink.up, down',
      where: 'usadellab/Helixer#22: slowest PCIe 3 x16 seen, 7.1 GB/s; taken for the narrower link of laptops',
      status: 'assumed',
    },
    SAME_FAULTS,
    { what: 'diskLink', where: 'utilko.com, toolnova.io: 550 / 520 MB/s, 100 µs', status: 'read' },
  ],
};
