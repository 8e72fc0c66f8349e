/** The presets: each a link to a run, with a title and one sentence of what to look for. */
import { PRESETS } from '../../presets/index.ts';
import { usePage, useSelect } from '../context.ts';
import { useDeepWords, useWords } from '../words/index.ts';
import { Dialog } from './Dialog.tsx';

/** The gallery. Following a link changes the hash, and the page follows the hash. */
export function Gallery({ close }: { close: () => void }) {
  const words = useWords();
  const { actions } = usePage();
  const lang = useSelect((state) => state.lang);
  const { cases, presets } = useDeepWords(lang);
  const page = location.href.replace(/#.*$/, '');
  return (
    <Dialog title={words.gallery} close={close} wide>
      <p>{words.galleryIntro}</p>
      <button type="button" className="link" onClick={() => actions.open('since')}>
        {cases.sinceButton}
      </button>
      <ul className="presets">
        {PRESETS.map(({ id, title, sentence, link }) => {
          const said = presets[id];
          return (
            <li key={id}>
              <a href={`${page}#${link}`} onClick={close}>
                <strong lang={said ? undefined : 'en'}>{said?.[0] ?? title}</strong>
                <span lang={said ? undefined : 'en'}>{said?.[1] ?? sentence}</span>
              </a>
            </li>
          );
        })}
      </ul>
    </Dialog>
  );
}
