/** As TensorFlow does: how clears are made, what an epoch's time is made of, and the process's main memory in three bands. */
import { useState } from 'react';
import { GRAPH_DEF } from '../../lib/graphdef-size.ts';
import { KEEPS, REBUILDS, type RunConfig } from '../../protocol/config.ts';
import type { History } from '../../protocol/frame.ts';
import { usePage, useSelect } from '../context.ts';
import { NumberField } from '../parts/NumberField.tsx';
import { FoldedTable, Plot } from '../parts/Figure.tsx';
import { Select } from '../parts/Select.tsx';
import { useWords } from '../words/index.ts';
import { BANDS, drawBands } from './bands.ts';
import type { MemoryWords } from './shared.ts';
import { grewMost, longest, quietBefore, rowOf, sumOf, termsOf } from './terms.ts';
import './process.css';

const ROWS = 20;
/** Shares of the bar below this are too thin to be seen. */
const THIN = 0.004;

/** What the account as TensorFlow does adds to the view of memory. A script says itself how it clears. */
export function Process({ history, words }: { history: History; words: MemoryWords }) {
  const script = useSelect((state) => state.config.program === 'script');
  const tensorflow = useSelect((state) => state.config.account === 'tensorflow');
  return (
    <div className="memory-parts" data-testid="memory-process">
      {!script && <Clearing words={words.process} tensorflow={tensorflow} />}
      {tensorflow && history.count > 0 && <Slow history={history} words={words} />}
      {tensorflow && history.count > 0 && <Bands history={history} words={words} />}
    </div>
  );
}

function Clearing({ words, tensorflow }: { words: MemoryWords['process']; tensorflow: boolean }) {
  const { client } = usePage();
  const { tags, accounts } = useWords();
  const config = useSelect((state) => state.config);
  const check = (key: 'close' | 'collect' | 'trim'): React.ReactNode => (
    <label className="check">
      <input type="checkbox" checked={config[key]} disabled={!tensorflow} onChange={(event) => client.change({ [key]: event.target.checked })} />
      <span>{words.switches[key]}</span>
    </label>
  );
  const change = (patch: Partial<RunConfig>): void => client.change(patch);
  return (
    <section aria-labelledby="memory-clearing" data-testid="memory-clearing">
      <h3 id="memory-clearing">{words.clearing}</h3>
      <p>{tensorflow ? words.clears(config) : words.told(accounts.tensorflow)}</p>
      {check('close')}
      {check('collect')}
      {check('trim')}
      {tensorflow && <Select label={words.keep} options={KEEPS} name={(id) => words.keeps[id]} value={config.keep} onChange={(keep) => change({ keep })} />}
      <Select label={words.rebuild} options={REBUILDS} name={(id) => words.rebuilds[id]} value={config.rebuild} onChange={(rebuild) => change({ rebuild })} />
      <p className="note">
        <span className="tag">{tags.recorded}</span> {words.measured}
      </p>
    </section>
  );
}

function Slow({ history, words: all }: { history: History; words: MemoryWords }) {
  const { tags } = useWords();
  const words = all.process;
  const [chosen, setChosen] = useState<number | null>(null);
  const { columns, count } = history;
  const row = Math.max(0, rowOf(history, chosen));
  const terms = termsOf(history, row);
  const total = sumOf(terms);
  const order = longest(terms);
  const quiet = quietBefore(history, row);
  const more = quiet < 0 ? null : grewMost(termsOf(history, quiet), terms);
  const [nodes, fetched, signatures] = [columns.peak[row], columns.fetched[row], columns.signatures[row]];
  const graphDef = columns.graphDef[row];
  const figures = [
    ['N', words.nodes, all.short(nodes), tags.measured],
    ['P', words.fetched, all.short(fetched), tags.measured],
    ['S', words.signatures, all.short(signatures), tags.measured],
    ['G', words.graphDef, words.ofWall(all.bytes(graphDef), all.share(graphDef / GRAPH_DEF.limit)), tags.modelled],
    ['D', words.device, all.memory(columns.peakVideo[row]), tags.modelled],
  ] as const;
  return (
    <section aria-labelledby="memory-slow" data-testid="memory-slow" data-epoch={columns.epoch[row]}>
      <h3 id="memory-slow">
        {words.slow(columns.epoch[row])} <span className="tag">{tags.modelled}</span>
      </h3>
      <p>
        {words.took(words.duration(total), order[0] ? all.share(terms[order[0]] / total) : '', order[0] ? words.terms[order[0]] : '')} {order[0] && words.why[order[0]]}{' '}
        {more && words.since(columns.epoch[quiet], total / sumOf(termsOf(history, quiet)), words.terms[more.id], all.share(more.share))}
      </p>
      <div className="memory-bar" aria-hidden>
        {order.filter((id) => terms[id] / total > THIN).map((id) => (
          <span key={id} className={`memory-term ${id}`} style={{ flexGrow: (1000 * terms[id]) / total }} />
        ))}
      </div>
      <ul className="memory-terms">
        {order.map((id) => (
          <li key={id}>
            <span className={`memory-swatch memory-term ${id}`} aria-hidden /> {words.terms[id]}: {words.duration(terms[id])} ({all.share(terms[id] / total)})
          </li>
        ))}
      </ul>
      <dl className="memory-figures">
        {figures.map(([id, name, value, tag]) => (
          <div key={id}>
            <dt>
              {name} <span className="tag">{tag}</span>
            </dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {count > 1 && (
        <div className="row">
          <NumberField label={all.epoch} value={columns.epoch[row]} least={columns.epoch[0]} most={columns.epoch[count - 1]} whole onCommit={setChosen} onMove={setChosen} />
          <button type="button" className="button small" disabled={chosen === null} onClick={() => setChosen(null)}>
            {words.latest}
          </button>
        </div>
      )}
    </section>
  );
}

function Bands({ history, words: all }: { history: History; words: MemoryWords }) {
  const { tags } = useWords();
  const words = all.process;
  const { count, columns } = history;
  const row = count - 1;
  const of = (band: (typeof BANDS)[number], at = row): number => (band === 'live' ? columns.main[at] + columns.disk[at] - columns.kept[at] : columns[band][at]);
  return (
    <section aria-labelledby="memory-bands" data-testid="memory-bands">
      <h3 id="memory-bands">
        {words.bands} <span className="tag">{tags.modelled}</span>
      </h3>
      <p>{words.bandsSummary(columns.epoch[row], all.memory(of('live')), all.memory(of('kept')), all.memory(of('held')), all.memory(of('returned')))}</p>
      <div className="memory-plot">
        <Plot height={210} draw={(context, width, height, colours) => drawBands(context, { width, height }, colours, history, words.bandNames, all.memory, all.whole)} />
      </div>
      <p className="note">{words.bandsNote}</p>
      <FoldedTable
        summary={all.table}
        of={words.bands}
        heads={[{ text: all.epoch, words: true }, ...[...BANDS.map((band) => words.bandNames[band]), 'N', 'P', words.signatures].map((text) => ({ text }))]}
        rows={() =>
          Array.from({ length: Math.min(ROWS, count) }, (_, i) => count - 1 - i).map((at) => (
            <tr key={at}>
              <th scope="row">{all.whole(columns.epoch[at])}</th>
              {BANDS.map((band) => (
                <td key={band} className="number">{all.memory(of(band, at))}</td>
              ))}
              <td className="number">{all.whole(columns.nodes[at])}</td>
              <td className="number">{all.whole(columns.fetched[at])}</td>
              <td className="number">{all.whole(columns.signatures[at])}</td>
            </tr>
          ))
        }
      />
    </section>
  );
}
