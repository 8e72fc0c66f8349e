/** Which account of the latest run is marked in the drawing, and how much it executes. */
import { Segmented } from '../parts/Segmented.tsx';
import { useWords } from '../words/index.ts';
import { useGraph, useGraphWords, useShown } from './use-graph.ts';

const MARKS = ['tensorflow', 'told', 'off'] as const;

export function Marked() {
  const model = useGraph();
  const words = useGraphWords();
  const { tags } = useWords();
  const shown = useShown((state) => state.shown);
  const marks = useShown((state) => state.marks);
  if (shown?.source !== 'session') return null;
  const { ran, nodes } = shown.summary;
  // A script has no training runs that the page would know of: its last run is marked, whatever it was for.
  const own = shown.name === 'script';
  if (ran === null) return <p className="note">{own ? words.marksNoneOwn : words.marksNone}</p>;
  const count = marks === 'told' ? ran.told : ran.needed;
  return (
    <div className="graph-marked">
      <Segmented label={words.marks} options={MARKS} names={words.marksNames} value={marks} onChange={(next) => model.setMarks(next)} />
      {marks !== 'off' && (
        <p className="note" data-testid="graph-executed">
          {own ? words.marksOfOwn(count, nodes, ran.fed, marks === 'told') : words.marksOf(ran.epoch, ran.run, count, nodes, ran.fed, marks === 'told')} <span className="tag">{tags.measured}</span>
        </p>
      )}
    </div>
  );
}
