/** The way from the whole graph to the level that is shown; each part leads back there. */
import { ChevronRight, CornerLeftUp } from 'lucide-react';
import { useGraph, useGraphWords, useShown } from './use-graph.ts';

export function Trail() {
  const model = useGraph();
  const words = useGraphWords();
  const level = useShown((state) => state.level);
  if (level === null) return null;
  const last = level.trail.length - 1;
  return (
    <nav className="graph-trail" aria-label={words.trail}>
      <button type="button" className="icon" aria-label={words.up} title={words.up} disabled={last === 0} onClick={() => model.up()}>
        <CornerLeftUp size={16} aria-hidden />
      </button>
      <ol>
        {level.trail.map(({ place, label }, i) => (
          <li key={place}>
            {i > 0 && <ChevronRight size={13} aria-hidden />}
            {i === last ? (
              <span aria-current="location" className="breakable">
                {labelOf(i, label, words)}
              </span>
            ) : (
              <button type="button" className="link breakable" onClick={() => model.go(place, level.trail[i + 1].place)}>
                {labelOf(i, label, words)}
              </button>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}

function labelOf(i: number, label: string, words: { whole: string; others: string }): string {
  return i === 0 ? words.whole : label === '' ? words.others : label;
}
