/** Public cases: the figures that were published as marks, and the run of the page beside them. Loaded with its tab. */
import { usePage, useSampled, useSelect } from '../context.ts';
import { useDeepWords } from '../words/index.ts';
import { Beside } from './Beside.tsx';
import { caseOf, CASES } from './known.ts';
import './cases.css';

export default function CasesView() {
  const { actions } = usePage();
  const lang = useSelect((state) => state.lang);
  const words = useDeepWords(lang).cases;
  const started = useSelect((state) => state.started);
  const packed = useSelect((state) => state.packed);
  const history = useSampled((state) => state.history);
  const known = caseOf(started, packed);
  const page = location.href.replace(/#.*$/, '');
  return (
    <div className="cases" data-testid="cases">
      <p className="note">
        {words.intro}{' '}
        <button type="button" className="link" onClick={() => actions.open('since')}>
          {words.sinceButton}
        </button>
      </p>
      {known === undefined ? (
        <p>{words.none}</p>
      ) : (
        <Beside key={known.preset.id} about={known.about} history={history} script={started.program === 'script'} />
      )}
      <h3>{words.list}</h3>
      <ul className="case-list">
        {CASES.map(({ preset: { id, link }, about: { source: report, url, year, counter, kind, text } }) => (
          <li key={id} className={known?.preset.id === id ? 'mine' : undefined}>
            <a href={`${page}#${link}`}>{text[lang].title}</a> {counter === true && <span className="tag">{words.counter}</span>}{' '}
            <span className="case-source">
              {kind === 'published' ? (
                <a href={url} rel="noreferrer noopener" target="_blank">
                  {report}
                </a>
              ) : (
                report
              )}
              {kind === 'published' && `, ${words.year(year)}`}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
