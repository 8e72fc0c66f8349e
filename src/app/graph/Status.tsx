/** The line below the buttons: what is looked at, what is under way, what went wrong, what the engine cannot run. */
import { CircleAlert } from 'lucide-react';
import { useSelect } from '../context.ts';
import { useDeepWords, useWords } from '../words/index.ts';
import { useGraph, useGraphWords, useShown } from './use-graph.ts';

export function Status() {
  return (
    <div className="graph-status">
      <Title />
      <Work />
      <Trouble />
      <Remarks />
    </div>
  );
}

/** One line about the graph that is looked at. */
function Title() {
  const words = useGraphWords();
  const page = useWords();
  const deep = useDeepWords(useSelect((state) => state.lang));
  const shown = useShown((state) => state.shown);
  if (shown === null) return null;
  const { summary, source, name, epoch, diff, recorded = false } = shown;
  const programs: Readonly<Record<string, string>> = page.programs;
  if (diff)
    return (
      <>
        <p className="graph-title" data-testid="graph-title">
          <strong className="breakable">{words.diffTitle(programs[name] ?? name, epoch, diff.at, diff.pass === '' ? '' : deep.inside.passName(diff.pass))}</strong>{' '}
          <span>{words.diffSize(diff.before, diff.after)}</span> <span className="tag">{page.tags.measured}</span>
        </p>
        <p className="note">
          {words.diffNote} {diff.omitted > 0 && words.diffOmitted(diff.omitted)}
        </p>
      </>
    );
  return (
    <p className="graph-title" data-testid="graph-title">
      <strong className="breakable">{source === 'session' ? words.session(programs[name] ?? name, epoch) : name}</strong>{' '}
      <span>{words.size(summary.nodes, summary.edges + summary.controls, summary.nodeBytes)}</span>{' '}
      <span className="tag">{recorded ? page.tags.recorded : page.tags.measured}</span>
    </p>
  );
}

function Work() {
  const model = useGraph();
  const words = useGraphWords();
  const opening = useShown((state) => state.opening);
  const saving = useShown((state) => state.saving);
  const share = useShown((state) => state.savedShare);
  return (
    <div role="status">
      {opening !== null && (
        <p className="graph-work">
          <progress max={1} {...(opening.stage === 'writing' && { value: opening.share })} aria-label={words.opening(opening.name)} />
          <span>{opening.stage === 'writing' ? words.stages.writing(opening.share) : words.stages[opening.stage]}</span>
          <button type="button" className="button small" onClick={() => model.cancel()}>
            {words.cancel}
          </button>
        </p>
      )}
      {saving !== null && (
        <p className="graph-work">
          <progress max={1} {...(share > 0 && { value: share })} aria-label={words.saving(words.formats[saving], 0)} />
          <span>{words.saving(words.formats[saving], share)}</span>
        </p>
      )}
    </div>
  );
}

function Trouble() {
  const model = useGraph();
  const words = useGraphWords();
  const page = useWords();
  const trouble = useShown((state) => state.trouble);
  const kept = useShown((state) => state.shown !== null || state.counts !== null);
  if (trouble === null) return null;
  const text =
    trouble.kind === 'file'
      ? trouble.text
      : trouble.kind === 'session'
        ? trouble.why === 'broken'
          ? words.trouble.broken(trouble.text)
          : words.trouble[trouble.why]
        : words.trouble[trouble.kind](trouble.text);
  return (
    <div className="graph-trouble" role="alert">
      <CircleAlert size={16} aria-hidden />
      <p>
        <span className="breakable" lang={trouble.kind === 'file' ? 'en' : undefined}>
          {text}
        </span>
        {kept && ` ${words.trouble.kept}`}
      </p>
      {trouble.kind === 'session' && (
        <button type="button" className="button small" onClick={() => void model.takeSession()}>
          {words.retry}
        </button>
      )}
      <button type="button" className="button small plain" onClick={() => model.forget()}>
        {page.dismiss}
      </button>
    </div>
  );
}

function Remarks() {
  const words = useGraphWords();
  const unknown = useShown((state) => state.shown?.summary.unknown ?? 0);
  const arranged = useShown((state) => state.level?.arranged ?? true);
  const quiet = useShown((state) => state.level?.edges.quiet.some(Boolean) ?? false);
  const grown = useGrown();
  return (
    <>
      {grown !== null && <p className="note">{words.grown(grown)}</p>}
      {unknown > 0 && (
        <p className="note graph-unknown">
          <span className="graph-mark" aria-hidden>
            ?
          </span>{' '}
          {words.unknownCount(unknown)}
        </p>
      )}
      {quiet && <p className="note">{words.quiet}</p>}
      {!arranged && <p className="note">{words.rows}</p>}
    </>
  );
}

/** Nodes that the session's graph has now, if it is not what it was when it was taken; null while it runs, and for files. */
function useGrown(): number | null {
  const run = useSelect((state) => state.run);
  const now = useSelect((state) =>
    state.status?.state === 'running' || state.status?.state === 'seeking' ? null : (state.status?.nodes ?? null),
  );
  const shown = useShown((state) => state.shown);
  if (shown === null || shown.source !== 'session' || now === null) return null;
  return shown.run === run && shown.summary.nodes === now ? null : now;
}
