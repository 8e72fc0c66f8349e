/**
 * What the account "as TensorFlow does" says of a recording: seconds, nodes and bytes of each of its epochs, from its parameters or from
 * what its recorder counted. The coefficients are those of the page's own runs (memory/coefficients.ts). model.md section 3.
 */
import { BYTES, compile, COST, grownPerNode } from '../memory/coefficients.ts';
import { lawOf } from './laws.ts';
import type { Law, Runs } from './laws.ts';
import type { RecordedEpoch, RecordedEvent, Recording } from './recording.ts';

/** One epoch as modelled. `nodes`: null where they were taken from the recording, which says nothing about the model. */
export interface ModelledEpoch {
  readonly nodes: number | null;
  readonly seconds: number;
  /** Bytes of the graph in main memory, what was freed and is still held included. */
  readonly bytes: number;
}

/** The graph and what the session keeps of it. */
class Session {
  seconds = 0;
  nodes: number;
  /** Bytes that were freed and that the process still holds. */
  #held = 0;
  #examined: number;
  #cached = 0;

  constructor(nodes: number) {
    this.nodes = nodes;
    this.#examined = nodes;
  }

  build(nodes: number, gradients: number): void {
    this.nodes += nodes;
    this.seconds += nodes * COST.buildNode + gradients * (COST.gradients + COST.gradientsPerNode * this.nodes);
  }

  run({ times, grown, fresh, executed }: Runs): void {
    this.seconds += times * (COST.cachedRun + COST.executedNode * executed);
    if (grown) this.extended(times);
    if (fresh) this.prepared(times, executed);
    this.#examined = this.nodes;
  }

  /** Before so many runs the graph had grown. */
  extended(times: number): void {
    this.seconds += times * grownPerNode(this.nodes) * this.nodes;
  }

  /** So many runs were new to the session. */
  prepared(times: number, executed: number): void {
    this.seconds += times * (COST.signature + COST.signaturePerNode * this.nodes + compile(executed));
    this.#cached += times * executed;
  }

  save(meta: boolean): void {
    this.seconds += COST.save + (meta ? COST.metaPerNode * this.nodes : 0);
  }

  clear(): void {
    this.seconds += COST.reset + COST.collect + this.nodes * (COST.closePerNode + COST.collectPerNode);
    this.#held = this.bytes() * (1 - BYTES.returned);
    this.nodes = 0;
    this.#examined = 0;
    this.#cached = 0;
  }

  /** A model of so many nodes, built or imported. */
  reload(nodes: number): void {
    this.nodes += nodes;
    this.seconds += COST.rebuild + COST.restore + COST.firstRun;
    this.#examined = this.nodes;
  }

  bytes(): number {
    const live = BYTES.nodeBuilt * (this.nodes - this.#examined) + BYTES.nodeRun * this.#examined + BYTES.signatureNode * this.#cached;
    return Math.max(live, this.#held);
  }

  take(nodes: number | null): ModelledEpoch {
    const { seconds } = this;
    this.seconds = 0;
    return { nodes, seconds, bytes: this.bytes() };
  }
}

/** The modelled epochs of a recording, one for each of its own; null where neither its parameters nor its counts say enough. */
export function modelOf(recording: Recording): readonly ModelledEpoch[] | null {
  const law = lawOf(new Map(recording.parameters));
  if (law) return ofLaw(recording, law);
  return recording.epochs.every(({ counts }) => counts !== null) ? ofCounts(recording) : null;
}

function ofLaw({ parameters, start, epochs }: Recording, law: Law): readonly ModelledEpoch[] {
  const given = new Map(parameters);
  const hands = String(given.get('do') ?? '');
  const every = Number(given.get('every') ?? 0);
  const model = start.nodes ?? 0;
  const session = new Session(model);
  let lost = false;
  return epochs.map((_row, i) => {
    if (lost) {
      // The script's tensors are of the graph that was cleared: it ends with an error, and its author builds the model again.
      session.reload(model + 2);
      lost = false;
      return session.take(session.nodes);
    }
    for (let unit = 0; unit < law.units; unit++) {
      session.build(law.built, law.gradients);
      for (const run of law.runs) session.run(run);
    }
    for (const run of law.last) session.run(run);
    // After the last epoch nothing is saved any more.
    if (every > 0 && (i + 1) % every === 0 && i + 1 < epochs.length) {
      const before = session.nodes;
      if (hands.includes('s')) session.save(given.get('write_meta_graph') !== false);
      if (hands.includes('c')) session.clear();
      if (hands.includes('r')) session.reload(given.get('reload') === 'meta' ? before : model);
      lost = hands.includes('c') && !hands.includes('r');
    }
    return session.take(session.nodes);
  });
}

function ofCounts({ start, epochs }: Recording): readonly ModelledEpoch[] {
  const session = new Session(start.nodes ?? epochs[0].nodes);
  return epochs.map((row) => {
    counted(session, row);
    for (const event of row.events) happened(session, event);
    session.nodes = row.nodes;
    return session.take(null);
  });
}

/** The runs of an epoch, those after which the graph had grown spread over its growth. */
function counted(session: Session, { peak, counts }: RecordedEpoch): void {
  if (!counts) return;
  const { runs, grown, fresh, freshNodes, executed } = counts;
  const built = Math.max(0, peak - session.nodes);
  const steps = Math.max(1, Math.min(grown, 1000));
  const each = runs > 0 ? executed / runs : 0;
  for (let i = 0; i < steps; i++) {
    session.build(built / steps, 0);
    session.extended(grown / steps);
    if (fresh > 0) session.prepared(fresh / steps, freshNodes / fresh);
  }
  session.run({ times: runs, grown: false, fresh: false, executed: each });
}

function happened(session: Session, { kind }: RecordedEvent): void {
  if (kind === 'save') session.save(true);
  else if (kind === 'clear') session.clear();
  else if (kind === 'restore') session.seconds += COST.restore;
}
