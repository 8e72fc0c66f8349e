/** Then and now: what has changed since the answer, what has taken its place, and which presets still apply. */
import { CASES } from '../cases/known.ts';
import { useSelect } from '../context.ts';
import { Scroll } from '../parts/Scroll.tsx';
import { useDeepWords } from '../words/index.ts';
import { Dialog } from './Dialog.tsx';

/** The dialog. Following a link to a preset changes the hash, and the page follows the hash. */
export default function Since({ close }: { close: () => void }) {
  const lang = useSelect((state) => state.lang);
  const { since: words } = useDeepWords(lang).cases;
  const page = location.href.replace(/#.*$/, '');
  const presets = (today: boolean) => (
    <ul>
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
      <Scroll label={words.title}>
        <table>
          <thead>
            <tr>
              {words.head.map((head) => (
                <th key={head} scope="col">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {words.rows.map(([what, then, now, source, url]) => (
              <tr key={what}>
                <th scope="row">{what}</th>
                <td>{then}</td>
                <td>{now}</td>
                <td>
                  {url === '' ? (
                    <a href={`${page}#v=1&view=sources`} onClick={close}>
                      {source}
                    </a>
                  ) : (
                    <a href={url} rel="noreferrer noopener" target="_blank">
                      {source}
                    </a>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      <h3>{words.applyTitle}</h3>
      <p>{words.apply}</p>
      {presets(true)}
      <p>{words.applyNot}</p>
      {presets(false)}
      <p className="note">{words.limits}</p>
    </Dialog>
  );
}
