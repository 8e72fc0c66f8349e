/**
 * Where the figures of each machine come from. A run needs none of it: the page shows what
 * `machines.test.ts --update` writes of it into src/app/panels/machines.json.
 */
import type { Reference, Source } from './machine.ts';

const seen = '2026-11';

/** All that was read, by names of ours. Dates are those that the pages bear. */
export const REFERENCES = {
  answer: { title: 'Stack Overflow, answer 50895110', url: 'https://stackoverflow.com/a/50895110', seen },
  gearshifft: { title: '201703 update p100 data (mpicbg-scicomp/gearshifft#82)', url: 'https://github.com/mpicbg-scicomp/gearshifft/pull/82', date: '2017-03-27', seen },
  a10: { title: 'nvbandwidth on an A10, a public article', seen },
  pcie5: { title: 'PCIe 5 copies measured, public articles', seen },
  nvbandwidth: { title: 'host_to_device_memcpy_sm low than device_to_host_memcpy_sm (NVIDIA/nvbandwidth#24)', url: 'https://github.com/NVIDIA/nvbandwidth/issues/24', date: '2024-09-11', seen },
  utilko: { title: 'SSD vs HDD vs NVMe: Storage Comparison & Which to Buy (utilko.com)', url: 'https://utilko.com/ssd-vs-hdd-vs-nvme/', seen },
  toolnova: { title: 'Disk I/O Reference (toolnova.io)', url: 'https://www.toolnova.io/tools/cheat-sheets/disk-io-reference', seen },
  kitguru: { title: 'Samsung 970 EVO 2TB SSD review, page 8 (kitguru.net)', url: 'https://kitguru.net/components/ssd-drives/simon-crisp/samsung-970-evo-2tb-ssd-review/8', seen },
  jungfrau: { title: 'jungfrau-photoncounter#18', url: 'https://github.com/ComputationalRadiationPhysics/jungfrau-photoncounter/issues/18', seen },
  alldbin: { title: 'GeForce GTX 1060 6 GB and Tahiti - video card comparison (cpu-gpu.alldbin.com)', url: 'https://cpu-gpu.alldbin.com/graphics-card-comparison/GeForce-GTX-1060-6-GB-and-Tahiti-comparison.html', seen },
  itechpost: { title: 'Nvidia GeForce GTX 1060 6GB Review (itechpost.com)', url: 'https://itechpost.com/articles/22495/20160721/nvidia-geforce-gtx-1060-6gb-review.htm', date: '2016-07-21', seen },
  nvprof: { title: 'nvprof of a GTX 1060 6GB, a public tutorial', seen },
  helixer: { title: 'Benchmark gpu uplink (usadellab/Helixer#22)', url: 'https://github.com/usadellab/Helixer/issues/22', date: '2020-12-08', seen },
  byPractice: { title: 'correct formula and fix typo (eegkno/CUDA_by_practice#8)', url: 'https://github.com/eegkno/CUDA_by_practice/pull/8', date: '2019-11-26', seen },
  gist: { title: 'gist mikasenghaas/d63ded03', seen },
  tensorrt: { title: 'Why H200 shows only few improvement over H100 on Mistral-7B? (NVIDIA/TensorRT-LLM#1570)', url: 'https://github.com/NVIDIA/TensorRT-LLM/issues/1570', date: '2024-05-10', seen },
  mlperf: { title: 'MLPerf v4.1, system description', seen },
  modal: { title: 'GPU glossary (modal.com)', url: 'https://modal.com/gpu-glossary', seen },
  bottleneck: { title: 'table of memory bandwidths (bottleneckcalculator.to)', url: 'https://bottleneckcalculator.to', seen },
} as const satisfies Readonly<Record<string, Reference>>;

type Cited = Source & { from?: readonly (keyof typeof REFERENCES)[] };

/** Said of machines newer than the one whose fault groups were timed. */
const SAME_FAULTS: Cited = {
  what: ['faultLatency'],
  where: 'no figure seen for this card; that of the GTX 1060 (12 fault groups in 2.298 ms) is used',
  from: ['nvprof'],
  status: 'assumed',
};

/** Of the links that a machine may be given instead of its own (`links.ts`). */
export const LINK_SOURCES: readonly Cited[] = [
  { what: ['pcie3'], where: 'pinned copies over PCIe 3 x16 (P100), 12.15 up and 12.89 down', from: ['gearshifft'], status: 'read' },
  { what: ['pcie4'], where: '25.17 GB/s up; down as fast', from: ['a10'], status: 'read' },
  { what: ['pcie5'], where: '55.4–56.5 GB/s up in the articles, the slower end; 52.8 GB/s down in the thread', from: ['pcie5', 'nvbandwidth'], status: 'read' },
  { what: ['hdd', 'sata', 'nvme'], where: '7200 rpm, SATA, NVMe of PCIe 3', from: ['utilko', 'toolnova'], status: 'read' },
  { what: ['pageable'], where: '4.03 against 5.84 GB/s pinned (TITAN Black); the ratio is used', from: ['jungfrau'], status: 'derived' },
];

/** Of a server with one card on PCIe 5. */
const PCIE5_SERVER: readonly Cited[] = [
  { what: ['main'], where: 'a usual share of a server for one card', status: 'assumed' },
  { what: ['up'], where: '55.4–56.5 GB/s by copy engine over PCIe 5 x16; the slower end', from: ['pcie5'], status: 'read' },
  { what: ['down'], where: '52.8 GB/s device to host, copied by the processors (H100)', from: ['nvbandwidth'], status: 'read' },
  SAME_FAULTS,
  { what: ['read', 'write', 'latency'], where: '14,000 / 12,000 MB/s, 15 µs', from: ['utilko'], status: 'read' },
];

