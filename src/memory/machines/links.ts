/** Other links than a machine's own: generations of PCIe (x16), kinds of disks, copies from pageable memory. Bytes a second, seconds; sources in `sources.ts`. */
import type { Machine } from './machine.ts';

const BUS = {
  pcie3: { up: 12.15e9, down: 12.89e9 },
  pcie4: { up: 25.17e9, down: 25.17e9 },
  pcie5: { up: 55.4e9, down: 52.8e9 },
} as const;
const DISK = {
  hdd: { read: 0.16e9, write: 0.16e9, latency: 10e-3 },
  sata: { read: 0.55e9, write: 0.52e9, latency: 100e-6 },
  nvme: { read: 3.5e9, write: 3e9, latency: 30e-6 },
} as const;
/** What a copy from pageable memory keeps of a pinned one's bandwidth: 4.03 of 5.84 GB/s. */
const PAGEABLE = 4.03 / 5.84;

/** All of them, as the page shows them. */
export const LINKS = { ...BUS, ...DISK, pageable: PAGEABLE } as const;

export interface Fit {
  bus: keyof typeof BUS | 'own';
  disk: keyof typeof DISK | 'own';
  pinned: boolean;
}

/** The machine with these links; 'own' leaves its own. */
export function fitted(machine: Machine, { bus, disk, pinned }: Fit): Machine {
  const link = { ...machine.videoLink, ...(bus !== 'own' && BUS[bus]) };
  const share = pinned ? 1 : PAGEABLE;
  return { ...machine, videoLink: { ...link, up: link.up * share, down: link.down * share }, diskLink: disk === 'own' ? machine.diskLink : DISK[disk] };
}
