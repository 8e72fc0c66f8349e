/** The page: header, transport and sentence, three columns, tabs, dialogs. Layout and error boundaries only. */
import { lazy, Suspense, useEffect, useState } from 'react';
import type { ComponentType, ReactNode } from 'react';
import { ErrorBoundary } from 'react-error-boundary';
import type { FallbackProps } from 'react-error-boundary';
import { busy } from '../lib/busy.ts';
import type { Region } from '../store/state.ts';
import { PageContext, usePage, useSelect } from './context.ts';
import type { Page } from './context.ts';
import { useKeys, useTheme } from './hooks.ts';
import { OwnBelow, OwnDoes, OwnEditor, OwnLeaks, OwnSentence, OwnTransport } from './script/lazy.ts';
import { ChartHost } from './panels/ChartHost.tsx';
import { Cure, LostWeights } from './panels/Cure.tsx';
import { Header } from './panels/Header.tsx';
import { Knobs } from './panels/Knobs.tsx';
import { Projection } from './panels/Projection.tsx';
import { ScriptPanel } from './panels/ScriptPanel.tsx';
import { Sentence } from './panels/Sentence.tsx';
import { Transport } from './panels/Transport.tsx';
import { Vessels } from './panels/Vessels.tsx';
import { Notices } from './parts/Notices.tsx';
import { loadWords, useWords, WordsContext } from './words/index.ts';
import type { Words } from './words/index.ts';
import { en } from './words/en.ts';

/** Without a network it may not be there when it is needed: then what happened is said without a way on. */
const Trouble = lazy(() => busy(import('./panels/Trouble.tsx')).catch(() => ({ default: Bare })));
const Dialogs = lazy(() => import('./dialogs/Dialogs.tsx'));
const Tabs = lazy(() => import('./panels/Tabs.tsx'));
const Lesson = lazy(() => busy(import('./lessons/Lesson.tsx')));

/** The whole page. */
export function App({ page }: { page: Page }) {
  return (
    <PageContext value={page}>
      <Language>
        <Layout />
      </Language>
    </PageContext>
  );
}

function Language({ children }: { children: ReactNode }) {
  const { actions } = usePage();
  const lang = useSelect((state) => state.lang);
  const [words, setWords] = useState<Words>(en);
  useEffect(() => {
    let current = true;
    loadWords(lang).then(
      (loaded) => {
        if (!current) return;
        setWords(loaded);
        document.documentElement.lang = loaded.htmlLang;
      },
      () => actions.notify('error', en.languageMissing),
    );
    return () => {
      current = false;
    };
  }, [lang, actions]);
  return <WordsContext value={words}>{children}</WordsContext>;
}

function Layout() {
  const words = useWords();
  const hide = useSelect((state) => state.hide);
  const title = useSelect((state) => state.title);
  const dialog = useSelect((state) => state.dialog);
  const troubled = useSelect((state) => state.engine === 'stopped' || state.status?.state === 'error');
  const lesson = useSelect((state) => state.lesson !== '');
  const own = useSelect((state) => state.config.program === 'script');
  useKeys();
  useTheme();
  useEffect(() => {
    document.title = title === '' ? words.appName : `${title} · ${words.appName}`;
  }, [title, words]);
  const shown = (region: Region, content: ReactNode): ReactNode => (hide.includes(region) ? null : <Guard key={region}>{content}</Guard>);
  /** A region's own way for the visitor's script, which is loaded for it. */
  const either = (region: Region, Ours: ComponentType, Own: ComponentType): ReactNode => shown(region, own ? <Loaded Part={Own} /> : <Ours />);
  return (
    <>
      <a className="skip" href="#charts" onClick={skipTo}>
        {words.skip}
      </a>
      {shown('header', <Header />)}
      <main>
        {lesson && (
          <Guard>
            <Suspense fallback={<p className="card lesson waiting">{words.loading}</p>}>
              <Lesson />
            </Suspense>
          </Guard>
        )}
        <div className="top">
          {either('transport', Transport, OwnTransport)}
          {title !== '' && <p className="subtitle">{title}</p>}
          {either('sentence', Sentence, OwnSentence)}
        </div>
        {!own && troubled && (
          <Suspense fallback={null}>
            <Trouble />
          </Suspense>
        )}
        <div className={own ? 'columns own-columns' : 'columns'}>
          <div className="column left">
            {either('script', ScriptPanel, OwnEditor)}
            {own && !hide.includes('script') && <Loaded Part={OwnLeaks} />}
            {shown('knobs', <Knobs />)}
          </div>
          <div className="column middle" id="charts" tabIndex={-1}>
            {shown('charts', <ChartHost />)}
            {own && !hide.includes('charts') && <Loaded Part={OwnBelow} />}
          </div>
          <div className="column right">
            {either('cure', Cure, OwnDoes)}
            {!own && hide.includes('cure') && <Guard><LostWeights /></Guard>}
            {shown('vessels', <Vessels />)}
            {shown('projection', <Projection />)}
          </div>
        </div>
        {shown(
          'tabs',
          <Suspense fallback={<p className="tabs waiting">{words.loading}</p>}>
            <Tabs />
          </Suspense>,
        )}
      </main>
      <Notices />
      {dialog !== null && (
        <Guard>
          <Suspense fallback={null}>
            <Dialogs />
          </Suspense>
        </Guard>
      )}
    </>
  );
}

/** A part that is loaded when it is first shown. */
function Loaded({ Part }: { Part: ComponentType }) {
  const words = useWords();
  return (
    <Guard>
      <Suspense fallback={<p className="waiting">{words.loading}</p>}>
        <Part />
      </Suspense>
    </Guard>
  );
}

/** Moves the focus without touching the hash, which holds the run. */
function skipTo(event: { preventDefault(): void }): void {
  event.preventDefault();
  const charts = document.getElementById('charts');
  charts?.focus();
  charts?.scrollIntoView();
}

function Bare() {
  const text = useSelect((state) => (state.engine === 'stopped' ? state.stopped : (state.status?.error?.message ?? '')));
  return (
    <p className="trouble" role="alert" lang="en">
      {text}
    </p>
  );
}

function Guard({ children }: { children: ReactNode }) {
  return <ErrorBoundary FallbackComponent={Broken}>{children}</ErrorBoundary>;
}

function Broken({ error, resetErrorBoundary }: FallbackProps) {
  const words = useWords();
  return (
    <section className="card failed" role="alert">
      <h2>{words.error.region}</h2>
      <p className="mono">{error instanceof Error ? error.message : String(error)}</p>
      <button type="button" className="button" onClick={resetErrorBoundary}>
        {words.error.retry}
      </button>
    </section>
  );
}
