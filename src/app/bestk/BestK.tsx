/** Total time against K, from the run's own overhead and slowdown, with the totals of runs that were made as dots. Loaded with its tab. */
import { useRef, useState, useSyncExternalStore } from 'react';
import { bestK, bestWholeK, overheadOf, totalForK, totalForNever } from '../../lib/best-k.ts';
import { cureSeconds } from '../../lib/node-cost.ts';
import { isSuccession, LIMITS } from '../../protocol/config.ts';
import { cycleIn, keyOf, TIMES } from '../../store/runs.ts';
import type { KeptRun, Times } from '../../store/runs.ts';
import { useSampled, useSelect } from '../context.ts';
import { writeRate } from '../panels/machine-figures.ts';
import { Plot } from '../parts/Figure.tsx';
import { lines, type Mark } from '../parts/lines.ts';
import { unitOfSeconds } from '../parts/round.ts';
import { Scroll } from '../parts/Scroll.tsx';
import { Segmented } from '../parts/Segmented.tsx';
import { rich } from '../words/rich.tsx';
import { useDeepWords, useWords } from '../words/index.ts';
import { runs } from './runs.ts';
import '../cases/cases.css';

/** Points of the curve. */
const POINTS = 160;
/** Pixels from a dot within which it is meant. */
const NEAR = 14;

