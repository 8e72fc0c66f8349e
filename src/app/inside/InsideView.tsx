/** Inside one session.run: its figures, the passes of the optimiser, the plan as a timeline. Loaded when its tab is first opened. */
import { RotateCw } from 'lucide-react';
import { use, useEffect } from 'react';
import { usePage, useSelect } from '../context.ts';
import { useWords } from '../words/index.ts';
import { Passes } from './Passes.tsx';
import { Recorded } from './Recorded.tsx';
import { Strip } from './Strip.tsx';
import { Timeline } from './Timeline.tsx';
import { InsideContext, useInside, useInsideWords, useOpened } from './use-inside.ts';
import './inside.css';

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
  const built = useSelect((state) => (state.status?.nodes ?? 0) > 0 && (state.config.program !== 'script' || isOver(state.own?.phase)));
  return (
    <div className="inside-head">
      <p className={taken ? 'inside-moment' : 'note'}>{taken ? words.moment(page.programs[taken.of.program as keyof typeof page.programs] ?? taken.of.program, taken.of.epoch, taken.of.run + 1) : words.intro}</p>
      <button type="button" className="button small" disabled={!built || opening} onClick={() => void model.take()}>
        <RotateCw size={14} aria-hidden /> {words.again}
      </button>
    </div>
  );
}

/** What is under way or in the way. */
function State() {
  const words = useInsideWords();
  const model = useInside();
  const own = useSelect((state) => state.config.program === 'script');
  const { taken, large, none, opening, trouble } = useOpened((state) => state);
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
  if (taken) return null;
  const [never, before] = own ? [words.scriptNone, words.script] : [words.none, words.waiting];
  return <p className="waiting">{opening ? words.opening : none ? never : before}</p>;
}

/** Whether a script is over, so that its worker answers. */
const isOver = (phase: string | undefined): boolean => phase === 'done' || phase === 'failed';
