/**
 * The leak finder: from what each line did on its passes to the leaks, as a pure function.
 *
 * A pass counts if the session had run on the graph before: what is built before the first run is the model. A line leaks if it added
 * nodes on nearly all of its last 20 such passes: four of five, and three at least. What is built once, on a first pass, is no leak.
 */
import type { Finding, FindingKind } from '../../protocol/script.ts';
import { isLossName, ORDER, purposeOf } from './calls.ts';
import type { Plan } from './plan.ts';

/** How many of a line's last passes are looked at. */
export const RECENT = 20;
const LEAST = 3;
const NEARLY = 0.8;

/** What a line did. */
export interface LineRecord {
  readonly line: number;
  readonly passes: number;
  /** Nodes it added in all. */
  readonly added: number;
  /** Nodes added on each of its last passes that count, newest last; at most RECENT. */
  readonly recent: readonly number[];
  /** On how many of its last RECENT passes it added nodes, whether or not they count. */
  readonly lately: number;
  /** How many passes counted, and how many of those that added nodes were inside an epoch. */
  readonly counted: number;
  readonly inEpochs: number;
  /** Op types of the nodes of its last pass that added any. */
  readonly ops: ReadonlyMap<string, number>;
  /** Nodes by the call of TensorFlow's API that made them: names as in the tables. */
  readonly calls: ReadonlyMap<string, number>;
}

/** The leaks, most nodes first. `source`: the script's lines. */
export function findLeaks(records: Iterable<LineRecord>, plan: Plan, source: readonly string[]): Finding[] {
  const all = [...records];
  const total = all.reduce((sum, r) => sum + r.added, 0);
  const found: Finding[] = [];
  for (const r of all) {
    const adding = r.recent.filter((n) => n > 0);
    if (adding.length < LEAST || adding.length < NEARLY * r.recent.length) continue;
    found.push({
      line: r.line, text: (source[r.line - 1] ?? '').trim(), passes: r.passes, perPass: adding.at(-1)!, nodes: r.added, share: r.added / total, recent: r.lately,
      kind: kindOf(r, plan), ops: [...r.ops].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)), loop: loopOf(r, plan),
    });
  }
  return found.sort((a, b) => b.nodes - a.nodes || a.line - b.line);
}

function kindOf(r: LineRecord, plan: Plan): FindingKind {
  const purposes = new Set([...r.calls].filter(([, nodes]) => nodes > 0).map(([name]) => purposeOf(name)));
  // Built again and again outside of epochs: models in succession, in one graph.
  if (r.inEpochs === 0 && plan.models.length > 0 && !purposes.has('saver') && !purposes.has('initializer')) return 'model';
  const first = ORDER.find((kind) => purposes.has(kind)) ?? 'other';
  const named = (plan.targets[r.line] ?? []).some((name) => name !== null && isLossName(name));
  return named && (first === 'operator' || first === 'other') ? 'loss' : first;
}

/** The loop above which to hoist: the outermost one around the line, but not above a loop over models where models are built within it. */
function loopOf(r: LineRecord, plan: Plan): number | null {
  const around = plan.around[r.line] ?? [];
  const inner = r.inEpochs > 0 ? around.find((line) => !plan.models.includes(line)) : around[0];
  if (inner !== undefined) return inner;
  return (r.inEpochs > 0 ? plan.epochs[0] : plan.models[0]) ?? null;
}
