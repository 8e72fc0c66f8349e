/** Below the charts: what the script printed and how it ended, and the newest values of what it fetched. */
import { useEffect, useRef } from 'react';
import { useSelect } from '../context.ts';
import { Scroll } from '../parts/Scroll.tsx';
import { useWords } from '../words/index.ts';
import { lineTarget } from './line-target.ts';
import { useScriptWords } from './words.ts';

/** Both cards, side by side where there is room. */
export function Below() {
  return (
    <div className="own-below">
      <Output />
      <Values />
    </div>
  );
}

function Output() {
  const words = useScriptWords();
  const stdout = useSelect((state) => state.own?.stdout ?? '');
  const cut = useSelect((state) => state.own?.cut ?? 0);
  const error = useSelect((state) => state.own?.error ?? null);
  const box = useRef<HTMLPreElement>(null);
  // The newest line is in view, unless someone scrolled up to read.
  useEffect(() => {
    const scroll = box.current?.parentElement;
    if (scroll && scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 200) scroll.scrollTop = scroll.scrollHeight;
  });
  return (
    <div className="card own-output">
      <div className="card-head">
        <h2>{words.output}</h2>
      </div>
      {stdout === '' && error === null ? (
        <p className="waiting">{words.outputNone}</p>
      ) : (
        <Scroll label={words.output}>
          {cut > 0 && <p className="note">{words.outputCut(cut)}</p>}
          <pre ref={box} className="mono" lang="en">
            {stdout}
          </pre>
          {error !== null && (
            <div className="own-error" role="alert">
              <p>
                {error.line === null ? (
                  <strong>{words.errorAt(error.type, null)}</strong>
                ) : (
                  <button type="button" className="link" onClick={() => lineTarget.goTo(error.line ?? 1)}>
                    <strong>{words.errorAt(error.type, error.line)}</strong>
                  </button>
                )}
              </p>
              <pre className="mono" lang="en">
                {error.message}
              </pre>
            </div>
          )}
        </Scroll>
      )}
    </div>
  );
}

function Values() {
  const words = useScriptWords();
  const { numbers } = useWords();
  const values = useSelect((state) => state.own?.values ?? null);
  return (
    <div className="card own-values">
      <div className="card-head">
        <h2>{words.values}</h2>
      </div>
      {values === null || values.size === 0 ? (
        <p className="waiting">{words.valuesNone}</p>
      ) : (
        <Scroll label={words.values}>
          <table>
            <thead>
              <tr>
                {words.valuesHead.map((head, column) => (
                  <th key={head} scope="col" className={column === 3 ? 'number' : undefined}>
                    {head}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {[...values.values()].map(({ name, dtype, shape, text, line, run }) => (
                <tr key={name}>
                  <th scope="row" className="mono">
                    {name}
                  </th>
                  <td className="mono">
                    {dtype} [{shape.join(', ')}]
                  </td>
                  <td>
                    <pre className="mono">{text}</pre>
                  </td>
                  <td className="number" title={words.valueFrom(line, run)}>
                    <button type="button" className="link" onClick={() => lineTarget.goTo(line)}>
                      {numbers.whole(line)}
                    </button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
    </div>
  );
}
