/** Whichever dialog is open. Loaded when the first one is. */
import { lazy, Suspense } from 'react';
import { busy } from '../../lib/busy.ts';
import { usePage, useSelect } from '../context.ts';
import { AccountDialog } from './AccountDialog.tsx';
import { Gallery } from './Gallery.tsx';
import { Help } from './Help.tsx';
import { Share } from './Share.tsx';
import { Warnings } from './Warnings.tsx';

const Since = lazy(() => busy(import('./Since.tsx')));

/** The open dialog. */
export default function Dialogs() {
  const { actions } = usePage();
  const dialog = useSelect((state) => state.dialog);
  switch (dialog) {
    case 'gallery':
      return <Gallery close={actions.close} />;
    case 'share':
      return <Share close={actions.close} />;
    case 'help':
      return <Help close={actions.close} />;
    case 'account':
      return <AccountDialog close={actions.close} />;
    case 'warnings':
      return <Warnings close={actions.close} />;
    case 'since':
      return (
        <Suspense fallback={null}>
          <Since close={actions.close} />
        </Suspense>
      );
    case null:
      return null;
  }
}
