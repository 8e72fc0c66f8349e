/** The number of the answer: what each program adds per epoch, recorded and counted here, and after how many epochs that fills memories. Loaded with its tab. */
import { use, useEffect, useState, type ReactNode } from 'react';
import { BUILDS, DEFAULTS, GIB, isSuccession, LEAKS, PROGRAMS, type Build, type RunConfig } from '../../protocol/config.ts';
import type { Counted } from '../../protocol/counts.ts';
import type { CountAnswer, Counter } from '../../store/counts.ts';
import { newest } from '../../store/history.ts';
import { usePage, useSelect } from '../context.ts';
import { Scroll } from '../parts/Scroll.tsx';
import { Segmented } from '../parts/Segmented.tsx';
import { useDeepWords, useWords } from '../words/index.ts';
import { capacitiesOf, recordedConfig, recordedOf, RECORDED, type Recorded } from './numbers.ts';
import './numbers.css';

const SHOWN = PROGRAMS.filter((id) => id !== 'script');
const BY_BUILD = SHOWN.filter((id) => id !== 'leaks');
const SIZES = [6 * GIB, 18 * GIB] as const;

export default function NumbersView() {
  const { counter } = usePage();
  const made = use(counter());
  useEffect(() => () => made.stop(), [made]);
  return <Content counter={made} />;
}

/** What is counted of a config; null while it is. */
function useCount(counter: Counter, config: RunConfig, soon = false): CountAnswer | null {
  const known = counter.known(config);
  const [, setAnswer] = useState<CountAnswer | null>(known);
  const [failed, setFailed] = useState<CountAnswer | null>(null);
  const isKnown = known !== null;
  useEffect(() => {
    if (isKnown) return;
    let current = true;
    void counter.ask(config, soon).then((answer) => {
      if (!current || !answer) return;
      setAnswer(answer);
      setFailed('error' in answer ? answer : null);
    });
    return () => {
      current = false;
    };
  }, [counter, config, isKnown, soon]);
  return known ?? failed;
}

function Content({ counter }: { counter: Counter }) {
  const page = useWords();
  const words = useDeepWords(useSelect((state) => state.lang)).counts;
  const config = useSelect((state) => state.config);
  const [build, setBuild] = useState<Build>(config.program === 'leaks' || config.program === 'script' ? 'forward' : config.build);
  const leaks = LEAKS.filter((leak) => recordedOf('leaks', { leak, fix: false }));
  return (
    <div className="numbers" data-testid="numbers">
      <p className="numbers-intro">{words.intro}</p>

      <div className="numbers-part">
        <h3>
          {words.recordedTitle} <span className="tag">{page.tags.recorded}</span> <span className="tag">{page.tags.measured}</span>
        </h3>
        <p className="note">{words.recordedNote(RECORDED.tensorflow)}</p>
        <Scroll label={words.recordedTitle}>
          <table>
            <thead>
              <tr>
                <th scope="col">{words.program}</th>
                {BUILDS.map((id) => (
                  <th key={id} scope="col" className="number">
                    {page.builds[id]}
                  </th>
                ))}
                <th scope="col">{words.size}</th>
              </tr>
            </thead>
            <tbody>
              {BY_BUILD.map((program) => {
                const rows = BUILDS.map((id) => recordedOf(program, { build: id }));
                const shown = rows.find((row) => row?.build === 'forward');
                return shown ? (
                  <tr key={program} className={program === config.program ? 'mine' : undefined}>
                    <th scope="row">{page.programs[program]}</th>
                    {rows.map((row, i) => (
                      <td key={BUILDS[i]} className="number">
                        {row && <Equal counter={counter} row={row} />}
                      </td>
                    ))}
                    <td className="note nowrap">
                      {words.sizeOf(shown)}, {shown.date}
                    </td>
                  </tr>
                ) : null;
              })}
            </tbody>
          </table>
        </Scroll>
      </div>

      <div className="numbers-part">
        <h3>{words.liveTitle}</h3>
        <p className="note">{words.live(config)}</p>
        <Segmented<Build> label={words.build} options={BUILDS} names={page.builds} value={build} onChange={setBuild} />
        <Scroll label={words.liveTitle}>
          <table>
            <LiveHead first={words.program} />
            <tbody>
              {BY_BUILD.map((program) => (
                <Live key={program} counter={counter} config={{ ...settings(config, program), build }} name={page.programs[program]} mine={program === config.program} />
              ))}
            </tbody>
          </table>
        </Scroll>
      </div>

      {leaks.length > 0 && (
        <div className="numbers-part">
          <h3>{words.leaksTitle}</h3>
          <p className="note">{words.live(config)}</p>
          <Scroll label={words.leaksTitle}>
            <table>
              <LiveHead first={words.leak}>
                <th scope="col" className="number">
                  {words.leaking} <span className="tag">{page.tags.recorded}</span>
                </th>
                <th scope="col" className="number">
                  {words.cured} <span className="tag">{page.tags.recorded}</span>
                </th>
              </LiveHead>
              <tbody>
                {leaks.map((leak) => (
                  <Live key={leak} counter={counter} config={{ ...settings(config, 'leaks'), leak, fix: false }} name={page.leaks[leak]} mine={config.program === 'leaks' && config.leak === leak}>
                    {[false, true].map((fix) => {
                      const row = recordedOf('leaks', { leak, fix });
                      return (
                        <td key={String(fix)} className="number">
                          {row && <Equal counter={counter} row={row} />}
                        </td>
                      );
                    })}
                  </Live>
                ))}
              </tbody>
            </table>
          </Scroll>
        </div>
      )}
      <Notes counter={counter} />
    </div>
  );
}

