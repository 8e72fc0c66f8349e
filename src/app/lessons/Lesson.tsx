/** The open lesson: one step at a time, beside the page on wide screens, as a sheet at the bottom of others. Loaded when first opened. */
import { ArrowLeft, ArrowRight, ChevronDown, ChevronUp, RotateCcw, X } from 'lucide-react';
import { createElement, useEffect, useEffectEvent, useId, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { readStepName, stepLink, stepName } from '../../lessons/lesson.ts';
import type { Lesson as LessonData, Step } from '../../lessons/lesson.ts';
import { usePage, useSelect } from '../context.ts';
import { useMedia, useResolvedTheme } from '../hooks.ts';
import { light, show } from './controls.ts';
import { PARTS } from './parts.tsx';
import { followStep, OpenStep, useLesson, useLessonWords, useTasks, useText } from './use-lesson.ts';
import './lesson.css';

export { preloadLessons } from '../../lessons/index.ts';

/** Where three columns no longer fit beside a lesson; the projector's type is half as large again. */
const NARROW = { projector: '(max-width: 1860px)', other: '(max-width: 1240px)' };

/** The lesson that the store says is open. */
export default function Lesson() {
  const name = useSelect((state) => state.lesson);
  const done = useSelect((state) => state.done);
  const { lesson: id, number } = readStepName(name);
  const lesson = useLesson(id);
  const named = /\.\d+$/.test(name);
  // A lesson without a step is taken up where it was left.
  const resumed = named || lesson === null ? null : (lesson.steps.find((step) => !done.includes(stepName(id, step.number))) ?? lesson.steps[0]);
  useEffect(() => {
    if (resumed !== null) followStep(id, resumed, false);
  }, [id, resumed]);
  const step = named ? lesson?.steps.find((known) => known.number === number) : undefined;
  if (resumed !== null) return null;
  return lesson === null || step === undefined ? <Unknown name={name} /> : <Sheet lesson={lesson} step={step} />;
}

/** The frame of a lesson, which stays from step to step. */
function Sheet({ lesson, step }: { lesson: LessonData; step: Step }) {
  const { actions } = usePage();
  const words = useLessonWords();
  const theme = useResolvedTheme();
  const sheet = useMedia(theme === 'projector' ? NARROW.projector : NARROW.other);
  const [folded, setFolded] = useState(false);
  const [said, setSaid] = useState('');
  const panel = useRef<HTMLElement>(null);
  const id = useId();
  useRoom(panel, sheet);
  return (
    <section ref={panel} className={`card lesson ${sheet ? 'sheet' : 'beside'}`} aria-labelledby={id} data-testid="lesson">
      <OneStep
        key={step.number}
        id={id}
        lesson={lesson}
        step={step}
        folded={sheet && folded}
        unfold={() => setFolded(false)}
        say={setSaid}
        buttons={
          <>
            {sheet && (
              <button
                type="button"
                className="icon"
                aria-expanded={!folded}
                aria-label={folded ? words.unfold : words.fold}
                title={folded ? words.unfold : words.fold}
                onClick={() => setFolded(!folded)}
              >
                {folded ? <ChevronUp size={18} aria-hidden /> : <ChevronDown size={18} aria-hidden />}
              </button>
            )}
            <button type="button" className="icon" aria-label={words.close} title={words.close} onClick={() => actions.setLesson('')}>
              <X size={18} aria-hidden />
            </button>
          </>
        }
      />
      <p role="status" className="unseen" data-testid="lesson-said">
        {said}
      </p>
    </section>
  );
}

interface StepProps {
  /** Of the name, for the panel's label. */
  id: string;
  lesson: LessonData;
  step: Step;
  folded: boolean;
  unfold: () => void;
  say: (text: string) => void;
  /** Of the panel, beside the heading. */
  buttons: ReactNode;
}

/** One step, made anew for each: its heading takes the focus, its controls are lit. */
function OneStep({ id, lesson, step, folded, unfold, say, buttons }: StepProps) {
  const { store, actions } = usePage();
  const words = useLessonWords();
  const lang = useSelect((state) => state.lang);
  const text = useText(lesson.id, lang);
  const name = stepName(lesson.id, step.number);
  const [asked, setAsked] = useState(false);
  const [before] = useState(() => store.getState().done.includes(name));
  const body = useRef<HTMLDivElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const ticked = useTasks(lesson, step, (now, all) => {
    if (now < all) say(words.taskDone(now, all));
    else actions.stepDone(name);
  });
  const complete = ticked === step.tasks.length;
  const tell = useEffectEvent(() => {
    // The verdict is in the text, which has just been shown.
    const verdict = body.current?.querySelector('[data-verdict]')?.textContent.trim() ?? '';
    say(words.complete(step.number, verdict));
    reveal(body.current);
  });
  useEffect(() => {
    if (complete) tell();
  }, [complete]);
  useEffect(() => {
    actions.setSlower(2);
    heading.current?.focus({ preventScroll: true });
    const frame = requestAnimationFrame(() => step.lit.slice(0, 1).forEach(show));
    return () => cancelAnimationFrame(frame);
  }, [actions, step]);
  useEffect(() => light(step.lit), [step]);
  const back = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.key.toLowerCase() !== 'l' || event.shiftKey || isTyping(event)) return;
    event.preventDefault();
    unfold();
    heading.current?.focus();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent): void => back(event);
    document.addEventListener('keydown', listener);
    return () => document.removeEventListener('keydown', listener);
  }, []);
  const [former, next] = [lesson.steps[step.number - 2], lesson.steps[step.number]];
  return (
    <>
      <div className="lesson-head">
        <h2 ref={heading} tabIndex={-1} className="lesson-title">
          <span className="lesson-count" id={id}>
            {lesson.title[lang]}
          </span>
          <span className="unseen">{words.step(step.number, lesson.steps.length)}: </span>
          <span aria-hidden>{step.number}. </span>
          {step.title[lang]}
        </h2>
        {buttons}
      </div>
      <Progress lesson={lesson} step={step} />
      {!folded && (
        <div ref={body} className="lesson-body" data-complete={complete}>
          <div className="lesson-text">
            <OpenStep value={{ lesson, step, ticked, shown: complete || asked || before, reveal: () => setAsked(true) }}>
              {createElement(text, { components: PARTS })}
            </OpenStep>
          </div>
          <Steps lesson={lesson} step={step} />
        </div>
      )}
      <nav className="lesson-ways" aria-label={words.name(lesson.title[lang])}>
        {former !== undefined && (
          <a className="button" href={`#${stepLink(lesson.id, former)}`}>
            <ArrowLeft size={14} aria-hidden /> {words.back}
          </a>
        )}
        <button type="button" className="icon" aria-label={words.again} title={words.again} onClick={() => startAgain(lesson.id, step)}>
          <RotateCcw size={16} aria-hidden />
        </button>
        <span className="space" />
        {next === undefined ? (
          <button type="button" className={complete ? 'button strong' : 'button'} onClick={() => actions.setLesson('')}>
            {words.finish}
          </button>
        ) : (
          <a className={complete ? 'button strong' : 'button'} href={`#${stepLink(lesson.id, next)}`}>
            {words.next} <ArrowRight size={14} aria-hidden />
          </a>
        )}
      </nav>
    </>
  );
}

