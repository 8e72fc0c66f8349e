/** The table of models trained in succession; for a single model it says where its results are. */
import { DEFAULTS, isSuccession } from '../../protocol/config.ts';
import { usePage, useSampled, useSelect } from '../context.ts';
import { Scroll } from '../parts/Scroll.tsx';
import { useDeepWords, useWords } from '../words/index.ts';

const ACCURACY = /accuracy/;
const VALIDATION = 'validation accuracy';

/** One row a finished model. */
export function Results() {
  const { client } = usePage();
  const words = useWords();
  const { results } = useDeepWords(useSelect((state) => state.lang));
  const rows = useSampled((state) => state.status?.results ?? null);
  const succession = useSelect((state) => isSuccession(state.config.program));
  if (rows === null || rows.length === 0) {
    return (
      <p className="waiting">
        {succession ? results.waiting : results.none}{' '}
        {!succession && (
          <button type="button" className="link" onClick={() => client.change({ ...DEFAULTS.search })}>
            {results.switchTo}
          </button>
        )}
      </p>
    );
  }
  const scores = rows.map((row) => row.values[VALIDATION]).filter((value) => typeof value === 'number');
  const best = scores.length > 1 ? Math.max(...scores) : null;
  const keys = [...new Set(rows.flatMap((row) => Object.keys(row.values)))];
  return (
    <Scroll label={words.tabs.results}>
      <table>
        <thead>
          <tr>
            <th scope="col" className="number">
              {results.model}
            </th>
            <th scope="col">{results.name}</th>
            {keys.map((key) => (
              <th key={key} scope="col" className="number" lang="en">
                {key}
              </th>
            ))}
            <th scope="col" className="number">
              {results.nodes} <span className="tag">{words.tags.measured}</span>
            </th>
            <th scope="col" className="number">
              {results.seconds} <span className="tag">{words.tags.modelled}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.model}>
              <td className="number">{row.model}</td>
              <td lang="en">{row.name}</td>
              {keys.map((key) => {
                const value = row.values[key];
                return (
                  <td key={key} className="number">
                    {key === VALIDATION && best !== null && value === best && <span className="tag best">{results.best}</span>}{' '}
                    {typeof value !== 'number' ? (value ?? '') : ACCURACY.test(key) ? words.numbers.percent(value) : words.numbers.plain(value)}
                  </td>
                );
              })}
              <td className="number">{words.numbers.whole(row.nodes)}</td>
              <td className="number">{row.seconds === null ? '–' : words.numbers.duration(row.seconds)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
