/** The two accounts of the runtime, to choose between. */
import { ACCOUNTS } from '../../protocol/config.ts';
import { usePage, useSelect } from '../context.ts';
import { useWords } from '../words/index.ts';
import { Dialog } from './Dialog.tsx';

/** The choice between the answer's account and TensorFlow's. */
export function AccountDialog({ close }: { close: () => void }) {
  const { client, actions } = usePage();
  const words = useWords();
  const account = useSelect((state) => state.config.account);
  return (
    <Dialog title={words.accountTitle} close={close}>
      <div className="choices">
        {ACCOUNTS.map((id) => (
          <button key={id} type="button" className="choice" aria-pressed={id === account} onClick={() => client.change({ account: id })}>
            <strong>{words.accounts[id]}</strong>
            <span>{words.accountMeans[id]}</span>
          </button>
        ))}
      </div>
      <p className="note">{words.accountChange}</p>
      <button
        type="button"
        className="link"
        onClick={() => {
          actions.setView('sources');
          close();
          requestAnimationFrame(() => document.getElementById('tab-panel')?.scrollIntoView());
        }}
      >
        {words.accountLink}
      </button>
    </Dialog>
  );
}
