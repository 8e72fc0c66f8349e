/** Makes a link to this run: with or without a title and the moment, to copy or to hand on. */
import { useId, useRef, useState } from 'react';
import { TITLE_LENGTH } from '../../presets/keys.ts';
import { finishedEpochs } from '../../store/select.ts';
import { linkOf } from '../../store/url.ts';
import { usePage, useSelect } from '../context.ts';
import { useDeepWords } from '../words/index.ts';
import { Dialog } from './Dialog.tsx';

/** The share dialog. */
export function Share({ close }: { close: () => void }) {
  const { store, actions } = usePage();
  const { shareDialog: words } = useDeepWords(useSelect((all) => all.lang));
  const id = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const title = useSelect((state) => state.title);
  const [epoch] = useState(() => finishedEpochs(store.getState()));
  const [withMoment, setWithMoment] = useState(false);
  const [copied, setCopied] = useState<'no' | 'yes' | 'by hand'>('no');
  const state = useSelect((all) => all);
  const hash = linkOf({ ...state, title }, withMoment && epoch > 0 ? epoch : null);
  const link = `${location.origin}${location.pathname}${hash === '' ? '' : `#${hash}`}`;
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(link);
      setCopied('yes');
    } catch {
      field.current?.focus();
      field.current?.select();
      setCopied('by hand');
    }
  };
  return (
    <Dialog title={words.title} close={close} wide>
      <p>{words.intro}</p>
      {state.events.some(({ kind }) => kind === 'upload') && <p className="caution">{words.uploaded}</p>}
      <label className="line-field" htmlFor={`${id}-title`}>
        {words.titleLabel}
      </label>
      <input
        id={`${id}-title`}
        type="text"
        className="text"
        maxLength={TITLE_LENGTH}
        value={title}
        onChange={(event) => actions.setTitle(event.target.value)}
      />
      <label className="check">
        <input type="checkbox" checked={withMoment} disabled={epoch === 0 || state.config.program === 'script'} onChange={(event) => setWithMoment(event.target.checked)} />
        <span>{words.withMoment(epoch)}</span>
      </label>
      <label className="line-field" htmlFor={`${id}-link`}>
        {words.link}
      </label>
      <textarea ref={field} id={`${id}-link`} className="text mono" readOnly rows={3} value={link} />
      <div className="row end">
        <span role="status" className="note">
          {copied === 'yes' ? words.copied : copied === 'by hand' ? words.copyByHand : ''}
        </span>
        {'share' in navigator && (
          <button type="button" className="button" onClick={() => void navigator.share({ url: link, title }).catch(() => undefined)}>
            {words.native}
          </button>
        )}
        <button type="button" className="button strong" onClick={() => void copy()}>
          {words.copy}
        </button>
      </div>
    </Dialog>
  );
}
