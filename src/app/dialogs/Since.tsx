/** Then and now: what has changed since the answer, what has taken its place, and which presets still apply. */
import { PRESETS } from '../../presets/index.ts';
import { CASES } from '../cases/known.ts';
import { useSelect } from '../context.ts';
import { useDeepWords } from '../words/index.ts';
import { Dialog } from './Dialog.tsx';
import '../cases/cases.css';

/** The dialog. Following a link to a preset changes the hash, and the page follows the hash. */
export default function Since({ close }: { close: () => void }) {
  const lang = useSelect((state) => state.lang);
  const { cases, presets: said } = useDeepWords(lang);
  const { since: words } = cases;
  const page = location.href.replace(/#.*$/, '');
  const presets = (today: boolean) => (
    <ul className="case-list">
      {CASES.filter(({ about }) => about.today === today).map(({ preset, about }) => (
        <li key={preset.id}>
          <a href={`${page}#${preset.link}`} onClick={close}>
            {about.text[lang].title}
          </a>
        </li>
      ))}
    </ul>
  );
  return (
    <Dialog title={words.title} close={close} wide>
      <p>{words.intro}</p>
      <dl className="since">
        {words.rows.map(([what, then, now, source, url]) => (
          <div key={what}>
            <dt>{what}</dt>
            {then !== '–' && (
              <dd>
                <em>{words.before}</em> {then}
              </dd>
            )}
            <dd>
              <em>{words.now}</em> {now}{' '}
              {url === '' ? (
                <a href={`${page}#v=1&view=sources`} onClick={close}>
                  {source}
                </a>
              ) : (
                <a href={url} rel="noreferrer noopener" target="_blank">
                  {source}
                </a>
              )}
            </dd>
          </div>
        ))}
      </dl>
      <h3>{words.applyTitle}</h3>
      <p>{words.apply}</p>
      {presets(true)}
      <p>{words.applyNot}</p>
      {presets(false)}
      <p>{words.othersTitle}</p>
      <ul className="case-list" data-testid="since-others">
        {PRESETS.filter((preset) => preset.case === undefined).map(({ id, title, link }) => (
          <li key={id}>
            <a href={`${page}#${link}`} onClick={close} lang={said[id] ? undefined : 'en'}>
              {said[id]?.[0] ?? title}
            </a>{' '}
            <span>{words.others[id]}</span>
          </li>
        ))}
      </ul>
      <p className="note">{words.limits}</p>
    </Dialog>
  );
}
