/** One picture: canvas with keys, what the cell pointed at reads, summary, and the same numbers as a table. */
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { WAYS } from '../parts/canvas.ts';
import { Scroll } from '../parts/Scroll.tsx';
import { useWords } from '../words/index.ts';
import type { LearnedWords, Plan } from './plan.ts';
import { TABLE_MOST } from './plans/numbers.ts';
import { PictureScene } from './scene.ts';


interface Props {
  plan: Plan;
  cells: number;
  words: LearnedWords;
  /** A sample was chosen. */
  onChoose: (sample: number) => void;
}

export function Card({ plan, cells, words, onChoose }: Props) {
  const { tags } = useWords();
  const canvas = useRef<HTMLCanvasElement>(null);
  const [scene, setScene] = useState<PictureScene | null>(null);
  const [cursor, setCursor] = useState(-1);
  const [pointed, setPointed] = useState(-1);
  const [said, setSaid] = useState('');
  const [pressed, setPressed] = useState<{ cell: number } | null>(null);
  const id = useId();
  useEffect(() => {
    if (!canvas.current) return;
    const made = new PictureScene(canvas.current, { onPoint: setPointed, onPress: (cell) => setPressed({ cell }) });
    setScene(made);
    return made.start();
  }, []);
  const here = cursor < cells ? cursor : -1;
  useEffect(() => scene?.show(plan, here), [scene, plan, here]);
  const choose = (cell: number): void => {
    if (cell >= 0 && cell < cells && plan.choose) onChoose(plan.choose(cell));
  };
  // A press is answered once, with the picture that is shown then.
  useEffect(() => {
    if (pressed) choose(pressed.cell);
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- the press is what happened, not the picture
  }, [pressed]);
  const go = (cell: number): void => {
    setCursor(cell);
    setSaid(cell >= 0 ? plan.text(cell) : '');
  };
  const press = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || !scene || cells === 0) return;
    const way = WAYS[event.key];
    if (way) go(scene.next(here, ...way));
    else if (event.key === 'Home') go(0);
    else if (event.key === 'End') go(cells - 1);
    else if (event.key === 'Enter' && plan.choose) choose(here);
    else if (event.key === 'Escape') go(-1);
    else return;
    event.preventDefault();
  };
  const at = pointed >= 0 && pointed < cells ? pointed : here;
  return (
    <section className={`picture${plan.wide ? ' wide' : ''}`} aria-label={`${plan.title} ${plan.source}`.trim()} data-testid={`picture-${plan.key.split(' ')[0]}`}>
      <div className="picture-head">
        <h3>{plan.title}</h3>
        <span className="tag">{tags.measured}</span>
        {plan.source !== '' && <span className="picture-source mono note">{plan.source}</span>}
      </div>
      <p className="picture-summary">{plan.summary}</p>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- an application has keys of its own; the rule does not know the role */}
      <div
        className={plan.choose ? 'picture-canvas choosing' : 'picture-canvas'}
        tabIndex={0}
        role="application"
        aria-label={`${plan.title} ${plan.source}. ${plan.summary}`}
        aria-describedby={`${id}-help`}
        data-keys
        onKeyDown={press}
        onBlur={() => go(-1)}
      >
        <canvas ref={canvas} aria-hidden />
      </div>
      <p id={`${id}-help`} className="unseen">
        {plan.choose ? words.helpChoose : words.help}
      </p>
      <p className="unseen" role="status">
        {said}
      </p>
      <p className="picture-reading" aria-hidden>
        {at >= 0 ? plan.text(at) : plan.choose ? words.hintChoose : words.hint}
      </p>
      {plan.scale && (
        <p className="picture-scale note" aria-hidden>
          <span>{plan.scale.least}</span>
          <span className="picture-bar" />
          <span>{plan.scale.most}</span>
        </p>
      )}
      <p className="note">{plan.note}</p>
      <Numbers plan={plan} words={words} />
    </section>
  );
}

/** The same numbers as a table; made only while it is open. */
function Numbers({ plan, words }: { plan: Plan; words: LearnedWords }) {
  const [open, setOpen] = useState(false);
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{words.table}</summary>
      {open && <Table plan={plan} words={words} />}
    </details>
  );
}

function Table({ plan, words }: { plan: Plan; words: LearnedWords }) {
  const { head, rows } = plan.table();
  const isCut = rows.length === TABLE_MOST || head.length === TABLE_MOST + 1;
  return (
    <>
      {isCut && <p className="note">{words.tableCut(rows.length, head.length - 1)}</p>}
      <Scroll label={`${plan.title} ${plan.source}: ${words.table}`}>
        <table>
          <thead>
            <tr>
              {head.map((text, i) => (
                <th key={text} scope="col" className={i === 0 ? undefined : 'number'}>
                  {text === '' ? <span className="unseen">{plan.title}</span> : text}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(([name, ...cells], r) => (
              <tr key={r}>
                <th scope="row">{name}</th>
                {cells.map((text, c) => (
                  <td key={c} className="number">
                    {text}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </>
  );
}
