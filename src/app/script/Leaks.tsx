/** The leak finder: each line that adds nodes on every pass, in plain words, with its usual cure; and the proof by finalize(). */
import type { Finding } from '../../protocol/script.ts';
import type { OwnRun } from '../../store/script/own.ts';
import { usePage, useSelect } from '../context.ts';
import type { DeepWords } from '../words/types.ts';
import { lineTarget } from './line-target.ts';
import { useScriptWords } from './words.ts';

/** Findings shown at most; more than these are not read. */
const SHOWN = 12;

/** The leak finder's card. */
export function Leaks() {
  const words = useScriptWords();
  const own = useSelect((state) => state.own);
  const findings = own?.findings ?? [];
  const caught = useSelect((state) => state.config.finalize && own?.phase === 'failed');
  return (
    <section className="card leaks-card" aria-labelledby="leaks-title">
      <div className="card-head">
        <h2 id="leaks-title">{words.leaks}</h2>
      </div>
      {findings.length === 0 && !caught ? <p className="waiting">{nothing(own, words)}</p> : null}
      <ol className="findings">
        {findings.slice(0, SHOWN).map((finding) => (
          <li key={finding.line}>
            <Found finding={finding} />
          </li>
        ))}
      </ol>
      <Finalize />
    </section>
  );
}

/** What to say without findings. */
function nothing(own: OwnRun | null, words: DeepWords['script']): string {
  switch (own?.phase) {
    case 'running':
      return words.leaksRunning;
    case 'done':
      return words.leaksNone;
    case 'stopped':
    case 'failed':
      return words.leaksRunning;
    case 'loading':
    case undefined:
      return words.leaksWaiting;
  }
}

function Found({ finding }: { finding: Finding }) {
  const words = useScriptWords();
  const { line, text, kind, loop, ops } = finding;
  return (
    <>
      <button type="button" className="finding-line" onClick={() => lineTarget.goTo(line)}>
        <span>{words.line(line)}</span> <code>{text}</code>
      </button>
      <p>
        <strong>{words.found(finding)}</strong> {words.inAll(finding)}
      </p>
      <p>
        {words.cures[kind]} {loop !== null && words.hoist(loop)}
      </p>
      {ops.length > 0 && <p className="note">{words.ops(ops.map(([op, count]) => (count === 1 ? op : `${count} × ${op}`)).join(', '))}</p>}
    </>
  );
}

function Finalize() {
  const { client } = usePage();
  const words = useScriptWords();
  const own = useSelect((state) => state.own);
  const finalize = useSelect((state) => state.config.finalize);
  const playing = useSelect((state) => state.playing);
  if (own === null) return null;
  const over = own.phase === 'done' || own.phase === 'failed';
  const caught = own.error !== null && /finalized/.test(own.error.message) ? own.error.line : null;
  return (
    <div className="finalize">
      {finalize && (
        <p role="status">
          {!over
            ? words.finalizeOn
            : caught !== null
              ? words.finalizeFound(caught)
              : own.epochs === null
                ? words.finalizeNoLoop
                : own.phase === 'done'
                  ? words.finalizeClean
                  : words.finalizeOn}
        </p>
      )}
      <button type="button" className="button" title={words.finalizeTitle} disabled={playing} onClick={() => (finalize ? client.change({ finalize: false }) : client.change({ finalize: true }))}>
        {finalize ? words.finalizeOff : words.finalize}
      </button>
    </div>
  );
}
