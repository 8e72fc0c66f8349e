/**
 * What a lesson is: steps, each a link to open, controls to touch and tasks that are done when the page shows it. Data and pure
 * predicates; the texts are MDX beside each lesson's file, one a language, and the page part is src/app/lessons.
 */
import type { Link } from '../presets/schema.ts';

export type Lang = Link['lang'];

/** What a task may look at: the page as the learner has made it, in the run that is under way now. */
export interface Seen {
  readonly config: Link['config'];
  /** The worker's own state: `paused`, `running`, `seeking`, `done`, `error`; empty before it has said anything. */
  readonly state: string;
  /** Finished epochs, and finished session.runs of the epoch under way. */
  readonly epochs: number;
  readonly runs: number;
  /** Nodes in the graph now. */
  readonly nodes: number;
  /** Newest value of a column of the history (protocol/frame.ts), NaN before the first epoch. */
  latest(column: string): number;
  /** Modelled seconds: of the newest epoch, of the slowest so far, and of the second (the first pays for building); NaN while there is none. */
  readonly seconds: { readonly last: number; readonly most: number; readonly second: number };
  /** How many events of this kind there have been. */
  events(kind: string): number;
  /** The open tab below the charts; empty if none was chosen. */
  readonly view: string;
  /** The graph that is looked at: of this run's session or of a file, and the node selected in it. */
  readonly graph: SeenGraph | null;
  /** Seconds of the whole run, as the answer reckons it (a geometric series) and by the curve that fits best; null where none is good enough. */
  readonly projection: { readonly told: number; readonly best: number; readonly bestKind: string } | null;
  /** Seconds that the visitor's own reckoning in "How slow must it be…" comes to. */
  readonly universe: number;
}
export interface SeenGraph {
  readonly source: 'session' | 'file';
  /** The file's name, or the program. */
  readonly name: string;
  readonly nodes: number;
  readonly node: { readonly name: string; readonly op: string; readonly device: string } | null;
}

/** A task is done once its predicate was true; later ones of a step are looked at only when those before are done. */
export type Done = (seen: Seen) => boolean;

export interface StepFile {
  title: Readonly<Record<Lang, string>>;
  /** The link that shows it, without `#` and without the lesson; opened when the step is. */
  link: string;
  /** Controls to touch: the `data-lesson` of elements of the page. */
  lit: readonly string[];
  /** One predicate a task, in order; each false when the link has just been opened. */
  tasks: readonly Done[];
}
export interface LessonFile {
  order: number;
  title: Readonly<Record<Lang, string>>;
  steps: readonly StepFile[];
}

/** A step by its number, from 1. */
export interface Step extends StepFile { number: number }
export interface Lesson extends Omit<LessonFile, 'steps'> {
  id: string;
  steps: readonly Step[];
}

/** A lesson of its file; the folder's name is its id. */
export function lessonOf(id: string, file: LessonFile): Lesson {
  return { ...file, id, steps: file.steps.map((step, i) => ({ ...step, number: i + 1 })) };
}

/** The name of a step in links and in what is kept: `answer.7`. */
export function stepName(lesson: string, number: number): string {
  return `${lesson}.${number}`;
}

/** The lesson and number that a name stands for; a name without a number is the first step. */
export function readStepName(name: string): { lesson: string; number: number } {
  const [, lesson = '', number = '1'] = /^(.*?)(?:\.(\d+))?$/.exec(name) ?? [];
  return { lesson, number: Number(number) };
}

/** The link (without `#`) that opens a step with what it shows. */
export function stepLink(lesson: string, { number, link }: Step): string {
  return `${link}&lesson=${stepName(lesson, number)}`;
}
