/** A session's graph that is too large to be looked at: what can be counted of it. */
import type { Counts as CountsData } from '../../store/graph/state.ts';
import { Histogram } from './Tables.tsx';
import { useGraphWords } from './use-graph.ts';

export function Counts({ counts }: { counts: CountsData }) {
  const words = useGraphWords();
  const rows = (list: readonly (readonly [string, number])[], name: (key: string) => string) =>
    list.map(([key, count]) => ({ name: name(key), count, known: null }));
  return (
    <>
      <p data-testid="graph-counts">
        {counts.why === 'nodes' ? words.counts(counts.nodes, counts.limit) : words.countsBytes(counts.nodes)}
      </p>
      <div className="graph-grid">
        <Histogram title={words.ops} caption={words.opsCaption(counts.ops.length)} rows={rows(counts.ops, (op) => op)} />
        <Histogram
          title={words.madeTitle}
          caption={words.nodes(counts.nodes)}
          rows={rows(counts.kinds, (kind) => words.made[kind] ?? kind)}
        />
      </div>
    </>
  );
}
