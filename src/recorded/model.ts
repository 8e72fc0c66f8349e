/**
 * What the account "as TensorFlow does" says of a recording: seconds, nodes and bytes of each of its epochs. Of the page's recordings from
 * their parameters alone (src/replay knows their scripts); of a visitor's from what its recorder counted. The coefficients are those of the
 * page's own runs. model.md section 3.
 */
import { BYTES, COST, runTerms } from '../memory/coefficients.ts';
import { modelOf as replayed } from '../replay/model.ts';
import type { RecordedEpoch, RecordedEvent, Recording } from './recording.ts';

/** One epoch as modelled. `nodes`: null where they were taken from the recording, which says nothing about the model. */
export interface ModelledEpoch {
  readonly nodes: number | null;
  /** What follows the epoch included, as in a recording: save, clear and reload. NaN: nothing is said of this epoch. */
  readonly seconds: number;
  /** Main memory that the process has for its graph and has not given back, counted from any beginning. */
  readonly bytes: number;
}

/**
 * The modelled epochs of a recording, one for each of its own; null where neither its parameters nor its counts say enough.
 * @param ours one of the page's index: parameters of any other are names that somebody chose, and say nothing about its script
 */
export function modelOf(recording: Recording, ours: boolean): readonly ModelledEpoch[] | null {
  return (ours ? ofScript(recording) : null) ?? (recording.epochs.every(({ counts }) => counts !== null && counts.runs > 0) ? ofCounts(recording) : null);
}

/** Of a script that the model knows: one of those behind the page's index. */
function ofScript({ parameters, start, epochs }: Recording): readonly ModelledEpoch[] | null {
  const params = Object.fromEntries(parameters);
  const rows = replayed({
    id: '', experiment: typeof params.accuracy === 'boolean' && params.accuracy ? 'C' : 'A', params,
    summary: { start_nodes: start.nodes },
    epochs: epochs.map(({ epoch, nodes, cpu, bytes, error }) => ({
      epoch: epoch - 1, nodes, nodes_start: start.nodes, mode: params.mode, cpu_seconds: cpu ?? undefined, rss_bytes: bytes ?? undefined, ...(error === '' ? {} : { error }),
    })),
  });
  if (!rows || rows.length === 0) return null;
  const byEpoch = new Map(rows.map((row) => [row.epoch + 1, row]));
  let bytes = 0;
  return epochs.map(({ epoch }) => {
    const row = byEpoch.get(epoch);
    bytes = row?.bytes ?? bytes;
    return row ? { nodes: row.after.nodes, seconds: row.seconds + row.after.seconds, bytes } : { nodes: null, seconds: Number.NaN, bytes };
  });
}

/** Steps in which the graph grows within an epoch, and in all epochs together. */
const STEPS = 200;
const ALL_STEPS = 400_000;

function ofCounts({ start, epochs }: Recording): readonly ModelledEpoch[] {
  const most = Math.min(STEPS, Math.ceil(ALL_STEPS / epochs.length));
  let nodes = start.nodes ?? epochs[0].nodes;
  let signatures = 0;
  let needed = 0;
  return epochs.map((row) => {
    const first = nodes;
    const seconds = ofRuns(row, first, most) + row.events.reduce((sum, event) => sum + ofEvent(event, row), 0);
    if (row.counts) signatures += BYTES.signature * row.counts.fresh + BYTES.signatureNode * row.counts.freshNodes;
    needed = Math.max(needed, BYTES.nodeRun * row.peak + signatures);
    if (row.events.some(({ kind }) => kind === 'clear')) signatures = 0;
    ({ nodes } = row);
    return { nodes: null, seconds, bytes: needed };
  });
}

/** Building and runs of an epoch that began with so many nodes. Runs after growth, and new ones, are spread evenly over it. */
function ofRuns({ peak, counts }: RecordedEpoch, first: number, most: number): number {
  if (!counts) return 0;
  const { runs, grown, fresh, freshNodes, executed } = counts;
  const built = Math.max(0, peak - first);
  const steps = Math.max(1, Math.min(Math.max(grown, fresh), most));
  let seconds = built * COST.buildNode + runs * COST.cachedRun + executed * COST.executedNode;
  for (let i = 1; i <= steps; i++) {
    const nodes = first + (built * i) / steps;
    const terms = runTerms({ nodes, grew: grown > 0, fresh: fresh > 0, executed: fresh > 0 ? freshNodes / fresh : 0 });
    seconds += (grown * terms.grown + fresh * (terms.signature + terms.examined + terms.compile)) / steps;
  }
  return seconds;
}

/** Save, clear, collection and restore; a model that is built anew is among the nodes. */
function ofEvent({ kind }: RecordedEvent, { peak }: RecordedEpoch): number {
  switch (kind) {
    case 'save': return COST.save + COST.metaPerNode * peak;
    case 'clear': return COST.reset + COST.closePerNode * peak;
    case 'gc': return COST.collect + COST.collectPerNode * peak;
    case 'restore': return COST.restore;
    case 'import_meta': return COST.importPerNode * peak;
    default: return 0;
  }
}
