/** What the page is, its keys, and its three kinds of number. */
import { usePage, useSelect } from '../context.ts';
import { useDeepWords, useWords } from '../words/index.ts';
import { Dialog } from './Dialog.tsx';

/** The help. */
export function Help({ close }: { close: () => void }) {
  const { tags } = useWords();
  const { actions } = usePage();
  const { helpDialog, cases } = useDeepWords(useSelect((state) => state.lang));
  return (
    <Dialog title={helpDialog.title} close={close}>
      <p>{helpDialog.intro}</p>
      <dl className="keys">
        {helpDialog.keys.map(([key, what]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
      <h3>{helpDialog.numbersTitle}</h3>
      <dl className="keys">
        {helpDialog.numbers.map(([tag, what]) => (
          <div key={tag}>
            <dt>
              <span className="tag">{tags[tag]}</span>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
        <div>
          <dt>
            <span className="tag">{cases.published}</span>
          </dt>
          <dd>{helpDialog.published}</dd>
        </div>
      </dl>
      <button type="button" className="link" onClick={() => actions.open('since')}>
        {cases.sinceButton}
      </button>
    </Dialog>
  );
}
