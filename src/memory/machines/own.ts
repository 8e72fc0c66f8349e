/** A machine of the visitor's own: its figures come from the run's config, in the units of its knobs. */
import { machineOf } from './index.ts';
import type { Machine } from './machine.ts';

export interface OwnFigures {
  /** GB (10⁹ bytes) a second. */
  bandwidth: number;
  /** 10¹² operations a second. */
  flops: number;
  /** µs per group of faults. */
  fault: number;
  /** GB a second. */
  up: number;
  down: number;
  read: number;
  write: number;
  /** ms per transfer. */
  seek: number;
  /** Bytes. */
  video: number;
  main: number;
}

/** The machine of a run. Throws for an id that is neither `own` nor in the list. */
export function machineFor(config: OwnFigures & { machine: string }): Machine {
  if (config.machine !== 'own') return machineOf(config.machine);
  const { video, main, bandwidth, flops, fault, up, down, read, write, seek } = config;
  return {
    id: 'own', video, main, videoBandwidth: bandwidth * 1e9, flops: flops * 1e12,
    videoLink: { up: up * 1e9, down: down * 1e9, faultLatency: fault * 1e-6 },
    diskLink: { read: read * 1e9, write: write * 1e9, latency: seek * 1e-3 },
  };
}
