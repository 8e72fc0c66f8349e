/** One case: what was reported, how it is rebuilt, and both in one chart, in words and as a table. */
import type { PublicCase } from '../../presets/case.ts';
import type { History } from '../../protocol/frame.ts';
import { useSelect } from '../context.ts';
import { FoldedTable, Plot } from '../parts/Figure.tsx';
import { lines, type Line, type Mark } from '../parts/lines.ts';
import { useDeepWords, useWords } from '../words/index.ts';
import { scaleOf, seriesOf, valueAt } from './compare.ts';

export function Beside({ about, history, script }: { about: PublicCase; history: History; script: boolean }) {
  const lang = useSelect((state) => state.lang);
  const words = useDeepWords(lang).cases;
  const { tags } = useWords();
  const { source, url, kind, year, counter, figures, quantity, counted } = about;
  const text = about.text[lang];
  const series = seriesOf(history, about);
  const factor = scaleOf(figures, series);
  const reached = figures.filter((figure) => figure.other !== true && valueAt(series, figure.x) !== null).length;
  const value = (v: number): string => (quantity === 'memory' ? words.bytes(v) : words.duration(v));
  const scaled = factor === null ? '' : words.factor(factor);
  const unit = words.counted[counted];
  const others = figures.some((figure) => figure.other === true);
  return (
    <section className="case" aria-labelledby="case-title" data-testid="case" data-factor={factor ?? ''} data-reached={reached}>
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
          {script && history.count === 0 && <p className="waiting">{words.press}</p>}
          <div className="case-plot">
            <Plot
              height={230}
              draw={(context, width, height, colours) => {
                const shown = factor === null ? [] : series.map(({ x, y }) => [x, y * factor] as const);
                const all = [...figures, ...shown.map(([x, y]) => ({ x, y }))];
                const from = Math.min(...all.map(({ x }) => x));
                const to = Math.max(...all.map(({ x }) => x));
                const line: Line[] =
                  shown.length > 0 ? [{ name: width < 480 ? '' : words.ourRun(scaled), colour: colours.token.disk, dash: [], points: shown }] : [];
                const marks: Mark[] = figures.map(({ x, y, other }) => ({ x, y, shape: 'diamond', hollow: other === true }));
                const most = Math.max(...all.map(({ y }) => y));
                const pad = (to - from) * 0.02;
                lines(context, { width, height }, colours, {
                  x: [from - pad, to + pad],
                  y: [0, most],
                  lines: line,
                  marks,
                  mark: null,
                  xText: (v) => words.at(unit, v < (from + to) / 2 ? from : to),
                  yText: value,
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
      <p role="note">{factor === null ? words.waiting : words.scale(scaled, reached)}</p>
      <FoldedTable
        summary={words.table}
        of={text.title}
        heads={[{ text: unit, words: true }, ...[words.theirs[kind], words.oursColumn, words.oursScaled(scaled === '' ? '…' : scaled)].map((head) => ({ text: head }))]}
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
                <td className="number">{ours === null || factor === null ? '–' : value(ours * factor)}</td>
              </tr>
            );
          })
        }
      />
    </section>
  );
}