/** A bar of all steps: which are done, and which is open. The list of steps says the same in words. */
function Progress({ lesson, step }: { lesson: LessonData; step: Step }) {
  const done = useSelect((state) => state.done);
  return (
    <div className="lesson-bar" aria-hidden>
      {lesson.steps.map(({ number }) => (
        <span key={number} className={done.includes(stepName(lesson.id, number)) ? 'done' : undefined} data-here={number === step.number} />
      ))}
    </div>
  );
}

/** The ways to all steps. */
function Steps({ lesson, step }: { lesson: LessonData; step: Step }) {
  const words = useLessonWords();
  const lang = useSelect((state) => state.lang);
  const done = useSelect((state) => state.done);
  const isDone = ({ number }: Step): boolean => done.includes(stepName(lesson.id, number));
  return (
    <details className="lesson-steps">
      <summary>{words.steps(lesson.steps.filter(isDone).length, lesson.steps.length)}</summary>
      <ol>
        {lesson.steps.map((other) => (
          <li key={other.number}>
            <a href={`#${stepLink(lesson.id, other)}`} aria-current={other.number === step.number ? 'step' : undefined}>
              {other.number}. {other.title[lang]}
            </a>
            {isDone(other) && <span className="lesson-mark">✓ {words.stepDone}</span>}
          </li>
        ))}
      </ol>
      <p className="note">{words.keys}</p>
    </details>
  );
}

/** Scrolls the text, and nothing around it, to what TensorFlow does, where that is not seen whole. */
function reveal(body: HTMLElement | null): void {
  const truth = body?.querySelector('.lesson-truth') ?? null;
  if (body === null || truth === null) return;
  const [outer, inner] = [body.getBoundingClientRect(), truth.getBoundingClientRect()];
  if (inner.bottom > outer.bottom) body.scrollTop += inner.top - outer.top;
}

/** Whether a letter belongs to what has the focus: text, a list that is searched by letters, an open dialog. */
function isTyping(event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector('dialog[open]') !== null) return true;
  const target = event.target instanceof Element ? event.target : null;
  return target !== null && target.closest('textarea, select, [contenteditable], input:not([type=radio], [type=range], [type=checkbox])') !== null;
}

/** Opens the step's link also where the address bar has it already. */
function startAgain(id: string, step: Step): void {
  const hash = `#${stepLink(id, step)}`;
  if (location.hash === hash) dispatchEvent(new HashChangeEvent('hashchange'));
  else location.replace(hash);
}

function Unknown({ name }: { name: string }) {
  const { actions } = usePage();
  const words = useLessonWords();
  return (
    <section className="card lesson" role="alert" data-testid="lesson">
      <p>{words.unknown(name)}</p>
      <div className="row">
        <button type="button" className="button" onClick={() => actions.setLesson('answer.1')}>
          {words.first}
        </button>
        <button type="button" className="button" onClick={() => actions.setLesson('')}>
          {words.close}
        </button>
      </div>
    </section>
  );
}

/** Tells the page how much of the window's lower edge the sheet covers, so that what gets the focus is scrolled clear of it. */
function useRoom(panel: { current: HTMLElement | null }, sheet: boolean): void {
  useEffect(() => {
    const root = document.documentElement;
    const element = panel.current;
    if (!sheet || element === null) return;
    root.dataset['lesson'] = 'sheet';
    const measure = (): void => root.style.setProperty('--lesson-room', `${String(Math.ceil(innerHeight - element.getBoundingClientRect().top))}px`);
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    addEventListener('resize', measure);
    return () => {
      observer.disconnect();
      removeEventListener('resize', measure);
      delete root.dataset['lesson'];
      root.style.removeProperty('--lesson-room');
    };
  }, [panel, sheet]);
}
