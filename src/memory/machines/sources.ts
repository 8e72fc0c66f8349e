/**
 * Where the figures of each machine come from; all were read in November 2026. A run needs none of it: the page shows what
 * `machines.test.ts --update` writes of it into src/app/panels/machines.json.
 */
import type { Source } from './machine.ts';

/** Said of machines newer than the one whose fault groups were timed. */
const SAME_FAULTS: Source = {
  what: ['faultLatency'],
  where: 'no figure seen for this card; that of the GTX 1060 (12 fault groups in 2.298 ms) is used',
  status: 'assumed',
};

/** Of the links that a machine may be given instead of its own (`links.ts`). */
export const LINK_SOURCES: readonly Source[] = [
  { what: ['pcie3'], where: 'mpicbg-scicomp/gearshifft#82: pinned copies over PCIe 3 x16 (P100), 12.15 up and 12.89 down', url: 'https://github.com/mpicbg-scicomp/gearshifft/issues/82', status: 'read' },
  { what: ['pcie4'], where: 'nvbandwidth on an A10 in a public article: 25.17 GB/s up; down as fast', status: 'read' },
  { what: ['pcie5'], where: 'public articles: 55.4–56.5 GB/s up, the slower end; NVIDIA/nvbandwidth#24: 52.8 GB/s down', url: 'https://github.com/NVIDIA/nvbandwidth/issues/24', status: 'read' },
  { what: ['hdd', 'sata', 'nvme'], where: 'utilko.com, toolnova.io: 7200 rpm, SATA, NVMe of PCIe 3', url: 'https://utilko.com', status: 'read' },
  { what: ['pageable'], where: 'jungfrau-photoncounter#18: 4.03 against 5.84 GB/s pinned (TITAN Black); the ratio is used', url: 'https://github.com/ComputationalRadiationPhysics/jungfrau-photoncounter/issues/18', status: 'derived' },
];

/** Of a server with one card on PCIe 5. */
const PCIE5_SERVER: readonly Source[] = [
  { what: ['main'], where: 'a usual share of a server for one card', status: 'assumed' },
  { what: ['up'], where: 'public articles: 55.4–56.5 GB/s by copy engine over PCIe 5 x16; the slower end', status: 'read' },
  { what: ['down'], where: 'NVIDIA/nvbandwidth#24: 52.8 GB/s device to host, copied by the processors (H100)', url: 'https://github.com/NVIDIA/nvbandwidth/issues/24', status: 'read' },
  SAME_FAULTS,
  { what: ['read', 'latency'], where: 'toolnova.io, utilko.com: 14,000 MB/s, 15–20 µs', url: 'https://utilko.com', status: 'read' },
  { what: ['write'], where: 'the ratio of write to read of PCIe 3 disks (3,000 / 3,500)', status: 'assumed' },
];

