/** The program's Python, with the nodes each line holds in the graph; the lines that leak are warm. */
import { memo, useEffect, useRef } from 'react';
import { useSelect } from '../context.ts';
import { useWords } from '../words/index.ts';
import { highlight } from './highlight.ts';

/** The script panel. */
export function ScriptPanel() {
  const words = useWords();
  const script = useSelect((state) => state.script);
  const nodes = useSelect((state) => state.status?.lineNodes ?? null);
  const leaks = useSelect((state) => state.leaks);
  const run = useSelect((state) => state.run);
  const code = useRef<HTMLOListElement>(null);
  const firstLeak = script.findIndex(({ id }) => id !== null && leaks.has(id));
  // Real scripts are longer than the panel: the line that leaks must be seen when it begins to, unless someone scrolled.
  useEffect(() => {
    const list = code.current;
    const line = list?.children[firstLeak];
    if (list && line instanceof HTMLElement && list.scrollTop === 0)
      list.scrollTop = line.offsetTop - list.offsetTop - list.clientHeight * 0.6;
  }, [firstLeak]);
  // What a switch has added must be seen, unless the pointer or the keyboard is at work in here.
  const before = useRef({ run, texts: new Set<string>() });
  useEffect(() => {
    const list = code.current;
    const { run: former, texts } = before.current;
    before.current = { run, texts: new Set(script.map(({ text }) => text)) };
    const last = script.findLastIndex(({ text }) => !texts.has(text));
    const line = list?.children[last];
    if (former !== run || texts.size === 0 || !list || !(line instanceof HTMLElement) || list.matches(':hover, :focus-within')) return;
    const top = line.offsetTop - list.offsetTop;
    const bottom = top + line.offsetHeight;
    if (top < list.scrollTop || bottom > list.scrollTop + list.clientHeight) list.scrollTop = bottom + line.offsetHeight - list.clientHeight;
  }, [script, run]);
  return (
    <section className="card script" aria-labelledby="script-title">
      <div className="card-head">
        <h2 id="script-title">{words.script}</h2>
        <span className="quiet">
          {words.nodesPerLine} <span className="tag">{words.tags.measured}</span>
        </span>
      </div>
      {script.length === 0 ? (
        <p className="waiting">{words.scriptWaiting}</p>
      ) : (
        <ol ref={code} className="code" tabIndex={0} aria-labelledby="script-title" data-keys>
          {script.map(({ text, id }, i) => {
            const count = id === null || nodes === null ? null : (nodes[id] ?? 0);
            // What was cleared away, or cured, holds nothing that leaked: the line is as it should be until it leaks again.
            const leaks_ = id !== null && leaks.has(id) && count !== 0;
            return (
              <li key={`${i}:${text}`} className={leaks_ ? 'leaks' : undefined}>
                <Line text={text} />
                {count !== null && (
                  <span className="count">
                    <span aria-hidden>{count === 0 ? '0' : `+${words.numbers.short(count)}`}</span>
                    <span className="unseen">
                      {words.lineCount(count)}
                      {leaks_ ? `, ${words.lineLeaks}` : ''}
                    </span>
                  </span>
                )}
              </li>
            );
          })}
        </ol>
      )}
    </section>
  );
}

const Line = memo(function Line({ text }: { text: string }) {
  return (
    <code>
      {highlight(text).map((part, i) =>
        part.kind === 'plain' ? (
          part.text
        ) : (
          <span key={i} className={part.kind}>
            {part.text}
          </span>
        ),
      )}
    </code>
  );
});