/** The visitor's sizes for another program. */
function settings(config: RunConfig, program: RunConfig['program']): RunConfig {
  const { run, samples, batch, units, optimizer, epochs } = config;
  return { ...DEFAULTS[program], run, samples, batch, units, optimizer, epochs };
}

/** A recorded number, and whether the engine builds as many here. */
function Equal({ counter, row }: { counter: Counter; row: Recorded }) {
  const words = useDeepWords(useSelect((state) => state.lang)).counts;
  const answer = useCount(counter, recordedConfig(row));
  const here = answer && 'counted' in answer ? answer.counted.epoch : null;
  return (
    <>
      {words.nodes(row.epoch)}{' '}
      {here === null ? (
        <span className="quiet" title={answer && 'error' in answer ? words.failed(answer.error) : words.counting}>
          {answer ? '✗' : '…'}
        </span>
      ) : here === row.epoch ? (
        <span className="numbers-equal">
          <span aria-hidden>✓</span>
          <span className="unseen">{words.equal}</span>
        </span>
      ) : (
        <strong className="numbers-unequal">{words.unequal(here)}</strong>
      )}
    </>
  );
}

function LiveHead({ first, children }: { first: string; children?: ReactNode }) {
  const { tags, numbers } = useWords();
  const words = useDeepWords(useSelect((state) => state.lang)).counts;
  return (
    <thead>
      <tr>
        <th scope="col">{first}</th>
        {children}
        <th scope="col" className="number">
          {words.model} <span className="tag">{tags.measured}</span>
        </th>
        <th scope="col" className="number">
          {words.epoch}
        </th>
        {SIZES.map((size) => (
          <th key={size} scope="col" className="number">
            {words.full(numbers.capacity(size))} <span className="tag">{tags.modelled}</span>
          </th>
        ))}
        <th scope="col" className="number" title={words.nodeBytesTitle}>
          {words.nodeBytes}
        </th>
        <th scope="col" className="number">
          {words.graphDef} <span className="tag">{tags.modelled}</span>
        </th>
      </tr>
    </thead>
  );
}

function Live({ counter, config, name, mine, children }: { counter: Counter; config: RunConfig; name: string; mine: boolean; children?: ReactNode }) {
  const words = useDeepWords(useSelect((state) => state.lang)).counts;
  const answer = useCount(counter, config, mine);
  // What the run on the page has counted itself is measured, however it was counted here.
  const ran = useSelect(({ history, config: { build } }) => (mine && build === config.build && history.count > 0 ? newest(history, 'added') : null));
  const head = (
    <>
      <th scope="row">{name}</th>
      {children}
    </>
  );
  if (!answer || 'error' in answer) {
    return (
      <tr className={mine ? 'mine' : undefined}>
        {head}
        <td colSpan={6} className="quiet number">
          {answer ? words.failed(answer.error) : words.counting}
        </td>
      </tr>
    );
  }
  return (
    <tr className={mine ? 'mine' : undefined} data-testid={`count-${config.program === 'leaks' ? config.leak : config.program}`}>
      {head}
      <Counts counted={answer.counted} ran={ran} succession={isSuccession(config.program)} epochs={config.epochs} />
    </tr>
  );
}

/** `ran`: nodes that the newest epoch of the run on the page has added, where this is that run. */
function Counts({ counted, ran, succession, epochs }: { counted: Counted; ran: number | null; succession: boolean; epochs: number }) {
  const { tags } = useWords();
  const words = useDeepWords(useSelect((state) => state.lang)).counts;
  const fills = capacitiesOf(counted, succession, epochs, SIZES);
  const how = <span className="tag">{counted.how === 'law' ? tags.modelled : tags.measured}</span>;
  const after = (count: number | null): string => (count === null ? words.never : succession ? words.models(count) : words.epochs(count));
  return (
    <>
      <td className="number">{words.nodes(counted.model)}</td>
      <td className="number">
        <strong>{words.nodes(counted.epoch)}</strong> {ran === counted.epoch ? <span className="tag">{tags.measured}</span> : how}
      </td>
      {fills.memories.map((count, i) => (
        <td key={SIZES[i]} className="number">
          {after(count)}
        </td>
      ))}
      <td className="number">
        {words.perNode(counted.epoch > 0 ? counted.epochBytes / counted.epoch : counted.modelBytes / counted.model)} {how}
      </td>
      <td className="number">{after(fills.graphDef)}</td>
    </>
  );
}

function Notes({ counter }: { counter: Counter }) {
  const { numbers } = useWords();
  const words = useDeepWords(useSelect((state) => state.lang)).counts;
  const answer = useCount(counter, recordedConfig(RECORDED.rows[0]));
  if (!answer || 'error' in answer) return null;
  const { held, graphDefLimit } = answer.counted;
  return (
    <ul className="numbers-notes note">
      {words.notes(numbers.bytes(held), numbers.whole(graphDefLimit)).map((text) => (
        <li key={text}>{text}</li>
      ))}
    </ul>
  );
}
