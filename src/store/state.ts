/** What the page knows, in slices, and what it starts from. Types and initial values only. */
import type { HIDEABLE, LINK_LANGS, LINK_THEMES, LINK_VIEWS } from '../presets/keys.ts';
import type { Action } from '../protocol/action.ts';
import { DEFAULTS } from '../protocol/config.ts';
import type { RunConfig } from '../protocol/config.ts';
import type { History, RunEvent } from '../protocol/frame.ts';
import type { ScriptLine, Status } from '../protocol/messages.ts';
import { emptyHistory } from './history.ts';
import type { OwnRun } from './script/own.ts';

export const SPEEDS = [1, 5, 20, 60, Infinity] as const;
/** Tabs below the charts. */
export const VIEWS = ['learned', 'memory', 'graph', 'field', 'inside', 'numbers', 'bestk', 'cases', 'results', 'events', 'sources'] as const satisfies readonly (typeof LINK_VIEWS)[number][];
export { LINK_LANGS as LANGS, LINK_THEMES as THEMES } from '../presets/keys.ts';
export type Theme = (typeof LINK_THEMES)[number];
export type Lang = (typeof LINK_LANGS)[number];
export type View = (typeof VIEWS)[number];
export type Region = (typeof HIDEABLE)[number];
export type DialogId = 'gallery' | 'share' | 'help' | 'account' | 'warnings' | 'since';

/** `engine`: starting (no answer yet), ready, or stopped (died or stopped answering; only a fresh worker helps). */
export interface RunSlice {
  run: number;
  engine: 'starting' | 'ready' | 'stopped';
  /** Why it stopped. */
  stopped: string;
  /** Whether the visitor wants the run to go on; the worker's own state is `status.state`. */
  playing: boolean;
  speed: number;
  /** What the run was started with: with `givenLog`, what a link must say. */
  started: RunConfig;
  /** What holds now: `started` with every later change. */
  config: RunConfig;
  /** Actions given to the run at its start (a link's). */
  givenLog: Action[];
  /** Epoch that the run was asked to seek to, if any. */
  target: number | null;
  status: Status | null;
  script: ScriptLine[];
}
/** The program whose source is the visitor's (config.source). */
export interface ScriptSlice {
  /** What the script did; null for other programs, and before its first run. */
  own: OwnRun | null;
  /** The source as it travels in links. */
  packed: string;
  /** Whether the script came with a link and has not been run since. */
  opened: boolean;
}
export interface SeriesSlice {
  history: History;
  events: RunEvent[];
  /** `status.lineNodes` when each line was first seen to have added nodes: what it has beyond that, it leaks. */
  lineBase: number[];
  /** Ids of the script's lines that leak. */
  leaks: ReadonlySet<number>;
}
export interface ViewSlice {
  theme: Theme;
  lang: Lang;
  hide: readonly string[];
  title: string;
  view: View | null;
  /** The step of a lesson that is open, `answer.7`; '' for none. */
  lesson: string;
  /** Steps of lessons that have been done, in this browser. */
  done: readonly string[];
  /** Percent by which each epoch is slower, in the visitor's own reckoning. */
  slower: number;
}
export interface LinkWarning {
  name: string;
  value: string;
  expected: string;
}
export interface Notice {
  id: number;
  level: 'info' | 'error';
  text: string;
}
export interface DialogSlice {
  dialog: DialogId | null;
  warnings: LinkWarning[];
  notices: Notice[];
}
export type PlaygroundState = RunSlice & ScriptSlice & SeriesSlice & ViewSlice & DialogSlice;

export const DEFAULT_SPEED = 20;
export const DEFAULT_SLOWER = 2;

/** The state before anything has been said by anyone. */
export function initialState(): PlaygroundState {
  const config = { ...DEFAULTS.perceptron };
  return {
    run: 0,
    engine: 'starting',
    stopped: '',
    playing: false,
    speed: DEFAULT_SPEED,
    started: config,
    config,
    givenLog: [],
    target: null,
    status: null,
    script: [],
    own: null,
    packed: '',
    opened: false,

    history: emptyHistory(),
    events: [],
    lineBase: [],
    leaks: new Set(),
    theme: 'auto',
    lang: 'en',
    hide: [],
    title: '',
    view: null,
    lesson: '',
    done: [],
    slower: DEFAULT_SLOWER,
    dialog: null,
    warnings: [],
    notices: [],
  };
}
