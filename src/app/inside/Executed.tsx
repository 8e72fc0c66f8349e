/** What came of executing the plan with real values beside the run as it was built. It comes after the plan. */
import { useWords } from '../words/index.ts';
import { useInsideWords, useOpened } from './use-inside.ts';

export function Executed() {
  const words = useInsideWords();
  const { tags } = useWords();
  const executed = useOpened((state) => state.executed);
  return (
    <p className="inside-executed" data-testid="inside-executed" aria-live="polite">
      {executed === null ? words.executing : words.executed(executed)} {executed?.kind === 'executed' && <span className="tag">{tags.measured}</span>}
    </p>
  );
}
