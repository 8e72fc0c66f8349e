/** The parts that a lesson's text is written with: claim, tasks, live figures, the truth with its source, ways to controls and graphs. */
import { Check, CircleDashed, CircleDot, Quote, X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { loadGraph } from '../../lessons/index.ts';
import type { Seen } from '../../lessons/lesson.ts';
import { busy } from '../../lib/busy.ts';
import { usePage, useSampled } from '../context.ts';
import { useWords } from '../words/index.ts';
import { goTo, goToWhenThere } from './controls.ts';
import { seenOf } from './seen.ts';
import { useLessonWords, useOpenStep } from './use-lesson.ts';

const VERDICT_ICONS = { true: Check, false: X, partly: CircleDashed, neither: Quote };
type Verdict = keyof typeof VERDICT_ICONS;

/** One step of a text; only the open one is shown. */
function Step({ n, children }: { n: number; children: ReactNode }) {
  return useOpenStep().step.number === n ? children : null;
}

function Claim({ children }: { children: ReactNode }) {
  const words = useLessonWords();
  return (
    <div className="lesson-claim">
      <h3>{words.claim}</h3>
      <p>{children}</p>
    </div>
  );
}

/** A task, numbered from 1 within its step. */
function Task({ n, children }: { n: number; children: ReactNode }) {
  const words = useLessonWords();
  const { ticked } = useOpenStep();
  const done = n <= ticked;
  return (
    <p className="lesson-task" data-done={done} aria-current={n === ticked + 1 ? 'step' : undefined}>
      <span className="lesson-tick">{done ? <Check size={13} strokeWidth={3} role="img" aria-label={words.done} /> : n}</span>
      <span>{children}</span>
    </p>
  );
}

/** Figures of the run as it is now; `what` names them, separated by spaces. */
function Now({ what }: { what: string }) {
  const words = useLessonWords();
  const { tags } = useWords();
  const seen = useSampled((state) => state);
  const figures = figuresOf(seenOf(seen, null));
  return (
    <dl className="lesson-now" aria-label={words.now}>
      {what.split(' ').map((key) => {
        const [label, tag, write] = words.figures[key];
        const value = figures[key];
        return (
          <div key={key}>
            <dt>
              {label} <span className="tag">{tags[tag]}</span>
            </dt>
            <dd>{Number.isFinite(value) || value === Infinity ? write(value) : '–'}</dd>
          </div>
        );
      })}
    </dl>
  );
}

function figuresOf(seen: Seen): Readonly<Record<string, number>> {
  const { latest, seconds, projection } = seen;
  return {
    model: latest('model'),
    epoch: seen.epochs,
    nodes: seen.nodes,
    executed: latest('executed'),
    fetched: latest('fetched'),
    added: latest('added'),
    seconds: seconds.last,
    factor: seconds.last / seconds.second,
    told: projection?.told ?? Number.NaN,
    best: projection?.best ?? Number.NaN,
    universe: seen.universe,
  };
}

/** What TensorFlow really does: hidden until the step is done or the learner asks. */
function Truth({ verdict, children }: { verdict: Verdict; children: ReactNode }) {
  const words = useLessonWords();
  const { shown, reveal } = useOpenStep();
  const heading = useRef<HTMLHeadingElement>(null);
  const asked = useRef(false);
  useEffect(() => {
    if (shown && asked.current) heading.current?.focus();
  }, [shown]);
  if (!shown) {
    return (
      <button
        type="button"
        className="link lesson-show"
        onClick={() => {
          asked.current = true;
          reveal();
        }}
      >
        {words.showMe}
      </button>
    );
  }
  const Icon = VERDICT_ICONS[verdict];
  return (
    <div className="lesson-truth">
      <h3 ref={heading} tabIndex={-1}>
        {words.truth}{' '}
        <strong className={`lesson-verdict ${verdict}`} data-verdict={verdict}>
          <Icon size={13} strokeWidth={2.5} aria-hidden /> {words.verdicts[verdict]}
        </strong>
      </h3>
      {children}
    </div>
  );
}

/** Figures taken earlier from real TensorFlow. */
function Recorded({ children }: { children: ReactNode }) {
  const words = useLessonWords();
  const { tags } = useWords();
  return (
    <p className="lesson-recorded">
      <span className="tag" title={words.recordedWith}>
        {tags.recorded}
      </span>{' '}
      {children} <span className="unseen">({words.recordedWith})</span>
    </p>
  );
}

function Source({ children }: { children: ReactNode }) {
  const words = useLessonWords();
  return (
    <p className="note lesson-source">
      {words.source} {children}
    </p>
  );
}

/** The way to a control of the page. */
function Go({ to, children }: { to: string; children: string }) {
  const words = useLessonWords();
  const { actions } = usePage();
  return (
    <button
      type="button"
      className="lesson-go"
      data-go={to}
      aria-label={words.goTo(children)}
      onClick={() => {
        if (goTo(to)) return;
        if (to.startsWith('graph-')) actions.setView('graph');
        goToWhenThere(to);
      }}
    >
      <CircleDot size={11} strokeWidth={2.5} aria-hidden />
      {children}
    </button>
  );
}

/** Opens a recorded graph of the lesson in the graph view. */
function OpenGraph({ file, children }: { file: string; children: string }) {
  const words = useLessonWords();
  const { graph, actions } = usePage();
  const { lesson } = useOpenStep();
  const open = async (): Promise<void> => {
    actions.setView('graph');
    const [{ graph: model }, text] = await Promise.all([graph(), loadGraph(lesson.id, file)]);
    await model.openFile(new Blob([text]), `${file}.pbtxt`, true);
  };
  return (
    <button
      type="button"
      className="button small lesson-open"
      onClick={() => {
        void busy(open()).catch(() => actions.notify('error', words.failed));
        goToWhenThere('tab-graph');
      }}
    >
      {children}
    </button>
  );
}

export const PARTS = { Step, Claim, Task, Now, Truth, Recorded, Source, Go, OpenGraph };
