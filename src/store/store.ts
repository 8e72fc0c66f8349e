/** The page's store: state in slices and the few changes that are the page's own (views, dialogs, notices). The worker's are in client.ts. */
import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import { initialState } from './state.ts';
import type { DialogId, Lang, Notice, PlaygroundState, Theme, View } from './state.ts';
import { withNotice } from './reduce.ts';

export type PlaygroundStore = StoreApi<PlaygroundState>;

/** A fresh store; `preset` overrides what it starts from (tests, preferences). */
export function createPlaygroundStore(preset: Partial<PlaygroundState> = {}): PlaygroundStore {
  return createStore<PlaygroundState>()(() => ({ ...initialState(), ...preset }));
}

/** Changes of the page itself. */
export interface PageActions {
  setTheme(theme: Theme): void;
  setLang(lang: Lang): void;
  setView(view: View): void;
  setTitle(title: string): void;
  /** Opens a lesson or a step of it; '' closes it. */
  setLesson(lesson: string): void;
  setSlower(percent: number): void;
  /** Keeps that a step of a lesson has been done. */
  stepDone(step: string): void;
  open(dialog: DialogId): void;
  close(): void;
  notify(level: Notice['level'], text: string): void;
  dismiss(id: number): void;
}

/** The page's own changes, bound to `store`. */
export function pageActions(store: PlaygroundStore): PageActions {
  return {
    setTheme: (theme) => store.setState({ theme }),
    setLang: (lang) => store.setState({ lang }),
    setView: (view) => store.setState({ view }),
    setTitle: (title) => store.setState({ title }),
    setLesson: (lesson) => store.setState({ lesson }),
    setSlower: (slower) => store.setState({ slower }),
    stepDone: (step) => store.setState((state) => (state.done.includes(step) ? state : { done: [...state.done, step] })),
    open: (dialog) => store.setState({ dialog }),
    close: () => store.setState({ dialog: null }),
    notify: (level, text) => store.setState((state) => withNotice(state, level, text)),
    dismiss: (id) => store.setState((state) => ({ notices: state.notices.filter((notice) => notice.id !== id) })),
  };
}
