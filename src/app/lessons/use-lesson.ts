/** The step that is open: its lesson and text, loaded once; what its tasks have come to; what its parts need to know. */
import { createContext, use, useEffect, useEffectEvent, useState } from 'react';
import { loadLesson, loadText } from '../../lessons/index.ts';
import type { LessonText } from '../../lessons/index.ts';
import { stepLink } from '../../lessons/lesson.ts';
import type { Lang, Lesson, Step } from '../../lessons/lesson.ts';
import { busy } from '../../lib/busy.ts';
import type { GraphViewState } from '../../store/graph/state.ts';
import type { PlaygroundState } from '../../store/state.ts';
import { linkOf } from '../../store/url.ts';
import { usePage, useSelect } from '../context.ts';
import { useDeepWords } from '../words/index.ts';
import type { lesson as lessonWords } from '../words/en-lesson.ts';
import { seenOf } from './seen.ts';

const lessons = new Map<string, Promise<Lesson | null>>();
const texts = new Map<string, Promise<LessonText>>();

/** The same promise for the same key, so that components may suspend on it; another after a failure. */
function once<T>(known: Map<string, Promise<T>>, key: string, load: () => Promise<T>): Promise<T> {
  let loading = known.get(key);
  if (loading === undefined) {
    loading = busy(load());
    loading.catch(() => known.delete(key));
    known.set(key, loading);
  }
  return loading;
}

/** A lesson, null if there is none of this id; suspends while it loads. */
export function useLesson(id: string): Lesson | null {
  return use(once(lessons, id, () => loadLesson(id)));
}

/** The text of a lesson; suspends while it loads. */
export function useText(id: string, lang: Lang): LessonText {
  return use(once(texts, `${id} ${lang}`, () => loadText(id, lang)));
}

export function useLessonWords(): typeof lessonWords {
  return useDeepWords(useSelect((state) => state.lang)).lesson;
}

/** What the parts of a step's text need to know. */
export interface Open {
  lesson: Lesson;
  step: Step;
  /** Tasks done since the step was opened, all of them once it is complete. */
  ticked: number;
  /** Whether what TensorFlow does is shown. */
  shown: boolean;
  reveal: () => void;
}
export const OpenStep = createContext<Open | null>(null);
export function useOpenStep(): Open {
  const open = use(OpenStep);
  if (open === null) throw new Error('internal: a part of a lesson outside of its step');
  return open;
}

/** Whether the link named nothing but the lesson: then the run is not the learner's own, and the step sets up its own. */
function isPlain(state: PlaygroundState): boolean {
  return state.target === null && linkOf({ ...state, lesson: '', title: '', hide: [], lang: 'en', theme: 'auto' }, null) === '';
}

/** Opens a step's link; `keep`: in place of the one in the address bar, so that Back leads out of it. */
export function followStep(lesson: string, step: Step, keep: boolean): void {
  const hash = `#${stepLink(lesson, step)}`;
  if (keep) location.replace(hash);
  else location.assign(hash);
}

/** How many tasks of the step are done since it was opened. Sets the step's run up where the link named only the lesson. */
export function useTasks({ id }: Lesson, step: Step, onTick: (done: number, all: number) => void): number {
  const { store, graph } = usePage();
  const [ticked, setTicked] = useState(0);
  const tell = useEffectEvent((done: number): void => {
    setTicked(done);
    onTick(done, step.tasks.length);
  });
  useEffect(() => {
    const plain = isPlain(store.getState());
    // Tasks are looked at in the step's own run only, never in the one that the page began with.
    const first = store.getState().run + (plain ? 1 : 0);
    if (plain) followStep(id, step, true);
    let graphState: GraphViewState | null = null;
    let done = 0;
    const look = (): void => {
      const state = store.getState();
      if (done === step.tasks.length || state.run < first || state.status === null || state.status.state === 'seeking') return;
      const seen = seenOf(state, graphState);
      const before = done;
      while (done < step.tasks.length && step.tasks[done](seen)) done += 1;
      if (done > before) tell(done); // which may change the store, and so lead here again
    };
    const stops = [store.subscribe(look)];
    let watching = true;
    let asked = false;
    let afresh = (): void => undefined;
    stops.push(store.subscribe(() => afresh()));
    // What the graph view knows is asked for only when its tab is open: it is a part that loads late.
    const watchGraph = (): void => {
      if (asked || store.getState().view !== 'graph') return;
      asked = true;
      graph().then(
        ({ graph: model }) => {
          if (!watching) return;
          const hear = (): void => {
            graphState = model.store.getState();
            look();
          };
          stops.push(model.store.subscribe(hear));
          hear();
          // A file that was looked at before this step is none of its own: the session's graph takes its place as soon as there is one.
          const { shown } = model.store.getState();
          afresh = () => {
            const { run, status } = store.getState();
            if (run < first || status === null || status.nodes === 0 || status.state === 'seeking') return;
            afresh = () => undefined;
            if (shown?.source === 'file' && model.store.getState().shown === shown) void model.takeSession();
          };
          afresh();
        },
        () => {
          asked = false; // the tab itself says what is wrong
        },
      );
    };
    stops.push(store.subscribe(watchGraph));
    watchGraph();
    look();
    return () => {
      watching = false;
      for (const stop of stops) stop();
    };
  }, [store, graph, id, step]);
  return ticked;
}