/** By the id of the machine. */
export const SOURCES: Readonly<Record<string, readonly Source[]>> = {
  answer: [
    {
      what: ['video', 'main', 'disk'],
      where: 'the answer itself: 6 GB, then 12 GB, then the hard disk; sellers count memory in GiB', url: 'https://stackoverflow.com/a/50895110',
      status: 'read',
    },
    { what: ['card'], where: 'the answer names no card; the GTX 1060 is a common one with 6 GB of its time', status: 'assumed' },
    { what: ['videoBandwidth'], where: 'cpu-gpu.alldbin.com, itechpost.com 22495: 192-bit GDDR5 at 8 Gbps', url: 'https://cpu-gpu.alldbin.com', status: 'read' },
    { what: ['flops'], where: 'maker’s figure from memory: 1,280 cores × 2 × 1.7 GHz', status: 'assumed' },
    { what: ['up'], where: 'nvprof of a GTX 1060 6GB in a public tutorial: 8 MiB in 703.6 µs', status: 'derived' },
    { what: ['down'], where: 'same: 4 MiB in 331.6 µs', status: 'derived' },
    { what: ['faultLatency'], where: 'same: 12 fault groups in 2.298 ms', status: 'derived' },
    { what: ['read', 'latency'], where: 'utilko.com, toolnova.io: 160–200 MB/s sequential, 8–10 ms; the slower end', url: 'https://utilko.com', status: 'read' },
    { what: ['write'], where: 'as fast as it reads', status: 'assumed' },
  ],
  laptop: [
    { what: ['video', 'main'], where: 'a usual laptop of 2017 with a graphics chip', status: 'assumed' },
    { what: ['videoBandwidth', 'flops'], where: 'maker’s figures from memory for a 128-bit GDDR5 card with 640–768 cores', status: 'assumed' },
    {
      what: ['up', 'down'],
      where: 'usadellab/Helixer#22: slowest PCIe 3 x16 seen, 7.1 GB/s; taken for the narrower link of laptops', url: 'https://github.com/usadellab/Helixer/issues/22',
      status: 'assumed',
    },
    SAME_FAULTS,
    { what: ['read', 'write', 'latency'], where: 'utilko.com, toolnova.io: 550 / 520 MB/s, 100 µs', url: 'https://utilko.com', status: 'read' },
  ],
  'workstation-2018': [
    { what: ['videoBandwidth'], where: 'eegkno/CUDA_by_practice#8 quoting NVIDIA’s page', url: 'https://github.com/eegkno/CUDA_by_practice/issues/8', status: 'read' },
    { what: ['video', 'flops'], where: 'maker’s figures from memory', status: 'assumed' },
    { what: ['main'], where: 'a usual amount for such a machine', status: 'assumed' },
    { what: ['up', 'down'], where: 'mpicbg-scicomp/gearshifft#82: pinned copies over PCIe 3 x16 (P100)', url: 'https://github.com/mpicbg-scicomp/gearshifft/issues/82', status: 'read' },
    SAME_FAULTS,
    { what: ['read', 'write', 'latency'], where: 'utilko.com: 3,500 / 3,000 MB/s, 30 µs; kitguru 970 EVO p.8 tested 3,402 MB/s', url: 'https://utilko.com', status: 'read' },
  ],
  rtx4090: [
    { what: ['videoBandwidth'], where: 'gist mikasenghaas/d63ded03 (third party)', status: 'read' },
    { what: ['video', 'flops'], where: 'maker’s figures from memory', status: 'assumed' },
    { what: ['main'], where: 'a usual amount for such a machine', status: 'assumed' },
    { what: ['up'], where: 'nvbandwidth on an A10, PCIe 4 x16, in a public article', status: 'read' },
    { what: ['down'], where: 'as fast as up', status: 'assumed' },
    SAME_FAULTS,
    { what: ['read', 'latency'], where: 'toolnova.io, utilko.com: 7,000 MB/s, 15–20 µs; the slower end', url: 'https://utilko.com', status: 'read' },
    { what: ['write'], where: 'the ratio of write to read of PCIe 3 disks (3,000 / 3,500)', status: 'assumed' },
  ],
  h100: [
    { what: ['videoBandwidth'], where: 'gist mikasenghaas/d63ded03 (third party), H100 SXM', status: 'read' },
    { what: ['video', 'flops'], where: 'maker’s figures from memory; float32 without tensor cores', status: 'assumed' },
    ...PCIE5_SERVER,
  ],
  h200: [
    { what: ['video', 'videoBandwidth'], where: 'TensorRT-LLM#1570: 4.8 TB/s; MLPerf v4.1 system description: 141 GB HBM3e on PCIe 5 x16', url: 'https://github.com/NVIDIA/TensorRT-LLM/issues/1570', status: 'read' },
    { what: ['flops'], where: 'as the H100, whose chip it has; float32 without tensor cores, maker’s figure from memory', status: 'assumed' },
    ...PCIE5_SERVER,
  ],
  b200: [
    { what: ['videoBandwidth'], where: 'modal.com gpu-glossary: 8 TB/s', url: 'https://modal.com/gpu-glossary', status: 'read' },
    { what: ['video', 'flops'], where: 'maker’s figures from memory; float32 without tensor cores', status: 'assumed' },
    ...PCIE5_SERVER,
  ],
  phone: [
    { what: ['video', 'main'], where: 'a usual phone with 8 GB; how much of it graphics may take, its system decides', status: 'assumed' },
    { what: ['videoBandwidth'], where: 'that of two channels of DDR4-3200 (bottleneckcalculator.to): no figure seen for a phone', url: 'https://bottleneckcalculator.to', status: 'assumed' },
    { what: ['flops'], where: 'of the order of makers’ figures from memory', status: 'assumed' },
    { what: ['up', 'down'], where: 'copying within one memory reads and writes it: half its bandwidth', status: 'derived' },
    SAME_FAULTS,
    { what: ['read', 'write', 'latency'], where: 'that of a SATA SSD (utilko.com, toolnova.io: 550 / 520 MB/s, 100 µs): no figure seen for a phone', url: 'https://utilko.com', status: 'assumed' },
  ],
};
