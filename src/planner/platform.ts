/**
 * What a plan is made for: devices and the links between them, as data with sources. A figure without a source that we have seen is
 * `assumed`. Nothing here is computed from a run. The list of platforms is at the end; the first is the default.
 */

export interface Source {
  /** The field or fields that it speaks of. */
  readonly what: string;
  readonly where: string;
  /** read: seen in the source; derived: arithmetic on figures read; measured: by us; assumed: a choice of ours. */
  readonly status: 'read' | 'derived' | 'recorded' | 'assumed';
}

export interface Device {
  /** As TensorFlow writes it after `/device:`, such as `GPU:0`. */
  readonly id: string;
  /** Peak rate in float32, operations a second. */
  readonly flops: number;
  /** Bandwidth of its memory, bytes a second. */
  readonly bandwidth: number;
  /** Seconds that every node costs, however small. */
  readonly dispatch: number;
  /** Capacity, bytes. */
  readonly memory: number;
}

/** One direction between two devices: a copy of n bytes takes latency + n / bandwidth seconds. */
export interface Link {
  readonly bandwidth: number;
  readonly latency: number;
}

export interface Platform {
  readonly id: string;
  readonly devices: readonly Device[];
  /** `links[from][to]`; null on the diagonal. */
  readonly links: readonly (readonly (Link | null)[])[];
  /** Whether a link carries one copy at a time. The classic instances know no such limit. */
  readonly exclusive: boolean;
  readonly sources: readonly Source[];
}

/** Seconds of a copy between two devices; 0 on the same one. */
export function copySeconds({ links }: Platform, from: number, to: number, bytes: number): number {
  const link = links[from][to];
  return link ? link.latency + bytes / link.bandwidth : 0;
}

/** Identical machines without links, as in the classic theory: nothing costs anything between them. */
export function machines(count: number): Platform {
  const device = (i: number): Device => ({ id: `machine ${i + 1}`, flops: 1, bandwidth: 1, dispatch: 0, memory: Infinity });
  const free: Link = { bandwidth: Infinity, latency: 0 };
  return { ...whole(Array.from({ length: count }, (_, i) => device(i)), () => free), id: `machines-${count}`, exclusive: false, sources: [] };
}

/** Every pair of devices linked. */
export function whole(devices: readonly Device[], link: (from: Device, to: Device) => Link): Pick<Platform, 'devices' | 'links'> {
  return { devices, links: devices.map((from, i) => devices.map((to, j) => (i === j ? null : link(from, to)))) };
}

const GIB = 1024 ** 3;
const gpu = (i: number): Device => ({ id: `GPU:${i}`, flops: 4.4e12, bandwidth: 192.2e9, dispatch: 5e-6, memory: 6 * GIB });
const cpu: Device = { id: 'CPU:0', flops: 0.45e12, bandwidth: 46e9, dispatch: 0.2e-6, memory: 12 * GIB };

const GPU_SOURCES: readonly Source[] = [
  { what: 'GPU bandwidth', where: 'GTX 1060 6 GB: cpu-gpu.alldbin.com, itechpost.com 22495', status: 'read' },
  { what: 'GPU rate', where: 'maker’s figure from memory: 1,280 cores × 2 × 1.7 GHz', status: 'assumed' },
  { what: 'GPU memory', where: 'GTX 1060 6 GB, by its name; counted in GiB, as sellers do', status: 'read' },
  { what: 'GPU dispatch', where: 'a kernel launch takes a few microseconds; 5 µs', status: 'assumed' },
];
const CPU_SOURCES: readonly Source[] = [
  { what: 'CPU bandwidth', where: 'DDR4-3200, two channels: about 46 GB/s read, guru3d TridentZ Royal review p. 10', status: 'read' },
  { what: 'CPU rate', where: 'four cores × 32 operations × 3.5 GHz', status: 'assumed' },
  { what: 'CPU memory', where: '12 GB, as the answer’s machine has them (Stack Overflow 50895110), counted in GiB', status: 'read' },
  { what: 'CPU dispatch', where: 'TensorFlow 2.15.1: 0.175 to 0.246 µs for each executed node', status: 'recorded' },
];
const LINK_SOURCES: readonly Source[] = [
  { what: 'link to the GPU', where: 'nvprof of a GTX 1060 6GB in a public tutorial: 8 MiB in 703.6 µs', status: 'derived' },
  { what: 'link to the CPU', where: 'same: 4 MiB in 331.6 µs', status: 'derived' },
  { what: 'link between GPUs', where: 'over PCI Express, as fast as to the GPU', status: 'assumed' },
  { what: 'latency of a copy', where: '10 µs', status: 'assumed' },
];

function pci(from: Device, to: Device): Link {
  return { bandwidth: from.id.startsWith('GPU') && to === cpu ? 12.65e9 : 11.92e9, latency: 10e-6 };
}
const gpus = (count: number): Device[] => Array.from({ length: count }, (_, i) => gpu(i));
const cpus = (count: number): Device[] => Array.from({ length: count }, (_, i) => ({ ...cpu, id: `CPU:${i}` }));

/** TensorFlow's virtual CPU devices share one memory, but tensors are sent between them all the same: a copy at the memory's bandwidth. */
const memory: Link = { bandwidth: cpu.bandwidth / 2, latency: cpu.dispatch };
const MEMORY_SOURCES: readonly Source[] = [
  { what: 'link between CPU devices', where: 'read and written once at half the memory’s bandwidth', status: 'derived' },
  { what: 'several CPU devices', where: 'each counts as a whole CPU, as a plan needs it; TensorFlow’s share one pool of threads and bring no speed', status: 'assumed' },
];

const make = (id: string, parts: Pick<Platform, 'devices' | 'links'>, sources: readonly Source[]): Platform => ({ id, ...parts, exclusive: true, sources });

/** GPU and CPU come first: it is what a session has by default. */
export const PLATFORMS: readonly Platform[] = [
  make('gpu-cpu', whole([gpu(0), cpu], pci), [...GPU_SOURCES, ...CPU_SOURCES, ...LINK_SOURCES]),
  make('gpu', whole(gpus(1), pci), GPU_SOURCES),
  make('cpu', whole(cpus(1), pci), CPU_SOURCES),
  ...[2, 4].map((count) => make(`cpu-${count}`, whole(cpus(count), () => memory), [...CPU_SOURCES, ...MEMORY_SOURCES])),
  ...Array.from({ length: 7 }, (_, i) => make(`gpu-${i + 2}`, whole(gpus(i + 2), pci), [...GPU_SOURCES, ...LINK_SOURCES])),
];

/** The platform of that id. Throws for one that is not in the list. */
export function platformOf(id: string): Platform {
  const platform = PLATFORMS.find((p) => p.id === id);
  if (!platform) throw new Error(`platform: expected one of ${PLATFORMS.map((p) => p.id).join(', ')}, got ${id}`);
  return platform;
}

/** Index of the device that a device string names, such as `/job:localhost/device:GPU:0`, `/gpu:1` or `CPU:0`; -1 where it names none of these. */
export function deviceIndex(devices: readonly Device[], text: string): number {
  const found = /(?:^|\/|device:)(cpu|gpu)(?::(\d+|\*))?$/i.exec(text);
  if (!found) return -1;
  const [, kind, number] = found;
  const prefix = `${kind.toUpperCase()}:`;
  return devices.findIndex(({ id }) => (number === undefined || number === '*' ? id.startsWith(prefix) : id === `${prefix}${number}`));
}
