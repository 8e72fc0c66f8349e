/** The panel of the visitor's own script: example, run and stop, the editor, what is known of the line with the cursor, the steps. */
import { Play, Square } from 'lucide-react';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { SOURCE_LENGTH } from '../../protocol/config.ts';
import { EXAMPLES, exampleOf } from '../../presets/examples.ts';
import { lineAt } from '../../store/script/own.ts';
import { usePage, useSelect } from '../context.ts';
import { useWords } from '../words/index.ts';
import { marksOf } from './describe-lines.ts';
import { createEditor } from './editor.ts';
import type { Editor as CodeEditor } from './editor.ts';
import { NO_MARKS } from './marks.ts';
import { Steps } from './Steps.tsx';
import { lineTarget } from './line-target.ts';
import { useScriptWords } from './words.ts';

/** The editor's card. */
export function Editor() {
  const { client, store } = usePage();
  const words = useScriptWords();
  const opened = useSelect((state) => state.opened);
  const playing = useSelect((state) => state.playing);
  const edited = useSelect(({ own, config }) => own !== null && own.source !== config.source);
  const source = useSelect((state) => state.config.source);
  // A link or the picker without a script: the first example stands for it.
  useEffect(() => {
    if (source === '' && store.getState().own === null && !store.getState().opened) client.change({ source: EXAMPLES[0].source });
  }, [client, store, source]);
  return (
    <section className="card script own" aria-labelledby="script-title">
      <div className="card-head">
        <h2 id="script-title">{words.title}</h2>
        <span className="quiet">{words.perLine}</span>
      </div>
      <div className="own-bar">
        <button
          type="button"
          className="button strong"
          title={playing ? words.stopTitle : words.runTitle}
          onClick={() => (playing ? client.pause() : client.play())}
        >
          {playing ? <Square size={12} fill="currentColor" strokeWidth={0} aria-hidden /> : <Play size={12} fill="currentColor" strokeWidth={0} aria-hidden />}
          {playing ? words.stop : words.run}
        </button>
        <Examples />
      </div>
      {opened && (
        <p className="own-notice" role="status">
          {words.opened}
        </p>
      )}
      <Code />
      {edited && <p className="note">{words.edited}</p>}
      <Steps />
    </section>
  );
}

function Examples() {
  const { client } = usePage();
  const words = useScriptWords();
  const chosen = useSelect((state) => exampleOf(state.config.source)?.id ?? '');
  const options = (leaks: boolean) =>
    EXAMPLES.filter((example) => example.leaks === leaks).map(({ id }) => (
      <option key={id} value={id}>
        {words.examples[id] ?? id}
      </option>
    ));
  return (
    <select
      className="own-examples"
      aria-label={words.example}
      title={words.example}
      value={chosen}
      onChange={(event) => {
        const example = EXAMPLES.find(({ id }) => id === event.target.value);
        if (example) client.change({ source: example.source, mark: 0, finalize: false });
      }}
    >
      {chosen === '' && <option value="">{words.exampleOwn}</option>}
      <optgroup label={words.leaking}>{options(true)}</optgroup>
      <optgroup label={words.healthy}>{options(false)}</optgroup>
    </select>
  );
}

function Code() {
  const { client, store, actions } = usePage();
  const page = useWords();
  const words = useScriptWords();
  const host = useRef<HTMLDivElement>(null);
  const editor = useRef<CodeEditor | null>(null);
  const source = useSelect((state) => state.config.source);
  const own = useSelect((state) => state.own);
  const run = useSelect((state) => state.run);
  const [at, setAt] = useState<{ line: number; ran: number | null }>({ line: 1, ran: null });
  const onLine = useEffectEvent((line: number, ran: number | null) => setAt((now) => (now.line === line && now.ran === ran ? now : { line, ran })));
  const onMark = useEffectEvent((line: number) => client.change({ mark: store.getState().config.mark === line ? 0 : line }));
  const onRun = useEffectEvent(() => client.play());
  const onTooLong = useEffectEvent(() => actions.notify('error', words.tooLong(SOURCE_LENGTH)));
  const describe = useEffectEvent((line: number, number: number) => words.valueFrom(line, number));
  useEffect(() => {
    if (host.current === null) return;
    const made = createEditor({
      host: host.current,
      source: store.getState().config.source,
      onChange: (text) => client.change({ source: text }),
      onRun: () => onRun(),
      onLine: (line, ran) => onLine(line, ran),
      onMark: (line) => onMark(line),
      onTooLong: () => onTooLong(),
      value: (name) => store.getState().own?.values.get(name),
      describe: (value) => describe(value.line, value.run),
    });
    editor.current = made;
    const stop = lineTarget.listen((line) => made.goTo(line));
    return () => {
      stop();
      made.destroy();
      editor.current = null;
    };
  }, [client, store]);
  useEffect(() => editor.current?.setSource(source), [source]);
  useEffect(() => editor.current?.label(words.editor, words.editorHelp), [words]);
  useEffect(() => editor.current?.setMarks(own === null ? { ...NO_MARKS, run } : marksOf(run, own, words, page)), [run, own, words, page]);
  // What went wrong, else the step that is looked at, else the worst leak: seen as soon as it is known.
  const step = own === null || own.cursor === null ? null : lineAt(own.steps, own.cursor);
  const seen = own?.error?.line ?? step ?? own?.findings.at(0)?.line ?? null;
  useEffect(() => {
    if (seen !== null) editor.current?.reveal(seen, step !== null);
  }, [seen, step]);
  return (
    <>
      <div ref={host} className="own-editor" />
      <LineBar line={at.line} ran={at.ran} />
    </>
  );
}

/** What is known of the line with the cursor, and what can be made of it: the same as the gutters say to a pointer. */
function LineBar({ line, ran }: { line: number; ran: number | null }) {
  const { client } = usePage();
  const words = useScriptWords();
  const own = useSelect((state) => state.own);
  const mark = useSelect((state) => state.config.mark);
  const isLoop = useSelect((state) => /^\s*(for|while)\b/.test(state.config.source.split('\n')[line - 1] ?? ''));
  const text =
    own === null || own.passes.length === 0
      ? words.lineOnly(line)
      : ran === null
        ? words.lineOnly(line)
        : words.lineInfo(ran, own.passes[ran] ?? 0, own.last[ran] ?? 0, own.added[ran] ?? 0);
  const epoch = own?.epochs ?? null;
  return (
    <div className="own-line">
      <p className="note">
        {text}
        {epoch !== null && epoch.line === ran && `. ${words.epochLine(epoch.how)}`}
      </p>
      {mark !== line && isLoop && (
        <button type="button" className="link note" onClick={() => client.change({ mark: line })}>
          {words.mark(line)}
        </button>
      )}
      {mark !== 0 && (
        <button type="button" className="link note" onClick={() => client.change({ mark: 0 })}>
          {words.unmark}
        </button>
      )}
    </div>
  );
}
