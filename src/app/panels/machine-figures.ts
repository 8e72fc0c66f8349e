/** The figures of the machine that is set, as a run has them: of the list, or the visitor's own. Loaded with what shows them. */
import type { RunConfig } from '../../protocol/config.ts';
import told from './machines.json' with { type: 'json' };

/** Bandwidths in bytes a second, `flops` in operations a second, latencies in seconds. */
export interface Figures { videoBandwidth: number; flops: number; up: number; down: number; faultLatency: number; read: number; write: number; latency: number }

const MACHINES: Readonly<Record<string, { figures: Figures }>> = told.machines;
const LINKS: Readonly<Record<string, number | { up: number } | { read: number; write: number }>> = told.links.figures;

/** What the machine is without other links; undefined for one that is not in the list. */
export function figuresOf(config: RunConfig): Figures | undefined {
  return MACHINES[config.machine]?.figures;
}

/** Bytes a second that the disk of a run writes. */
export function writeRate(config: RunConfig): number {
  const disk = LINKS[config.disk];
  return typeof disk === 'object' && 'write' in disk ? disk.write : (figuresOf(config)?.write ?? Infinity);
}
