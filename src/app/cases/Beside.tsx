/** One case: what was reported, how it is rebuilt, and both in one chart, in words and as a table. */
import { timeUnit } from '../../charts/ticks.ts';
import type { PublicCase } from '../../presets/case.ts';
import type { History } from '../../protocol/frame.ts';
import { useSampled, useSelect } from '../context.ts';
import { FoldedTable, Plot } from '../parts/Figure.tsx';
import { lines, type Line, type Mark } from '../parts/lines.ts';
import { useDeepWords, useWords } from '../words/index.ts';
import { growthOf, scaleOf, seriesOf, valueAt, type AfterClear } from './compare.ts';

/** Puts the visitor on the editor's own button to run: what has the focus is scrolled to. */
const showEditor = (): void => document.querySelector<HTMLElement>('.script.own .button.strong')?.focus();

export function Beside({ about, history, script }: { about: PublicCase; history: History; script: boolean }) {
  const lang = useSelect((state) => state.lang);
  const deep = useDeepWords(lang);
  const words = deep.cases;
  const { tags } = useWords();
  const events = useSampled((state) => state.events);
  const { source, url, kind, year, counter, quantity, counted } = about;
  const text = about.text[lang];
  const clears = events.flatMap(({ kind: what, epoch, detail: { processAfter: bytes } }): AfterClear[] => (what === 'clear' && typeof bytes === 'number' ? [{ epoch, bytes }] : []));
  const rows = seriesOf(history, about, quantity === 'growth' ? clears : []);
  // Bytes of a whole process and bytes of a graph have no common scale: both are shown as growth, as they are.
  const growth = quantity === 'growth' ? growthOf(about.figures, rows) : null;
  const { figures, series } = growth ?? { figures: about.figures, series: quantity === 'growth' ? [] : rows };
  const factor = quantity === 'growth' ? null : scaleOf(figures, series);
  const reached = figures.filter((figure) => figure.other !== true && valueAt(series, figure.x) !== null).length;
  const value = (v: number): string => (quantity === 'memory' || quantity === 'growth' ? words.bytes(v) : words.duration(v));
  const scaled = factor === null ? '' : words.factor(factor);
  const unit = words.counted[counted];
  const others = figures.some((figure) => figure.other === true);
  return (
    <section className="case" aria-labelledby="case-title" data-testid="case" data-factor={factor ?? ''} data-growth={growth?.series.at(-1)?.y ?? ''} data-reached={reached}>
      <div className="card-head">
        <h3 id="case-title">{text.title}</h3>
        <span>
          {counter === true && <span className="tag">{words.counter}</span>}{' '}
          <span className="tag">{kind === 'published' ? words.published : tags.recorded}</span> <span className="tag">{tags.modelled}</span>
        </span>
      </div>
      <div className="case-body">
        <dl>
          <dt>{words.source}</dt>
          <dd>
            {kind === 'published' ? (
              <a href={url} rel="noreferrer noopener" target="_blank">
                {source}
              </a>
            ) : (
              source
            )}
            {kind === 'published' && `, ${words.year(year)}`}
          </dd>
          <dt>{words.cause}</dt>
          <dd>{text.cause}</dd>
          <dt>{words.ours}</dt>
          <dd>{text.ours}</dd>
        </dl>
        <div>
          {script && history.count === 0 && (
            <p className="waiting">
              {words.press(deep.script.title)}{' '}
              <button type="button" className="link" onClick={showEditor}>
                {words.goToEditor}
              </button>
            </p>
          )}
          <div className="case-plot">
            <Plot
              height={230}
              draw={(context, width, height, colours) => {
                const shown = growth === null && factor === null ? [] : series.map(({ x, y }) => [x, y * (factor ?? 1)] as const);
                const points = [...figures, ...shown.map(([x, y]) => ({ x, y }))];
                const from = Math.min(...points.map(({ x }) => x));
                const to = Math.max(...points.map(({ x }) => x));
                const line: Line[] =
                  shown.length > 0 ? [{ name: width < 480 ? '' : growth === null ? words.ourRun(scaled) : words.ourRunPlain, colour: colours.token.disk, dash: [], points: shown }] : [];
                const marks: Mark[] = figures.map(({ x, y, other }) => ({ x, y, shape: 'diamond', hollow: other === true }));
                const most = Math.max(...points.map(({ y }) => y));
                const pad = (to - from) * 0.02;
                lines(context, { width, height }, colours, {
                  x: [from - pad, to + pad],
                  y: [Math.min(0, ...points.map(({ y }) => y)), most],
                  lines: line,
                  marks,
                  mark: null,
                  xText: (v) => words.at(unit, v < (from + to) / 2 ? from : to),
                  yText: value,
                  unit: quantity === 'memory' || quantity === 'growth' ? 1 : timeUnit(most),
                });
              }}
            />
          </div>
          <p className="note">
            <span aria-hidden>◆</span> {words.theirs[kind]}, {words.quantity[quantity]}.{' '}
            {others && `◇ ${words.other(kind === 'published' ? words.otherCured : words.otherBare)} `}
          </p>
        </div>
      </div>
      <p role="note">
        {growth !== null ? words.growth(value(figures.at(-1)?.y ?? 0), value(valueAt(series, figures.at(-1)?.x ?? 0) ?? series.at(-1)?.y ?? 0)) : factor === null ? words.waiting : words.scale(scaled, reached)}
      </p>
      <FoldedTable
        summary={words.table}
        of={text.title}
        heads={[{ text: unit, words: true }, ...[words.theirs[kind], words.oursColumn, ...(quantity === 'growth' ? [] : [words.oursScaled(scaled === '' ? '…' : scaled)])].map((head) => ({ text: head }))]}
        rows={() =>
          figures.map(({ x, y, other }, i) => {
            const ours = other === true ? null : valueAt(series, x);
            return (
              <tr key={i}>
                <th scope="row">
                  {words.whole(x)}
                  {other === true && ` (${words.hollow})`}
                </th>
                <td className="number">{value(y)}</td>
                <td className="number">{ours === null ? '–' : value(ours)}</td>
                {quantity !== 'growth' && <td className="number">{ours === null || factor === null ? '–' : value(ours * factor)}</td>}
              </tr>
            );
          })
        }
      />
    </section>
  );
}
