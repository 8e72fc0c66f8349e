/** The cure: save › clear › reload on three big switches, how often, what this combination does, by hand, and the shelf. */
import { ChevronRight } from 'lucide-react';
import { Fragment, lazy, Suspense, useRef } from 'react';
import { LIMITS } from '../../protocol/config.ts';
import { busy } from '../../lib/busy.ts';
import { combinationOf, isUnplayed } from '../../store/combination.ts';
import { usePage, useSelect } from '../context.ts';
import { NumberField } from '../parts/NumberField.tsx';
import { useWords } from '../words/index.ts';

const WouldStop = lazy(() => busy(import('./WouldStop.tsx')));

const HANDS = ['save', 'clear', 'reload'] as const;
const KEYS = { save: 'S', clear: 'C', reload: 'R' } as const;
/** A checkpoint of these programs is some kilobytes; what is larger is not read into memory at all. */
const LARGEST_UPLOAD = 64 * 1024 ** 2;

/** The cure panel. */
export function Cure() {
  const { client } = usePage();
  const words = useWords();
  const config = useSelect((state) => state.config);
  const shelf = useSelect((state) => state.status?.checkpoint?.epoch ?? null);
  const unplayed = useSelect(isUnplayed);
  return (
    <section className="card cure" aria-labelledby="cure-title">
      <div className="card-head">
        <h2 id="cure-title">{words.cure}</h2>
        <span className="quiet">{words.everyShort(config)}</span>
      </div>
      <div className="switches">
        {HANDS.map((hand, i) => (
          <Fragment key={hand}>
            {i > 0 && <ChevronRight size={14} className="then" aria-hidden />}
            <button
              type="button"
              className="switch"
              data-lesson={hand}
              aria-pressed={config[hand]}
              aria-keyshortcuts={KEYS[hand].toLowerCase()}
              onClick={() => client.change({ [hand]: !config[hand] })}
            >
              <span className="switch-name">{words.hands[hand]}</span>
              <span className="switch-state" aria-hidden>
                <kbd>{KEYS[hand]}</kbd> · {config[hand] ? words.on : words.off}
              </span>
            </button>
          </Fragment>
        ))}
      </div>
      <NumberField
        label={words.everyField(config.program)}
        value={config.every}
        least={LIMITS.every[0]}
        most={LIMITS.every[1]}
        whole
        log
        onCommit={(every) => client.change({ every })}
      />
      <p className="combination" data-testid="combination">
        {words.combination(combinationOf(config), config, shelf)}
        {unplayed && <strong> {words.unplayed}</strong>}
      </p>
      <details>
        <summary data-lesson="by-hand">{words.byHand}</summary>
        <ByHand />
      </details>
      {/* Below all that is pressed here: it must not move under the pointer. */}
      <LostWeights />
    </section>
  );
}

/** The alert of a clear that no reload followed. A page that hides the cure shows it by itself: a run cleared by key loses its weights all the same. */
export function LostWeights() {
  const anew = useSelect((state) => (state.status?.anew ?? null) !== null);
  return anew ? (
    <Suspense fallback={null}>
      <WouldStop />
    </Suspense>
  ) : null;
}

function ByHand() {
  const { client, actions } = usePage();
  const words = useWords();
  const checkpoint = useSelect((state) => state.status?.checkpoint ?? null);
  const file = useRef<HTMLInputElement>(null);
  const upload = async (chosen: File | undefined): Promise<void> => {
    if (chosen === undefined) return;
    if (chosen.size > LARGEST_UPLOAD) {
      actions.notify('error', words.tooLarge(chosen.size));
      return;
    }
    try {
      client.upload(await chosen.arrayBuffer(), chosen.name);
    } catch {
      actions.notify('error', words.unreadable);
    }
  };
  return (
    <>
      <div className="row">
        {HANDS.map((hand) => (
          <button key={hand} type="button" className="button small" data-lesson={`${hand}-now`} onClick={() => client.hand(hand)}>
            {words.now[hand]}
          </button>
        ))}
      </div>
      <p className="note" data-testid="shelf">
        {checkpoint === null
          ? words.shelfEmpty
          : words.shelf(checkpoint.epoch, checkpoint.bytes, checkpoint.variables.length, checkpoint.origin === 'upload')}{' '}
        {checkpoint !== null && <span className="tag">{words.tags.measured}</span>}
      </p>
      <div className="row">
        <button
          type="button"
          className="button small"
          title={words.downloadTitle}
          disabled={checkpoint === null}
          onClick={() => client.download()}
        >
          {words.download}
        </button>
        <button type="button" className="button small" title={words.uploadTitle} onClick={() => file.current?.click()}>
          {words.upload}
        </button>
        <input
          ref={file}
          type="file"
          hidden
          aria-label={words.uploadTitle}
          accept=".safetensors"
          onChange={(event) => {
            void upload(event.target.files?.[0]);
            event.target.value = '';
          }}
        />
      </div>
    </>
  );
}
