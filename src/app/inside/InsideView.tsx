/** Inside one session.run: its figures, the passes of the optimiser, the plan as a timeline. Loaded when its tab is first opened. */
import { RotateCw } from 'lucide-react';
import { use, useEffect, useRef } from 'react';
import { epochsSince } from '../../store/inside/age.ts';
import type { Taken } from '../../store/inside/inside-model.ts';
import { usePage, useSelect } from '../context.ts';
import { useWords } from '../words/index.ts';
import { Passes } from './Passes.tsx';
import { Recorded } from './Recorded.tsx';
import { Strip } from './Strip.tsx';
import { Timeline } from './Timeline.tsx';
import { InsideContext, useInside, useInsideWords, useOpened } from './use-inside.ts';
import './inside.css';

/** The passes go round so often; how many there are is told of all rounds together. */
const ROUNDS = 2;

/** The view with its model. */
export default function InsideView() {
  const { graph } = usePage();
  const { inside: model } = use(graph());
  useEffect(() => model.follow(), [model]);
  return (
    <InsideContext value={model}>
      <Content />
    </InsideContext>
  );
}

function Content() {
  const taken = useOpened((state) => state.taken);
  const plan = useOpened((state) => state.plan);
  return (
    <div className="inside" data-testid="inside">
      <Head />
      <State />
      {taken && (
        <>
          <Strip taken={taken} plan={plan} />
          <Passes passes={taken.passes} beside={taken.beside} />
          {plan && <Timeline plan={plan} />}
        </>
      )}
      <Recorded program={taken?.of.program ?? ''} />
    </div>
  );
}

function Head() {
  const words = useInsideWords();
  const page = useWords();
  const model = useInside();
  const taken = useOpened((state) => state.taken);
  const opening = useOpened((state) => state.opening);
  const again = useRef<HTMLButtonElement>(null);
  const cancel = (): void => {
    model.cancel();
    // The button that had the focus is gone.
    again.current?.focus();
  };
  const built = useSelect((state) => (state.status?.nodes ?? 0) > 0 && (state.config.program !== 'script' || isOver(state.own?.phase)));
  return (
    <div className="inside-head">
      <p className={taken ? 'inside-moment' : 'note'} data-testid="inside-moment">
        {taken ? words.moment(page.programs[taken.of.program as keyof typeof page.programs] ?? taken.of.program, taken.of.epoch, taken.of.run + 1) : words.intro}
        {taken && <Age taken={taken} />}
      </p>
      <div role="status" className="inside-work">
        {opening && (
          <>
            <progress max={1} {...(opening.stage === 'writing' ? { value: opening.share } : opening.stage === 'pass' ? { value: opening.at / opening.of } : {})} aria-label={words.opening} />
            <span>{opening.stage === 'writing' ? words.stages.writing(opening.share) : opening.stage === 'pass' ? words.stages.pass(opening.at % (opening.of / ROUNDS), opening.of / ROUNDS, words.passName(opening.pass), opening.round > 0) : words.stages[opening.stage]}</span>
            <button type="button" className="button small" onClick={cancel}>
              {words.cancel}
            </button>
          </>
        )}
      </div>
      <button ref={again} type="button" className="button small" disabled={!built} aria-disabled={opening !== null} onClick={() => void (opening ?? model.take())}>
        <RotateCw size={14} aria-hidden /> {words.again}
      </button>
    </div>
  );
}

/** How old what is shown is: the run goes on, and what was looked into stays. A script's is always that of its end. */
function Age({ taken }: { taken: Taken }) {
  const words = useInsideWords();
  const run = useSelect((state) => state.run);
  const ago = useSelect(({ status, config }) => (status === null || config.program === 'script' ? 0 : epochsSince(taken.of.epoch, status.moment)));
  const age = taken.run !== run ? words.former : ago > 0 ? words.ago(ago) : '';
  return age === '' ? null : <strong> · {age}</strong>;
}

/** What is under way or in the way. */
function State() {
  const words = useInsideWords();
  const model = useInside();
  const own = useSelect((state) => state.config.program === 'script');
  const [taken, large, none, opening, trouble, declined] = [
    useOpened((state) => state.taken), useOpened((state) => state.large), useOpened((state) => state.none), useOpened((state) => state.opening !== null),
    useOpened((state) => state.trouble), useOpened((state) => state.declined),
  ];
  const run = useSelect((state) => state.run);
  const ahead = useSelect((state) => (state.status?.state === 'seeking' ? (state.target ?? state.status.epochsInAll) : null));
  if (trouble) {
    const text = trouble.why === 'broken' ? words.trouble.broken(trouble.text) : trouble.why === 'worker' ? words.trouble.worker(trouble.text) : words.trouble[trouble.why];
    return (
      <div className="inside-trouble" role="alert">
        <p>{text}</p>
        <button type="button" className="button small" onClick={() => void model.take()}>
          {words.retry}
        </button>
      </div>
    );
  }
  if (large) return <p className="inside-large">{words.large(large.of.needed, large.limit, large.of.nodes)}</p>;
  if (taken || opening) return null;
  if (declined === run) return <p className="waiting">{words.cancelled}</p>;
  if (none && !own) return <Cleared />;
  const [never, before] = own ? [words.scriptNone, words.script] : ['', ahead === null ? words.waiting : words.ahead(ahead)];
  return <p className="waiting">{none ? never : before}</p>;
}

/** The graph was cleared since anything ran. Where the run rests behind that, it can be had again up to the epoch before it. */
function Cleared() {
  const words = useInsideWords();
  const { client, store } = usePage();
  const epoch = useSelect(({ status, config, history }) => ((status?.state === 'done' || status?.state === 'paused') && config.clear && config.every > 1 && history.count % config.every === 0 ? history.count : 0));
  const again = (): void => {
    const { started, status } = store.getState();
    client.start(started, { log: [...(status?.log ?? [])], at: epoch - 1 });
  };
  if (epoch === 0) return <p className="waiting">{words.none}</p>;
  return (
    <div className="row">
      <p className="waiting">{words.noneSince(epoch)}</p>
      <button type="button" className="button small" onClick={again}>
        {words.before(epoch - 1)}
      </button>
    </div>
  );
}

/** Whether a script is over, so that its worker answers. */
const isOver = (phase: string | undefined): boolean => phase === 'done' || phase === 'failed';
