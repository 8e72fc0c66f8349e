/** The figures of the machine that is set, as a run has them, and where each is from: of the list, or the visitor's own. Loaded with what shows them. */
import type { OwnKey, RunConfig } from '../../protocol/config.ts';
import told from './machines.json' with { type: 'json' };

/** Capacities in bytes, bandwidths in bytes a second, `flops` in operations a second, latencies in seconds. */
export interface Figures { video: number; main: number; videoBandwidth: number; flops: number; up: number; down: number; faultLatency: number; read: number; write: number; latency: number }
/** `where` is not said of the visitor's own figures; `from`: names of references; `instead`: what the machine has. */
export interface Source { what: readonly string[]; where?: string; from?: readonly string[]; status: string; instead?: number }

const MACHINES: Readonly<Record<string, { figures: Figures; sources: readonly Source[] }>> = told.machines;
const LINKS: Readonly<Record<string, number | { up: number } | { read: number; write: number }>> = told.links.figures;
const OWN_PARTS = ['video', 'main', 'videoBandwidth', 'flops', 'up', 'down', 'faultLatency', 'read', 'write', 'latency'] as const satisfies readonly (keyof Figures)[];

/** What the machine of a run is without other links. Empty for one that is not in the list. */
export function figuresOf(config: RunConfig): Partial<Figures> {
  const { machine, video, main, bandwidth, flops, fault, up, down, read, write, seek } = config;
  if (machine !== 'own') return { ...MACHINES[machine]?.figures, video, main };
  return {
    video, main, videoBandwidth: bandwidth * 1e9, flops: flops * 1e12, up: up * 1e9, down: down * 1e9, faultLatency: fault * 1e-6,
    read: read * 1e9, write: write * 1e9, latency: seek * 1e-3,
  };
}

/** Those figures in the units of the knobs, for a machine of one's own to start from. Units leave rounding behind: it is cut off. */
export function ownFrom(config: RunConfig): Partial<Pick<RunConfig, OwnKey>> {
  const figures = MACHINES[config.machine]?.figures;
  if (figures === undefined) return {};
  const { videoBandwidth, flops, faultLatency, up, down, read, write, latency } = figures;
  const of = (value: number): number => Number(value.toPrecision(12));
  return { bandwidth: of(videoBandwidth / 1e9), flops: of(flops / 1e12), fault: of(faultLatency * 1e6), up: of(up / 1e9), down: of(down / 1e9), read: of(read / 1e9), write: of(write / 1e9), seek: of(latency * 1e3) };
}

/** What another link or disk takes the place of: no run uses these figures of the machine. */
const replacedIn = ({ bus, disk }: RunConfig): readonly string[] => [...(bus === 'own' ? [] : ['up', 'down']), ...(disk === 'own' ? [] : ['disk', 'read', 'write', 'latency'])];

/** Sources of the figures of the machine that is set, as far as a run uses them. A capacity that was changed is the visitor's and has no source but that. */
export function sourcesOf(config: RunConfig): readonly Source[] {
  const replaced = replacedIn(config);
  if (config.machine === 'own') return [{ what: OWN_PARTS.filter((part) => !replaced.includes(part)), status: 'yours' }];
  const known = MACHINES[config.machine];
  if (known === undefined) return [];
  const changed = (['video', 'main'] as const).filter((part) => config[part] !== known.figures[part]);
  const rest = known.sources.map((source) => ({ ...source, what: source.what.filter((part) => !replaced.includes(part) && !changed.some((other) => other === part)) }));
  return [...changed.map((part): Source => ({ what: [part], status: 'yours', instead: known.figures[part] })), ...rest.filter(({ what }) => what.length > 0)];
}

/** Bytes a second that the disk of a run writes. */
export function writeRate(config: RunConfig): number {
  const disk = LINKS[config.disk];
  return typeof disk === 'object' && 'write' in disk ? disk.write : (figuresOf(config).write ?? Infinity);
}
