/** The two accounts of the runtime, to choose between. */
import { ACCOUNTS } from '../../protocol/config.ts';
import { usePage, useSelect } from '../context.ts';
import { Scroll } from '../parts/Scroll.tsx';
import { useDeepWords, useWords } from '../words/index.ts';
import { Dialog } from './Dialog.tsx';

/** The rows that tell the accounts apart; the sources have them all. */
const ROWS = 5;

/** The choice between the answer's account and TensorFlow's. */
export function AccountDialog({ close }: { close: () => void }) {
  const { client, actions } = usePage();
  const words = useWords();
  const account = useSelect((state) => state.config.account);
  const deep = useDeepWords(useSelect((state) => state.lang));
  return (
    <Dialog title={deep.accountTitle} close={close} wide>
      <div className="choices">
        {ACCOUNTS.map((id) => (
          <button key={id} type="button" className="choice" aria-pressed={id === account} onClick={() => client.change({ account: id })}>
            <strong>{words.accounts[id]}</strong>
            <span>{words.accountMeans[id]}</span>
          </button>
        ))}
      </div>
      <p className="note">{deep.accountChange}</p>
      <Scroll label={words.accountLink}>
        <table>
          <thead>
            <tr>
              <th scope="col">{words.account}</th>
              {ACCOUNTS.map((id) => (
                <th key={id} scope="col">
                  {words.accounts[id]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {deep.accounts.slice(0, ROWS).map(([what, told, tensorflow]) => (
              <tr key={what}>
                <th scope="row">{what}</th>
                <td>{told}</td>
                <td>{tensorflow}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      <button
        type="button"
        className="link"
        onClick={() => {
          actions.setView('sources');
          close();
          requestAnimationFrame(() => document.getElementById('tab-panel')?.scrollIntoView());
        }}
      >
        {deep.accountSources}
      </button>
    </Dialog>
  );
}
