/** The nodes of the graph at a glance, one cell each: by what makes them leaked, by epoch, op, tier or run; each can be pointed at. Loaded with its tab. */
import { type KeyboardEvent, useCallback, useEffect, useId, useMemo, useRef, useState } from 'react';
import { statementsOf } from '../../lib/statement.ts';
import { FIELD_COLOURS, type FieldColour, type FieldLook } from '../../protocol/field.ts';
import { usePage, useSelect } from '../context.ts';
import { useResolvedTheme } from '../hooks.ts';
import { WAYS } from '../parts/canvas.ts';
import { Select } from '../parts/Select.tsx';
import { Zoom } from '../parts/Zoom.tsx';
import { useDeepWords, useWords } from '../words/index.ts';
import { savePicture } from './export.ts';
import { Facts, said } from './Facts.tsx';
import { Legend, nameOf } from './Legend.tsx';
import { type Entry, isModelled, legendOf, OpColours, paletteOf, readFieldTokens } from './palette.ts';
import { FieldScene } from './scene.ts';
import { type FieldWords, keyOf } from './shared.ts';
import { useField, useNode } from './use-field.ts';
import './field.css';

export default function FieldView() {
  const words = useDeepWords(useSelect((state) => state.lang)).field;
  const own = useSelect((state) => state.config.program === 'script');
  const over = useSelect((state) => state.own?.phase === 'done' || state.own?.phase === 'failed');
  const source = useSelect((state) => (state.config.program === 'script' ? (state.own?.source ?? state.config.source) : null));
  if (own && !over) return <p className="waiting">{words.script}</p>;
  return <Field words={words} source={source} />;
}

