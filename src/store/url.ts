/** Keeps the address bar and the run the same thing: reads the hash at start and when it changes, writes it as settings change. */
import { busy } from '../lib/busy.ts';
import { formatLink, parseLink } from '../presets/schema.ts';
import type { Link } from '../presets/schema.ts';
import type { Client } from './client.ts';
import { finishedEpochs } from './select.ts';
import { LANGS, THEMES, VIEWS } from './state.ts';
import type { PlaygroundState } from './state.ts';
import type { PlaygroundStore } from './store.ts';

/** Least time between two writes, in milliseconds: browsers refuse to change the address more than some 100 times in 30 s. */
const WRITE_EVERY = 400;

/** The hash (without #) that says what `state` is, from the beginning or, with `at`, from that epoch; '' for the plain page. */
export function linkOf(state: PlaygroundState, at: number | null): string {
  const { started, givenLog, status, packed, title, hide, view, lang, theme, lesson } = state;
  const told = status?.log ?? [];
  const hash = formatLink({
    config: started,
    log: told.length >= givenLog.length ? told : givenLog,
    packed,
    at: started.program === 'script' ? null : at,
    title,
    hide: [...hide],
    view: view ?? 'charts',
    lang,
    theme,
    lesson,
    warnings: [],
  });
  return hash === 'v=1' ? '' : hash;
}

/** The moment the address bar names: where a run rests, or is running ahead to; none while it is otherwise under way, since it would be old at once. */
function momentOf(state: PlaygroundState): number | null {
  if (state.status?.state === 'seeking') return state.target;
  const resting = ['paused', 'done', 'error'].includes(state.status?.state ?? '');
  return resting ? finishedEpochs(state) : null;
}

export interface Address {
  /** The hash without #. */
  read(): string;
  /** Replaces the hash without a new entry in the history; throws where the browser refuses. */
  replace(hash: string): void;
  /** Calls back when someone else changed the hash. */
  onChange(listener: () => void): void;
}

/** The browser's own address bar. */
export const browserAddress: Address = {
  read: () => location.hash.slice(1),
  replace: (hash) => history.replaceState(history.state, '', hash === '' ? location.pathname + location.search : `#${hash}`),
  onChange: (listener) => addEventListener('hashchange', listener),
};

/** Starts the run that the address names, and keeps both in step from then on. */
export function bindUrl(store: PlaygroundStore, client: Client, address: Address = browserAddress): void {
  let written = address.read();
  let timer: ReturnType<typeof setTimeout> | null = null;
  /** The address names a run that has not begun yet: what is there still is of another. */
  let unpacking = false;

  const follow = (): void => {
    const hash = address.read();
    written = hash;
    const link = parseLink(hash);
    const { theme, lang } = store.getState();
    store.setState({
      title: link.title,
      hide: link.hide,
      view: VIEWS.find((known) => known === link.view) ?? null,
      lesson: link.lesson,
      lang: /(^|&)lang=/.test(hash) ? (LANGS.find((known) => known === link.lang) ?? lang) : lang,
      theme: /(^|&)theme=/.test(hash) ? (THEMES.find((known) => known === link.theme) ?? theme) : theme,
    });
    unpacking = link.packed !== '';
    if (!unpacking) begin(link);
    else
      void busy(import('../presets/source.ts')).then(
        ({ withSource }) => {
          if (written === hash) begin(withSource(link));
        },
        // Without the part that unpacks it, the link is as good as one without a script.
        () => begin({ ...link, packed: '', warnings: [{ name: 'src', value: '…', expected: 'the part of the page that reads scripts, which could not be loaded' }] }),
      );
  };

  const begin = ({ config, log, at, packed, warnings }: Link): void => {
    unpacking = false;
    store.setState({ packed, opened: packed !== '', warnings, dialog: warnings.length > 0 ? 'warnings' : null });
    client.start(config, { log, at, play: at === null });
  };

  const write = (): void => {
    timer = null;
    const state = store.getState();
    // A link that was followed just now is in the address before its event is heard: it must not be written over.
    if (unpacking || state.status === null || address.read() !== written) return;
    const hash = linkOf(state, momentOf(state));
    if (hash === written) return;
    try {
      address.replace(hash);
    } catch {
      // Too many changes in a short time; the next change writes again.
    }
    written = address.read();
  };

  address.onChange(() => {
    if (address.read() !== written) follow();
  });
  store.subscribe((state, before) => {
    const same =
      state.started === before.started &&
      state.packed === before.packed &&
      state.status?.log.length === before.status?.log.length &&
      state.status?.state === before.status?.state &&
      state.title === before.title &&
      state.hide === before.hide &&
      state.view === before.view &&
      state.lang === before.lang &&
      state.theme === before.theme &&
      state.lesson === before.lesson;
    if (!same && timer === null) timer = setTimeout(write, WRITE_EVERY);
  });
  follow();
}
