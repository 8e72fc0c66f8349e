/** The passes of the optimiser in order: how many nodes each leaves and what became of the others; of a chosen one the nodes. */
import { Download, Waypoints } from 'lucide-react';
import { FATES, type PassCount } from '../../protocol/inside.ts';
import { SIGNS } from '../parts/fates.ts';
import { Scroll } from '../parts/Scroll.tsx';
import { Select } from '../parts/Select.tsx';
import { useWords } from '../words/index.ts';
import { Executed } from './Executed.tsx';
import { Grappler, XlaProof } from './Grappler.tsx';
import { useInside, useInsideWords, useOpened } from './use-inside.ts';

/** Inputs of a node that are named. */
const READS_MOST = 6;
const CHANGES = FATES.filter((fate) => fate !== 'kept');

export function Passes({ passes, beside }: { passes: readonly PassCount[]; beside: PassCount }) {
  const words = useInsideWords();
  const { tags } = useWords();
  const model = useInside();
  const chosen = useOpened((state) => state.pass);
  const most = Math.max(1, ...passes.map(({ before }) => before));
  return (
    <section className="inside-part" aria-label={words.passes} data-testid="inside-passes">
      <div className="inside-part-head">
        <h3>{words.passes}</h3>
        <span className="tag">{tags.measured}</span>
        <span className="inside-save">
          <Draw pass={-1} />
          {(['pb', 'pbtxt'] as const).map((format) => (
            <button key={format} type="button" className="button small" title={words.saveGraph} aria-label={`${words.saveGraph}: ${words.formats[format]}`} onClick={() => model.save(format)}>
              <Download size={14} aria-hidden /> {words.formats[format]}
            </button>
          ))}
        </span>
      </div>
      <p className="note">{words.passesNote}</p>
      <ol className="inside-passes">
        {[...passes, beside].map((count, i) => (
          <li key={i} className={count === beside ? 'inside-beside' : undefined}>
            <button type="button" className="inside-pass" aria-expanded={chosen === i} onClick={() => model.list(chosen === i ? -1 : i)}>
              <span className="inside-pass-name">
                {words.passName(count.pass)}
                {count.round > 0 && <span className="note"> {words.again2}</span>}
                {count === beside && <span className="tag">{words.xla}</span>}
              </span>
              <span className="inside-pass-counts">{words.change(count.before, count.after)}</span>
              <Bar count={count} most={most} />
              <span className="inside-pass-fates">{CHANGES.some((fate) => count.fates[fate] > 0) ? <Fates count={count} /> : words.nothing}</span>
            </button>
            {chosen === i && count === beside && <XlaProof />}
            {chosen === i && <Nodes count={count} />}
          </li>
        ))}
      </ol>
      <Executed />
      <Grappler />
    </section>
  );
}

/** Shows what a pass does as a drawing, in the tab of graphs; -1: what all of them do. */
function Draw({ pass }: { pass: number }) {
  const words = useInsideWords();
  const model = useInside();
  return (
    <button type="button" className="button small" title={words.drawTitle} onClick={() => model.draw(pass)}>
      <Waypoints size={14} aria-hidden /> {pass < 0 ? words.drawAll : words.draw}
    </button>
  );
}

function Fates({ count }: { count: PassCount }) {
  const words = useInsideWords();
  return CHANGES.filter((fate) => count.fates[fate] > 0).map((fate) => (
    <span key={fate} className={`inside-fate ${fate}`}>
      <span aria-hidden>{SIGNS[fate]}</span> {words.fateOf(count.fates[fate], fate)}
    </span>
  ));
}

/** Nodes before the pass as a bar, by what became of them. */
function Bar({ count, most }: { count: PassCount; most: number }) {
  return (
    <span className="inside-bar" aria-hidden>
      {FATES.filter((fate) => fate !== 'added' && count.fates[fate] > 0).map((fate) => (
        <span key={fate} className={fate} style={{ width: `${(100 * count.fates[fate]) / most}%` }} />
      ))}
    </span>
  );
}

function Nodes({ count }: { count: PassCount }) {
  const words = useInsideWords();
  const model = useInside();
  const { pass, text, fate, found } = useOpened((state) => state);
  const present = FATES.filter((known) => count.fates[known] > 0);
  return (
    <div className="inside-nodes">
      <div className="row">
        <Draw pass={pass} />
        <Select label={words.show} options={['', ...present]} name={(option) => (option === '' ? words.allChanged : words.fates[option])} value={fate ?? ''} onChange={(next) => model.list(pass, text, next === '' ? null : next)} />
        <input type="search" className="text" aria-label={words.search} placeholder={words.search} value={text} onChange={(event) => model.list(pass, event.target.value, fate)} />
        <p className="note" role="status">
          {found ? words.rows(found.rows.length, found.total, found.unlisted) : ''}
        </p>
      </div>
      {found && found.rows.length > 0 && (
        <Scroll label={words.listed}>
          <table>
            <thead>
              <tr>
                {words.head.map((name) => (
                  <th key={name} scope="col">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {found.rows.map((row) => (
                <tr key={`${row.fate} ${row.name}`}>
                  <th scope="row" className="mono">
                    {row.name}
                  </th>
                  <td className="mono">{row.op}</td>
                  <td>
                    <span className={`inside-fate ${row.fate}`}>
                      <span aria-hidden>{SIGNS[row.fate]}</span> {words.fates[row.fate]}
                    </span>
                  </td>
                  <td className="mono">{row.into !== '' ? row.into : row.now !== '' ? words.becomes(row.now) : ''} {row.reads.length > 0 && words.reads(row.reads.slice(0, READS_MOST), row.reads.length - READS_MOST)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
    </div>
  );
}