/** `source`: the script, where it is one of the visitor's own. Its nodes are laid out in no memory, so that there is no colour for that. */
function Field({ words, source }: { words: FieldWords; source: string | null }) {
  const { actions } = usePage();
  const { tags } = useWords();
  const theme = useResolvedTheme();
  const id = useId();
  const [by, setBy] = useState<FieldColour>('leaked');
  const [only, setOnly] = useState('');
  const [chosen, setChosen] = useState(-1);
  const [pointed, setPointed] = useState(-1);
  const [restyled, setRestyled] = useState(0);
  const [scene, setScene] = useState<FieldScene | null>(null);
  const [opColours] = useState(() => new OpColours());
  const stop = useRef<() => void>(() => undefined);
  const attach = useCallback((canvas: HTMLCanvasElement | null) => {
    stop.current();
    if (!canvas) return;
    const made = new FieldScene(canvas, { onPoint: setPointed, onChoose: setChosen });
    stop.current = made.start(() => setRestyled((count) => count + 1));
    setScene(made);
  }, []);
  const { look, failed } = useField(by, scene);
  const run = useSelect((state) => state.run);
  const script = useSelect((state) => state.script);
  const statements = useMemo(() => statementsOf(source === null ? script.map(({ text }) => text) : source.split('\n')), [script, source]);
  const nodes = look?.nodes ?? 0;
  const cursor = chosen < nodes ? chosen : -1;
  const here = pointed >= 0 && pointed < nodes ? pointed : cursor;
  const facts = useNode(here);
  // oxlint-disable-next-line react-hooks/exhaustive-deps -- theme and restyled stand for the style sheet, which is read
  const tokens = useMemo(() => readFieldTokens(), [theme, restyled]);
  const legend = useMemo(() => (look && look.by === by ? legendOf(look, tokens, opColours) : []), [look, by, tokens, opColours]);
  const chosenEntry = legend.findIndex((entry) => keyOf(entry) === only);
  useEffect(() => {
    if (legend.length > 0) scene?.colour(paletteOf(legend, chosenEntry, tokens), tokens);
  }, [scene, legend, chosenEntry, tokens]);
  useEffect(() => scene?.choose(cursor), [scene, cursor]);
  useEffect(() => setChosen(-1), [run]);
  const choose = (node: number): void => {
    scene?.passOver();
    setChosen(node);
  };
  const press = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || !scene || nodes === 0) return;
    const way = WAYS[event.key];
    if (way && event.shiftKey) scene.pan(-80 * way[0], -80 * way[1]);
    else if (way) choose(scene.next(...way));
    else if (event.key === 'PageDown') choose(scene.change(1));
    else if (event.key === 'PageUp') choose(scene.change(-1));
    else if (event.key === 'Home') choose(0);
    else if (event.key === 'End') choose(nodes - 1);
    else if (event.key === 'Escape') choose(-1);
    else if (event.key === '+' || event.key === '=') scene.zoom(1);
    else if (event.key === '-') scene.zoom(-1);
    else if (event.key === '0') scene.fit();
    else return;
    event.preventDefault();
  };
  const show = (entry: Entry): void => {
    const again = keyOf(entry) === only;
    setOnly(again ? '' : keyOf(entry));
    const found = again ? -1 : (scene?.find(entry.codes) ?? -1);
    if (found >= 0) choose(found);
  };
  const tag = look && isModelled(by, look.real) ? tags.modelled : tags.measured;
  const summary = look && legend.length > 0 ? words.summary(nodes, legend.map((entry) => [nameOf(entry, by, words), entry.count])) : '';
  const made = !facts ? -1 : source === null ? script.findIndex(({ id: of }) => of !== null && of === facts.line) : facts.line - 1;
  const line = statements[made] ?? null;
  const laid = source === null;
  const reading = facts ? said(facts, line, words, laid) : '';
  const download = (): void => {
    if (!scene || !look) return;
    savePicture({
      canvas: scene.canvas, tokens, title: `${words.title}: ${words.by[by]}`, note: `${moment(look, words)} · ${words.nodesInAll(nodes)} · ${tag}`,
      entries: legend.map((entry) => ({ colour: entry.colours[0], text: `${nameOf(entry, by, words)}: ${words.whole(entry.count)}` })),
    }).catch((error: unknown) => actions.notify('error', String(error)));
  };
  if (failed) return <p role="alert">{words.failed}</p>;
  return (
    <div className="node-field" data-testid="field">
      <p className="note">{words.intro}</p>
      <div className="field-top">
        <Select label={words.colour} options={source === null ? FIELD_COLOURS : FIELD_COLOURS.filter((of) => of !== 'tier')} name={(of) => words.by[of]} value={by} onChange={(of) => { setOnly(''); setBy(of); }} />
        <p data-testid="field-moment" data-epoch={look ? lastEpoch(look) : -1} data-nodes={look ? nodes : -1} data-by={look?.by}>
          {look && nodes > 0 ? (
            <>
              <strong>{moment(look, words)}</strong> · {words.nodesInAll(nodes)} <span className="tag">{tags.measured}</span>
            </>
          ) : (
            <span className="waiting">{words.waiting}</span>
          )}
        </p>
        <button type="button" className="button" disabled={nodes === 0} onClick={download}>
          {words.save}
        </button>
      </div>
      <div className="field-grid">
        <div className="field-drawing">
          {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- an application has keys of its own; the rule does not know the role */}
          <div className="field-canvas" tabIndex={0} role="application" aria-label={`${words.title}. ${summary}`} aria-describedby={`${id}-help`} data-keys data-testid="field-canvas" onKeyDown={press}>
            <canvas ref={attach} aria-hidden />
          </div>
          <p id={`${id}-help`} className="unseen">
            {words.help}
          </p>
          <p className="unseen" role="status" data-testid="field-said">
            {pointed < 0 ? reading : ''}
          </p>
          <div className="field-below">
            <p className="note">{words.gestures}</p>
            <Zoom className="field-zoom" words={words} scene={scene} />
          </div>
        </div>
        <div className="field-side">
          <Legend legend={legend} by={by} only={only} words={words} tag={tag} onShow={show} nodes={nodes} />
          <Facts facts={facts} line={line} words={words} tags={tags} laid={laid} />
        </div>
      </div>
      <p className="note" data-testid="field-summary">
        {summary}
        {summary === '' ? '' : ` ${words.about[by]}`}
      </p>
    </div>
  );
}

const lastEpoch = ({ epoch }: FieldLook): number => epoch;
const moment = ({ epoch, run, within = false }: FieldLook, words: FieldWords): string => words.moment(epoch, run, within);
