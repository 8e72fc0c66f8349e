/** Bytes moved by epoch and link, and the rate of faults: as a chart, in words, and as a table of the last epochs. */
import { useState } from 'react';
import type { History } from '../../protocol/frame.ts';
import { Scroll } from '../parts/Scroll.tsx';
import { useWords } from '../words/index.ts';
import { Canvas } from './Canvas.tsx';
import { drawMoves, LINKS } from './plots.ts';
import type { MemoryWords } from './shared.ts';

const ROWS = 20;

export function Moves({ history, words }: { history: History; words: MemoryWords }) {
  const { tags } = useWords();
  const [open, setOpen] = useState(false);
  const { count, columns } = history;
  const row = count - 1;
  const moved = LINKS.some((link) => columns[link].subarray(0, count).some((v) => v > 0));
  const of = (link: (typeof LINKS)[number], at = row): string => words.memory(columns[link][at]);
  const rate = (at: number): string => (columns.touches[at] > 0 ? words.share(columns.faults[at] / columns.touches[at]) : words.share(0));
  return (
    <section aria-labelledby="memory-moves" data-testid="memory-moves">
      <h3 id="memory-moves">
        {words.moves} <span className="tag">{tags.modelled}</span>
      </h3>
      {count === 0 || !moved ? (
        <p className="waiting">{words.movesNone}</p>
      ) : (
        <>
          <p>
            {words.movesSummary(columns.epoch[row], of('upVideo'), of('downVideo'), of('upMain'), of('downMain'))}{' '}
            {words.faultRate(words.short(columns.faults[row]), words.short(columns.touches[row]), rate(row))}
          </p>
          <div className="memory-plot">
            <Canvas
              draw={(context, width, height, colours) => {
                const wanted = 190 * colours.unit;
                if (height === wanted) drawMoves(context, { width, height }, colours, history, words.links, words.memory, words.whole);
                return wanted;
              }}
            />
          </div>
          <details onToggle={(event) => setOpen(event.currentTarget.open)}>
            <summary>{words.table}</summary>
            {open && (
              <Scroll label={`${words.moves}: ${words.table}`}>
                <table>
                  <thead>
                    <tr>
                      <th scope="col">{words.epoch}</th>
                      {LINKS.map((link) => (
                        <th key={link} scope="col" className="number">{words.links[link]}</th>
                      ))}
                      <th scope="col" className="number">{words.misses}</th>
                    </tr>
                  </thead>
                  <tbody>
                    {Array.from({ length: Math.min(ROWS, count) }, (_, i) => count - 1 - i).map((at) => (
                      <tr key={at}>
                        <th scope="row">{words.whole(columns.epoch[at])}</th>
                        {LINKS.map((link) => (
                          <td key={link} className="number">{of(link, at)}</td>
                        ))}
                        <td className="number">{words.whole(columns.faults[at])} ({rate(at)})</td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </Scroll>
            )}
          </details>
        </>
      )}
    </section>
  );
}