export default function BestK() {
  const page = useWords();
  const words = useDeepWords(useSelect((state) => state.lang)).cases.bestk;
  const config = useSelect((state) => state.config);
  const epochs = useSelect((state) => state.status?.epochsInAll ?? state.config.epochs);
  const history = useSampled((state) => state.history);
  const all = useSyncExternalStore(runs.subscribe, runs.get);
  const [times, setTimes] = useState<Times>('modelled');
  const key = keyOf(config);
  const mine = all.filter((run) => run.key === key);
  const dots = mine.filter((run) => run.total[times] !== null);
  const now = cycleIn(history, times);
  const cycles = mine.flatMap(({ cycle }) => cycle[times] ?? []);
  const slower = cycles.findLast((cycle) => cycle.slowdown !== null);
  // How slow an epoch is at first and how much slower each becomes belong together: from one run, this one if it can tell.
  const pace = now !== null && now.slowdown !== null ? now : (slower ?? now);
  const slowdown = pace?.slowdown ?? null;
  const first = pace?.first ?? null;
  const nodes = now?.nodes ?? cycles.findLast((cycle) => cycle.nodes !== null)?.nodes ?? null;
  const { account, close, collect, rebuild } = config;
  const lawful = times === 'modelled' && rebuild === 'code' && nodes !== null;
  const law = lawful ? (k: number): number => cureSeconds(nodes * k, { account, close, collect, write: writeRate(config) }) : null;
  // The run at hand is among those kept once it is over: counted once.
  const kept = mine.some((run) => run.every === config.every && run.save === config.save && run.clear === config.clear && run.reload === config.reload);
  const overhead = overheadOf([...cycles.map(({ cures }) => cures), ...(now === null || kept ? [] : [now.cures])], pace?.dearer ?? 0, law);
  // A slope that is nothing beside the epoch itself is rounding: nothing becomes slower.
  const flat = slowdown !== null && first !== null && slowdown <= first * 1e-6;
  const known = overhead !== null && slowdown !== null && first !== null && !flat ? { overhead, slowdown, first } : null;
  const best = known === null ? null : bestWholeK(epochs, known.first, known.overhead, known.slowdown, LIMITS.every[1]);
  const total = (k: number): number => (known === null ? NaN : totalForK(epochs, known.first, k, known.overhead, known.slowdown));
  const never = known === null ? NaN : totalForNever(epochs, known.first, known.slowdown);
  const ideal = known === null ? NaN : bestK(known.overhead.fixed, known.slowdown);
  if (config.program === 'script') return <p className="waiting">{words.script}</p>;
  if (isSuccession(config.program)) return <p className="waiting">{words.succession}</p>;
  const hands = (run: KeptRun): string =>
    words.hands((['save', 'clear', 'reload'] as const).filter((hand) => run[hand]).map((hand) => page.hands[hand]));
  const place = (run: KeptRun): number => (run.save || run.clear || run.reload ? Math.min(run.every, epochs) : epochs);
  const named = (run: KeptRun): string => (place(run) === epochs ? words.never : words.k(words.whole(run.every)));
  return (
    <div className="bestk" data-testid="bestk" data-best={best ?? ''} data-overhead={known?.overhead.from ?? ''} data-runs={dots.length}>
      <div className="card-head">
        <h3 id="bestk-title">{words.title}</h3>
        <span className="tag">{page.tags[times]}</span>
      </div>
      <p className="note">
        {words.intro} {words.law}
      </p>
      <Segmented label={words.times} options={TIMES} names={words.kinds} value={times} onChange={setTimes} />
      {flat ? (
        <p>{words.flat}</p>
      ) : (
        <>
          {slowdown === null && <p className="waiting">{words.needS}</p>}
          {overhead === null && <p className="waiting">{words.needO}</p>}
        </>
      )}
      {known !== null && best !== null && (
        <>
          <p>
            {words.parts(
              words.duration(known.overhead.fixed),
              known.overhead.perEpoch > 0 ? words.duration(known.overhead.perEpoch) : '',
              words.duration(known.slowdown),
              words.duration(known.first),
              (now?.cures.count ?? 0) === 0 || now?.slowdown === null ? words.fromOther : '',
            )}{' '}
            {known.overhead.from === 'law' ? words.lawOf[account] : words.overheadFrom[known.overhead.from]}
          </p>
          <p role="note">
            {rich(words.best(words.whole(best), words.duration(total(best)), words.whole(epochs)))}{' '}
            {words.worse(words.duration(total(1)), words.duration(never))}
            {ideal > LIMITS.every[1] && epochs > LIMITS.every[1] && ` ${words.beyond(words.whole(ideal), words.whole(LIMITS.every[1]))}`}
            {never < total(best) && ` ${words.neverBest(words.duration(never))}`}
          </p>
        </>
      )}
      {(known !== null || dots.length > 0) && (
        <Chart
          epochs={epochs}
          total={known === null ? null : total}
          best={best}
          dots={dots.map((run) => ({
            k: place(run),
            seconds: run.total[times] ?? NaN,
            whole: run.save && run.clear && run.reload,
            text: words.dot(named(run), hands(run), words.duration(run.total[times] ?? NaN), page.tags[times]),
          }))}
        />
      )}
      <h3>{words.dots}</h3>
      {mine.length === 0 ? (
        <p className="note">{words.noDots}</p>
      ) : (
        <Scroll label={words.dots}>
          <table>
            <thead>
              <tr>
                {words.head.map((head, i) => (
                  <th key={head} scope="col" className={i > 1 ? 'number' : undefined}>
                    {head}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {mine.map((run) => (
                <tr key={`${run.every} ${String(run.save)} ${String(run.clear)} ${String(run.reload)}`}>
                  <th scope="row">{named(run)}</th>
                  <td>{hands(run)}</td>
                  <td className="number">{words.duration(run.total.modelled)}</td>
                  <td className="number">{run.total.measured === null ? words.notMeasured : words.duration(run.total.measured)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
      <p className="note">
        {words.note} {rebuild === 'meta' && `${words.meta} `}
        {all.length > mine.length && words.others(all.length - mine.length)}
      </p>
    </div>
  );
}

interface Dot {
  k: number;
  seconds: number;
  whole: boolean;
  text: string;
}

function Chart({ epochs, total, best, dots }: { epochs: number; total: ((k: number) => number) | null; best: number | null; dots: readonly Dot[] }) {
  const words = useDeepWords(useSelect((state) => state.lang)).cases.bestk;
  const [at, setAt] = useState(-1);
  const placed = useRef<readonly (readonly [number, number])[]>([]);
  const last = Math.max(2, epochs);
  return (
    <figure className="case-plot" aria-label={words.chart}>
      <Plot
        height={230}
        onPoint={(x, y) => {
          const distance = (i: number): number => Math.hypot(placed.current[i][0] - x, placed.current[i][1] - y);
          const near = dots.map((_, i) => i).filter((i) => placed.current[i] !== undefined && distance(i) <= NEAR);
          setAt(near.length === 0 ? -1 : near.reduce((a, b) => (distance(b) < distance(a) ? b : a)));
        }}
        draw={(context, width, height, colours) => {
          const points = total === null ? [] : Array.from({ length: POINTS + 1 }, (_, i) => last ** (i / POINTS)).map((k) => [k, total(k)] as const);
          const most = Math.max(...points.map(([, y]) => y), ...dots.map(({ seconds }) => seconds));
          const marks: Mark[] = dots.map(({ k, seconds, whole }, i) => ({ x: k, y: seconds, shape: 'dot', hollow: !whole, strong: i === at }));
          const to = lines(context, { width, height }, colours, {
            x: [1, last],
            y: [0, most],
            unit: unitOfSeconds(most),
            log: true,
            marks,
            xText: (k) => (k === 1 ? words.k('1') : words.never),
            yText: words.duration,
            lines: points.length > 0 ? [{ name: width < 480 ? '' : words.curve, colour: colours.token.cure, dash: [], points }] : [],
            mark: best === null ? null : { at: best, text: words.bestMark(words.k(words.whole(best))) },
          });
          placed.current = dots.map(({ k, seconds }) => to(k, seconds));
        }}
      />
      <figcaption className="bestk-reading">{dots[at]?.text ?? ''}</figcaption>
    </figure>
  );
}