/** By the id of the machine. */
export const SOURCES: Readonly<Record<string, readonly Cited[]>> = {
  answer: [
    {
      what: ['video', 'main', 'disk'],
      where: 'the answer itself: 6 GB, then 12 GB, then the hard disk; sellers count memory in GiB',
      from: ['answer'],
      status: 'read',
    },
    { what: ['card'], where: 'the answer names no card; the GTX 1060 is a common one with 6 GB of its time', status: 'assumed' },
    { what: ['videoBandwidth'], where: '192-bit GDDR5 at 8 Gbps', from: ['alldbin', 'itechpost'], status: 'read' },
    { what: ['flops'], where: 'maker’s figure from memory: 1,280 cores × 2 × 1.7 GHz', status: 'assumed' },
    { what: ['up'], where: '8 MiB in 703.6 µs', from: ['nvprof'], status: 'derived' },
    { what: ['down'], where: '4 MiB in 331.6 µs', from: ['nvprof'], status: 'derived' },
    { what: ['faultLatency'], where: '12 fault groups in 2.298 ms', from: ['nvprof'], status: 'derived' },
    { what: ['read', 'latency'], where: '160–200 MB/s sequential, 8–10 ms; the slower end', from: ['utilko', 'toolnova'], status: 'read' },
    { what: ['write'], where: 'as fast as it reads', status: 'assumed' },
  ],
  laptop: [
    { what: ['video', 'main'], where: 'a usual laptop of 2017 with a graphics chip', status: 'assumed' },
    { what: ['videoBandwidth', 'flops'], where: 'maker’s figures from memory for a 128-bit GDDR5 card with 640–768 cores', status: 'assumed' },
    {
      what: ['up', 'down'],
      where: 'slowest PCIe 3 x16 seen, 7.1 GB/s; taken for the narrower link of laptops',
      from: ['helixer'],
      status: 'assumed',
    },
    SAME_FAULTS,
    { what: ['read', 'write', 'latency'], where: '550 / 520 MB/s, 100 µs', from: ['utilko', 'toolnova'], status: 'read' },
  ],
  'workstation-2018': [
    { what: ['videoBandwidth'], where: 'quoting NVIDIA’s page', from: ['byPractice'], status: 'read' },
    { what: ['video', 'flops'], where: 'maker’s figures from memory', status: 'assumed' },
    { what: ['main'], where: 'a usual amount for such a machine', status: 'assumed' },
    { what: ['up', 'down'], where: 'pinned copies over PCIe 3 x16 (P100)', from: ['gearshifft'], status: 'read' },
    SAME_FAULTS,
    { what: ['read', 'write', 'latency'], where: '3,500 / 3,000 MB/s, 30 µs; one disk, tested, read 3,402 MB/s', from: ['utilko', 'kitguru'], status: 'read' },
  ],
  rtx4090: [
    { what: ['videoBandwidth'], where: 'a third party’s table', from: ['gist'], status: 'read' },
    { what: ['video', 'flops'], where: 'maker’s figures from memory', status: 'assumed' },
    { what: ['main'], where: 'a usual amount for such a machine', status: 'assumed' },
    { what: ['up'], where: 'of an A10, PCIe 4 x16', from: ['a10'], status: 'read' },
    { what: ['down'], where: 'as fast as up', status: 'assumed' },
    SAME_FAULTS,
    { what: ['read', 'latency'], where: '7,000 MB/s, 15–20 µs; the slower end', from: ['toolnova', 'utilko'], status: 'read' },
    { what: ['write'], where: 'the ratio of write to read of PCIe 3 disks (3,000 / 3,500)', status: 'assumed' },
  ],
  h100: [
    { what: ['videoBandwidth'], where: 'a third party’s table, H100 SXM', from: ['gist'], status: 'read' },
    { what: ['video', 'flops'], where: 'maker’s figures from memory; float32 without tensor cores', status: 'assumed' },
    ...PCIE5_SERVER,
  ],
  h200: [
    { what: ['video', 'videoBandwidth'], where: '4.8 TB/s in the thread; 141 GB HBM3e on PCIe 5 x16 in the description', from: ['tensorrt', 'mlperf'], status: 'read' },
    { what: ['flops'], where: 'as the H100, whose chip it has; float32 without tensor cores, maker’s figure from memory', status: 'assumed' },
    ...PCIE5_SERVER,
  ],
  b200: [
    { what: ['videoBandwidth'], where: '8 TB/s', from: ['modal'], status: 'read' },
    { what: ['video', 'flops'], where: 'maker’s figures from memory; float32 without tensor cores', status: 'assumed' },
    ...PCIE5_SERVER,
  ],
  phone: [
    { what: ['video', 'main'], where: 'a usual phone with 8 GB; how much of it graphics may take, its system decides', status: 'assumed' },
    { what: ['videoBandwidth'], where: 'that of two channels of DDR4-3200: no figure seen for a phone', from: ['bottleneck'], status: 'assumed' },
    { what: ['flops'], where: 'of the order of makers’ figures from memory', status: 'assumed' },
    { what: ['up', 'down'], where: 'copying within one memory reads and writes it: half its bandwidth', from: ['bottleneck'], status: 'derived' },
    SAME_FAULTS,
    { what: ['read', 'write', 'latency'], where: 'that of a SATA SSD (550 / 520 MB/s, 100 µs): no figure seen for a phone', from: ['utilko', 'toolnova'], status: 'assumed' },
  ],
};
